using ToolRM.Conversations;
using ToolRM.Models.Files;
using ToolRM.Models.Grounded;
using ToolRM.Scoring;

namespace ToolRM.Models;

/// <summary>Every scorer that can be asked for: the rules of <see cref="Scorers"/>, the models of the library, model files and scorer files.</summary>
public static class RewardModels
{
    private const string FileEnding = ".model";

    /// <summary>Those that have a name; baselines first, upper bound last.</summary>
    public static ValueList<ScorerEntry> All { get; } =
        GroundedModel.Shipped is { } shipped ? [.. Scorers.All.Take(Scorers.All.Count - 1), Entry(shipped, GroundedModel.Name), Scorers.All[^1]] : Scorers.All;

    /// <summary>The entry of what a user named: a scorer, or a file by its path.</summary>
    /// <param name="name">A name, or a path that ends in <c>.model</c> or <c>.scorer.json</c>.</param>
    /// <param name="option">Where the user gave it; for the message.</param>
    /// <param name="services">Connections, clock and keys of scorers that ask others; null for the process's.</param>
    /// <returns>The entry; of a file named after its content, so that two files are never taken for one.</returns>
    /// <exception cref="DataFormatException">There is no such scorer, or the file is none.</exception>
    public static ScorerEntry Require(string name, string option = "--scorer", ScorerServices? services = null) => Resolve(name, option, services).Entry;

    /// <summary>As <see cref="Require"/>, with all that the scorer is made of.</summary>
    /// <param name="name">A name, or a path that ends in <c>.model</c> or <c>.scorer.json</c>.</param>
    /// <param name="option">Where the user gave it; for the message.</param>
    /// <param name="services">Connections, clock and keys of scorers that ask others; null for the process's.</param>
    /// <exception cref="DataFormatException">There is no such scorer, or the file is none.</exception>
    public static ResolvedScorer Resolve(string name, string option = "--scorer", ScorerServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ScorerResolution(services ?? ScorerServices.Shared).Resolve(name, option);
    }

    /// <summary>As <see cref="Require"/>, but only what can explain its scores; its scorer then does.</summary>
    /// <param name="name">A name, or a path that ends in <c>.model</c>.</param>
    /// <param name="option">Where the user asked for explanations; for the message.</param>
    /// <exception cref="DataFormatException">There is no such model.</exception>
    public static (ScorerEntry Entry, GroundedModel Model) RequireExplained(string name, string option = "--explain")
    {
        ArgumentNullException.ThrowIfNull(name);
        var isFile = name.EndsWith(FileEnding, StringComparison.Ordinal);
        if ((isFile ? GroundedModel.Load(name) : name == GroundedModel.Name ? GroundedModel.Shipped : null) is not { } model)
        {
            Require(name);
            throw new DataFormatException($"{option}: \"{name}\" {(name.EndsWith(ScorerFile.Ending, StringComparison.Ordinal) ? "asks others" : "is a rule")} and has no shares to explain. Take a model: {GroundedModel.Name}, or a model file");
        }
        var entry = Entry(model, isFile ? null : name);
        return (entry with { Create = _ => model.CreateScorer(entry.Name, explain: true) }, model);
    }

    internal static ScorerEntry Entry(GroundedModel model, string? name)
    {
        name ??= $"{model.Trained.Name}@{model.Hash[..12]}";
        return new(
            name, GroundedScorer.Scale, ScorerNeeds.Tools | ScorerNeeds.Messages, "probability that the calls are right, learned: structure, grounding, coverage, tool fit",
            _ => model.CreateScorer(name));
    }
}
