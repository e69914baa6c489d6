namespace ToolRM.Training;

/// <summary>
/// Values of all leaves of a tree together, exact to second order. An item's score moves by n·w, where n counts its rows per
/// leaf, so a pair has gradient and Hessian along n⁺ - n⁻, n⁺ + n⁻, n⁺ and n⁻: rows that a pair's two items share cancel, and
/// several rows of an item in one leaf count in full.
/// </summary>
internal sealed class LeafFit(BinnedRows data, IReadOnlyList<TrainingPair> pairs, PairwiseLoss loss, ParallelOptions parallel)
{
    private const int Parts = 16; // summed apart and joined in order, whatever the number of threads
    private const int Sweeps = 100;

    /// <param name="tree">The tree.</param>
    /// <param name="leafOf">Leaf of each row.</param>
    /// <param name="sample">Places of this round's pairs, rising.</param>
    /// <param name="scores">Present score per item.</param>
    /// <param name="penalty">λ of ½ λ w² per leaf.</param>
    /// <returns>Steps per leaf and how far the quadratic model falls with them.</returns>
    public (double[] Steps, double Fall) Fit(GrownTree tree, byte[] leafOf, int[] sample, double[] scores, double penalty)
    {
        var leaves = tree.Leaves;
        var sums = new Quadratic[Parts];
        Parallel.For(0, Parts, parallel, part =>
        {
            sums[part] = new(leaves);
            var counts = new Counts(leaves);
            for (var i = (int)((long)sample.Length * part / Parts); i < (int)((long)sample.Length * (part + 1) / Parts); i++)
            {
                var pair = pairs[sample[i]];
                counts.Clear();
                for (var row = data.Starts[pair.Better]; row < data.Starts[pair.Better + 1]; row++) counts.Better[counts.Touch(leafOf[row])]++;
                for (var row = data.Starts[pair.Worse]; row < data.Starts[pair.Worse + 1]; row++) counts.Worse[counts.Touch(leafOf[row])]++;
                sums[part].Add(counts, loss.Derivatives(scores[pair.Better], scores[pair.Worse]), pair.Weight);
            }
        });
        var total = sums[0];
        for (var part = 1; part < Parts; part++) total.Add(sums[part]);
        var steps = new double[leaves];
        var (low, high) = (new double[leaves], new double[leaves]);
        foreach (var node in tree.Nodes)
        {
            if (node.Leaf < 0) continue;
            low[node.Leaf] = Math.Max(node.Low, -SplitSearch.LargestStep);
            high[node.Leaf] = Math.Min(node.High, SplitSearch.LargestStep);
            steps[node.Leaf] = Math.Clamp(0, low[node.Leaf], high[node.Leaf]);
        }
        // Coordinate descent on a convex quadratic in a box: it ends at its minimum, and limits cost nothing.
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var moved = 0.0;
            for (var leaf = 0; leaf < leaves; leaf++)
            {
                var curvature = total.Hessian[leaf * leaves + leaf] + penalty;
                if (curvature <= 0) continue;
                var next = Math.Clamp(steps[leaf] - (total.Slope(leaf, steps) + penalty * steps[leaf]) / curvature, low[leaf], high[leaf]);
                moved = Math.Max(moved, Math.Abs(next - steps[leaf]));
                steps[leaf] = next;
            }
            if (moved < 1e-9) break;
        }
        var fall = 0.0;
        for (var leaf = 0; leaf < leaves; leaf++) fall -= 0.5 * steps[leaf] * (total.Gradient[leaf] + total.Slope(leaf, steps) + penalty * steps[leaf]);
        return (steps, fall);
    }

    /// <summary>Rows per leaf of a pair's items.</summary>
    private sealed class Counts(int leaves)
    {
        private readonly int[] _touched = new int[leaves];
        private int _count;

        public double[] Better { get; } = new double[leaves];

        public double[] Worse { get; } = new double[leaves];

        public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

        public int Touch(int leaf)
        {
            if (Better[leaf] == 0 && Worse[leaf] == 0) _touched[_count++] = leaf;
            return leaf;
        }

        public void Clear()
        {
            foreach (var leaf in Touched) Better[leaf] = Worse[leaf] = 0;
            _count = 0;
        }
    }

    private sealed class Quadratic(int leaves)
    {
        public double[] Gradient { get; } = new double[leaves];

        public double[] Hessian { get; } = new double[leaves * leaves];

        public double Slope(int leaf, double[] steps)
        {
            var slope = Gradient[leaf];
            for (var other = 0; other < leaves; other++) slope += Hessian[leaf * leaves + other] * steps[other];
            return slope;
        }

        public void Add(Counts counts, in PairDerivatives d, double weight)
        {
            foreach (var i in counts.Touched)
            {
                var (better, worse) = (counts.Better[i], counts.Worse[i]);
                Gradient[i] += weight * (d.Better * better + d.Worse * worse);
                var (apart, together) = (weight * d.Difference * (better - worse), weight * d.Sum * (better + worse));
                var (one, other) = (weight * d.BetterAlone * better, weight * d.WorseAlone * worse);
                foreach (var j in counts.Touched)
                {
                    Hessian[i * leaves + j] += apart * (counts.Better[j] - counts.Worse[j]) + together * (counts.Better[j] + counts.Worse[j])
                        + one * counts.Better[j] + other * counts.Worse[j];
                }
            }
        }

        public void Add(Quadratic other)
        {
            for (var i = 0; i < leaves; i++) Gradient[i] += other.Gradient[i];
            for (var i = 0; i < leaves * leaves; i++) Hessian[i] += other.Hessian[i];
        }
    }
}
