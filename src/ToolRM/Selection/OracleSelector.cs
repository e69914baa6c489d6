namespace ToolRM.Selection;

/// <summary>Takes the first right one, else the first: the upper bound of any selector. Needs to know what is right.</summary>
public sealed class OracleSelector : ISelector
{
    /// <inheritdoc/>
    public string Name => "oracle";

    /// <inheritdoc/>
    public string Rule => "the first right one, else the first drawn: the upper bound";

    /// <inheritdoc/>
    public bool NeedsScores => false;

    /// <inheritdoc/>
    public bool NeedsSchema => false;

    /// <inheritdoc/>
    public int Select(ReadOnlySpan<SelectionOption> drawn)
    {
        Selectors.RequireAny(drawn);
        for (var i = 0; i < drawn.Length; i++)
        {
            if (drawn[i].IsRight ?? throw new ArgumentException($"option {i} is not known to be right or wrong; the oracle needs that", nameof(drawn))) return i;
        }
        return 0;
    }
}
