using ToolRM.Rewards.Combining;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Calls;

/// <summary>R_ToolRM: a format term plus a learned score mapped to −3 to 3 (toolrm 4.3).</summary>
internal static class ToolRmReward
{
    internal static RewardEntry Entry { get; } = new(
        new("toolrm-reward", "the reply has the layout and a reward model finds its calls right", RewardNeeds.Tools, -3, 4, RewardScope.Group, "arXiv 2509.11963 version 2, the reward of its GRPO experiment; no code"),
        [
            RewardOption.Word("mapping", null, ["clip", "tanh", "group-rank"], "how the score becomes −3 to 3, which the paper does not say: score / width cut off there, 3 · tanh(score / width), or 6 · rank − 3 within the group"),
            RewardOption.Number("width", 1, "what the score is divided by before clip and tanh; ours", minimum: double.Epsilon),
            RewardOption.Scorer("model", "grounded", "the scorer that stands for the paper's reward model of 14B parameters, which is not released with this library: ours, or any name that the caller can resolve"),
            LayoutReward.Option("any", "ours, because no reference is needed then; the paper's setup takes the layout from the reference"),
        ],
        options =>
        {
            var (scorer, width) = (options.Scorer("model"), options.Number("width"));
            var raw = Raw(scorer);
            var mapped = options.Word("mapping") switch
            {
                "clip" => raw.Affine(1 / width).Clip(-3, 3),
                "tanh" => raw.Tanh(3, width),
                _ => raw.Rank().Affine(6, -3),
            };
            var whole = LayoutReward.Of(options.Word("layout")) is { } format ? RewardCombinators.Sum("toolrm-reward", (1, format), (1, mapped)) : mapped;
            return new(Entry!.Info with { Minimum = whole.Info.Minimum, Maximum = whole.Info.Maximum, Scope = whole.Info.Scope, Needs = RewardNeeds.Tools | whole.Info.Needs }, whole.ScoreAsync);
        })
    {
        Notes = """
            A score that is a probability p, as `grounded` gives, is taken as its logit ln(p / (1 − p)) first, so that 0 is the cut between wrong
            and right as in a model with a raw output; p is held 2⁻⁵³ away from 0 and 1. By rank, ties share the mean rank and a group of
            one gets 0. Models are found by whoever makes the reward: the command line and the server know all scorers, model files and scorer
            files (docs/scorers.md), such as one for the paper's model behind a server; in code give `new RewardServices(name => RewardModels.Require(name).Create(0))`.
            """,
    };

    private static RewardFunction Raw(IScorer scorer)
    {
        const double Least = 1.0 / (1L << 53);
        var of = RewardFunction.Of(scorer);
        var info = of.Info with { Name = "score", Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity };
        return RewardCombinators.Mapped(of, info, scored =>
        {
            if (scored.Scale != ScoreScale.Probability) return scored;
            var probability = Math.Clamp(scored.Value, Least, 1 - Least);
            return scored with { Value = Math.Log(probability / (1 - probability)), Scale = ScoreScale.Centred };
        });
    }
}
