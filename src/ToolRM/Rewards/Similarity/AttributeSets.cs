using ToolRM.Conversations;

namespace ToolRM.Rewards.Similarity;

/// <summary>
/// How much two structured results say the same: Jaccard index of their attributes, with a tolerance for numbers (the general part of
/// ChartSimRL, arXiv 2508.17608, whose weights and tolerances are unknown; rewards 3.5).
/// </summary>
/// <remarks>
/// An attribute is a leaf with the keys that lead to it: <c>{"a": [1, 2]}</c> has <c>a[] = 1</c> and <c>a[] = 2</c>, so that the order of lists does
/// not count; how often an attribute stands does. Texts, booleans and null match exactly, numbers of one place when they differ by at most the absolute and the
/// relative tolerance together. An empty list or object is an attribute of its own. Values nested deeper than 256 levels are one leaf.
/// </remarks>
public static class AttributeSets
{
    private const int MaximumDepth = 256;

    /// <summary>Matched attributes over all, 0 to 1; equal artefacts give 1.</summary>
    /// <param name="one">One result.</param>
    /// <param name="other">The other.</param>
    /// <param name="absolute">Numbers x and y match when |x − y| ≤ absolute + relative · max(|x|, |y|). Default 0.</param>
    /// <param name="relative">The relative part. Default 0: unknown in the paper.</param>
    public static double Jaccard(ArgumentValue one, ArgumentValue other, double absolute = 0, double relative = 0)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfNegative(absolute);
        ArgumentOutOfRangeException.ThrowIfNegative(relative);
        var (mine, theirs) = (Attributes.Of(one), Attributes.Of(other));
        var (common, all) = (0, mine.Count + theirs.Count);
        foreach (var (leaf, count) in mine.Exact) common += Math.Min(count, theirs.Exact.GetValueOrDefault(leaf));
        foreach (var (place, numbers) in mine.Numbers)
        {
            if (theirs.Numbers.TryGetValue(place, out var others)) common += Matched(numbers, others, absolute, relative);
        }
        return (double)common / (all - common);
    }

    /// <summary>Numbers matched one to one in rising order; both lists are sorted here.</summary>
    private static int Matched(List<double> one, List<double> other, double absolute, double relative)
    {
        one.Sort();
        other.Sort();
        var (i, j, matched) = (0, 0, 0);
        while (i < one.Count && j < other.Count)
        {
            if (Math.Abs(one[i] - other[j]) <= absolute + relative * Math.Max(Math.Abs(one[i]), Math.Abs(other[j])) || one[i].Equals(other[j]))
            {
                (i, j, matched) = (i + 1, j + 1, matched + 1);
            }
            else if (one[i] < other[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
        return matched;
    }

    private sealed class Attributes
    {
        public Dictionary<string, int> Exact { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<double>> Numbers { get; } = new(StringComparer.Ordinal);

        public int Count { get; private set; }

        public static Attributes Of(ArgumentValue value)
        {
            var attributes = new Attributes();
            attributes.Add("", value, 0);
            return attributes;
        }

        private void Add(string place, ArgumentValue value, int depth)
        {
            switch (value)
            {
                case MapValue { Entries.Count: > 0 } map when depth < MaximumDepth:
                    foreach (var entry in map.Entries) Add($"{place}.{ArgumentJson.Write(ArgumentValue.Of(entry.Key))}", entry.Value, depth + 1);
                    break;
                case ListValue { Items.Count: > 0 } list when depth < MaximumDepth:
                    foreach (var item in list.Items) Add(place + "[]", item, depth + 1);
                    break;
                case IntegerValue integer:
                    Number(place, (double)integer.Value);
                    break;
                case FloatValue number:
                    Number(place, number.Value);
                    break;
                default:
                    Count++;
                    var leaf = $"{place} = {ArgumentJson.WriteCanonical(value)}";
                    Exact[leaf] = Exact.GetValueOrDefault(leaf) + 1;
                    break;
            }
        }

        private void Number(string place, double number)
        {
            Count++;
            if (!Numbers.TryGetValue(place, out var numbers)) Numbers.Add(place, numbers = []);
            numbers.Add(number);
        }
    }
}
