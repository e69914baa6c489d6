using ToolRM.Conversations;
using ToolRM.Rewards.Calls;
using ToolRM.Rewards.Combining;
using ToolRM.Rewards.Composites;
using ToolRM.Rewards.Confidence;
using ToolRM.Rewards.Economy;
using ToolRM.Rewards.Execution;
using ToolRM.Rewards.Hierarchy;
using ToolRM.Rewards.Parts;
using ToolRM.Rewards.Similarity;
using ToolRM.Rewards.Steps;

namespace ToolRM.Rewards;

/// <summary>The rewards that have a name. Help, documents, the command line and tests are made from the list.</summary>
/// <remarks>
/// To add one: a file with an entry, a test, a line here. <c>RewardPropertyTests</c> holds each entry to what all promise: rewards
/// follow their rollouts when a group is reordered, equal calls get equal rewards however they are spelt, and an empty group gives none.
/// </remarks>
public static class RewardFunctions
{
    /// <summary>All of them, by family.</summary>
    public static ValueList<RewardEntry> All { get; } =
    [
        CorrectReward.Entry,
        FormatReward.Entry,
        ToolUsedReward.Entry,
        ToolSuccessReward.Entry,
        FeedbackDriven.Entry,
        ToolRl.Entry,
        TlTraining.Entry,
        MatchTir.Hard,
        MatchTir.Soft,
        SchemaReward.Entry,
        ToolRmReward.Entry,
        OptimalToolCalls.Entry,
        PayPerSearch.Entry,
        DeepEyes.Entry,
        CodeDance.Entry,
        ToolStar.Entry,
        AnswerTool.Entry,
        DeepSport.Entry,
        ToolOrchestra.Entry,
        ArmThinker.Entry,
        BrierReward.Entry,
        SeparatedConfidence.Entry,
        CountBonus.Entry,
        HeronRank.Entry,
        StepRewards.Clip,
        StepRewards.Delta,
        StepRewards.ClipDelta,
        StepRewards.Aggregate,
        TextSimilarity.BleuEntry,
        TextSimilarity.ChrfEntry,
    ];

    /// <summary>Makes a reward.</summary>
    /// <param name="name">Its name, compared exactly.</param>
    /// <param name="options">Settings as a JSON object, such as <c>{"form": "ppo"}</c>; null takes the defaults.</param>
    /// <param name="services">What the reward may ask, such as scorers; null for the library's rules alone.</param>
    /// <exception cref="DataFormatException">No reward has this name, or the settings are wrong; the message says what there is.</exception>
    public static RewardFunction Create(string name, string? options = null, RewardServices? services = null)
    {
        if (options is null) return Require(name).Create(services: services);
        var parsed = JsonParse.Of(options);
        return Require(name).Create(parsed.Value as MapValue ?? throw new DataFormatException($"options of reward \"{name}\": expected a JSON object; {parsed.Error?.Message ?? "found another value"}"), services: services);
    }

    /// <summary>The entry of a name that a user gave.</summary>
    /// <param name="name">The name.</param>
    /// <param name="where">Where the user gave it; for the message.</param>
    /// <exception cref="DataFormatException">No reward has this name; the message lists those there are.</exception>
    public static RewardEntry Require(string name, string where = "reward")
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var entry in All)
        {
            if (entry.Info.Name == name) return entry;
        }
        throw new DataFormatException($"{where}: there is no reward \"{name}\". Take one of {string.Join(", ", All.Select(entry => entry.Info.Name))}");
    }
}
