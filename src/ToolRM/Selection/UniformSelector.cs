namespace ToolRM.Selection;

/// <summary>Takes the first drawn. As the order of the draws is random, that is a uniform draw: what one sample gives.</summary>
public sealed class UniformSelector : ISelector
{
    /// <inheritdoc/>
    public string Name => "uniform";

    /// <inheritdoc/>
    public string Rule => "the first drawn";

    /// <inheritdoc/>
    public bool NeedsScores => false;

    /// <inheritdoc/>
    public bool NeedsSchema => false;

    /// <inheritdoc/>
    public int Select(ReadOnlySpan<SelectionOption> drawn)
    {
        Selectors.RequireAny(drawn);
        return 0;
    }
}
