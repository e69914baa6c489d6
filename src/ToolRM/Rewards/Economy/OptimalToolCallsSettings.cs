using ToolRM.Conversations;

namespace ToolRM.Rewards.Economy;

/// <summary>Settings of <see cref="OptimalToolCalls.Around"/>.</summary>
/// <param name="Smoothing">c of the cosine, positive: the most calls allowed, or 1, in re-implementations; the authors' value is unknown.</param>
public sealed record OptimalToolCallsSettings(double Smoothing)
{
    /// <summary>α, the value of a perfect rollout. Default 1, as in re-implementations.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Whether a rollout is compared with the leanest one of its prompt (GRPO form). Default yes.</summary>
    public bool ComparesGroup { get; init; } = true;

    /// <summary>Whether the leanest one may be wrong ("times" mode of threegold116/Tool-Star-OCT). Default no, as in the paper.</summary>
    public bool FewestOfAll { get; init; }

    /// <summary>Price of a call by tool, at least 0, one above 0; calls of other tools cost 1. Default none: calls are counted.</summary>
    public ValueList<KeyValuePair<string, double>> Prices { get; init; }
}
