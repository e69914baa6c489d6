using ToolRM.Scoring;

namespace ToolRM.Selection;

/// <summary>One drawn reply as a selector sees it.</summary>
/// <param name="Key">
/// Canonical text of its calls (<see cref="Conversations.CallKey"/>): replies with equal keys vote together.
/// </param>
/// <param name="IsReadable">
/// Whether the reply could be decoded. One that could not takes no part in a vote and is the last resort of the others.
/// </param>
/// <param name="FitsSchema">Whether its calls pass the offered tools' schemas; a readable reply without calls does.</param>
/// <param name="Score">What the scorer says.</param>
/// <param name="IsRight">Whether it is right, for <see cref="OracleSelector"/> only; null when that is not known.</param>
public readonly record struct SelectionOption(string Key, bool IsReadable, bool FitsSchema, Score Score, bool? IsRight = null)
{
    /// <summary>Number of the key among the options of a group, from 1; 0 when nobody numbered them. Told apart faster than texts.</summary>
    internal int KeyNumber { get; init; }
}
