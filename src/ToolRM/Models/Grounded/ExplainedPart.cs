using ToolRM.Conversations;

namespace ToolRM.Models.Grounded;

/// <summary>What one feature added to a score.</summary>
/// <param name="Feature">Its name; <c>row</c> for what every row of the kind gets.</param>
/// <param name="Value">The share, in units of the raw score.</param>
/// <param name="Phrase">What it says against the reply, in words.</param>
public sealed record ExplainedShare(string Feature, double Value, string Phrase);

/// <summary>What the whole reply, one call or one argument added to a score.</summary>
/// <param name="Name"><c>reply</c>, <c>calls[0]</c>, <c>calls[0].city</c>; calls are counted as the reply has them.</param>
/// <param name="Shown">What it is, for people: <c>weather</c>, <c>city = "Paris"</c>.</param>
/// <param name="Depth">0 for the reply and calls, 1 for arguments.</param>
/// <param name="Shares">By feature, largest loss first.</param>
public sealed record ExplainedPart(string Name, string Shown, int Depth, ValueList<ExplainedShare> Shares)
{
    /// <summary>The sum of its shares, in units of the raw score.</summary>
    public double Value { get; } = Shares.Sum(share => share.Value);
}
