namespace ToolRM.Training;

/// <summary>σ(slope · score + offset): two numbers, for few items.</summary>
/// <remarks>
/// Platt 1999, with his smoothed targets (n⁺ + 1) / (n⁺ + 2) and 1 / (n⁻ + 2), so that perfectly parted scores have a finite
/// answer; solved by Newton steps with backtracking (Lin, Lin and Weng 2007). A negative slope is cut to 0.
/// </remarks>
public sealed class PlattCalibrator : Calibrator
{
    /// <summary>A calibrator of known numbers.</summary>
    /// <param name="slope">At least 0.</param>
    /// <param name="offset">Log odds at score 0.</param>
    public PlattCalibrator(double slope, double offset)
    {
        if (!(slope >= 0 && double.IsFinite(slope))) throw new ArgumentOutOfRangeException(nameof(slope), slope, "A slope is at least 0 and finite");
        if (!double.IsFinite(offset)) throw new ArgumentOutOfRangeException(nameof(offset), offset, "An offset is finite");
        (Slope, Offset) = (slope, offset);
    }

    /// <summary>Log odds per unit of score, at least 0.</summary>
    public double Slope { get; }

    /// <summary>Log odds at score 0.</summary>
    public double Offset { get; }

    /// <summary>Fits the two numbers.</summary>
    /// <param name="scores">Finite scores, at least one.</param>
    /// <param name="right">Whether each item is right.</param>
    /// <param name="weights">How much each counts, above 0; empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, nothing is given, or a number is not finite.</exception>
    public static PlattCalibrator Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights = default)
    {
        Check(scores, right, weights);
        double positive = 0, negative = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (right[i]) positive += weights.IsEmpty ? 1 : weights[i];
            else negative += weights.IsEmpty ? 1 : weights[i];
        }
        var (high, low) = ((positive + 1) / (positive + 2), 1 / (negative + 2));
        var (slope, offset) = (0.0, Math.Log((positive + 1) / (negative + 1)));
        var loss = Loss(scores, right, weights, high, low, slope, offset);
        for (var step = 0; step < 100; step++)
        {
            double a = 0, b = 0, aa = 1e-12, ab = 0, bb = 1e-12;
            for (var i = 0; i < scores.Length; i++)
            {
                var weight = weights.IsEmpty ? 1 : weights[i];
                var said = PairwiseLoss.Sigmoid(slope * scores[i] + offset);
                var (gap, curve) = (weight * (said - (right[i] ? high : low)), weight * said * (1 - said));
                a += gap * scores[i];
                b += gap;
                aa += curve * scores[i] * scores[i];
                ab += curve * scores[i];
                bb += curve;
            }
            if (Math.Abs(a) < 1e-9 && Math.Abs(b) < 1e-9) break;
            var determinant = aa * bb - ab * ab;
            var (slopeStep, offsetStep) = determinant > 1e-18 ? (-(bb * a - ab * b) / determinant, -(aa * b - ab * a) / determinant) : (0, -b / bb);
            var moved = false;
            for (var length = 1.0; length > 1e-10 && !moved; length /= 2)
            {
                var next = Loss(scores, right, weights, high, low, slope + length * slopeStep, offset + length * offsetStep);
                if (!(next < loss)) continue;
                (slope, offset, loss, moved) = (slope + length * slopeStep, offset + length * offsetStep, next, true);
            }
            if (!moved) break;
        }
        return slope >= 0 ? new(slope, offset) : new(0, Math.Log((positive + 1) / (negative + 1)));
    }

    /// <inheritdoc/>
    public override double Probability(double score) => PairwiseLoss.Sigmoid(Slope == 0 ? Offset : Slope * score + Offset);

    private static double Loss(ReadOnlySpan<double> scores, ReadOnlySpan<bool> right, ReadOnlySpan<double> weights, double high, double low, double slope, double offset)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            var odds = slope * scores[i] + offset;
            sum += (weights.IsEmpty ? 1 : weights[i]) * (PairwiseLoss.Softplus(odds) - (right[i] ? high : low) * odds);
        }
        return sum;
    }
}
