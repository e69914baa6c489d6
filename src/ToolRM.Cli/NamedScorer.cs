using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Models.Files;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>Something that gives numbers, as a user named it: a scorer, a model file, a reward, or the file of a composition.</summary>
/// <param name="Scorer">What scores.</param>
/// <param name="Definition">All that it was made from; two runs with equal definitions give equal scores.</param>
internal sealed record NamedScorer(IScorer Scorer, MapValue Definition)
{
    /// <summary>What may be named, for help.</summary>
    public static string Known { get; } = $"a scorer ({string.Join(", ", RewardModels.All.Select(entry => entry.Name))}), a file FILE.model or FILE.scorer.json, a reward ('toolrm reward' lists them), or a composition FILE.json";

    /// <param name="console">Says how scorers are reached that ask others.</param>
    /// <param name="name">The name or file.</param>
    /// <param name="options">Settings of a reward as the text of a JSON object; null for none.</param>
    /// <param name="seed">Seed of scorers that draw.</param>
    /// <param name="simulated">Whether rewards get rollouts made up around each reply.</param>
    /// <param name="where">Where the user named it; for messages.</param>
    public static NamedScorer Require(CliConsole console, string name, string? options, long seed, bool simulated, string where)
    {
        if (IsReward(name))
        {
            var (reward, definition) = NamedReward.Require(console, name, options, where);
            return new(simulated ? new SimulatedRollouts(reward) : new GoldCallsScorer(new RewardScorer(reward)), definition);
        }
        if (options is not null) throw new DataFormatException($"--options: \"{name}\" is no reward and has no settings");
        ScorerEntry entry;
        try
        {
            entry = RewardModels.Require(name, where, console.Scorers);
        }
        catch (DataFormatException error) when (!name.Contains('.'))
        {
            throw new DataFormatException($"{where}: there is no \"{name}\". Take {Known}", error);
        }
        return new(entry.Create(seed), new([new("scorer", ArgumentValue.Of(entry.Name))]));
    }

    // Scorers come first where names are equal: they have been on the command line longer.
    private static bool IsReward(string name) => !RewardModels.All.Any(entry => entry.Name == name)
        && (RewardFunctions.All.Any(entry => entry.Info.Name == name) || (name.EndsWith(".json", StringComparison.Ordinal) && !name.EndsWith(ScorerFile.Ending, StringComparison.Ordinal)));
}
