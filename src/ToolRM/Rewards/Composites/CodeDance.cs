using ToolRM.Conversations;
using ToolRM.Rewards.Answers;
using ToolRM.Rewards.Parts;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Composites;

/// <summary>CodeDance: correctness, format, and a bonus for calls that succeed, which shrinks and turns negative as the prompt gets easy (arXiv 2512.17312; rewards 1.7).</summary>
public static class CodeDance
{
    internal static RewardEntry Entry { get; } = new(
        new("code-dance", "a right answer by calls that succeed, on prompts that the group finds hard",
            RewardNeeds.Correctness | RewardNeeds.Results, -0.3, 2.2, RewardScope.Group, "arXiv 2512.17312; CodeDance-VL/CodeDance"),
        [
            RewardOption.Word("data", "general", ["general", "maths"], "weights of accuracy, format, tools when right and when wrong: 1, 0.2, 1.5, 0.5; maths 1.2, 0.4, 2, 1 (CodeDance-VL/CodeDance)"),
            RewardOption.Word("difficulty", "accuracy", ["accuracy", "score"], "mu, the mean of the group, is over accuracy (the paper), or over accuracy and format penalty as the released code has it"),
            RewardOption.Flag("clip", false, "rollouts above mu have their bonus factor drawn into 0 to 1, as the released code means to; there the clip comes after the factor is stored and never takes effect"),
            RewardOption.Number("gamma", 4, "steepness of the bonus factor (the paper and the code)"),
            RewardOption.Number("delta", 0.2, "what is taken off the bonus factor (the paper and the code)"),
            RewardOption.Texts("failure-texts", [], "texts that mark a failed call; empty goes by the result's status and by empty outputs. The released code looks for \"No explicit output or figures produced\", \"Error\" and \"timeout\""),
        ],
        options => Make(new Weights(options), options.Texts("failure-texts"), options.Word("data") == "maths"))
    {
        Notes = """
            R = acc·w + f·format + d·T with T = s (times 1.5 when right, 0.5 when wrong), s the share of executed calls that are neither
            errors, timeouts nor without output, T = 0 without calls, and d = (1 + tanh(γ(½ − μ)))/2 − δ. Right is an accuracy above ½.
            μ is over the rollouts of the group that could be scored; a group of one is its own mean. Format is 0 or −1: the fact `format`, else
            the released rules (`IsWellFormed`; for maths `IsWellFormedMaths`). As in `deep-eyes` an answer of 1000 characters is wrong, but for
            maths. By text a result whose words merely contain "Error" has failed: released code goes by
            text, the default here does not.

            The turn part is in the steps: −0.5 for a turn with a failed call, 0 else, discounted by 0.2 towards the front
            (`CodeDanceTurns.Values`); turns without calls have 0. For the advantages standardise them over the batch
            (`CodeDanceTurns.Standardise`) and add 0.2 times them to the group advantage (`CodeDanceTurns.Advantage`); the weight 0.2 is
            fixed in the released code, although launch scripts pass 0.1 and 0.2.

            Example: one of four is right, so μ = ¼ and d = 0.681; with 2 of 3 calls good the right one gets 1 + 0.681·1.5·⅔ = 1.681.
            """,
    };

    private sealed record Weights(double Accuracy, double Format, double ToolRight, double ToolWrong, bool OverScore, bool Clips, double Gamma, double Delta)
    {
        public Weights(RewardOptions options)
            : this(1, 0.2, 1.5, 0.5, options.Word("difficulty") == "score", options.Flag("clip"), options.Number("gamma"), options.Number("delta"))
        {
            if (options.Word("data") == "maths") (Accuracy, Format, ToolRight, ToolWrong) = (1.2, 0.4, 2, 1);
        }

        public double Tools(double accuracy, double share) => (accuracy > 0.5 ? ToolRight : ToolWrong) * share;
    }

