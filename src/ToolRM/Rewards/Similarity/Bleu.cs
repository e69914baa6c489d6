using ToolRM.Conversations;

namespace ToolRM.Rewards.Similarity;

/// <summary>What a precision of BLEU without a common n-gram counts as.</summary>
public enum BleuSmoothing
{
    /// <summary>0, which makes the whole 0 (Papineni et al. 2002).</summary>
    None,

    /// <summary>0.1 common n-grams.</summary>
    Floor,

    /// <summary>One n-gram more, common and in all, for n above 1 (Lin and Och 2004).</summary>
    AddOne,

    /// <summary>1/2 common n-gram, at the next order without one 1/4, and so on (NIST).</summary>
    Exponential,
}

/// <summary>
/// BLEU of one sentence: geometric mean of the clipped precisions of n-grams, times exp(1 − r/c) when the text's length c is below that
/// of the answer nearest in length, r. 0 to 1.
/// </summary>
/// <remarks>
/// Orders for which the text is too short are left out of the mean (sacrebleu's "effective order"). Without a common word it is 0 under
/// every smoothing; equal token lists give 1. Of two answers equally near in length the shorter counts.
/// </remarks>
public static class Bleu
{
    /// <summary>The score.</summary>
    /// <param name="tokens">The text's tokens.</param>
    /// <param name="answers">The tokens of each accepted answer; without one it is 0.</param>
    /// <param name="smoothing">What an order without a common n-gram counts as.</param>
    /// <param name="order">Longest n-grams, at least 1. Default 4 (Papineni et al. 2002).</param>
    public static double Sentence(ValueList<string> tokens, IReadOnlyList<ValueList<string>> answers, BleuSmoothing smoothing, int order = 4)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        if (tokens.Count == 0 || answers.Count == 0) return 0;
        var (logarithms, orders, halves) = (0.0, 0, 1.0);
        for (var n = 1; n <= Math.Min(order, tokens.Count); n++)
        {
            var (common, all) = Common(tokens, answers, n);
            if (n == 1 && common == 0) return 0;
            double precision;
            if (smoothing == BleuSmoothing.AddOne && n > 1) precision = (common + 1.0) / (all + 1);
            else if (common > 0) precision = (double)common / all;
            else
            {
                if (smoothing == BleuSmoothing.None) return 0;
                precision = smoothing == BleuSmoothing.Floor ? 0.1 / all : 1 / ((halves *= 2) * all);
            }
            logarithms += Math.Log(precision);
            orders++;
        }
        var length = answers.Select(answer => answer.Count).OrderBy(count => Math.Abs(count - tokens.Count)).ThenBy(count => count).First();
        var brevity = tokens.Count >= length ? 1 : Math.Exp(1 - (double)length / tokens.Count);
        return brevity * Math.Exp(logarithms / orders);
    }

    /// <summary>N-grams of the text that an answer has too, each at most as often as the answer that has it most often, and all of the text's.</summary>
    private static (int Common, int All) Common(ValueList<string> tokens, IReadOnlyList<ValueList<string>> answers, int n)
    {
        var most = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            foreach (var (gram, count) in NGrams.Counts(answer, n)) most[gram] = Math.Max(most.GetValueOrDefault(gram), count);
        }
        var common = 0;
        foreach (var (gram, count) in NGrams.Counts(tokens, n)) common += Math.Min(count, most.GetValueOrDefault(gram));
        return (common, tokens.Count - n + 1);
    }
}
