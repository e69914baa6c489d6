using ToolRM.Scoring;

namespace ToolRM.Selection;

/// <summary>
/// Takes the highest score; ties go to the one drawn earliest. An <see cref="Unscored"/> reply is below every score, an
/// unreadable one below that.
/// </summary>
/// <remarks>Source: toolrm 4.1, the paper's selector. How the paper breaks ties is not known.</remarks>
public sealed class ArgmaxSelector : ISelector
{
    /// <inheritdoc/>
    public string Name => "argmax";

    /// <inheritdoc/>
    public string Rule => "the highest score; ties: drawn earliest; unscored below every score, undecodable below that";

    /// <inheritdoc/>
    public bool NeedsScores => true;

    /// <inheritdoc/>
    public bool NeedsSchema => false;

    /// <inheritdoc/>
    public int Select(ReadOnlySpan<SelectionOption> drawn)
    {
        Selectors.RequireAny(drawn);
        var best = 0;
        for (var i = 1; i < drawn.Length; i++)
        {
            if (IsBelow(drawn[best], drawn[i])) best = i;
        }
        return best;
    }

    private static bool IsBelow(in SelectionOption first, in SelectionOption second) => (Rank(first), Rank(second)) switch
    {
        (2, 2) => ((Scored)first.Score).Value < ((Scored)second.Score).Value,
        var (one, other) => one < other,
    };

    private static int Rank(in SelectionOption option) => !option.IsReadable ? 0 : option.Score is Scored ? 2 : 1;
}
