using ToolRM.Rewards.Combining;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Calls;

/// <summary>R_schema: 1 when the calls fit the offered tools' schemas, else −1 (toolrm 4.3).</summary>
internal static class SchemaReward
{
    internal static RewardEntry Entry { get; } = new(
        new("schema-reward", "the calls fit the offered tools' schemas", RewardNeeds.Tools, -1, 1, RewardScope.Rollout, "arXiv 2509.11963 version 2, the baseline that needs no reference; no code"),
        [
            RewardOption.Word("no-call", "fits", ["fits", "fails"], "what a reply without a call is; the paper does not say, the scorer `schema` says that it fits"),
            LayoutReward.Option(LayoutReward.None, "the paper's total has it, its R_schema has not"),
        ],
        options =>
        {
            var fits = RewardFunction.Of(new SchemaScorer()).Affine(2, -1);
            if (options.Word("no-call") == "fails")
            {
                var calls = RewardFunction.PerRollout(new("calls", "number of calls", RewardNeeds.None, 0, double.PositiveInfinity), rollout => Score.Of(rollout.Candidate.Calls.Count));
                fits = RewardCombinators.Gate("schema", new(calls, Comparison.AtMost, 0), RewardCombinators.Constant(-1), fits);
            }
            var whole = LayoutReward.Of(options.Word("layout")) is { } format ? RewardCombinators.Sum("schema-reward", (1, format), (1, fits)) : fits;
            return new(Entry!.Info with { Minimum = whole.Info.Minimum, Maximum = whole.Info.Maximum, Needs = RewardNeeds.Tools | whole.Info.Needs }, whole.ScoreAsync);
        })
    {
        Notes = "Components count the findings of each kind. A schema that is broken or too costly to check leaves a rollout unscored. The candidate's own calls are judged, not those of later turns.",
    };
}
