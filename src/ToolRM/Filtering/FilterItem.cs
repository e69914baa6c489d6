using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Filtering;

/// <summary>One thing that is kept or dropped, as far as the decision looks at it: a row of training data, or a candidate of a row.</summary>
/// <param name="Id">Unique in a run.</param>
/// <param name="Source">Where it came from; strata and tables go by it.</param>
/// <param name="Prompt">Equal for items that answer the same prompt.</param>
/// <param name="Request">The words of the user messages (<see cref="RequestText"/>).</param>
/// <param name="Calls">Key of what is called (<see cref="CallKey"/>), or the normalised text where nothing is.</param>
/// <param name="Score">The score; null when no scorer was asked, which is not the same as <see cref="Unscored"/>.</param>
/// <param name="IsRight">Whether it is right by its row's reference; null without one. Only reported, never decided by.</param>
public sealed record FilterItem(string Id, string Source, string Prompt, ValueList<string> Request, string Calls, Score? Score = null, bool? IsRight = null);

/// <summary>What becomes of an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Reason">Why.</param>
/// <param name="Of">The id of the item that it repeats; null unless it is a duplicate.</param>
/// <param name="Similarity">How alike the two requests are, 0 to 1; null unless it is a near-duplicate.</param>
public sealed record FilterDecision(FilterItem Item, FilterReason Reason, string? Of = null, double? Similarity = null)
{
    /// <summary>Whether it is kept.</summary>
    public bool IsKept => Reason is FilterReason.Kept or FilterReason.KeptUnscored;
}

/// <summary>Why an item is kept or dropped.</summary>
public enum FilterReason
{
    /// <summary>Kept by the policy.</summary>
    Kept,

    /// <summary>Kept although it could not be scored, as asked for.</summary>
    KeptUnscored,

    /// <summary>It could not be scored.</summary>
    Unscored,

    /// <summary>Another item has the same calls and the same request.</summary>
    Duplicate,

    /// <summary>Another item has almost the same request.</summary>
    NearDuplicate,

    /// <summary>Its score is below the threshold.</summary>
    BelowThreshold,

    /// <summary>Others of its stratum score higher.</summary>
    BelowOthers,

    /// <summary>Others of its stratum were drawn.</summary>
    NotDrawn,
}
