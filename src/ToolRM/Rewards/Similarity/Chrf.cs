using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Rewards.Similarity;

/// <summary>
/// chrF of one sentence: F_β of the mean precision and mean recall of character n-grams, white space left out (Popović 2015). 0 to 1.
/// </summary>
/// <remarks>
/// Orders that one of the texts is too short for are left out of the means, as sacrebleu does without its epsilon; characters are
/// Unicode scalars. Two texts without a common character, or an empty one, give 0.
/// </remarks>
public static class Chrf
{
    /// <summary>The score.</summary>
    /// <param name="text">The text.</param>
    /// <param name="answer">The accepted answer.</param>
    /// <param name="order">Longest n-grams, at least 1. Default 6 (chrF).</param>
    /// <param name="beta">How much more recall counts than precision; above 0. Default 2 (chrF2).</param>
    public static double Sentence(string text, string answer, int order = 6, double beta = 2)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        var (own, other) = (Characters(text), Characters(answer));
        var (precision, recall, orders) = (0.0, 0.0, 0);
        for (var n = 1; n <= Math.Min(order, Math.Min(own.Count, other.Count)); n++)
        {
            var (mine, theirs) = (NGrams.Counts(own, n), NGrams.Counts(other, n));
            var common = mine.Sum(pair => Math.Min(pair.Value, theirs.GetValueOrDefault(pair.Key)));
            precision += (double)common / (own.Count - n + 1);
            recall += (double)common / (other.Count - n + 1);
            orders++;
        }
        if (orders == 0 || precision + recall == 0) return 0;
        (precision, recall) = (precision / orders, recall / orders);
        return (1 + beta * beta) * precision * recall / (beta * beta * precision + recall);
    }

    private static ValueList<string> Characters(string text)
    {
        var characters = new List<string>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune)) characters.Add(rune.ToString());
        }
        return characters.ToValueList();
    }
}
