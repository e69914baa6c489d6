using System.Security.Cryptography;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Preferences;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>
/// Rows of schema <c>toolrm/pair-scores@1</c>: <c>{"id", "outcome", "margin"?, "error_type", "category"?, "generator"?, "group"?,
/// "chosen": score, "rejected": score}</c>, scores as in toolrm/scores@1. Reading needs the scores only; the rest is there for people.
/// </summary>
public static class PairResultJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/pair-scores@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads the scores of a pair.</summary>
    /// <param name="row">The row.</param>
    /// <param name="pair">The pair of that id.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static PairResult Read(ArgumentValue row, PreferencePair pair, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        return new(pair, ScoreJson.Read(node.Required("chosen").Value, $"{where}: chosen"), ScoreJson.Read(node.Required("rejected").Value, $"{where}: rejected"));
    }

    /// <summary>Writes a row.</summary>
    /// <param name="result">The result.</param>
    public static MapValue Write(PairResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new MapBuilder()
            .Add("id", result.Pair.Id)
            .Add("outcome", Word(result.Outcome))
            .Add("margin", result.Margin is { } margin && double.IsFinite(margin) ? NumberJson.Write(margin) : null)
            .Add("error_type", result.Pair.ErrorLabel)
            .Add("category", result.Pair.Category)
            .Add("generator", result.Pair.Generator)
            .Add("group", GroupMark(result.Pair.GroupId))
            .Add("chosen", ScoreJson.Write(result.Chosen))
            .Add("rejected", ScoreJson.Write(result.Rejected))
            .ToMap();
    }

    /// <summary>64 bits of SHA-256 in hexadecimal: a group is named by what its users say, which is the data's own text.</summary>
    private static string GroupMark(string group) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(group)).AsSpan(0, 8));

    private static string Word(PairOutcome outcome) => outcome switch
    {
        PairOutcome.Right => "right",
        PairOutcome.Wrong => "wrong",
        PairOutcome.Tie => "tie",
        _ => "unscored",
    };
}
