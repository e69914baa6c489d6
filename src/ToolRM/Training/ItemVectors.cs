namespace ToolRM.Training;

/// <summary>
/// Every item as one vector: per kind the number of rows, and per column the sum of standardised values and the number of unknown
/// ones. A linear function of the rows is a scalar product with it.
/// </summary>
internal sealed class ItemVectors
{
    private const int Parts = 16; // summed apart and joined in order, whatever the number of threads

    private readonly FeatureSchema _schema;
    private readonly ParallelOptions _parallel;
    private readonly float[][] _centres, _scales;
    private readonly bool[][] _used;
    private readonly int[] _starts; // of a kind's places: rows, columns, unknown
    private readonly float[][] _items;

    private ItemVectors(PairTable table, IReadOnlyCollection<string> withoutGroups, ParallelOptions parallel)
    {
        (_schema, _parallel) = (table.Schema, parallel);
        var kinds = _schema.Kinds.Count;
        (_centres, _scales, _used, _starts) = (new float[kinds][], new float[kinds][], new bool[kinds][], new int[kinds + 1]);
        for (var kind = 0; kind < kinds; kind++)
        {
            var features = _schema.Kinds[kind].Features;
            (_centres[kind], _scales[kind]) = Moments(table.Store(kind), parallel);
            _used[kind] = [.. features.Select(column => !withoutGroups.Contains(column.Group))];
            _starts[kind + 1] = _starts[kind] + 1 + 2 * features.Length;
        }
        _items = new float[table.Items][];
        Parallel.For(0, table.Items, parallel, item => _items[item] = Vector(table, item));
    }

    /// <summary>Numbers per vector.</summary>
    public int Width => _starts[^1];

    public static ItemVectors Of(PairTable table, IReadOnlyCollection<string> withoutGroups, ParallelOptions parallel) => new(table, withoutGroups, parallel);

    public void Scores(double[] weights, double[] scores) => Parallel.For(0, Parts, _parallel, part =>
    {
        for (var item = First(part); item < First(part + 1); item++)
        {
            var sum = 0.0;
            var vector = _items[item];
            for (var i = 0; i < vector.Length; i++) sum += vector[i] * weights[i];
            scores[item] = sum;
        }
    });

    /// <param name="derivatives">Of the loss, per item's score.</param>
    /// <param name="gradient">Of the loss, per weight; overwritten.</param>
    public void Gradient(double[] derivatives, double[] gradient)
    {
        var sums = new double[Parts][];
        Parallel.For(0, Parts, _parallel, part =>
        {
            var sum = sums[part] = new double[gradient.Length];
            for (var item = First(part); item < First(part + 1); item++)
            {
                if (derivatives[item] == 0) continue;
                var vector = _items[item];
                for (var i = 0; i < vector.Length; i++) sum[i] += derivatives[item] * vector[i];
            }
        });
        Array.Clear(gradient);
        foreach (var sum in sums)
        {
            for (var i = 0; i < gradient.Length; i++) gradient[i] += sum[i];
        }
    }

    /// <summary>The linear functions that these weights are.</summary>
    public AdditiveModel Model(double[] weights)
    {
        var parts = new LinearPart?[_starts.Length - 1];
        for (var kind = 0; kind < parts.Length; kind++)
        {
            var (start, width) = (_starts[kind], _centres[kind].Length);
            parts[kind] = new((float)weights[start], _centres[kind], _scales[kind], Floats(start + 1), Floats(start + 1 + width));

            float[] Floats(int from) => [.. weights.AsSpan(from, width).ToArray().Select(weight => (float)weight)];
        }
        return new(_schema, 0, parts, [.. parts.Select(_ => TreeNodes.None)]);
    }

    private int First(int part) => (int)((long)_items.Length * part / Parts);

    private float[] Vector(PairTable table, int item)
    {
        var vector = new float[Width];
        for (var kind = 0; kind < _centres.Length; kind++)
        {
            var store = table.Store(kind);
            var (start, width) = (_starts[kind], store.Width);
            vector[start] = store.Starts[item + 1] - store.Starts[item];
            for (var row = store.Starts[item]; row < store.Starts[item + 1]; row++)
            {
                var values = store.Row(row);
                for (var column = 0; column < width; column++)
                {
                    if (!_used[kind][column]) continue;
                    if (float.IsNaN(values[column])) vector[start + 1 + width + column]++;
                    else vector[start + 1 + column] += (float)LinearPart.Standardise(values[column], _centres[kind][column], _scales[kind][column]);
                }
            }
        }
        return vector;
    }

    // Infinite values are left out of the moments; LinearPart cuts them. A column without spread has scale 1.
    private static (float[] Centres, float[] Scales) Moments(RowStore store, ParallelOptions parallel)
    {
        var (centres, scales) = (new float[store.Width], new float[store.Width]);
        Parallel.For(0, store.Width, parallel, column =>
        {
            double mean = 0, squares = 0;
            var count = 0;
            for (var row = 0; row < store.Count; row++)
            {
                double value = store.Value(row, column);
                if (!double.IsFinite(value)) continue;
                count++;
                var gap = value - mean; // Welford: running mean and sum of squared gaps
                mean += gap / count;
                squares += gap * (value - mean);
            }
            centres[column] = (float)mean;
            var scale = (float)Math.Sqrt(squares / Math.Max(1, count));
            scales[column] = scale > 1e-6f && float.IsFinite(scale) ? scale : 1;
        });
        return (centres, scales);
    }
}
