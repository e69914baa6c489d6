namespace ToolRM.Training;

/// <summary>The rows of one kind as bytes, column after column. A column's values are cut into bins; unknown values have the bin after the last.</summary>
internal sealed class BinnedRows
{
    private const int SampledRows = 1 << 17; // edges are quantiles of at most so many rows, evenly spaced

    private BinnedRows(int[] starts, byte[][] columns, float[][] edges) => (Starts, Columns, Edges) = (starts, columns, edges);

    /// <summary>First row of each item, and the number of rows at the end.</summary>
    public int[] Starts { get; }

    public byte[][] Columns { get; }

    /// <summary>Per column, the upper ends of all bins but the last: a value is in the first bin whose end it does not exceed.</summary>
    public float[][] Edges { get; }

    public int Rows => Starts[^1];

    /// <summary>Bins of known values of a column; the bin of unknown values comes after them.</summary>
    public int KnownBins(int column) => Edges[column].Length + 1;

    /// <param name="store">The rows.</param>
    /// <param name="maximumBins">Bins of known values per column, 2 to 255.</param>
    /// <param name="parallel">Threads to use; the result does not depend on them.</param>
    public static BinnedRows Of(RowStore store, int maximumBins, ParallelOptions parallel)
    {
        var columns = new byte[store.Width][];
        var edges = new float[store.Width][];
        Parallel.For(0, store.Width, parallel, column =>
        {
            edges[column] = EdgesOf(store, column, maximumBins);
            columns[column] = new byte[store.Count];
            for (var row = 0; row < store.Count; row++) columns[column][row] = (byte)Bin(edges[column], store.Value(row, column));
        });
        return new([.. store.Starts], columns, edges);
    }

    /// <summary>The bin of a value.</summary>
    public static int Bin(float[] edges, float value)
    {
        if (float.IsNaN(value)) return edges.Length + 1;
        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (value <= edges[middle]) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static float[] EdgesOf(RowStore store, int column, int maximumBins)
    {
        var step = Math.Max(1, store.Count / SampledRows);
        var known = new float[(store.Count + step - 1) / step];
        var count = 0;
        for (var row = 0; row < store.Count; row += step)
        {
            var value = store.Value(row, column);
            if (!float.IsNaN(value)) known[count++] = value;
        }
        var sorted = known.AsSpan(0, count);
        sorted.Sort();
        var edges = new List<float>();
        var start = 0; // of the run of equal values that a bin ends with
        var distinct = Distinct(sorted);
        for (var bin = 1; start < count; bin++)
        {
            // Few values: a bin each. Many: as many rows in each bin as runs of equal values allow.
            if (distinct > maximumBins) start = Math.Max(start, (int)((long)bin * count / maximumBins) - 1);
            var next = After(sorted, start);
            if (next == count || edges.Count + 1 == maximumBins) break;
            edges.Add(Between(sorted[start], sorted[next]));
            start = next;
        }
        return [.. edges];
    }

    private static int Distinct(ReadOnlySpan<float> sorted)
    {
        var count = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) count++;
        }
        return count;
    }

    // Where the next larger value starts.
    private static int After(ReadOnlySpan<float> sorted, int place)
    {
        var (low, high) = (place + 1, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= sorted[place]) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    // At least the lower value and below the upper one, also for neighbours and infinities.
    private static float Between(float lower, float upper)
    {
        var middle = lower + (upper - lower) / 2;
        return middle >= lower && middle < upper && float.IsFinite(middle) ? middle : lower;
    }
}
