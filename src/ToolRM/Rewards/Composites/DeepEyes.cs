using ToolRM.Rewards.Answers;
using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Parts;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Composites;

/// <summary>DeepEyes: correctness, a penalty for bad format, and a bonus for tools that only right answers get (arXiv 2505.14362; rewards 1.6).</summary>
public static class DeepEyes
{
    /// <summary>An answer of so many characters is a format error and wrong: it was written for the judge (Visual-Agent/DeepEyes).</summary>
    public const int LongestAnswer = 1000;

    internal static RewardEntry Entry { get; } = new(
        new("deep-eyes", "a right answer in the right format, best with a tool", RewardNeeds.Correctness | RewardNeeds.Results, -0.2, 2, RewardScope.Rollout, "arXiv 2505.14362; Visual-Agent/DeepEyes"),
        [RewardOption.Word("data", "general", ["general", "maths"], "general: 0.8 accuracy + 0.2 format + 1.2 tool; maths: 1.2 accuracy + 0.4 format, no tool (Visual-Agent/DeepEyes)")],
        options =>
        {
            var general = options.Word("data") == "general";
            var accuracy = RewardFunction.PerRollout(new("accuracy", "how right the answer is", RewardNeeds.Correctness, 0, 1), Accuracy);
            var format = FormatReward.Part(general ? IsWellFormed : IsWellFormedMaths).Affine(1, -1);
            var tool = RewardCombinators.Gate("tool", new(accuracy, Comparison.Above, 0.5), ToolUsedReward.Used(), RewardCombinators.Constant(0));
            var sum = general ? RewardCombinators.Sum("deep-eyes", (0.8, accuracy), (0.2, format), (1.2, tool)) : RewardCombinators.Sum("deep-eyes", (1.2, accuracy), (0.4, format));
            return new(sum.Info with { Source = Entry!.Info.Source, Summary = Entry.Info.Summary }, sum.ScoreAsync);
        })
    {
        Notes = """
            Format is 0 or −1: the fact `format`, else the released rules on the policy's texts: think tags paired, behind the last think
            tag answer tags paired, and an answer of 1000 characters or more is an error. Such an answer also counts as wrong, whatever a
            judge said of it. For maths, no or several boxed answers are an error. The tool bonus wants an executed call and an accuracy
            above ½, whatever the tool said. The judge is the caller's: send its verdict as the fact `correct`. Image tags, which the
            released rules pair as well, have no counterpart in text.

            Example: right with an executed call, format error: 0.8 − 0.2 + 1.2 = 1.8; wrong with a call: 0.
            """,
    };

    /// <summary>The released rules on all texts of the policy.</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool IsWellFormed(Rollout rollout)
    {
        var text = Tags.Written(rollout);
        return Tags.Paired(text, "think") && Tags.Paired(BehindThinking(text), "answer") && Answer(rollout).Length < LongestAnswer;
    }

    /// <summary>The released rules for maths: as <see cref="IsWellFormed"/>, and exactly one boxed answer behind the last think tag.</summary>
    /// <param name="rollout">The rollout.</param>
    public static bool IsWellFormedMaths(Rollout rollout) => IsWellFormed(rollout) && Tags.Count(BehindThinking(Tags.Written(rollout)), "\\boxed{") == 1;

    internal static string BehindThinking(string text)
    {
        const string End = "</think>";
        return text.LastIndexOf(End, StringComparison.Ordinal) is >= 0 and var end ? text[(end + End.Length)..] : text;
    }

    /// <summary>The text in the last answer tags, else the last turn's text.</summary>
    internal static string Answer(Rollout rollout) => (FinalAnswer.Tagged(rollout.LastText(), "answer") ?? rollout.LastText()).Trim();

    private static Score Accuracy(Rollout rollout) => !Correctness.Of(rollout).Is(out var value, out var unscored)
        ? unscored
        : Score.Of(Answer(rollout).Length >= LongestAnswer ? 0 : value);
}
