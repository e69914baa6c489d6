using ToolRM.Training;

namespace ToolRM.Models.Grounded;

/// <summary>How well a model fits some pairs, whole and in parts.</summary>
/// <param name="Set">Which pairs: <c>train</c>, <c>stopping</c> (early stopping and calibration), <c>holdout</c> (never used).</param>
/// <param name="By"><c>all</c>, <c>label</c>, <c>source</c> or <c>generator</c>.</param>
/// <param name="Name">The label, source or generator; <c>all</c>.</param>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Accuracy">Share whose right reply scores strictly higher, 0 to 1.</param>
public sealed record GroundedFit(string Set, string By, string Name, int Pairs, double Accuracy)
{
    internal static IEnumerable<GroundedFit> Of(string set, GroundedPairs pairs, IReadOnlyList<int> places, double[] scores)
    {
        if (places.Count == 0) return [];
        var right = places.ToDictionary(place => place, place => scores[pairs.Table.Pairs[place].Better] > scores[pairs.Table.Pairs[place].Worse]);
        return [.. By("all", _ => "all"), .. By("label", place => pairs.Labels[place]), .. By("source", place => pairs.Origins[place].Source), .. By("generator", place => pairs.Origins[place].Generator)];

        IEnumerable<GroundedFit> By(string by, Func<int, string> name) => places
            .GroupBy(name, StringComparer.Ordinal).OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => new GroundedFit(set, by, part.Key, part.Count(), part.Count(place => right[place]) / (double)part.Count()));
    }
}

/// <summary>How much a feature group tells right from wrong.</summary>
/// <param name="Group">The group.</param>
/// <param name="Margin">Its part of the mean of r⁺ - r⁻; all groups and the rest sum to that mean.</param>
/// <param name="Size">Mean size of its part of r⁺ - r⁻, whichever way it speaks.</param>
public sealed record GroundedImportance(string Group, double Margin, double Size)
{
    internal const string Rest = "(row counts)";

    internal static IReadOnlyList<GroundedImportance> Of(AdditiveModel model, PairTable table, IReadOnlyList<int> places)
    {
        var groups = model.Schema.Kinds.SelectMany(kind => kind.Features.Select(feature => feature.Group)).Distinct().Append(Rest).ToList();
        var (margins, sizes) = (new double[groups.Count], new double[groups.Count]);
        var rows = new FeatureRows(model.Schema);
        var parts = new double[groups.Count];
        foreach (var place in places)
        {
            Array.Clear(parts);
            Add(table.Pairs[place].Better, 1);
            Add(table.Pairs[place].Worse, -1);
            for (var group = 0; group < parts.Length; group++)
            {
                margins[group] += parts[group] / places.Count;
                sizes[group] += Math.Abs(parts[group]) / places.Count;
            }
        }
        return [.. groups.Select((group, i) => new GroundedImportance(group, margins[i], sizes[i])).OrderByDescending(one => one.Size)];

        void Add(int item, int sign)
        {
            table.Read(item, rows);
            foreach (var share in model.Explain(rows))
            {
                parts[share.Feature < 0 ? groups.Count - 1 : groups.IndexOf(model.Schema.Kinds[share.Kind].Features[share.Feature].Group)] += sign * share.Value;
            }
        }
    }
}
