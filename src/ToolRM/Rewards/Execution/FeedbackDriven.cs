using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Execution;

/// <summary>FTRL: each turn by how many open sub-questions its calls resolve, and what that took (arXiv 2508.08791; rewards 1.3).</summary>
public static class FeedbackDriven
{
    internal static RewardEntry Entry { get; } = new(
        new("ftrl", "the calls of each turn bring expected results to light without waste, and the last turn gives the answer",
            RewardNeeds.ExpectedResults | RewardNeeds.Results | RewardNeeds.Answers, -0.5, 2, RewardScope.Rollout, "arXiv 2508.08791; bytedance/FTRL"),
        [
            RewardOption.Word("form", "f1", ["f1", "precision", "count", "square"], "of k results by n calls: 2k/(n + 1), the released default; k/n; k; k²/n"),
            RewardOption.Flag("capped", false, "turns get 1 at most (ours, where a range matters; the released code does not)"),
            RewardOption.Word("over", "mean", ["mean", "sum"], "the rollout's value from its turns (ours: the paper trains single turns, which have just one)"),
        ],
        options =>
        {
            var (form, capped, sums) = (options.Word("form"), options.Flag("capped"), options.Word("over") == "sum");
            var maximum = sums ? double.PositiveInfinity : capped || form == "precision" ? 1 : form == "f1" ? 2 : double.PositiveInfinity;
            return RewardFunction.PerRollout(Entry!.Info with { Maximum = maximum, Minimum = sums ? double.NegativeInfinity : -0.5 }, rollout => Score(rollout, form, capped, sums));
        })
    {
        Notes = """
            Every turn is a step. With calls: k of its n calls each resolve the first open expected result of their tool that their output
            shows (`OpenResults.Shows`: substrings, in lower case, without commas), and the turn gets `form`; `f1` is F1 with one open
            question per turn, and exceeds 1 when a turn resolves several. Without calls: an empty text −0.5; leftover tool tags −0.3; the
            text contains an accepted answer 1/(1 + u), u the results still open; all resolved 0.5; else 0. Call fragments that do not parse
            are no calls: they do not count in n. The paper describes a balance of precision and completeness; the released default is the
            formula above. Expected results and the answer come from the facts, else from a reference of kind `expected-results`. When earlier turns stand in the prompt, send what is still open as `expected_results` and how many were resolved
            as the fact `solved-before`. Components: `resolved`, `open`, and `precision`, `recall`, `f1` of the whole rollout
            (`FeedbackDriven.Episode`), without `solved-before`.

            Example: a turn of two calls that resolves one of two results gets 2·1/(2 + 1) = 0.667; an answer after it with one result open
            gets 1/(1 + 1) = 0.5; the rollout has the mean 0.583.
            """,
    };

    private static Score Score(Rollout rollout, string form, bool capped, bool sums)
    {
        var solvedBefore = rollout.Facts?.Of(FactNames.SolvedBefore) is { Count: 1 } before ? before[0] : 0;
        var (wanted, answers) = Wanted(rollout.Context);
        if (wanted.Count == 0 && !(solvedBefore > 0)) return new Unscored("needs expected results");
        if (!ToolUse.Results(rollout).Is(out _, out var unscored)) return unscored;
        var (expected, calls, steps) = (new OpenResults(wanted), 0, new List<StepScore>());
        var turns = rollout.Turns();
        for (var t = 0; t < turns.Count; t++)
        {
            var open = expected.Open;
            calls += turns[t].Calls.Count;
            if (turns[t].Calls.Count > 0)
            {
                var resolved = Resolved(turns[t], expected);
                steps.Add(new(t, null, Math.Min(capped ? 1 : double.PositiveInfinity, CallTurn(form, resolved, turns[t].Calls.Count))));
            }
            else if (AnswerTurn(turns[t].Text, answers, open).Is(out var value, out unscored))
            {
                steps.Add(new(t, null, value));
            }
            else
            {
                return unscored;
            }
        }
        if (steps.Count == 0) return new Unscored("needs at least one turn");
        var total = wanted.Count;
        var (precision, recall, f1) = Episode(total - expected.Open, calls, total);
        var sum = steps.Sum(step => step.Value);
        return new Scored(sums ? sum : sum / steps.Count, ScoreScale.Raw,
            [new("resolved", total - expected.Open), new("open", expected.Open), new("precision", precision), new("recall", recall), new("f1", f1)], Steps: steps.ToValueList());
    }

