using ToolRM.Conversations;
using ToolRM.Rewards.Answers;
using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Parts;

namespace ToolRM.Rewards.Composites;

/// <summary>TGRL, as we read it: ±1 for the outcome and ±1 for the format, where the answer is given by calling a tool (arXiv 2510.11184; rewards 1.9).</summary>
public static class AnswerTool
{
    internal static RewardEntry Entry { get; } = new(
        new("tgrl", "a right answer, given in the right format", RewardNeeds.Correctness | RewardNeeds.Format, -2, 2, RewardScope.Rollout, "our reading of arXiv 2510.11184, whose cases are unknown; no code"),
        [RewardOption.Texts("answer-tools", [], "tools that give the answer: then the format is valid when the last call is of one of them and holds a boxed value. Empty needs the fact `format`")],
        options =>
        {
            var tools = options.Texts("answer-tools");
            var outcome = CorrectReward.Part("outcome").Affine(2, -1);
            var format = FormatReward.Part(tools.Count == 0 ? null : rollout => AnswersByTool(rollout, tools)).Affine(2, -1);
            var sum = RewardCombinators.Sum("tgrl", (1, outcome), (1, format));
            return new(sum.Info with { Summary = Entry!.Info.Summary, Source = Entry.Info.Source }, sum.ScoreAsync);
        })
    {
        Notes = """
            Our reading: the paper says that the total lies in {−2, −1, 0, 1, 2}, so each part lies in {−1, 0, 1} or {−1, 1}; which case gets
            what is unknown. Here the outcome is 2·correct − 1 and the format 1 or −1; so −1 and 1 occur only for graded correctness. Worth
            taking over is the convention that the answer is a call: it ends the rollout without a parser of its own.

            Example: wrong, but given by the answer tool: −1 + 1 = 0.
            """,
    };

    /// <summary>Whether the last call is of one of some tools and its arguments hold a closed \boxed{}.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="tools">Names of the tools.</param>
    public static bool AnswersByTool(Rollout rollout, ValueList<string> tools)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var calls = rollout.Calls();
        // JSON doubles the backslash; from the second one on the text is that of LaTeX.
        return calls.Count > 0 && tools.Contains(calls[^1].Name) && FinalAnswer.Boxed(calls[^1].ArgumentsText) is not null;
    }
}
