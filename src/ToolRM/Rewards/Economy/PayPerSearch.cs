using ToolRM.Rewards.Answers;
using ToolRM.Rewards.Parts;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Economy;

/// <summary>MASH: correctness times a penalty for searches, so that a search comes to mean "I do not know it" (arXiv 2510.01152; rewards 1.5).</summary>
public static class PayPerSearch
{
    internal static RewardEntry Entry { get; } = new(
        new("mash", "1 for a right answer with as few searches as the prompt needs, less for more, 0 for a wrong one",
            RewardNeeds.Correctness, 0, 1.1, RewardScope.Training, "arXiv 2510.01152; momergul/mash"),
        [
            RewardOption.Word("penalty", "exp", ["linear", "otc", "otc-strict", "exp"], "the four penalties of the paper, which tunes exp for each data set; linear looks at the rollout alone, the others at the fewest searches that solved the prompt"),
            RewardOption.Word("base", "none", ["none", "multiply", "add"], "what is multiplied: correctness; correctness times format, with a tenth for well-formed wrong answers in the first steps; correctness plus a tenth of the format (momergul/mash)"),
            RewardOption.Word("correctness", "given", ["given", "f1"], "given: as everywhere, exact match of the accepted answers where nothing better is sent; f1: F1 of the words"),
            RewardOption.Number("f1-threshold", 0, "F1 below it counts 0; none in momergul/mash's configuration", 0, 1),
            RewardOption.Number("max-searches", 5, "M of linear and c of otc (momergul/mash)", 1),
            RewardOption.Number("lambda", 0.7, "base of exp: 0.5 for Natural Questions, 0.8 for HotpotQA and 2WikiMultihopQA, 0.7 in momergul/mash's configuration", 0, 1),
            RewardOption.Number("format-reward", 0.1, "what the format is worth in multiply and add (momergul/mash)", 0),
            RewardOption.Number("format-steps", 5, "how many steps well-formed wrong answers have it in multiply (momergul/mash)", 0),
            RewardOption.Number("documents-per-search", 3, "document tags that each search brings, for the strict format (momergul/mash)", 0),
            RewardOption.Texts("search-tools", [], "tools whose calls are searches; empty for all"),
        ],
        options => Make(options))
    {
        Notes = """
            A rollout of base 0 gets 0. The fewest searches are those of this group's rollouts with a base above 0, and of earlier steps
            when the trainer sends the component `fewest-calls` again in `training.numbers`; under `add` a well-formed wrong answer has
            such a base too, as in the released code. Format: the fact `format`, else momergul/mash's strict check over texts and results
            (`StrictFormat`). Exact match is of the final answer as everywhere here; the released code takes an answer in tags only.
            `multiply` needs the step of the training where an answer is well-formed and wrong, and counts steps done from 0.
            The abstention metrics of the paper, Abs(0) and Delta, are `AbstentionByKnowledge`.

            Example: right, right, wrong, right with 1, 2, 1, 4 searches. The fewest is 1, so `exp` with lambda 0.8 gives 1, 0.8, 0,
            0.8³ = 0.512; if an earlier step solved the prompt without any, 0.8, 0.64, 0, 0.4096.
            """,
    };

    private static RewardFunction Make(RewardOptions options)
    {
        var (penalty, most, lambda, tools) = (options.Word("penalty"), options.Number("max-searches"), options.Number("lambda"), options.Texts("search-tools"));
        var bonus = options.Word("base") == "none" ? 0 : options.Number("format-reward");
        var info = Entry.Info with
        {
            Scope = penalty == "linear" ? RewardScope.Rollout : RewardScope.Training,
            Needs = options.Word("base") == "multiply" ? RewardNeeds.Correctness | RewardNeeds.Step : RewardNeeds.Correctness,
            Maximum = options.Word("base") == "add" ? 1 + bonus : Math.Max(1, bonus),
        };
        return RewardFunction.PerGroup(info, rollouts =>
        {
            var bases = rollouts.Select(rollout => Base(rollout, options)).ToArray();
            int[] searches = [.. rollouts.Select(rollout => rollout.Calls().Count(call => tools.Count == 0 || tools.Contains(call.Name)))];
            var fewest = OptimalToolCalls.FewestOfEarlierSteps(rollouts[0].Context);
            for (var i = 0; i < bases.Length; i++)
            {
                if (bases[i].Is(out var value, out _) && value > 0) fewest = Math.Min(fewest ?? double.PositiveInfinity, searches[i]);
            }
            return [.. bases.Select((known, i) =>
            {
                if (!known.Is(out var value, out var unscored)) return (Score)unscored;
                var factor = value <= 0 ? 0 : penalty switch
                {
                    "linear" => LinearPenalty(searches[i], most),
                    "exp" => ExponentialPenalty(searches[i], fewest!.Value, lambda),
                    _ => GroupPenalty(searches[i], fewest!.Value, most, isStrict: penalty == "otc-strict"),
                };
                return new Scored(value * factor, ScoreScale.Raw, [new("base", value), new("penalty", factor), new("calls", searches[i]),
                    .. penalty != "linear" && fewest is { } least ? (ScoreComponent[])[new(OptimalToolCalls.FewestCalls, least)] : []]);
            })];
        });
    }