    /// <summary>What the facts say, else what a reference of expected results says.</summary>
    private static (ValueList<ExpectedResult> Results, ValueList<string> Answers) Wanted(RewardContext context)
    {
        var (results, answers) = (context.Facts?.ExpectedResults ?? [], context.Facts?.Answers ?? []);
        if (context.Group.Reference is not ExpectedResults reference) return (results, answers);
        return (
            results.Count > 0 ? results : reference.Unsolved.SelectMany(tool => tool.Answers.Select(answer => new ExpectedResult(tool.ToolName, answer))).ToValueList(),
            answers.Count > 0 || reference.FinalAnswer is null ? answers : [reference.FinalAnswer]);
    }

    private static int Resolved(Turn turn, OpenResults expected)
    {
        var resolved = 0;
        for (var i = 0; i < Math.Min(turn.Calls.Count, turn.Results.Count); i++)
        {
            if (turn.Results[i].Status != ToolStatus.NotRun && expected.Resolve(turn.Calls[i].Name, turn.Results[i].Text)) resolved++;
        }
        return resolved;
    }

    /// <summary>Reward of a turn with calls, at least 0.</summary>
    /// <param name="form"><c>f1</c> 2k/(n + 1), <c>precision</c> k/n, <c>count</c> k, <c>square</c> k²/n.</param>
    /// <param name="resolved">k, results resolved, 0 to n.</param>
    /// <param name="calls">n, at least 1.</param>
    public static double CallTurn(string form, int resolved, int calls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 1);
        return form switch
        {
            "f1" => 2.0 * resolved / (calls + 1),
            "precision" => (double)resolved / calls,
            "count" => resolved,
            "square" => (double)resolved * resolved / calls,
            _ => throw new ArgumentException($"form is \"{form}\"; expected f1, precision, count or square", nameof(form)),
        };
    }

    /// <summary>Reward of a turn without calls, −0.5 to 1.</summary>
    /// <param name="text">The turn's text.</param>
    /// <param name="answers">Accepted answers; missing where the text has to be compared with them and there are none.</param>
    /// <param name="open">u, expected results still open, at least 0.</param>
    public static Known<double> AnswerTurn(string text, ValueList<string> answers, int open)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text)) return -0.5;
        // The third is what a released parser leaves behind, not a tag of models.
        if (ToolUse.ContainsAny(text, ["<tool_call>", "</tool_call>", "<tool_parsed_response>"])) return -0.3;
        if (answers.Count == 0) return Known<double>.Missing("accepted answers");
        var plain = OpenResults.Plain(text);
        foreach (var answer in answers)
        {
            if (plain.Contains(OpenResults.Plain(answer).Trim(), StringComparison.Ordinal)) return 1.0 / (1 + open);
        }
        return open == 0 ? 0.5 : 0;
    }

    /// <summary>Of a whole episode: precision resolved/calls (1 without calls), recall resolved/total (1 when nothing was expected), F1 2·resolved/(calls + total) (1 when both are 0).</summary>
    /// <param name="resolved">Results resolved.</param>
    /// <param name="calls">Calls made.</param>
    /// <param name="total">Results expected.</param>
    public static (double Precision, double Recall, double F1) Episode(int resolved, int calls, int total) =>
        (calls == 0 ? 1 : (double)resolved / calls, total == 0 ? 1 : (double)resolved / total, calls + total == 0 ? 1 : 2.0 * resolved / (calls + total));
}
