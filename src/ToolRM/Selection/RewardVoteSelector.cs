using ToolRM.Scoring;

namespace ToolRM.Selection;

/// <summary>
/// A vote in which each readable reply weighs what its score says: the value itself on the probability scale (not below 0),
/// otherwise exp(score - highest score drawn), which is a softmax up to a factor that no vote notices. Unscored replies weigh 0.
/// Ties go to the calls drawn earliest.
/// </summary>
/// <remarks>Source: ours. The shift by the highest score keeps exp from overflowing and changes no winner.</remarks>
public sealed class RewardVoteSelector : ISelector
{
    /// <inheritdoc/>
    public string Name => "reward-vote";

    /// <inheritdoc/>
    public string Rule => "the calls with the largest sum of weights; a weight is the score if it is a probability, else exp(score - highest score drawn); ties: drawn earliest";

    /// <inheritdoc/>
    public bool NeedsScores => true;

    /// <inheritdoc/>
    public bool NeedsSchema => false;

    /// <inheritdoc/>
    public int Select(ReadOnlySpan<SelectionOption> drawn)
    {
        Selectors.RequireAny(drawn);
        var highest = double.NegativeInfinity;
        foreach (ref readonly var option in drawn)
        {
            if (option.IsReadable && option.Score is Scored scored) highest = Math.Max(highest, scored.Value);
        }
        return Vote.Winner(drawn, Weight, highest);
    }

    private static double Weight(SelectionOption option, double highest) => option.Score switch
    {
        Scored { Scale: ScoreScale.Probability } scored => Math.Max(scored.Value, 0),
        Scored scored => Math.Exp(scored.Value - highest),
        _ => 0,
    };
}
