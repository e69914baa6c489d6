using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Parts;

namespace ToolRM.Rewards.Composites;

/// <summary>ARM-Thinker: a ladder for judges that look things up before they choose (arXiv 2512.05111; rewards 2.10).</summary>
public static class ArmThinker
{
    internal static RewardEntry Entry { get; } = new(
        new("arm-thinker", "a right judgement in the right format, best by a call that succeeded", RewardNeeds.Correctness | RewardNeeds.Results, 0, 1.5, RewardScope.Rollout, "arXiv 2512.05111; InternLM/ARM-Thinker"),
        [
            RewardOption.Word("version", "v8", ["v8", "v2"], "v8: the ladder with tools; v2: the one without (files of InternLM/ARM-Thinker)"),
            RewardOption.Texts("success-texts", [], "texts that mark a successful call, as in the released code (\"This is the zoom-in image\"); empty goes by the result's status"),
        ],
        options =>
        {
            RewardFunction Fixed(double value) => RewardCombinators.Constant(value);
            var (format, correct, used, succeeded) = (FormatReward.Part(IsWellFormed), CorrectReward.Part(), ToolUsedReward.Used(), ToolUsedReward.AnySucceeded(options.Texts("success-texts")));
            RewardCondition badFormat = new(format, Comparison.Below, 0.5), right = new(correct, Comparison.Above, 0.5);
            var ladder = options.Word("version") == "v2"
                ? RewardCombinators.Gate("arm-thinker", badFormat, RewardCombinators.Gate("bad", right, Fixed(1), Fixed(0)), RewardCombinators.Gate("good", right, Fixed(1.5), Fixed(0.5)))
                : RewardCombinators.Ladder(
                    "arm-thinker",
                    [
                        (badFormat, Fixed(0)),
                        (right, RewardCombinators.Gate("right", new(succeeded, Comparison.Above, 0), Fixed(1.5), Fixed(1))),
                        (new(used, Comparison.Above, 0), Fixed(0.4)),
                    ],
                    Fixed(0.3));
            return new(ladder.Info with { Summary = Entry!.Info.Summary, Source = Entry.Info.Source }, ladder.Showing(format, correct, used, succeeded).ScoreAsync);
        })
    {
        Notes = """
            v8: bad format 0; right 1.5 when a call succeeded, else 1; wrong 0.4 when a call was executed, else 0.3. v2: well-formed 1.5
            right, 0.5 wrong; else 1 right, 0 wrong. Format: the fact `format`, else the released rule that the last turn is a think block
            and an answer block and nothing else, without tool-call tags; tags in any case, empty blocks allowed. Right is a correctness
            above ½: for a choice between two answers let the accepted answers hold it. A wrong judgement with an idle call beats one without.

            Example: a right judgement whose only call failed gets 1; the same with a call that worked 1.5.
            """,
    };

    /// <summary>The released rule, on the last turn's text.</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool IsWellFormed(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return IsWellFormedText(rollout.LastText());
    }

    /// <summary>Whether a text is <c>&lt;think&gt;…&lt;/think&gt;</c>, then <c>&lt;answer&gt;…&lt;/answer&gt;</c>, white space around them, and holds no tool-call tag.</summary>
    /// <param name="text">The text.</param>
    public static bool IsWellFormedText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("<think>", IgnoreCase) || !trimmed.EndsWith("</answer>", IgnoreCase)) return false;
        if (trimmed.Contains("<tool_call>", IgnoreCase) || trimmed.Contains("</tool_call>", IgnoreCase)) return false;
        // Blocks may hold anything, so any closing think tag that an opening answer tag follows at once will do.
        for (var end = trimmed.IndexOf("</think>", IgnoreCase); end >= 0; end = trimmed.IndexOf("</think>", end + 1, IgnoreCase))
        {
            var rest = trimmed.AsSpan(end + "</think>".Length).TrimStart();
            if (rest.StartsWith("<answer>", IgnoreCase) && rest.Length >= "<answer></answer>".Length) return true;
        }
        return false;
    }
}
