namespace ToolRM.Training;

/// <summary>A share of a score.</summary>
/// <param name="Kind">Kind of the row it comes from, as a place in the schema.</param>
/// <param name="Row">Which row of that kind.</param>
/// <param name="Feature">Column that gave it; -1 for what every row of the kind gets.</param>
/// <param name="Value">The share; all shares and the bias sum to the score.</param>
public readonly record struct Contribution(int Kind, int Row, int Feature, double Value);

/// <summary>How much a column counts in a model.</summary>
/// <param name="Kind">Name of the column's kind of rows.</param>
/// <param name="Feature">Its name.</param>
/// <param name="Weight">What a value one deviation above the mean adds, in the linear part; 0 without one.</param>
/// <param name="Unknown">What an unknown value adds, in the linear part.</param>
/// <param name="Centre">The mean in training; 0 without a linear part.</param>
/// <param name="Scale">The deviation in training; 0 without a linear part.</param>
/// <param name="Splits">How many tree nodes ask for it.</param>
public readonly record struct FeatureWeight(string Kind, string Feature, double Weight, double Unknown, double Centre, double Scale, int Splits);

/// <summary>
/// A scorer of items made of rows: score = bias + Σ over rows of f(row), with one function f per kind of rows, each the sum of a
/// linear function and small trees. The shares of rows and columns are therefore part of the model, not an estimate.
/// </summary>
/// <remarks>Immutable; safe for concurrent calls. Scoring allocates nothing.</remarks>
public sealed class AdditiveModel
{
    internal AdditiveModel(FeatureSchema schema, double bias, LinearPart?[] linear, TreeNodes[] trees) =>
        (Schema, Bias, Linear, Trees) = (schema, bias, linear, trees);

    /// <summary>The rows it scores.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>Score of an item without rows.</summary>
    public double Bias { get; }

    internal LinearPart?[] Linear { get; }

    internal TreeNodes[] Trees { get; }

    /// <summary>Number of trees over all kinds.</summary>
    public int TreeCount => Trees.Sum(trees => trees.Roots.Length);

    /// <summary>What each column weighs, kind by kind in the schema's order; columns that no part looks at have zeros.</summary>
    public IReadOnlyList<FeatureWeight> FeatureWeights()
    {
        var weights = new List<FeatureWeight>();
        for (var kind = 0; kind < Trees.Length; kind++)
        {
            var features = Schema.Kinds[kind].Features;
            for (var column = 0; column < features.Length; column++)
            {
                var linear = Linear[kind];
                weights.Add(new(
                    Schema.Kinds[kind].Name, features[column].Name, linear?.Weights[column] ?? 0, linear?.Unknown[column] ?? 0, linear?.Centres[column] ?? 0, linear?.Scales[column] ?? 0,
                    Trees[kind].Nodes.Count(node => node.Feature == column)));
            }
        }
        return weights;
    }

    /// <summary>A model that gives every item 0.</summary>
    /// <param name="schema">The rows it scores.</param>
    public static AdditiveModel Zero(FeatureSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema, 0, new LinearPart?[schema.Kinds.Count], [.. schema.Kinds.Select(_ => TreeNodes.None)]);
    }

    /// <summary>The model with some weights raised. Only for columns that are not centred, as <see cref="InformedPairwise"/> leaves them.</summary>
    /// <param name="added">By kind and column, per unit of the value; unknown values get what they got.</param>
    /// <exception cref="ArgumentException">A weight is to be raised for which there is no linear part, or a centred column.</exception>
    internal AdditiveModel Plus(double[][] added)
    {
        var parts = Linear.ToArray();
        for (var kind = 0; kind < parts.Length; kind++)
        {
            if (added[kind].All(value => value == 0)) continue;
            var part = parts[kind] ?? throw new ArgumentException($"kind {kind} has no linear part", nameof(added));
            var weights = part.Weights.ToArray();
            for (var column = 0; column < weights.Length; column++)
            {
                if (added[kind][column] == 0) continue;
                if (part.Centres[column] != 0) throw new ArgumentException($"column {column} of kind {kind} is centred at {part.Centres[column]}", nameof(added));
                weights[column] += (float)(added[kind][column] * part.Scales[column]);
            }
            parts[kind] = new(part.Row, part.Centres, part.Scales, weights, part.Unknown);
        }
        return new(Schema, Bias, parts, Trees);
    }

    /// <summary>An item's score; any number, larger is better.</summary>
    /// <param name="rows">The item's rows, of the model's schema.</param>
    public double Score(FeatureRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sum = Bias;
        for (var kind = 0; kind < Trees.Length; kind++)
        {
            var count = rows.Count(kind);
            for (var row = 0; row < count; row++) sum += RowScore(kind, rows.Row(kind, row));
        }
        return sum;
    }

    /// <summary>What one row adds to the score.</summary>
    /// <param name="kind">The row's kind.</param>
    /// <param name="row">The row's values.</param>
    public double RowScore(int kind, ReadOnlySpan<float> row) => (Linear[kind]?.Score(row) ?? 0) + Trees[kind].Score(row);

    /// <summary>Splits what one row adds over its columns.</summary>
    /// <param name="kind">The row's kind.</param>
    /// <param name="row">The row's values.</param>
    /// <param name="columns">Added to: the share of each column.</param>
    /// <returns>What every row of the kind gets; with the columns' shares it sums to <see cref="RowScore"/>.</returns>
    public double ExplainRow(int kind, ReadOnlySpan<float> row, Span<double> columns) =>
        (Linear[kind]?.Explain(row, columns) ?? 0) + Trees[kind].Explain(row, columns);

    /// <summary>The shares of an item's score. With <see cref="Bias"/> they sum to <see cref="Score"/> up to rounding (below 1e-9 for scores of usual size).</summary>
    /// <param name="rows">The item's rows, of the model's schema.</param>
    /// <returns>By kind, row and column; shares of exactly 0 are left out.</returns>
    public IReadOnlyList<Contribution> Explain(FeatureRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var shares = new List<Contribution>();
        for (var kind = 0; kind < Trees.Length; kind++)
        {
            var columns = new double[Schema.Kinds[kind].Features.Length];
            for (var row = 0; row < rows.Count(kind); row++)
            {
                Array.Clear(columns);
                var values = rows.Row(kind, row);
                var start = ExplainRow(kind, values, columns);
                if (start != 0) shares.Add(new(kind, row, -1, start));
                for (var column = 0; column < columns.Length; column++)
                {
                    if (columns[column] != 0) shares.Add(new(kind, row, column, columns[column]));
                }
            }
        }
        return shares;
    }

    /// <summary>Scores of all items of a table, by place.</summary>
    /// <param name="table">The items, of the model's schema.</param>
    public double[] Scores(PairTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var scores = new double[table.Items];
        Array.Fill(scores, Bias);
        for (var kind = 0; kind < Trees.Length; kind++)
        {
            var store = table.Store(kind);
            for (var item = 0; item < scores.Length; item++)
            {
                for (var row = store.Starts[item]; row < store.Starts[item + 1]; row++) scores[item] += RowScore(kind, store.Row(row));
            }
        }
        return scores;
    }
}
