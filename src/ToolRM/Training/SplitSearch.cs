using System.Runtime.InteropServices;

namespace ToolRM.Training;

/// <summary>Sums over the rows of a bin.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct BinSum
{
    public double Gradient, Hessian;
    public int Rows;

    public readonly BinSum Plus(in BinSum other) =>
        new() { Gradient = Gradient + other.Gradient, Hessian = Hessian + other.Hessian, Rows = Rows + other.Rows };

    public readonly BinSum Minus(in BinSum other) =>
        new() { Gradient = Gradient - other.Gradient, Hessian = Hessian - other.Hessian, Rows = Rows - other.Rows };
}

/// <summary>A way to part a leaf's rows; <c>Gain</c> is how far the loss's quadratic model falls, 0 for none.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Split(double Gain, int Column, int Bin, bool UnknownLeft, double LeftValue, double RightValue)
{
    public static Split None => default;
}

/// <summary>Finds the best split of one column from its sums per bin.</summary>
/// <param name="LeafPenalty">λ of ½ λ w² per leaf.</param>
/// <param name="MinimumHessian">What each side needs.</param>
/// <param name="MinimumRows">What each side needs.</param>
internal readonly record struct SplitSearch(double LeafPenalty, double MinimumHessian, int MinimumRows)
{
    public const double LargestStep = 3; // before shrinkage; log odds of 95 % in one tree are enough

    /// <param name="bins">Sums per bin, the bin of unknown values last.</param>
    /// <param name="total">Sum of all bins.</param>
    /// <param name="column">The column.</param>
    /// <param name="monotone">Its direction.</param>
    /// <param name="low">Lower limit of both values.</param>
    /// <param name="high">Upper limit of both values.</param>
    public Split Best(ReadOnlySpan<BinSum> bins, in BinSum total, int column, int monotone, double low, double high)
    {
        var best = Split.None;
        var unknown = bins[^1];
        var before = Fall(total, Value(total, low, high));
        var known = default(BinSum);
        // The last round leaves only unknown values on the right.
        for (var bin = 0; bin + 1 < bins.Length; bin++)
        {
            known = known.Plus(bins[bin]);
            if (bins[bin].Rows == 0) continue;
            for (var side = 0; side < (unknown.Rows > 0 ? 2 : 1); side++)
            {
                var left = side == 0 ? known : known.Plus(unknown);
                var right = total.Minus(left);
                if (left.Rows < MinimumRows || right.Rows < MinimumRows || left.Hessian < MinimumHessian || right.Hessian < MinimumHessian) continue;
                var (leftValue, rightValue) = (Value(left, low, high), Value(right, low, high));
                // A split that parts known from unknown values orders nothing.
                if (bin + 2 < bins.Length && (rightValue - leftValue) * monotone < 0) continue;
                var gain = Fall(left, leftValue) + Fall(right, rightValue) - before;
                // Where no row is unknown, unknown values will follow the larger side.
                if (gain > best.Gain) best = new(gain, column, bin, unknown.Rows > 0 ? side == 1 : left.Rows >= right.Rows, leftValue, rightValue);
            }
        }
        return best;
    }

    /// <summary>The best value of a leaf.</summary>
    public double Value(in BinSum sum, double low, double high) =>
        Math.Clamp(-sum.Gradient / (sum.Hessian + LeafPenalty), Math.Max(low, -LargestStep), Math.Min(high, LargestStep));

    /// <summary>How far the quadratic model falls when a leaf takes a value.</summary>
    public double Fall(in BinSum sum, double value) => -(sum.Gradient * value + 0.5 * (sum.Hessian + LeafPenalty) * value * value);
}
