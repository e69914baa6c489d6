namespace ToolRM.Training;

/// <summary>
/// Grows one tree on one kind of rows, best leaf first, from sums of gradients per bin. A row has the gradient and the Hessian
/// of its item's score. With several rows of one item in a leaf the Hessian is then only a diagonal stand-in; it chooses the
/// splits, and <see cref="LeafFit"/> finds the leaf values without it.
/// </summary>
/// <remarks>Columns are summed independently, each by one thread and in the order of rows: the result does not depend on threads.</remarks>
internal sealed class TreeGrower
{
    private readonly BinnedRows _data;
    private readonly int[] _directions;
    private readonly BoostedOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly SplitSearch _search;
    private readonly int[] _offsets; // of a column's bins in a histogram
    private readonly Stack<BinSum[]> _spare = new();
    private readonly int[] _rows, _rowsBuffer;
    private readonly (float Gradient, float Hessian)[] _steps, _stepsBuffer; // in the order of _rows

    public TreeGrower(BinnedRows data, RowKind kind, BoostedOptions options, ParallelOptions parallel)
    {
        (_data, _options, _parallel) = (data, options, parallel);
        _directions = [.. kind.Features.Select(column => column.Monotone)];
        _search = new(options.LeafPenalty, options.MinimumHessian, options.MinimumRows);
        _offsets = new int[data.Columns.Length + 1];
        for (var column = 0; column < data.Columns.Length; column++) _offsets[column + 1] = _offsets[column] + data.KnownBins(column) + 1;
        (_rows, _rowsBuffer) = (new int[data.Rows], new int[data.Rows]);
        (_steps, _stepsBuffer) = (new (float, float)[data.Rows], new (float, float)[data.Rows]);
    }

    /// <param name="items">Items of this round, rising.</param>
    /// <param name="gradients">Per item.</param>
    /// <param name="hessians">Per item.</param>
    /// <param name="columns">Columns that may decide, rising.</param>
    /// <returns>The tree; null when no split helps.</returns>
    public GrownTree? Grow(ReadOnlySpan<int> items, double[] gradients, double[] hessians, int[] columns)
    {
        var count = Fill(items, gradients, hessians);
        if (count == 0 || columns.Length == 0) return null;
        var root = new OpenLeaf(0, 0, 0, count) { Sums = Rent() };
        Sum(root, columns);
        Search(root, columns, new() { Low = double.NegativeInfinity, High = double.PositiveInfinity });
        var nodes = new List<GrownNode> { new() { Rows = count, Low = double.NegativeInfinity, High = double.PositiveInfinity } };
        var open = new List<OpenLeaf> { root };
        for (var leaves = 1; leaves < _options.MaximumLeaves; leaves++)
        {
            OpenLeaf? best = null;
            foreach (var leaf in open)
            {
                if (leaf.Best.Gain > _options.MinimumGain && (best is null || leaf.Best.Gain > best.Best.Gain)) best = leaf;
            }
            if (best is null) break;
            open.Remove(best);
            Part(best, nodes, open, columns);
        }
        foreach (var leaf in open) Return(leaf);
        return nodes.Count == 1 ? null : new(_data, [.. nodes]);
    }

    private int Fill(ReadOnlySpan<int> items, double[] gradients, double[] hessians)
    {
        var count = 0;
        foreach (var item in items)
        {
            var step = ((float)gradients[item], (float)hessians[item]);
            for (var row = _data.Starts[item]; row < _data.Starts[item + 1]; row++) (_rows[count], _steps[count++]) = (row, step);
        }
        return count;
    }

