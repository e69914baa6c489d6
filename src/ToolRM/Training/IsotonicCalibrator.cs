namespace ToolRM.Training;

/// <summary>The best never-falling line through the data, for many items: pooled blocks, joined by straight lines between their mean scores.</summary>
/// <remarks>
/// Pool adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002). Outside the blocks the nearest one answers. A block of n
/// items (by weight) with r right ones says (r + 1) / (n + 2), lest a few items make certainty.
/// </remarks>
public sealed class IsotonicCalibrator : Calibrator
{
    private readonly double[] _scores, _probabilities;

    /// <summary>A calibrator of known corners.</summary>
    /// <param name="scores">Scores of the corners, rising; at least one.</param>
    /// <param name="probabilities">Probabilities there, 0 to 1, never falling.</param>
    /// <exception cref="ArgumentException">The corners do not rise, or are not as many.</exception>
    public IsotonicCalibrator(IEnumerable<double> scores, IEnumerable<double> probabilities)
    {
        (_scores, _probabilities) = ([.. scores], [.. probabilities]);
        if (_scores.Length == 0 || _scores.Length != _probabilities.Length) throw new ArgumentException("As many probabilities as scores, at least one");
        for (var i = 0; i < _scores.Length; i++)
        {
            if (!double.IsFinite(_scores[i]) || !(_probabilities[i] is >= 0 and <= 1)) throw new ArgumentException("Scores are finite, probabilities 0 to 1");
            if (i > 0 && !(_scores[i] > _scores[i - 1] && _probabilities[i] >= _probabilities[i - 1])) throw new ArgumentException("Scores rise and probabilities never fall");
        }
    }

    /// <summary>Scores of the corners, rising.</summary>
    public IReadOnlyList<double> Scores => _scores;

    /// <summary>Probabilities at the corners, never falling.</summary>
    public IReadOnlyList<double> Probabilities => _probabilities;

    /// <summary>Fits the corners.</summary>
    /// <param name="scores">Finite scores, at least one.</param>
    /// <param name="right">Whether each item is right.</param>
    /// <param name="weights">How much each counts, above 0; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, nothing is given, or a number is not finite.</exception>
    public static IsotonicCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights = default)
    {
        Check(scores, right, weights);
        var order = Enumerable.Range(0, scores.Length).ToArray();
        scores.ToArray().AsSpan().Sort(order.AsSpan());
        var blocks = new List<Block>();
        for (var i = 0; i < order.Length; i++)
        {
            var (item, weight) = (order[i], weights.IsEmpty ? 1 : weights[order[i]]);
            var block = new Block(weight, right[item] ? weight : 0, scores[item]);
            // Equal scores cannot have different answers.
            if (i > 0 && scores[item] == scores[order[i - 1]]) blocks[^1] = blocks[^1].With(block);
            else blocks.Add(block);
            if (i + 1 < order.Length && scores[item] == scores[order[i + 1]]) continue;
            while (blocks.Count > 1 && blocks[^2].Said >= blocks[^1].Said)
            {
                blocks[^2] = blocks[^2].With(blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
            }
        }
        return new(blocks.Select(block => block.Score), blocks.Select(block => block.Said));
    }

    /// <inheritdoc/>
    public override double Probability(double score)
    {
        if (double.IsNaN(score)) return double.NaN;
        if (score <= _scores[0]) return _probabilities[0];
        if (score >= _scores[^1]) return _probabilities[^1];
        var place = Array.BinarySearch(_scores, score);
        if (place >= 0) return _probabilities[place];
        var (low, high) = (~place - 1, ~place);
        var share = (score - _scores[low]) / (_scores[high] - _scores[low]);
        return Math.Clamp(_probabilities[low] + share * (_probabilities[high] - _probabilities[low]), _probabilities[low], _probabilities[high]);
    }

    private readonly record struct Block(double Weight, double Right, double Score)
    {
        // Pooling by the smoothed share keeps what is said never falling.
        public double Said => (Right + 1) / (Weight + 2);

        // The mean stays between the two whatever is rounded: scores of blocks rise.
        public Block With(Block other) => new(
            Weight + other.Weight,
            Right + other.Right,
            Math.Clamp(Score + (other.Score - Score) * (other.Weight / (Weight + other.Weight)), Score, other.Score));
    }
}