    private static Known<double> Base(Rollout rollout, RewardOptions options)
    {
        var correctness = options.Word("correctness") == "f1" ? Overlap(rollout, options.Number("f1-threshold")) : Correctness.Of(rollout);
        var form = options.Word("base");
        if (form == "none" || !correctness.Is(out var correct, out _)) return correctness;
        var format = FormatReward.Of(rollout, StrictFormat(options.Count("documents-per-search")));
        if (!format.Is(out var isValid, out _)) return Known<double>.Missing(format.WhatIsMissing!);
        var bonus = isValid ? options.Number("format-reward") : 0;
        if (form == "add") return correct + bonus;
        if (!isValid || correct > 0) return isValid ? correct : 0;
        return rollout.Context.Training?.Step is { } step ? step < options.Number("format-steps") ? bonus : 0 : Known<double>.Missing("the step of the training");
    }

    private static Known<double> Overlap(Rollout rollout, double threshold)
    {
        if (rollout.Context.Facts is not { Answers: { Count: > 0 } answers }) return Known<double>.Missing("accepted answers");
        var overlap = QaText.TokenF1(FinalAnswer.Of(rollout), answers);
        return overlap >= threshold ? overlap : 0;
    }

    /// <summary>max(1 − m / (M + 1), 0).</summary>
    /// <param name="searches">m, at least 0.</param>
    /// <param name="most">M, searches allowed.</param>
    public static double LinearPenalty(int searches, double most) => Math.Max(1 - searches / (most + 1), 0);

    /// <summary>λ^(m − n).</summary>
    /// <param name="searches">m, at least 0.</param>
    /// <param name="fewest">n, fewest searches of a rollout of the prompt with a base above 0.</param>
    /// <param name="lambda">λ, 0 to 1.</param>
    public static double ExponentialPenalty(int searches, double fewest, double lambda) => Math.Pow(lambda, searches - fewest);

    /// <summary><see cref="OptimalToolCalls.GroupFactor"/>; 1 without searches, as in momergul/mash.</summary>
    /// <param name="searches">m, at least 0.</param>
    /// <param name="fewest">n, fewest searches of a rollout of the prompt with a base above 0.</param>
    /// <param name="smoothing">c, positive.</param>
    /// <param name="isStrict">Whether any search gives 0 when none is needed.</param>
    public static double GroupPenalty(int searches, double fewest, double smoothing, bool isStrict) =>
        searches == 0 ? 1 : isStrict && fewest == 0 ? 0 : OptimalToolCalls.GroupFactor(searches, fewest, smoothing);

    /// <summary>
    /// momergul/mash's strict format, over texts and results: think tags paired and at least one pair, search tags paired, document tags
    /// paired and as many as searches bring, exactly one pair of answer tags. Order does not count. Where searches are calls and not
    /// tags, no document tags are expected in texts.
    /// </summary>
    /// <param name="documents">Documents per search.</param>
    public static Func<Rollout, bool> StrictFormat(int documents) => rollout => StrictFormatOf(Tags.Transcript(rollout), documents);

    /// <summary>As <see cref="StrictFormat"/>, of a text.</summary>
    /// <param name="text">Texts and results.</param>
    /// <param name="documents">Documents per search.</param>
    public static bool StrictFormatOf(string text, int documents) =>
        Tags.Paired(text, "think") && Tags.Opened(text, "think") > 0 && Tags.Paired(text, "search")
        && Tags.Paired(text, "document") && Tags.Opened(text, "document") == Tags.Opened(text, "search") * documents
        && Tags.Paired(text, "answer") && Tags.Opened(text, "answer") == 1;
}
