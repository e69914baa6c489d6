using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>What rewards may ask beside their inputs. Rewards know no models: whoever makes them says where models are found.</summary>
/// <param name="Scorers">
/// Finds a scorer by name and throws <see cref="DataFormatException"/> when there is none, such as <c>RewardModels.Require</c>; null for
/// the rules of <see cref="Scoring.Scorers"/> alone.
/// </param>
public sealed record RewardServices(Func<string, IScorer>? Scorers = null)
{
    /// <summary>The library's rules alone.</summary>
    public static RewardServices None { get; } = new();

    internal IScorer Scorer(string name)
    {
        if (Scorers is not null) return Scorers(name);
        return Scoring.Scorers.Create(name, seed: 0) ?? throw new DataFormatException(
            $"scorer \"{name}\": only rules can be used here ({string.Join(", ", Scoring.Scorers.All.Select(entry => entry.Name))}). For models make the reward with RewardServices");
    }
}
