using System.Runtime.InteropServices;

namespace ToolRM.Training;

/// <summary>A node of a tree. Children stand next to each other, and after their parent.</summary>
/// <param name="Threshold">Values at most this go left.</param>
/// <param name="Value">A leaf's value; of an inner node the mean of its leaves, weighted by training rows.</param>
/// <param name="Left">Place of the left child, counted from the first node of the kind; 0 for a leaf.</param>
/// <param name="Feature">Column that decides; -1 for a leaf.</param>
/// <param name="UnknownLeft">Whether an unknown value goes left.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TreeNode(float Threshold, float Value, int Left, short Feature, bool UnknownLeft)
{
    public bool IsLeaf => Feature < 0;

    public static TreeNode Leaf(float value) => new(0, value, 0, -1, false);

    /// <summary>Place of the child that a row goes to.</summary>
    public int Next(ReadOnlySpan<float> row)
    {
        var value = row[Feature];
        // A comparison with NaN is false: only unknown values reach the second test.
        if (value <= Threshold) return Left;
        return value > Threshold || !UnknownLeft ? Left + 1 : Left;
    }
}

/// <summary>The trees of one kind of rows, in one flat list of nodes.</summary>
internal sealed class TreeNodes(TreeNode[] nodes, int[] roots)
{
    public static TreeNodes None { get; } = new([], []);

    public TreeNode[] Nodes => nodes;

    /// <summary>Place of each tree's root, rising.</summary>
    public int[] Roots => roots;

    /// <summary>What a row gets: the sum of its leaves.</summary>
    public double Score(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (var root in roots)
        {
            ref readonly var node = ref nodes[root];
            while (node.Feature >= 0) node = ref nodes[node.Next(row)];
            sum += node.Value;
        }
        return sum;
    }

    /// <summary>
    /// Splits a row's score over its columns along the paths: each step from a node to its child gives the change of value to the
    /// column that decided (Saabas 2014). What is left is the sum of the roots, the answer when nothing is asked.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">Added to, one per column.</param>
    /// <returns>The sum of the roots.</returns>
    public double Explain(ReadOnlySpan<float> row, Span<double> columns)
    {
        double start = 0;
        foreach (var root in roots)
        {
            ref readonly var node = ref nodes[root];
            start += node.Value;
            while (node.Feature >= 0)
            {
                ref readonly var next = ref nodes[node.Next(row)];
                columns[node.Feature] += (double)next.Value - node.Value;
                node = ref next;
            }
        }
        return start;
    }

    /// <summary>These trees and others after them.</summary>
    public TreeNodes With(TreeNodes others)
    {
        var shift = nodes.Length;
        return new(
            [.. nodes, .. others.Nodes.Select(node => node.IsLeaf ? node : node with { Left = node.Left + shift })],
            [.. roots, .. others.Roots.Select(root => root + shift)]);
    }
}
