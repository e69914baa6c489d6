namespace ToolRM.Training;

/// <summary>A node while a tree is made: decisions on bins.</summary>
internal struct GrownNode
{
    public int Left; // place of the left child, the right one follows; 0 for a leaf
    public int Column;
    public int Bin; // bins at most this go left
    public bool UnknownLeft;
    public int Rows; // training rows that reach it
    public int Leaf; // number among the leaves; -1 for an inner node
    public double Value; // step before shrinkage
    public double Low, High; // limits of Value that monotone columns set
}

/// <summary>A tree on binned rows; node 0 is the root, children stand after their parent.</summary>
internal sealed class GrownTree(BinnedRows data, GrownNode[] nodes)
{
    public GrownNode[] Nodes => nodes;

    public int Leaves { get; } = NumberLeaves(nodes);

    /// <summary>The leaf that a row reaches.</summary>
    public int LeafOf(int row)
    {
        var place = 0;
        while (true)
        {
            ref readonly var node = ref nodes[place];
            if (node.Left == 0) return node.Leaf;
            var bin = data.Columns[node.Column][row];
            var left = bin > data.Edges[node.Column].Length ? node.UnknownLeft : bin <= node.Bin;
            place = left ? node.Left : node.Left + 1;
        }
    }

    /// <summary>The tree as it is used: thresholds for bins, leaves times the learning rate, inner nodes the mean of their leaves.</summary>
    /// <param name="leaves">Step per leaf.</param>
    /// <param name="rate">Learning rate.</param>
    public TreeNodes ToNodes(ReadOnlySpan<double> leaves, double rate)
    {
        var values = new double[nodes.Length];
        var made = new TreeNode[nodes.Length];
        for (var place = nodes.Length - 1; place >= 0; place--)
        {
            var node = nodes[place];
            if (node.Left == 0)
            {
                made[place] = TreeNode.Leaf((float)(leaves[node.Leaf] * rate));
                values[place] = made[place].Value;
                continue;
            }
            var (left, right) = (nodes[node.Left].Rows, nodes[node.Left + 1].Rows);
            values[place] = (values[node.Left] * left + values[node.Left + 1] * right) / (left + right);
            made[place] = new(Threshold(node), (float)values[place], node.Left, (short)node.Column, node.UnknownLeft);
        }
        return new(made, [0]);
    }

    // The last bin of known values has no end: a split there parts known from unknown values.
    private float Threshold(GrownNode node) =>
        node.Bin < data.Edges[node.Column].Length ? data.Edges[node.Column][node.Bin] : float.PositiveInfinity;

    private static int NumberLeaves(GrownNode[] nodes)
    {
        var count = 0;
        foreach (ref var node in nodes.AsSpan()) node.Leaf = node.Left == 0 ? count++ : -1;
        return count;
    }
}
