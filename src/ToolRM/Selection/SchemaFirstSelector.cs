namespace ToolRM.Selection;

/// <summary>Takes the first drawn whose calls pass the offered tools' schemas, else the first drawn.</summary>
/// <remarks>Source: toolrm 4.1, schema validation over the same candidates. A readable reply without calls passes.</remarks>
public sealed class SchemaFirstSelector : ISelector
{
    /// <inheritdoc/>
    public string Name => "schema-first";

    /// <inheritdoc/>
    public string Rule => "the first drawn that fits the tools' schemas, else the first drawn";

    /// <inheritdoc/>
    public bool NeedsScores => false;

    /// <inheritdoc/>
    public bool NeedsSchema => true;

    /// <inheritdoc/>
    public int Select(ReadOnlySpan<SelectionOption> drawn)
    {
        Selectors.RequireAny(drawn);
        for (var i = 0; i < drawn.Length; i++)
        {
            if (drawn[i].IsReadable && drawn[i].FitsSchema) return i;
        }
        return 0;
    }
}
