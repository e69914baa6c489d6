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

    /// <param name="name">A name of <see cref="RewardFunctions.All"/>, or a file of schema <c>toolrm/reward@1</c>.</param>
    /// <param name="options">Settings of a named reward as the text of a JSON object; null for none.</param>
    /// <param name="where">Where the user named it; for messages.</param>
    public static NamedReward Require(string name, string? options = null, string where = "reward")
    {
        if (name.EndsWith(FileEnding, StringComparison.Ordinal))
        {
            if (options is not null) throw new DataFormatException("--options: a composition file has its options inside");
            if (!File.Exists(name)) throw new DataFormatException($"{where}: there is no file \"{name}\"");
            var document = JsonText(File.ReadAllText(name), name);
            return new(RewardJson.Read(document, Scorer, name), document);

            IScorer Scorer(string scorer) => RewardModels.Require(scorer, name).Create(0);
        }
        var entry = RewardFunctions.Require(name, where);
        var given = options is null ? null : JsonText(options, "--options");
        var services = new RewardServices(scorer => RewardModels.Require(scorer, options is null ? where : "--options").Create(0));
        return new(entry.Create(given, options is null ? where : "--options", services), new MapValue([new("name", ArgumentValue.Of(name)), .. given is null ? (MapEntry[])[] : [new("options", given)]]));
    }

    private static MapValue JsonText(string text, string where)
    {
        var parsed = JsonParse.Of(text);
        return parsed.Value as MapValue ?? throw new DataFormatException(
            $"{where}: expected a JSON object, found {(parsed.Error is { } error ? $"at character {error.Position + 1}: {error.Message}" : "another value")}");
    }
}