    private static RewardFunction Make(Weights weights, ValueList<string> failureTexts, bool isMaths)
    {
        var greatest = Math.Max(Math.Abs(1 - weights.Delta), Math.Abs(weights.Delta)); // the factor lies between −δ and 1 − δ
        var info = Entry.Info with
        {
            Minimum = -weights.Format - Math.Max(0, weights.Delta) * weights.ToolWrong - Math.Max(0, weights.Delta - 1) * weights.ToolRight,
            Maximum = weights.Accuracy + greatest * weights.ToolRight,
        };
        return RewardFunction.PerGroup(info, rollouts =>
        {
            var parts = rollouts.Select(rollout => Part.Of(rollout, weights, failureTexts, isMaths)).ToArray();
            var counted = parts.Where(part => part.Unscored is null).ToArray();
            if (counted.Length == 0) return [.. parts.Select(part => part.Unscored!)];
            var mean = counted.Average(part => weights.OverScore ? part.Score : part.Accuracy);
            return [.. parts.Select(part =>
            {
                if (part.Unscored is not null) return part.Unscored;
                var factor = Factor(mean, weights.Gamma, weights.Delta);
                if (weights.Clips && (weights.OverScore ? part.Score : part.Accuracy) > mean) factor = Math.Clamp(factor, 0, 1);
                return (Score)new Scored(part.Score + factor * weights.Tools(part.Accuracy, part.Share), ScoreScale.Raw,
                    [new("correct", part.Accuracy), new("format", part.Format), new("tools", part.Share), new("factor", factor), new("difficulty", mean)], Steps: part.Steps);
            })];
        });
    }

    /// <summary>What one rollout brings, before the group is looked at.</summary>
    private sealed record Part(double Accuracy, double Format, double Score, double Share, ValueList<StepScore> Steps, Unscored? Unscored)
    {
        public static Part Of(Rollout rollout, Weights weights, ValueList<string> failureTexts, bool isMaths)
        {
            if (!Correctness.Of(rollout).Is(out var accuracy, out var unscored) || !ToolUse.Results(rollout).Is(out var results, out unscored)
                || !FormatReward.Of(rollout, isMaths ? IsWellFormedMaths : IsWellFormed).Is(out var isWellFormed, out unscored)) return new(0, 0, 0, 0, [], unscored);
            if (!isMaths && DeepEyes.Answer(rollout).Length >= DeepEyes.LongestAnswer) (accuracy, isWellFormed) = (0, false);
            var format = isWellFormed ? 0 : -1.0;
            var share = results.Count == 0 ? 0 : (double)results.Count(result => !Failed(result, failureTexts)) / results.Count;
            return new(accuracy, format, accuracy * weights.Accuracy + weights.Format * format, share, StepsOf(rollout, failureTexts), null);
        }
    }

    private static ValueList<StepScore> StepsOf(Rollout rollout, ValueList<string> failureTexts)
    {
        var turns = rollout.Turns();
        int[] called = [.. Enumerable.Range(0, turns.Count).Where(t => turns[t].Results.Any(WasRun))];
        var values = CodeDanceTurns.Values([.. called.Select(t => turns[t].Results.Any(result => WasRun(result) && Failed(result, failureTexts)))]);
        return [.. Enumerable.Range(0, turns.Count).Select(t => new StepScore(t, null, Array.IndexOf(called, t) is >= 0 and var at ? values[at] : 0))];
    }

    private static bool WasRun(ToolResult result) => result.Status != ToolStatus.NotRun;

    /// <summary>(1 + tanh(γ(½ − μ)))/2 − δ: what success with tools is worth on a prompt; negative on easy ones.</summary>
    /// <param name="mean">μ, the group's mean.</param>
    /// <param name="gamma">γ, 4 in the paper.</param>
    /// <param name="delta">δ, 0.2 in the paper.</param>
    public static double Factor(double mean, double gamma = 4, double delta = 0.2) => (1 + Math.Tanh(gamma * (0.5 - mean))) / 2 - delta;

    /// <summary>Whether a call failed: by status or by an empty output, or by texts.</summary>
    /// <param name="result">The result.</param>
    /// <param name="failureTexts">Texts that mark a failure; empty goes by status.</param>
    public static bool Failed(ToolResult result, ValueList<string> failureTexts = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return failureTexts.Count > 0 ? ToolUse.ContainsAny(result.Text, failureTexts) : result.Status != ToolStatus.Ok || string.IsNullOrWhiteSpace(result.Text);
    }

    /// <summary>The released rules: think tags paired, exactly one pair of answer tags that holds an answer of less than 1000 characters.</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool IsWellFormed(Rollout rollout)
    {
        var text = Tags.Written(rollout);
        return Tags.Paired(text, "think") && Tags.Paired(text, "answer") && Tags.Opened(text, "answer") == 1 && FinalAnswer.Tagged(text, "answer")?.Trim().Length < DeepEyes.LongestAnswer;
    }

    /// <summary>The released rules for maths: think tags paired; behind the last of them an answer in tags, and the word tool_call nowhere.</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool IsWellFormedMaths(Rollout rollout)
    {
        var text = Tags.Written(rollout);
        var end = DeepEyes.BehindThinking(text);
        return Tags.Paired(text, "think") && FinalAnswer.Tagged(end, "answer") is not null && !end.Contains("tool_call", StringComparison.Ordinal);
    }
}
