namespace ToolRM.Training;

/// <summary>How <see cref="InformedPairwise"/> learns.</summary>
public sealed record InformedOptions
{
    /// <summary>
    /// The loss. Its centering is met by the model's bias alone, afterwards and in full: as a part of the loss it bent the weights
    /// (docs/log.md). Default: centred, no pointwise part.
    /// </summary>
    public PairwiseLoss Loss { get; init; } = new(0.01);

    /// <summary>λ of ½ λ |w - w₀|², beside the mean loss of a pair: how hard the data must pull. Ours.</summary>
    public double Penalty { get; init; } = 0.02;

    /// <summary>Share of the penalty on what each row gets, which no knowledge settles.</summary>
    public double RowPenaltyShare { get; init; } = 0.1;

    /// <summary>Steps of the optimiser at most.</summary>
    public int Steps { get; init; } = 120;

    /// <summary>Share of groups kept out and only measured; not used when the table has held-out pairs of its own.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Groups of features left out.</summary>
    public IReadOnlyCollection<string> WithoutGroups { get; init; } = [];

    /// <summary>Seed of the draw of groups that are kept out.</summary>
    public long Seed { get; init; }
}

/// <summary>
/// Learns one linear function per kind of rows from pairs, around weights that were known before: the maximum a posteriori of a
/// logistic model with a normal prior. Where the data say little, the weights stay.
/// </summary>
/// <remarks>
/// Made pairs show other mistakes than models make; a prior from knowledge of models keeps what such pairs cannot teach. Weights
/// are on raw values, unknown values count 0, and a column's direction (<see cref="Feature.Monotone"/>) is kept. Convex, solved
/// with all pairs in every step (L-BFGS), summed in one order: the same table and options give the same model.
/// </remarks>
public static class InformedPairwise
{
    private const double WrongDirection = 5; // a soft wall; what is left behind it is cut off

