namespace ToolRM.Training;

/// <summary>Where training stands.</summary>
/// <param name="Round">Rounds done.</param>
/// <param name="Train">Of the pairs learned from.</param>
/// <param name="HeldOut">Of the pairs kept out; without pairs NaN.</param>
public sealed record TrainingRound(int Round, PairFit Train, PairFit HeldOut);

/// <summary>How well scores fit pairs.</summary>
/// <param name="Loss">Weighted mean loss; NaN without pairs.</param>
/// <param name="Accuracy">Weighted share of pairs whose right item scores strictly higher, 0 to 1; NaN without pairs.</param>
public readonly record struct PairFit(double Loss, double Accuracy)
{
    internal static PairFit Of(IReadOnlyList<TrainingPair> pairs, ReadOnlySpan<int> places, double[] scores, PairwiseLoss loss)
    {
        double sum = 0, right = 0, weight = 0;
        foreach (var place in places)
        {
            var pair = pairs[place];
            var (better, worse) = (scores[pair.Better], scores[pair.Worse]);
            sum += pair.Weight * loss.Value(better, worse);
            if (better > worse) right += pair.Weight;
            weight += pair.Weight;
        }
        return new(sum / weight, right / weight);
    }
}

/// <summary>What training gave.</summary>
/// <param name="Model">The model of the best round.</param>
/// <param name="BestRound">Rounds it took; the round of lowest held-out loss where pairs were kept out.</param>
/// <param name="Rounds">Every round, also those after the best.</param>
public sealed record TrainingResult(AdditiveModel Model, int BestRound, IReadOnlyList<TrainingRound> Rounds);
