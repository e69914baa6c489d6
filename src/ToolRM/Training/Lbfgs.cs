namespace ToolRM.Training;

/// <summary>Minimises a smooth convex function with its gradient: limited-memory BFGS (Liu and Nocedal 1989) with backtracking.</summary>
internal static class Lbfgs
{
    private const int Memory = 10;

    /// <param name="start">Where to start; not changed.</param>
    /// <param name="steps">Steps at most.</param>
    /// <param name="function">Value at a point; writes the gradient.</param>
    /// <param name="progress">Told after every step; the function was last asked at the present point.</param>
    /// <returns>The last point.</returns>
    public static double[] Minimise(double[] start, int steps, Func<double[], double[], double> function, Action<int>? progress = null)
    {
        var point = start.ToArray();
        var gradient = new double[point.Length];
        var value = function(point, gradient);
        var past = new List<(double[] Move, double[] Change, double Product)>();
        for (var step = 1; step <= steps && Dot(gradient, gradient) > 1e-16; step++)
        {
            var direction = Direction(gradient, past);
            var slope = Dot(direction, gradient);
            if (slope >= 0) // rounding has spoilt the memory
            {
                past.Clear();
                direction = [.. gradient.Select(part => -part)];
                slope = -Dot(gradient, gradient);
            }
            var (next, nextGradient) = (new double[point.Length], new double[point.Length]);
            var length = past.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(-slope)) : 1.0;
            var nextValue = double.NaN;
            for (; length > 1e-12; length /= 2)
            {
                for (var i = 0; i < point.Length; i++) next[i] = point[i] + length * direction[i];
                nextValue = function(next, nextGradient);
                if (nextValue <= value + 1e-4 * length * slope) break;
            }
            if (!(nextValue < value)) break; // nothing left to gain
            var move = next.Zip(point, (one, other) => one - other).ToArray();
            var change = nextGradient.Zip(gradient, (one, other) => one - other).ToArray();
            var product = Dot(move, change);
            if (product > 1e-12)
            {
                past.Add((move, change, product));
                if (past.Count > Memory) past.RemoveAt(0);
            }
            var gain = value - nextValue;
            (point, gradient, value) = (next, nextGradient, nextValue);
            progress?.Invoke(step);
            if (gain < 1e-10 * Math.Max(1, Math.Abs(value))) break;
        }
        return point;
    }

    private static double[] Direction(double[] gradient, List<(double[] Move, double[] Change, double Product)> past)
    {
        var direction = gradient.ToArray();
        var shares = new double[past.Count];
        for (var i = past.Count - 1; i >= 0; i--)
        {
            shares[i] = Dot(past[i].Move, direction) / past[i].Product;
            Add(direction, -shares[i], past[i].Change);
        }
        if (past.Count > 0)
        {
            var scale = past[^1].Product / Dot(past[^1].Change, past[^1].Change);
            for (var i = 0; i < direction.Length; i++) direction[i] *= scale;
        }
        for (var i = 0; i < past.Count; i++) Add(direction, shares[i] - Dot(past[i].Change, direction) / past[i].Product, past[i].Move);
        for (var i = 0; i < direction.Length; i++) direction[i] = -direction[i];
        return direction;
    }

    private static double Dot(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }

    private static void Add(double[] to, double times, double[] what)
    {
        for (var i = 0; i < to.Length; i++) to[i] += times * what[i];
    }
}
