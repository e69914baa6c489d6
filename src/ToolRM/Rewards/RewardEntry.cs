using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Rewards;

/// <summary>A reward that can be asked for by name.</summary>
/// <param name="Info">What it is, with the default settings.</param>
/// <param name="Options">Its settings.</param>
/// <param name="Make">Makes one; the settings are complete and checked.</param>
public sealed record RewardEntry(RewardInfo Info, ValueList<RewardOption> Options, Func<RewardOptions, RewardFunction> Make)
{
    /// <summary>What a user has to know: edge cases, where released code and paper differ, what we chose. In sentences, Markdown.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Makes one.</summary>
    /// <param name="options">Settings as an object; null takes the defaults.</param>
    /// <param name="where">File and place; for messages.</param>
    /// <param name="services">What the reward may ask, such as scorers; null for the library's rules alone.</param>
    /// <exception cref="DataFormatException">Something is unknown, of the wrong kind, or missing without a default; the message names all of it.</exception>
    public RewardFunction Create(MapValue? options = null, string where = "", RewardServices? services = null) =>
        Make(RewardOptions.Read(Info.Name, Options, options is null ? null : DocumentNode.Root(options, where, "See docs/rewards.md"), where, services));
}
