using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using ToolRM.Scoring;

namespace ToolRM.Models.Files;

/// <summary>A scorer that a user named, with everything that it is made of.</summary>
/// <param name="Entry">How it is made. Of files the name is followed by <c>@</c> and the beginning of a hash over all that scores depend on, members and prompts included.</param>
/// <param name="Kind">What it is: <c>rule</c>, <c>model</c>, <c>remote</c>, <c>judge</c> or <c>ensemble</c>.</param>
/// <param name="Source">Where it comes from: <c>library</c>, or the file as it was named.</param>
public sealed record ResolvedScorer(ScorerEntry Entry, string Kind, string Source)
{
    /// <summary>The model, of kind <c>model</c>; null otherwise.</summary>
    public GroundedModel? Model { get; init; }

    /// <summary>What the scorer file says; null without one.</summary>
    public ScorerFile? File { get; init; }

    /// <summary>What the scorer's identity is made from; null without a scorer file.</summary>
    public MapValue? Identity { get; init; }

    /// <summary>The members of an ensemble, in order.</summary>
    public ValueList<ResolvedScorer> Members { get; init; }
}
