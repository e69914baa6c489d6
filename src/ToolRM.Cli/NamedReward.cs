using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>A reward that a user named, by its name or by the file of a composition.</summary>
/// <param name="Reward">The reward.</param>
/// <param name="Definition">All that it was made from; two runs with equal definitions give equal scores.</param>
internal sealed record NamedReward(RewardFunction Reward, MapValue Definition)
{
    private const string FileEnding = ".json";

    /// <summary>The scorers that it asks; mostly none.</summary>
    public ValueList<IScorer> Scorers { get; private init; }

    /// <summary>Options of a run's plan beside the definition, as of a run by a scorer.</summary>
    public ValueList<MapEntry> Facts { get; private init; }

    /// <param name="console">Says how scorers are reached that ask others.</param>
    /// <param name="name">A name of <see cref="RewardFunctions.All"/>, or a file of schema <c>toolrm/reward@1</c>.</param>
    /// <param name="options">Settings of a named reward as the text of a JSON object; null for none.</param>
    /// <param name="where">Where the user named it; for messages.</param>
    public static NamedReward Require(CliConsole console, string name, string? options = null, string where = "reward")
    {
        var (scorers, entries) = (new List<IScorer>(), new List<ScorerEntry>());
        if (name.EndsWith(FileEnding, StringComparison.Ordinal))
        {
            if (options is not null) throw new DataFormatException("--options: a composition file has its options inside");
            if (!File.Exists(name)) throw new DataFormatException($"{where}: there is no file \"{name}\"");
            var document = JsonText(File.ReadAllText(name), name);
            return Made(RewardJson.Read(document, scorer => Scorer(scorer, name), name), document);
        }
        var entry = RewardFunctions.Require(name, where);
        var given = options is null ? null : JsonText(options, "--options");
        var place = options is null ? where : "--options";
        var reward = entry.Create(given, place, new(scorer => Scorer(scorer, place)));
        return Made(reward, new([new("name", ArgumentValue.Of(name)), .. given is null ? (MapEntry[])[] : [new("options", given)]]));

        IScorer Scorer(string scorer, string where)
        {
            entries.Add(RewardModels.Require(scorer, where, console.Scorers));
            scorers.Add(entries[^1].Create(0));
            return scorers[^1];
        }

        NamedReward Made(RewardFunction reward, MapValue definition) => new(reward, Defined(definition)) { Scorers = scorers.ToValueList(), Facts = ScorerFacts.Of([.. entries]).ToValueList() };

        // A model file's entry is named after its content: another file of the same name is another reward.
        MapValue Defined(MapValue definition) => entries.Count == 0 ? definition
            : new([.. definition.Entries, new("scorers", new ListValue(entries.Select(entry => (ArgumentValue)ArgumentValue.Of(entry.Name)).ToValueList()))]);
    }

    private static MapValue JsonText(string text, string where)
    {
        var parsed = JsonParse.Of(text);
        return parsed.Value as MapValue ?? throw new DataFormatException(
            $"{where}: expected a JSON object, found {(parsed.Error is { } error ? $"at character {error.Position + 1}: {error.Message}" : "another value")}");
    }
}