    private void Part(OpenLeaf leaf, List<GrownNode> nodes, List<OpenLeaf> open, int[] columns)
    {
        var split = leaf.Best;
        var middle = leaf.Start + Partition(leaf, split);
        var node = nodes[leaf.Node];
        (node.Left, node.Column, node.Bin, node.UnknownLeft) = (nodes.Count, split.Column, split.Bin, split.UnknownLeft);
        nodes[leaf.Node] = node;
        var (left, right) = (node with { Left = 0, Rows = middle - leaf.Start }, node with { Left = 0, Rows = leaf.End - middle });
        // Everything under the two sides stays on its side of the middle.
        if (_directions[split.Column] != 0 && split.Bin < _data.Edges[split.Column].Length)
        {
            var limit = (split.LeftValue + split.RightValue) / 2;
            if (_directions[split.Column] > 0) (left.High, right.Low) = (limit, limit);
            else (left.Low, right.High) = (limit, limit);
        }
        nodes.Add(left);
        nodes.Add(right);
        var one = new OpenLeaf(node.Left, leaf.Depth + 1, leaf.Start, middle);
        var two = new OpenLeaf(node.Left + 1, leaf.Depth + 1, middle, leaf.End);
        open.Add(one);
        open.Add(two);
        if (leaf.Depth + 1 >= _options.MaximumDepth)
        {
            Return(leaf);
            return;
        }
        // The sums of the larger child are those of the parent less the smaller child's.
        var (small, large) = left.Rows <= right.Rows ? (one, two) : (two, one);
        small.Sums = Rent();
        Sum(small, columns);
        large.Sums = leaf.Sums!;
        foreach (var column in columns)
        {
            for (var bin = _offsets[column]; bin < _offsets[column + 1]; bin++) large.Sums[bin] = large.Sums[bin].Minus(small.Sums[bin]);
        }
        Search(one, columns, left);
        Search(two, columns, right);
    }

    private void Sum(OpenLeaf leaf, int[] columns) => Parallel.For(0, columns.Length, _parallel, place =>
    {
        var bins = leaf.Sums.AsSpan(_offsets[columns[place]].._offsets[columns[place] + 1]);
        bins.Clear();
        var column = _data.Columns[columns[place]];
        var rows = _rows.AsSpan(leaf.Start..leaf.End);
        var steps = _steps.AsSpan(leaf.Start..leaf.End);
        for (var i = 0; i < rows.Length; i++)
        {
            ref var bin = ref bins[column[rows[i]]];
            bin.Gradient += steps[i].Gradient;
            bin.Hessian += steps[i].Hessian;
            bin.Rows++;
        }
    });

    private void Search(OpenLeaf leaf, int[] columns, in GrownNode node)
    {
        var total = default(BinSum);
        foreach (ref readonly var bin in leaf.Sums.AsSpan(_offsets[columns[0]].._offsets[columns[0] + 1])) total = total.Plus(bin);
        leaf.Best = Split.None;
        foreach (var column in columns)
        {
            var split = _search.Best(leaf.Sums.AsSpan(_offsets[column].._offsets[column + 1]), total, column, _directions[column], node.Low, node.High);
            if (split.Gain > leaf.Best.Gain) leaf.Best = split;
        }
    }

    // Keeps the order of rows on both sides.
    private int Partition(OpenLeaf leaf, in Split split)
    {
        var column = _data.Columns[split.Column];
        var known = _data.Edges[split.Column].Length;
        var (left, right) = (leaf.Start, 0);
        for (var i = leaf.Start; i < leaf.End; i++)
        {
            var bin = column[_rows[i]];
            if (bin > known ? split.UnknownLeft : bin <= split.Bin) (_rows[left], _steps[left++]) = (_rows[i], _steps[i]);
            else (_rowsBuffer[right], _stepsBuffer[right++]) = (_rows[i], _steps[i]);
        }
        Array.Copy(_rowsBuffer, 0, _rows, left, right);
        Array.Copy(_stepsBuffer, 0, _steps, left, right);
        return left - leaf.Start;
    }

    private BinSum[] Rent() => _spare.TryPop(out var sums) ? sums : new BinSum[_offsets[^1]];

    private void Return(OpenLeaf leaf)
    {
        if (leaf.Sums is not null) _spare.Push(leaf.Sums);
        leaf.Sums = null;
    }

    private sealed class OpenLeaf(int node, int depth, int start, int end)
    {
        public int Node => node;

        public int Depth => depth;

        public int Start => start;

        public int End => end;

        public BinSum[]? Sums { get; set; }

        public Split Best { get; set; }
    }
}
