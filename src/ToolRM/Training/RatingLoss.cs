namespace ToolRM.Training;

/// <summary>Squared error over rated attributes of which some have no rating (arXiv 2410.01257; NVIDIA/NeMo-Aligner; rewards 2.3).</summary>
public static class RatingLoss
{
    /// <summary>The label of an attribute without a rating, in NeMo-Aligner.</summary>
    public const double NoRating = -100;

    /// <summary>Mean of (prediction − label)² over the rated attributes.</summary>
    /// <param name="predictions">Predicted ratings.</param>
    /// <param name="labels">Ratings, <see cref="NoRating"/> where there is none.</param>
    /// <param name="gradients">∂loss / ∂prediction, 0 where there is no rating; written.</param>
    /// <exception cref="ArgumentException">The lengths differ, or nothing is rated: a mean of nothing is no loss.</exception>
    public static double Value(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> gradients)
    {
        if (labels.Length != predictions.Length || gradients.Length != predictions.Length)
        {
            throw new ArgumentException($"predictions has {predictions.Length} items, labels has {labels.Length}, gradients has {gradients.Length}; they must be equal", nameof(labels));
        }
        var (sum, rated) = (0.0, labels.Length - labels.Count(NoRating));
        if (rated == 0) throw new ArgumentException("no attribute is rated; expected at least one", nameof(labels));
        for (var i = 0; i < labels.Length; i++)
        {
            var error = labels[i] == NoRating ? 0 : predictions[i] - labels[i];
            sum += error * error;
            gradients[i] = 2 * error / rated;
        }
        return sum / rated;
    }
}
