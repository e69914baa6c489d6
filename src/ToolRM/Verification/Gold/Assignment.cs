namespace ToolRM.Verification.Gold;

/// <summary>
/// The assignment of rows to columns with the largest total weight, each row and column used once: the Hungarian method with
/// potentials, O(n³), in integers, so nothing is rounded. Of several best assignments the one that gives row 0 the lowest
/// column, then row 1, and so on.
/// </summary>
internal static class Assignment
{
    /// <summary>The column of each row.</summary>
    /// <param name="weights">Weights [n, n], by rows; magnitudes at most 2^50, so that sums along a path stay in range.</param>
    /// <param name="size">n; 0 gives an empty answer.</param>
    public static int[] Maximise(ReadOnlySpan<long> weights, int size)
    {
        if (weights.Length != size * size) throw new ArgumentException($"weights has {weights.Length} elements; {size} rows need {size * size}.", nameof(weights));
        var rowPotential = new long[size];
        var columnPotential = new long[size];
        var rowOf = new int[size];
        Array.Fill(rowOf, -1);
        for (var row = 0; row < size; row++) Augment(weights, size, row, rowPotential, columnPotential, rowOf);
        var columnOf = new int[size];
        for (var column = 0; column < size; column++) columnOf[rowOf[column]] = column;
        PreferLowColumns(weights, size, rowPotential, columnPotential, rowOf, columnOf);
        return columnOf;
    }

    /// <summary>Slack of a pair: 0 exactly for pairs that some best assignment can use, else above 0.</summary>
    private static long Slack(ReadOnlySpan<long> weights, int size, int row, int column, long[] rowPotential, long[] columnPotential) =>
        rowPotential[row] + columnPotential[column] - weights[row * size + column];

    /// <summary>Adds one row by the shortest path of slacks to a free column (Jonker and Volgenant's form of the method).</summary>
    private static void Augment(ReadOnlySpan<long> weights, int size, int start, long[] rowPotential, long[] columnPotential, int[] rowOf)
    {
        for (var column = 0; column < size; column++) // any start above all weights of the row
        {
            rowPotential[start] = Math.Max(column == 0 ? long.MinValue : rowPotential[start], weights[start * size + column] - columnPotential[column]);
        }
        var distance = new long[size];
        var previous = new int[size]; // the column before on the path; -1 for the start row
        var isDone = new bool[size];
        Array.Fill(distance, long.MaxValue);
        var (row, last, reached) = (start, -1, 0L);
        int free;
        while (true)
        {
            var next = -1;
            for (var column = 0; column < size; column++)
            {
                if (isDone[column]) continue;
                var candidate = reached + Slack(weights, size, row, column, rowPotential, columnPotential);
                if (candidate < distance[column]) (distance[column], previous[column]) = (candidate, last);
                if (next < 0 || distance[column] < distance[next]) next = column;
            }
            reached = distance[next];
            if (rowOf[next] < 0) { free = next; break; }
            isDone[next] = true;
            (row, last) = (rowOf[next], next);
        }
        // Potentials keep all slacks at 0 or above and the pairs of the path at 0.
        rowPotential[start] -= reached;
        for (var column = 0; column < size; column++)
        {
            if (!isDone[column]) continue;
            columnPotential[column] += reached - distance[column];
            rowPotential[rowOf[column]] -= reached - distance[column];
        }
        for (var column = free; column >= 0; column = previous[column])
        {
            rowOf[column] = previous[column] < 0 ? start : rowOf[previous[column]];
        }
    }

    /// <summary>
    /// Moves to the lexicographically first of the best assignments: those are the perfect matchings of the pairs with slack
    /// 0. For each row, one search backwards from its column finds every column that it could take instead.
    /// </summary>
    private static void PreferLowColumns(
        ReadOnlySpan<long> weights, int size, long[] rowPotential, long[] columnPotential, int[] rowOf, int[] columnOf)
    {
        var heir = new int[size]; // the column that a row takes when it must give up its own; -1 when it cannot
        var open = new Queue<int>();
        for (var row = 0; row < size; row++)
        {
            var own = columnOf[row];
            Array.Fill(heir, -1);
            open.Enqueue(own); // the column that the row gives up; who can take it, directly or by a chain?
            while (open.TryDequeue(out var column))
            {
                for (var other = row + 1; other < size; other++)
                {
                    if (heir[other] >= 0 || Slack(weights, size, other, column, rowPotential, columnPotential) != 0) continue;
                    heir[other] = column;
                    open.Enqueue(columnOf[other]);
                }
            }
            for (var column = 0; column < own; column++)
            {
                var holder = rowOf[column];
                if (heir[holder] < 0 || Slack(weights, size, row, column, rowPotential, columnPotential) != 0) continue;
                (rowOf[column], columnOf[row]) = (row, column);
                while (true)
                {
                    var taken = heir[holder];
                    var displaced = rowOf[taken];
                    (rowOf[taken], columnOf[holder]) = (holder, taken);
                    if (taken == own) break;
                    holder = displaced;
                }
                break;
            }
        }
    }
}
