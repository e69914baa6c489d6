using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Rewards.Answers;

/// <summary>How question answering compares short texts: normalised, exactly or as bags of words.</summary>
/// <remarks>Source: rewards 0, as in momergul/mash and dongguanting/Tool-Star. Linear in the texts.</remarks>
public static class QaText
{
    /// <summary>Lower case, without ASCII punctuation, without the words a, an, the, white space collapsed; in that order.</summary>
    /// <param name="text">The text.</param>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = new StringBuilder(text.Length);
        foreach (var unit in text.ToLowerInvariant())
        {
            if (!IsAsciiPunctuation(unit)) kept.Append(unit);
        }
        return string.Join(' ', Words(kept.ToString()).Where(word => word is not ("a" or "an" or "the")));
    }

    /// <summary>Whether the text equals one of the accepted ones, both normalised.</summary>
    /// <param name="text">The text.</param>
    /// <param name="accepted">The accepted texts; false when there are none.</param>
    public static bool ExactMatch(string text, ValueList<string> accepted)
    {
        var own = Normalise(text);
        foreach (var answer in accepted)
        {
            if (Normalise(answer) == own) return true;
        }
        return false;
    }

    /// <summary>Greatest F1 of the words with one of the accepted texts, 0 to 1; 0 when there are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="accepted">The accepted texts.</param>
    public static double TokenF1(string text, ValueList<string> accepted)
    {
        var best = 0.0;
        foreach (var answer in accepted) best = Math.Max(best, TokenF1(text, answer));
        return best;
    }

    /// <summary>
    /// F1 of the words of two texts as bags, both normalised, 0 to 1. When one of them is yes, no or noanswer and the other is another
    /// text, 0; two empty texts have no common word, 0.
    /// </summary>
    /// <param name="text">One text.</param>
    /// <param name="answer">The other.</param>
    public static double TokenF1(string text, string answer)
    {
        var (own, other) = (Normalise(text), Normalise(answer));
        if (own != other && (IsVerdict(own) || IsVerdict(other))) return 0;
        var (ownWords, otherWords) = (Words(own), Words(other));
        var common = Multiset.Common(ownWords, otherWords);
        if (common == 0) return 0;
        var (precision, recall) = ((double)common / ownWords.Length, (double)common / otherWords.Length);
        return 2 * precision * recall / (precision + recall);
    }

    /// <summary>One of Python's <c>string.punctuation</c>.</summary>
    internal static bool IsAsciiPunctuation(char unit) => char.IsAscii(unit) && (char.IsPunctuation(unit) || char.IsSymbol(unit));

    private static bool IsVerdict(string text) => text is "yes" or "no" or "noanswer";

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
