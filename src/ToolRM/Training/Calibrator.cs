namespace ToolRM.Training;

/// <summary>Turns a score into the probability that the item is right. Never falling: the order of scores is kept.</summary>
/// <remarks>Fit it on items that no learner has seen. Immutable; safe for concurrent calls.</remarks>
public abstract class Calibrator
{
    private protected Calibrator() { }

    /// <summary>The probability, 0 to 1; NaN of NaN.</summary>
    /// <param name="score">A model's score.</param>
    public abstract double Probability(double score);

    internal static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights)
    {
        if (scores.Length != right.Length || (!weights.IsEmpty && weights.Length != scores.Length)) throw new ArgumentException("As many scores as answers, and as many weights or none");
        if (scores.IsEmpty) throw new ArgumentException("Nothing to calibrate on");
        foreach (var score in scores)
        {
            if (!double.IsFinite(score)) throw new ArgumentException($"A score is finite, found {score}");
        }
        foreach (var weight in weights)
        {
            if (!(weight > 0 && double.IsFinite(weight))) throw new ArgumentException($"A weight is above 0 and finite, found {weight}");
        }
    }
}
