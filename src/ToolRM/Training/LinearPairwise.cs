namespace ToolRM.Training;

/// <summary>How <see cref="LinearPairwise"/> learns.</summary>
public sealed record LinearOptions
{
    /// <summary>The loss: centering 0.01 (toolrm 3), no pointwise part.</summary>
    public PairwiseLoss Loss { get; init; } = new(0.01);

    /// <summary>λ of ½ λ |w|², beside the mean loss of a pair.</summary>
    public double Penalty { get; init; } = 1e-3;

    /// <summary>Steps of the optimiser at most.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Share of groups kept out and only measured; not used when the table has held-out pairs of its own.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Groups of features left out.</summary>
    public IReadOnlyCollection<string> WithoutGroups { get; init; } = [];

    /// <summary>Seed of the draw of groups that are kept out.</summary>
    public long Seed { get; init; }

    /// <summary>Threads; the model does not depend on them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>
/// Learns one linear function per kind of rows from pairs: the simplest learner, and a base for trees. An item's score is linear
/// in the sum over its rows of standardised values, unknown values and rows, so each item is one vector.
/// </summary>
/// <remarks>Convex, solved with all pairs in every step (L-BFGS): the same table and options give the same model.</remarks>
public static class LinearPairwise
{
    /// <summary>Learns a model.</summary>
    /// <param name="table">Items and pairs. Without pairs to learn from the model gives 0.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after every step, in order, on the caller's thread.</param>
    /// <param name="cancellationToken">Ends training early with an exception.</param>
    /// <exception cref="OperationCanceledException">Training was ended.</exception>
    public static TrainingResult Train(PairTable table, LinearOptions? options = null, Action<TrainingRound>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        var split = HeldOut.Of(table, options.HeldOutShare, options.Seed);
        if (split.TrainPairs.Length == 0) return new(AdditiveModel.Zero(table.Schema), 0, []);
        var vectors = ItemVectors.Of(table, options.WithoutGroups, parallel);
        var weight = split.TrainPairs.Sum(place => table.Pairs[place].Weight);
        var scores = new double[table.Items];
        var derivatives = new double[table.Items];
        var rounds = new List<TrainingRound>();
        var solved = Lbfgs.Minimise(new double[vectors.Width], options.Steps, Loss, step =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            rounds.Add(new(step, PairFit.Of(table.Pairs, split.TrainPairs, scores, options.Loss), PairFit.Of(table.Pairs, split.HeldOutPairs, scores, options.Loss)));
            progress?.Invoke(rounds[^1]);
        });
        return new(vectors.Model(solved), rounds.Count, rounds);

        double Loss(double[] weights, double[] gradient)
        {
            vectors.Scores(weights, scores);
            Array.Clear(derivatives);
            var sum = 0.0;
            foreach (var place in split.TrainPairs)
            {
                var pair = table.Pairs[place];
                var share = pair.Weight / weight;
                sum += share * options.Loss.Value(scores[pair.Better], scores[pair.Worse]);
                var d = options.Loss.Derivatives(scores[pair.Better], scores[pair.Worse]);
                derivatives[pair.Better] += share * d.Better;
                derivatives[pair.Worse] += share * d.Worse;
            }
            vectors.Gradient(derivatives, gradient);
            for (var i = 0; i < weights.Length; i++)
            {
                sum += 0.5 * options.Penalty * weights[i] * weights[i];
                gradient[i] += options.Penalty * weights[i];
            }
            return sum;
        }
    }
}
