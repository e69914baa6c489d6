namespace ToolRM.Rewards.Calls;

/// <summary>One-to-one pairings of rows and columns by weight; only pairs of a weight above 0 are made.</summary>
public static class CallAssignment
{
    /// <summary>The pairing of the largest total weight: the Hungarian method with potentials over the shorter side, O(n²·m).</summary>
    /// <param name="weights">Weights [rows, columns], by rows; finite and at least 0.</param>
    /// <param name="rows">Number of rows; 0 is allowed.</param>
    /// <param name="columns">Number of columns; 0 is allowed.</param>
    /// <returns>The column of each row; -1 for a row that is left alone.</returns>
    /// <remarks>
    /// Which of several best pairings is taken is not said; the total is the same but for rounding. <c>gold-calls</c> has a form in
    /// integers with a tie rule; here lists differ in length, up to a reply of thousands of calls against one.
    /// </remarks>
    public static int[] Best(ReadOnlySpan<double> weights, int rows, int columns)
    {
        Check(weights, rows, columns);
        var columnOf = new int[rows];
        Array.Fill(columnOf, -1);
        if (rows == 0 || columns == 0) return columnOf;
        var turned = rows > columns;
        var rowOf = turned ? Shortest(Transpose(weights, rows, columns), columns, rows) : Shortest(weights, rows, columns);
        for (var i = 0; i < rowOf.Length; i++)
        {
            if (rowOf[i] < 0) continue;
            var (row, column) = turned ? (i, rowOf[i]) : (rowOf[i], i);
            if (weights[row * columns + column] > 0) columnOf[row] = column;
        }
        return columnOf;
    }

    /// <summary>The pairing that takes the heaviest pair that is left, again and again; of equal pairs the first by row, then column. It can miss the largest total.</summary>
    /// <param name="weights">As in <see cref="Best"/>.</param>
    /// <param name="rows">As in <see cref="Best"/>.</param>
    /// <param name="columns">As in <see cref="Best"/>.</param>
    /// <returns>As in <see cref="Best"/>.</returns>
    public static int[] HeaviestFirst(ReadOnlySpan<double> weights, int rows, int columns)
    {
        Check(weights, rows, columns);
        var columnOf = new int[rows];
        Array.Fill(columnOf, -1);
        var isUsed = new bool[columns];
        var pairs = new List<(double Weight, int Index)>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0) pairs.Add((weights[i], i));
        }
        pairs.Sort((one, other) => one.Weight == other.Weight ? one.Index.CompareTo(other.Index) : other.Weight.CompareTo(one.Weight));
        foreach (var (_, index) in pairs)
        {
            var (row, column) = (index / columns, index % columns);
            if (columnOf[row] >= 0 || isUsed[column]) continue;
            (columnOf[row], isUsed[column]) = (column, true);
        }
        return columnOf;
    }

    /// <summary>The row of each column, -1 where there is none; rows ≤ columns. Every row gets a column, perhaps of weight 0.</summary>
    private static int[] Shortest(ReadOnlySpan<double> weights, int rows, int columns)
    {
        var rowPotential = new double[rows];
        var columnPotential = new double[columns];
        var rowOf = new int[columns];
        Array.Fill(rowOf, -1);
        var distance = new double[columns];
        var previous = new int[columns]; // the column before on the path; -1 for the row that is added
        var isDone = new bool[columns];
        for (var added = 0; added < rows; added++)
        {
            Array.Fill(distance, double.PositiveInfinity);
            Array.Clear(isDone);
            var (row, last, reached) = (added, -1, 0.0);
            int free;
            while (true)
            {
                var next = -1;
                for (var column = 0; column < columns; column++)
                {
                    if (isDone[column]) continue;
                    // Costs are negative weights; reduced costs stay at 0 or above.
                    var candidate = reached - weights[row * columns + column] - rowPotential[row] - columnPotential[column];
                    if (candidate < distance[column]) (distance[column], previous[column]) = (candidate, last);
                    if (next < 0 || distance[column] < distance[next]) next = column;
                }
                reached = distance[next];
                if (rowOf[next] < 0) { free = next; break; }
                isDone[next] = true;
                (row, last) = (rowOf[next], next);
            }
            rowPotential[added] += reached;
            for (var column = 0; column < columns; column++)
            {
                if (!isDone[column]) continue;
                columnPotential[column] -= reached - distance[column];
                rowPotential[rowOf[column]] += reached - distance[column];
            }
            for (var column = free; column >= 0; column = previous[column]) rowOf[column] = previous[column] < 0 ? added : rowOf[previous[column]];
        }
        return rowOf;
    }

    private static double[] Transpose(ReadOnlySpan<double> weights, int rows, int columns)
    {
        var turned = new double[weights.Length];
        for (var i = 0; i < weights.Length; i++) turned[i % columns * rows + i / columns] = weights[i];
        return turned;
    }

    private static void Check(ReadOnlySpan<double> weights, int rows, int columns)
    {
        if (weights.Length != (long)rows * columns) throw new ArgumentException($"weights has {weights.Length} elements; {rows} rows of {columns} columns need {(long)rows * columns}.", nameof(weights));
    }
}
