using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>The scorers that have a name. Help, documents and tests are made from the list.</summary>
/// <remarks>
/// Every one of them gives calls that are equal under <see cref="CallKey"/> equal scores, and any reply, malformed or huge, a
/// finite score or <see cref="Unscored"/>. <c>ScorerPropertyTests</c> holds each entry to it.
/// </remarks>
public static class Scorers
{
    /// <summary>All of them; baselines first, upper bound last.</summary>
    public static ValueList<ScorerEntry> All { get; } =
    [
        new(RandomScorer.Name, RandomScorer.Scale, ScorerNeeds.Seed, "a number drawn from seed, prompt and calls: the floor", seed => new RandomScorer(seed)),
        new(ShortestScorer.Name, ShortestScorer.Scale, ScorerNeeds.Calls, "the fewer characters the calls take, the better", _ => new ShortestScorer()),
        new(FormatOnlyScorer.Name, FormatOnlyScorer.Scale, ScorerNeeds.Calls, "length, numbers of calls and arguments, share of quoted values: what surface cues alone give", _ => new FormatOnlyScorer()),
        new(SchemaScorer.Name, SchemaScorer.Scale, ScorerNeeds.Tools, "1 when the calls fit the offered tools' schemas, else 0", _ => new SchemaScorer()),
        new(ReferenceScorer.Name, ReferenceScorer.Scale, ScorerNeeds.Tools | ScorerNeeds.Reference, "1 when the calls are right by the reference, else 0: the ceiling", _ => new ReferenceScorer()),
    ];

    /// <summary>Makes a scorer.</summary>
    /// <param name="name">Its name, compared exactly.</param>
    /// <param name="seed">The run's seed; counts only where <see cref="ScorerNeeds.Seed"/> is among the needs.</param>
    /// <returns>The scorer, or null when none has this name.</returns>
    public static IScorer? Create(string name, long seed) => Find(name)?.Create(seed);

    /// <summary>The entry of a name that a user gave.</summary>
    /// <param name="name">The name.</param>
    /// <param name="option">Where the user gave it; for the message.</param>
    /// <exception cref="DataFormatException">No scorer has this name; the message lists those there are.</exception>
    public static ScorerEntry Require(string name, string option = "--scorer") => Find(name) ?? throw new DataFormatException(
        $"{option}: there is no scorer \"{name}\". Take one of {string.Join(", ", All.Select(entry => entry.Name))}");

    private static ScorerEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var entry in All)
        {
            if (entry.Name == name) return entry;
        }
        return null;
    }
}

/// <summary>A scorer that can be asked for by name.</summary>
/// <param name="Name">Its name, in kebab case.</param>
/// <param name="Scale">Scale of its scores.</param>
/// <param name="Needs">What its scores depend on.</param>
/// <param name="Description">What a high score says, in half a sentence.</param>
/// <param name="Create">Makes one from the run's seed.</param>
/// <param name="IsDeterministic">Whether the same question always gets the same score; of services and language models nobody can promise it. Run manifests say so.</param>
public sealed record ScorerEntry(string Name, ScoreScale Scale, ScorerNeeds Needs, string Description, Func<long, IScorer> Create, bool IsDeterministic = true);

/// <summary>What a scorer's scores depend on, beside the candidate; what is not named cannot change a score.</summary>
[Flags]
public enum ScorerNeeds
{
    /// <summary>Only the candidate's own calls, or its text where it has none.</summary>
    Calls = 0,

    /// <summary>The offered tools.</summary>
    Tools = 1,

    /// <summary>The messages.</summary>
    Messages = 2,

    /// <summary>The reference; without one candidates are <see cref="Unscored"/>.</summary>
    Reference = 4,

    /// <summary>The run's seed and the group's id.</summary>
    Seed = 8,
}
