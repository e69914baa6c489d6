using ToolRM.Conversations;
using ToolRM.Rewards.Answers;
using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Parts;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Composites;

/// <summary>Tool-Star: a right answer, a little more when several tools worked on it, −1 for bad format (arXiv 2505.16410; rewards 1.8).</summary>
public static class ToolStar
{
    internal static RewardEntry Entry { get; } = new(
        new("tool-star", "a right answer in the right format, a little better with all the named tools", RewardNeeds.Correctness, -1, 1.1, RewardScope.Rollout, "arXiv 2505.16410; dongguanting/Tool-Star"),
        [
            RewardOption.Word("form", "paper", ["paper", "code", "maths"], "paper: correctness, bonus for calls of all tools; code: the released scorer for questions, F1 of the words, bonus when closing tags of all tools stand anywhere in the texts; maths: the released scorer for maths"),
            RewardOption.Texts("tools", ["search", "python"], "the tools that have to be used together for the bonus (the paper)"),
            RewardOption.Number("bonus", 0.1, "the bonus (the paper and the code)", 0),
        ],
        Make)
    {
        Notes = """
            Bad format −1, wrong 0, right its correctness, and `bonus` more when every tool was used. Correctness: the fact `correct`, the
            reference, or the accepted answers; in `code` F1 of the words with the accepted answers, where a little overlap already earns
            the bonus. Maths differs in the released code: right 1, well-formed and wrong 0.1, bad format 0, no bonus (and −1 when the
            scorer raises an error, which here is `unscored`).

            The bonus is weak: an idle call earns it, and in `code` a closing tag in a thought is enough. Probe with `tool-used` in a gate
            of your own, or demand results.

            Format: the fact `format`, else the released rules (`IsWellFormed`): think tags paired and at least one pair, one pair of
            answer tags holding a boxed value, every search and python block closed and followed by a result block. Results of the
            trajectory stand in for result blocks, and calls need no tags.

            Example: F1 ⅔ by search alone gives 0.667, by search and python 0.767; without an answer −1.
            """,
    };

    private static RewardFunction Make(RewardOptions options)
    {
        var (form, tools) = (options.Word("form"), options.Texts("tools"));
        var format = FormatReward.Part(IsWellFormed);
        RewardFunction Fixed(double value) => RewardCombinators.Constant(value);
        RewardCondition badFormat = new(format, Comparison.Below, 0.5);
        if (form == "maths")
        {
            var solved = CorrectReward.Part();
            return Finished(RewardCombinators.Ladder("tool-star", [(badFormat, Fixed(0)), (new(solved, Comparison.Above, 0.5), Fixed(1))], Fixed(0.1)).Showing(format, solved), RewardNeeds.Correctness);
        }
        var correct = form == "paper" ? CorrectReward.Part() : RewardFunction.PerRollout(new("f1", "F1 of the words with an accepted answer", RewardNeeds.Answers, 0, 1), Overlap);
        var together = RewardFunction.PerRollout(
            new("all-tools", "1 when every tool was used", RewardNeeds.None, 0, 1),
            rollout => Score.Of((form == "paper" ? CalledAll(rollout, tools) : MentionsAll(Tags.Written(rollout), tools)) ? 1 : 0));
        return Finished(RewardCombinators.Ladder(
            "tool-star",
            [(badFormat, Fixed(-1)), (new(correct, Comparison.AtMost, 0), Fixed(0)), (new(together, Comparison.Above, 0), correct.Affine(1, options.Number("bonus")))],
            correct).Showing(format, correct, together), form == "paper" ? RewardNeeds.Correctness : RewardNeeds.Answers);
    }

    private static RewardFunction Finished(RewardFunction ladder, RewardNeeds needs) => new(ladder.Info with { Summary = Entry.Info.Summary, Source = Entry.Info.Source, Needs = needs }, ladder.ScoreAsync);

    private static Score Overlap(Rollout rollout) => rollout.Context.Facts is { Answers: { Count: > 0 } answers }
        ? Score.Of(QaText.TokenF1(FinalAnswer.Of(rollout), answers))
        : new Unscored("needs accepted answers");

    /// <summary>Whether every tool was called, with whatever success.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="tools">Their names; none are always called.</param>
    public static bool CalledAll(Rollout rollout, ValueList<string> tools)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var calls = rollout.Calls();
        return tools.All(tool => calls.Any(call => call.Name == tool));
    }

    /// <summary>Whether a closing tag of every tool stands in a text: the released test.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tools">Their names.</param>
    public static bool MentionsAll(string text, ValueList<string> tools)
    {
        ArgumentNullException.ThrowIfNull(text);
        return tools.All(tool => text.Contains($"</{tool}>", StringComparison.Ordinal));
    }

    /// <summary>The released format rules, on texts and results.</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool IsWellFormed(Rollout rollout) => IsWellFormedText(Tags.Transcript(rollout, "result"));

    /// <summary>The released format rules, on a text with result blocks.</summary>
    /// <param name="text">The text.</param>
    public static bool IsWellFormedText(string text) =>
        Tags.Paired(text, "think") && Tags.Opened(text, "think") > 0 && Tags.Paired(text, "answer") && Tags.Opened(text, "answer") == 1
        && FinalAnswer.Tagged(text, "answer") is { } answer && FinalAnswer.Boxed(answer) is not null
        && BlocksHaveResults(text, "search") && BlocksHaveResults(text, "python");

    private static bool BlocksHaveResults(string text, string tag)
    {
        var at = 0;
        while (text.IndexOf($"<{tag}>", at, StringComparison.Ordinal) is >= 0 and var block)
        {
            var result = text.IndexOf("<result>", block, StringComparison.Ordinal);
            var blockEnd = text.IndexOf($"</{tag}>", block, StringComparison.Ordinal);
            at = result < 0 ? -1 : text.IndexOf("</result>", result, StringComparison.Ordinal);
            if (!(block < blockEnd && blockEnd < result && result < at)) return false;
        }
        return true;
    }
}
