namespace ToolRM.Selection;

/// <summary>How one of several candidates is chosen.</summary>
public sealed record BestOfOptions
{
    /// <summary>The selector. Default argmax (toolrm 4.1, the paper's).</summary>
    public ISelector Selector { get; init; } = Selectors.Argmax;

    /// <summary>Who is taken among equals. Default <see cref="TieRule.First"/> (ours).</summary>
    public TieRule Ties { get; init; }

    /// <summary>
    /// When the chosen candidate calls something and its score is below this, "no call" wins: a candidate without calls where there is
    /// one, else <see cref="SelectionOutcome.NoCall"/>. In the scorer's own unit; null (default) for no threshold.
    /// </summary>
    public double? NoCallBelow { get; init; }

    /// <summary>
    /// What the threshold does with a chosen candidate that could not be scored. Default <see cref="UnscoredChoice.Keep"/> (ours: what was
    /// not judged is not below anything). Where a wrong call costs more than none, take <see cref="UnscoredChoice.NoCall"/>.
    /// </summary>
    public UnscoredChoice WhenUnscored { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Selector);
        if (NoCallBelow is { } threshold && !double.IsFinite(threshold)) throw new ArgumentOutOfRangeException(nameof(NoCallBelow), threshold, "must be a finite number");
        if (!Enum.IsDefined(Ties)) throw new ArgumentOutOfRangeException(nameof(Ties), Ties, "is no tie rule");
    }
}

/// <summary>What a threshold does with a candidate without a score.</summary>
public enum UnscoredChoice
{
    /// <summary>It stays chosen.</summary>
    Keep,

    /// <summary>"No call" wins.</summary>
    NoCall,
}
