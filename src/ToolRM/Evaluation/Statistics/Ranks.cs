namespace ToolRM.Evaluation.Statistics;

/// <summary>Ranks from 1; equal values share the mean of their ranks.</summary>
internal static class Ranks
{
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var keys = values.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(keys, order);
        var ranks = new double[keys.Length];
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end].Equals(keys[start]); end++) { }
            for (var i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2.0; // mean of start + 1 … end
        }
        return ranks;
    }
}
