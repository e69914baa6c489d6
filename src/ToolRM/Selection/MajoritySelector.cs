namespace ToolRM.Selection;

/// <summary>
/// Takes the most frequent calls: readable replies with equal keys vote together, "no call" among them. Ties go to the calls
/// drawn earliest, and of replies with the winning key the earliest is taken. Without a readable reply it takes the first.
/// </summary>
/// <remarks>Source: toolrm 4.1, majority voting. How the paper breaks ties is not known.</remarks>
public sealed class MajoritySelector : ISelector
{
    /// <inheritdoc/>
    public string Name => "majority";

    /// <inheritdoc/>
    public string Rule => "the most frequent calls, normalised; ties: drawn earliest; undecodable outputs do not vote";

    /// <inheritdoc/>
    public bool NeedsScores => false;

    /// <inheritdoc/>
    public bool NeedsSchema => false;

    /// <inheritdoc/>
    public int Select(ReadOnlySpan<SelectionOption> drawn)
    {
        Selectors.RequireAny(drawn);
        return Vote.Winner(drawn, static (_, _) => 1, 0);
    }
}
