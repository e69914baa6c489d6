using ToolRM.Numerics;
using ToolRM.Training;

namespace ToolRM.Tests.Training;

/// <summary>Small made-up tables: two kinds of rows, "whole" (one per item) and "part" (one to three per item).</summary>
internal static class TrainingTables
{
    public static FeatureSchema Schema { get; } = new(
        new RowKind("whole", new("w0", "first"), new("w1", "second")),
        new RowKind("part", new("p0", "third"), new("p1", "fourth"), new("p2", "fourth")));

    /// <summary>An item of a whole row and part rows.</summary>
    public static FeatureRows Item(FeatureSchema schema, float[] whole, params float[][] parts)
    {
        var rows = new FeatureRows(schema);
        whole.CopyTo(rows.Add(0));
        foreach (var part in parts) part.CopyTo(rows.Add(1));
        return rows;
    }

    /// <summary>Pairs of noise in which <paramref name="plant"/> makes the difference.</summary>
    /// <param name="pairs">Number of pairs; every third shares its group with the next.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="plant">Changes the rows of an item; told whether it is the right one.</param>
    /// <param name="schema">Null for <see cref="Schema"/>.</param>
    public static PairTable Planted(int pairs, long seed, Action<FeatureRows, bool, SeededRandom> plant, FeatureSchema? schema = null)
    {
        schema ??= Schema;
        var table = new PairTable(schema);
        var rows = new FeatureRows(schema);
        for (var pair = 0; pair < pairs; pair++)
        {
            var random = SeededRandom.Of(seed, "pair", pair);
            table.AddPair(Add(true), Add(false), $"group {pair / 3}", 1 + pair % 2);

            int Add(bool right)
            {
                rows.Clear();
                Noise(rows.Add(0), random);
                for (var part = random.Next(3); part >= 0; part--) Noise(rows.Add(1), random);
                plant(rows, right, random);
                return table.AddItem(rows);
            }
        }
        return table;
    }

    private static void Noise(Span<float> row, SeededRandom random)
    {
        foreach (ref var value in row) value = random.Next(10) == 0 ? float.NaN : (float)random.NextDouble();
    }

    /// <summary>Share of pairs whose right item scores higher.</summary>
    public static double Accuracy(AdditiveModel model, PairTable table)
    {
        var scores = model.Scores(table);
        return table.Pairs.Count(pair => scores[pair.Better] > scores[pair.Worse]) / (double)table.Pairs.Count;
    }
}
