namespace ToolRM.Selection;

/// <summary>When enough samples agree that the rest need not be drawn. Pure: the loop that draws belongs to the caller.</summary>
/// <remarks>Source: ours, after adaptive consistency (arXiv:2305.11860), which stops sampling once the majority is settled.</remarks>
public sealed record EarlyStop
{
    private EarlyStop(double? share, int after) => (Share, After) = (share, after);

    /// <summary>
    /// Stop when the most frequent calls cannot be reached any more by others, even if all that remains agreed on one of them.
    /// Exact for <see cref="MajoritySelector"/>: it takes the same calls as after all samples. For other selectors a rule of thumb.
    /// </summary>
    public static EarlyStop Majority { get; } = new(null, 1);

    /// <summary>Stop when the most frequent calls have a share of all samples drawn.</summary>
    /// <param name="share">The share, above 0 and at most 1; samples that cannot be read count in the whole.</param>
    /// <param name="after">Samples to draw before the rule is asked, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static EarlyStop AtShare(double share, int after)
    {
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "must be above 0 and at most 1");
        ArgumentOutOfRangeException.ThrowIfLessThan(after, 1);
        return new(share, after);
    }

    /// <summary>The share that is enough; null for <see cref="Majority"/>.</summary>
    public double? Share { get; }

    /// <summary>Samples that are drawn in any case.</summary>
    public int After { get; }

    /// <summary>Whether enough agree.</summary>
    /// <param name="votes">What was drawn so far.</param>
    /// <param name="planned">How many samples there would be in all.</param>
    public bool Decide(VoteCount votes, int planned)
    {
        ArgumentNullException.ThrowIfNull(votes);
        if (votes.Drawn < After || votes.Drawn >= planned) return votes.Drawn >= planned;
        return Share is { } share
            ? votes.Leader >= share * votes.Drawn
            : votes.Leader > votes.Second + (planned - votes.Drawn);
    }
}
