using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Filtering;

/// <summary>Rows of schema <c>toolrm/filter-decisions@1</c>: what became of an item and why. Words and calls of the item are not in it.</summary>
public static class FilterJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/filter-decisions@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    private static readonly (string Word, FilterReason Meaning)[] Reasons = [.. Enum.GetValues<FilterReason>().Select(reason => (Word(reason), reason))];

    /// <summary>A reason's name in rows and reports.</summary>
    /// <param name="reason">The reason.</param>
    public static string Word(FilterReason reason) => reason switch
    {
        FilterReason.Kept => "kept",
        FilterReason.KeptUnscored => "kept-unscored",
        FilterReason.Unscored => "unscored",
        FilterReason.Duplicate => "duplicate",
        FilterReason.NearDuplicate => "near-duplicate",
        FilterReason.BelowThreshold => "below-threshold",
        FilterReason.BelowOthers => "below-others",
        FilterReason.NotDrawn => "not-drawn",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "is no reason"),
    };

    /// <summary>Reads a row; a <c>row</c> of a sample is passed over.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static FilterDecision Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        return new(
            new(node.Required("id").Text(), node.Required("source").Text(), "", [], "",
                node.Optional("score") is { } score ? ScoreJson.Read(score.Value, $"{where}: score") : null, node.Optional("right")?.Boolean()),
            node.Required("reason").Word(Reasons),
            node.OptionalText("of"),
            node.Optional("similarity")?.Number());
    }

    /// <summary>Writes a row.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="row">The whole row that was read, for samples of what was dropped; null to leave it out.</param>
    public static MapValue Write(FilterDecision decision, ArgumentValue? row = null)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return new MapBuilder()
            .Add("id", decision.Item.Id)
            .Add("source", decision.Item.Source)
            .Add("reason", Word(decision.Reason))
            .Add("score", decision.Item.Score is { } score ? ScoreJson.Write(score) : null)
            .Add("of", decision.Of)
            .Add("similarity", decision.Similarity is { } similarity ? NumberJson.Write(similarity) : null)
            .Add("right", decision.Item.IsRight is { } right ? right ? ArgumentValue.True : ArgumentValue.False : null)
            .Add("row", row)
            .ToMap();
    }
}
