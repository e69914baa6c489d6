using ToolRM.Conversations;

namespace ToolRM.Evaluation.Irrelevance;

/// <summary>Whether a model abstains where it does not know: shares of abstentions by how often the bare model solves a question (MASH, arXiv 2510.01152; rewards 1.5).</summary>
/// <param name="Buckets">By rising accuracy, those with questions only.</param>
/// <remarks>For a model that was trained to search at a price, a search request with search removed is an abstention.</remarks>
public sealed record AbstentionByKnowledge(ValueList<KnowledgeBucket> Buckets)
{
    /// <summary>Sorts questions into buckets.</summary>
    /// <param name="solved">Per question, how many of the bare model's samples solve it.</param>
    /// <param name="abstained">Per question, whether the model abstained.</param>
    /// <param name="samples">Samples per question. Default 10 (the paper).</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a count is not from 0 to <paramref name="samples"/>.</exception>
    public static AbstentionByKnowledge Of(ReadOnlySpan<int> solved, ReadOnlySpan<bool> abstained, int samples = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (solved.Length != abstained.Length) throw new ArgumentException($"solved has {solved.Length} items, abstained has {abstained.Length}; they must be equal", nameof(abstained));
        var (questions, abstentions) = (new int[samples + 1], new int[samples + 1]);
        for (var i = 0; i < solved.Length; i++)
        {
            if (solved[i] < 0 || solved[i] > samples) throw new ArgumentOutOfRangeException(nameof(solved), solved[i], $"expected a count from 0 to {samples}");
            questions[solved[i]]++;
            if (abstained[i]) abstentions[solved[i]]++;
        }
        return new([.. Enumerable.Range(0, samples + 1).Where(count => questions[count] > 0).Select(count => new KnowledgeBucket((double)count / samples, questions[count], (double)abstentions[count] / questions[count]))]);
    }

    /// <summary>Abs(0): share of abstentions where the bare model never solves the question; NaN without such questions.</summary>
    public double AtZero() => At(0);

    /// <summary>Delta: share of abstentions where it never does, less that where it always does, −1 to 1; NaN when either has no questions.</summary>
    public double Delta() => At(0) - At(1);

    private double At(double accuracy)
    {
        foreach (var bucket in Buckets)
        {
            if (bucket.Accuracy == accuracy) return bucket.Abstained;
        }
        return double.NaN;
    }
}

/// <summary>Questions that the bare model solves equally often.</summary>
/// <param name="Accuracy">Share of its samples that solve them, 0 to 1.</param>
/// <param name="Questions">How many there are; at least 1.</param>
/// <param name="Abstained">Share on which the model abstained, 0 to 1.</param>
public readonly record struct KnowledgeBucket(double Accuracy, int Questions, double Abstained);