    /// <summary>Learns a model.</summary>
    /// <param name="table">Items and pairs. Without pairs to learn from the model is the prior.</param>
    /// <param name="prior">Weights per kind and column, of the table's schema.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after every step, in order, on the caller's thread.</param>
    /// <param name="cancellationToken">Ends training early with an exception.</param>
    /// <exception cref="ArgumentException">The prior does not have a weight for every column.</exception>
    /// <exception cref="OperationCanceledException">Training was ended.</exception>
    public static TrainingResult Train(PairTable table, double[][] prior, InformedOptions? options = null, Action<TrainingRound>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(prior);
        options ??= new();
        var uncentred = options.Loss with { Centering = 0 };
        var kinds = table.Schema.Kinds;
        if (prior.Length != kinds.Count || prior.Where((weights, kind) => weights.Length != kinds[kind].Features.Length).Any()) throw new ArgumentException("A weight for every column of every kind", nameof(prior));
        var starts = new int[kinds.Count + 1];
        for (var kind = 0; kind < kinds.Count; kind++) starts[kind + 1] = starts[kind] + 1 + prior[kind].Length;
        var (known, signs, penalties) = (new double[starts[^1]], new int[starts[^1]], new double[starts[^1]]);
        var used = new bool[starts[^1]];
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            (used[starts[kind]], penalties[starts[kind]]) = (true, options.Penalty * options.RowPenaltyShare);
            for (var column = 0; column < prior[kind].Length; column++)
            {
                var place = starts[kind] + 1 + column;
                used[place] = !options.WithoutGroups.Contains(kinds[kind].Features[column].Group);
                (known[place], signs[place], penalties[place]) = (used[place] ? prior[kind][column] : 0, kinds[kind].Features[column].Monotone, options.Penalty);
            }
        }
        var split = HeldOut.Of(table, options.HeldOutShare, options.Seed);
        var items = new float[table.Items][];
        for (var item = 0; item < items.Length; item++) items[item] = Vector(table, item, starts, used);
        var rounds = new List<TrainingRound>();
        var total = split.TrainPairs.Sum(place => table.Pairs[place].Weight);
        var (scores, derivatives) = (new double[items.Length], new double[items.Length]);
        var solved = split.TrainPairs.Length == 0 ? known : Lbfgs.Minimise(known, options.Steps, Loss, step =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            rounds.Add(new(step, PairFit.Of(table.Pairs, split.TrainPairs, scores, options.Loss), PairFit.Of(table.Pairs, split.HeldOutPairs, scores, options.Loss)));
            progress?.Invoke(rounds[^1]);
        });
        for (var i = 0; i < solved.Length; i++)
        {
            if (solved[i] * signs[i] < 0) solved[i] = 0;
        }
        var bias = 0.0;
        if (options.Loss.Centering > 0 && split.TrainPairs.Length > 0)
        {
            var model = Model(table.Schema, solved, starts, 0);
            var fitted = model.Scores(table);
            // The minimum of Σ w (r⁺ + r⁻ + 2b)².
            foreach (var place in split.TrainPairs) bias -= table.Pairs[place].Weight / total * (fitted[table.Pairs[place].Better] + fitted[table.Pairs[place].Worse]) / 2;
        }
        return new(Model(table.Schema, solved, starts, bias), rounds.Count, rounds);

        double Loss(double[] weights, double[] gradient)
        {
            for (var item = 0; item < items.Length; item++)
            {
                var (sum, vector) = (0.0, items[item]);
                for (var i = 0; i < vector.Length; i++) sum += vector[i] * weights[i];
                scores[item] = sum;
            }
            Array.Clear(derivatives);
            Array.Clear(gradient);
            var loss = 0.0;
            foreach (var place in split.TrainPairs)
            {
                var pair = table.Pairs[place];
                var share = pair.Weight / total;
                loss += share * uncentred.Value(scores[pair.Better], scores[pair.Worse]);
                var d = uncentred.Derivatives(scores[pair.Better], scores[pair.Worse]);
                derivatives[pair.Better] += share * d.Better;
                derivatives[pair.Worse] += share * d.Worse;
            }
            for (var item = 0; item < items.Length; item++)
            {
                if (derivatives[item] == 0) continue;
                var vector = items[item];
                for (var i = 0; i < vector.Length; i++) gradient[i] += derivatives[item] * vector[i];
            }
            for (var i = 0; i < weights.Length; i++)
            {
                var moved = weights[i] - known[i];
                loss += 0.5 * penalties[i] * moved * moved;
                gradient[i] += penalties[i] * moved;
                if (weights[i] * signs[i] >= 0) continue;
                loss += 0.5 * WrongDirection * weights[i] * weights[i];
                gradient[i] += WrongDirection * weights[i];
            }
            return loss;
        }
    }

    private static float[] Vector(PairTable table, int item, int[] starts, bool[] used)
    {
        var vector = new float[starts[^1]];
        for (var kind = 0; kind + 1 < starts.Length; kind++)
        {
            var store = table.Store(kind);
            for (var row = store.Starts[item]; row < store.Starts[item + 1]; row++)
            {
                vector[starts[kind]]++;
                var values = store.Row(row);
                for (var column = 0; column < values.Length; column++)
                {
                    var place = starts[kind] + 1 + column;
                    if (used[place] && !float.IsNaN(values[column])) vector[place] += Math.Clamp(values[column], -LinearPart.Limit, LinearPart.Limit);
                }
            }
        }
        return vector;
    }

    private static AdditiveModel Model(FeatureSchema schema, double[] weights, int[] starts, double bias)
    {
        var parts = new LinearPart?[schema.Kinds.Count];
        for (var kind = 0; kind < parts.Length; kind++)
        {
            var width = schema.Kinds[kind].Features.Length;
            var ones = new float[width];
            Array.Fill(ones, 1f);
            parts[kind] = new((float)weights[starts[kind]], new float[width], ones, [.. weights.AsSpan(starts[kind] + 1, width).ToArray().Select(weight => (float)weight)], new float[width]);
        }
        return new(schema, bias, parts, [.. parts.Select(_ => TreeNodes.None)]);
    }
}
