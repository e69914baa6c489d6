using ToolRM.Numerics;

namespace ToolRM.Training;

/// <summary>
/// Learns small trees on all kinds of rows from pairs, by gradient boosting with Newton steps (Friedman 2001; Chen and Guestrin
/// 2016). An item's score is the sum over its rows, so every row is moved along the derivative of its item's score.
/// </summary>
/// <remarks>The same table, options and seed give the same model, bit for bit on one platform, whatever the number of threads.</remarks>
public static class BoostedPairwise
{
    /// <summary>Learns a model.</summary>
    /// <param name="table">Items and pairs. Without pairs to learn from the model is the base, or gives 0.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after every round, in order, on the caller's thread.</param>
    /// <param name="cancellationToken">Ends training early with an exception.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">Training was ended.</exception>
    public static TrainingResult Train(PairTable table, BoostedOptions? options = null, Action<TrainingRound>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new();
        options.Check();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken };
        var split = HeldOut.Of(table, options.HeldOutShare, options.Seed);
        var loop = new BoostingLoop(table, split, options, parallel);
        var rounds = new List<TrainingRound>();
        var (best, bestLoss) = (0, split.HeldOutPairs.Length == 0 ? double.NaN : loop.Measure(split.HeldOutPairs).Loss);
        for (var round = 1; round <= options.Rounds && split.TrainPairs.Length > 0; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!loop.Round(round)) break;
            var state = new TrainingRound(round, loop.Measure(split.TrainPairs), loop.Measure(split.HeldOutPairs));
            rounds.Add(state);
            progress?.Invoke(state);
            if (double.IsNaN(bestLoss) || state.HeldOut.Loss < bestLoss) (best, bestLoss) = (round, split.HeldOutPairs.Length == 0 ? double.NaN : state.HeldOut.Loss);
            else if (round - best >= options.Patience) break;
        }
        return new(loop.Model(best), best, rounds);
    }

    /// <summary>A draw that depends on seed, purpose and number alone.</summary>
    internal static SeededRandom Draw(BoostedOptions options, string purpose, int round) => SeededRandom.Of(options.Seed, purpose, round);
}
