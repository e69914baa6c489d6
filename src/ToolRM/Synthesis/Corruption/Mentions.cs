using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// The pieces of a conversation that a model could take for values: numbers, dates, times, names, quoted texts, codes, and
/// phrases between words that say nothing. Later messages come first.
/// </summary>
/// <remarks>Linear in the text; at most <see cref="MaximumPerKind"/> of a kind are kept.</remarks>
internal sealed class Mentions
{
    private const int MaximumPerKind = 60;
    private const int MaximumMessageLength = 20_000;
    private const int MaximumPhraseWords = 4;

    private static readonly string[] NumberWords =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
         "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    private static readonly HashSet<string> DateWords = new(
        ("monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight weekend weekday morning afternoon evening midnight noon "
        + "january february march april june july august september october november december").Split(' '), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<MentionKind, List<Mention>> _byKind = [];
    private readonly HashSet<(MentionKind, string)> _seen = [];

    private Mentions(Conversation prompt)
    {
        for (var i = prompt.Messages.Count - 1; i >= 0; i--)
        {
            if (prompt.Messages[i] is SystemMessage) continue;
            var text = prompt.Messages[i].Text;
            if (text.Length > MaximumMessageLength) text = text[^MaximumMessageLength..];
            Read(text, prompt.Messages[i] is UserMessage);
        }
    }

    public static Mentions Of(Conversation prompt) => new(prompt);

    /// <summary>The mentions of a kind, later messages first.</summary>
    public IReadOnlyList<Mention> OfKind(MentionKind kind) => _byKind.GetValueOrDefault(kind) ?? [];

    /// <summary>What number a word is, such as <c>$1,200.50</c>, <c>5%</c>, <c>three</c>; null when it is none.</summary>
    public static double? NumberOf(string word)
    {
        var index = Array.FindIndex(NumberWords, number => number.Equals(word, StringComparison.OrdinalIgnoreCase));
        if (index >= 0) return index;
        var digits = word.AsSpan().TrimStart("$€£").TrimEnd('%');
        if (digits.IsEmpty || digits.Length > 30 || !char.IsDigit(digits[^1])) return null;
        return double.TryParse(digits, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    private void Read(string text, bool fromUser)
    {
        ReadQuotes(text, fromUser);
        var words = TextWord.Of(text);
        for (var i = 0; i < words.Count;) i += Math.Max(1, ReadAt(text, words, i, fromUser));
        ReadPhrases(text, words, fromUser);
    }

    /// <summary>Takes what starts at a word; returns how many words it has.</summary>
    private int ReadAt(string text, List<TextWord> words, int i, bool fromUser)
    {
        var word = words[i].Text;
        if (DateText.Length(words, i) is var dates and > 0)
        {
            return Add(MentionKind.Date, text[words[i].Start..words[i + dates - 1].End], null, fromUser, dates);
        }
        if (DateText.TimeLength(words, i) is var times and > 0)
        {
            return Add(MentionKind.Time, text[words[i].Start..words[i + times - 1].End], null, fromUser, times);
        }
        if (NumberOf(word) is { } number) return Add(MentionKind.Number, word, number, fromUser, 1);
        if (word.AsSpan().IndexOfAny("@_#") >= 0 || word.Contains("://", StringComparison.Ordinal)
            || word.Any(char.IsDigit) && word.Any(char.IsLetter)) return Add(MentionKind.Code, word, null, fromUser, 1);
        if (!words[i].IsCapital || word.Length < 2 && !words[i].StartsSentence || NameWords.IsStop(word) || DateWords.Contains(word)) return 1;
        var end = i + 1;
        while (end < words.Count && end - i < 6 && words[end].Follows
            && (words[end].IsCapital || words[end].Text is "of" or "the" or "de" or "&" && end + 1 < words.Count && words[end + 1].IsCapital)) end++;
        if (words[i].StartsSentence && end == i + 1) return 1; // a capital only because a sentence starts here
        return Add(MentionKind.Name, text[words[i].Start..words[end - 1].End], null, fromUser, end - i);
    }

    /// <summary>Runs of words that say something: what a lower-case request has in place of names.</summary>
    private void ReadPhrases(string text, List<TextWord> words, bool fromUser)
    {
        for (var i = 0; i < words.Count;)
        {
            var end = i;
            while (end < words.Count && end - i < MaximumPhraseWords && (end == i || words[end].Follows) && !NameWords.IsStop(words[end].Text)) end++;
            if (end > i)
            {
                var phrase = text[words[i].Start..words[end - 1].End];
                if (phrase.Length > 2 && NumberOf(phrase) is null) Add(MentionKind.Phrase, phrase, null, fromUser, 1);
            }
            i = Math.Max(end, i + 1);
        }
    }

    private void ReadQuotes(string text, bool fromUser)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var closing = text[i] switch { '"' => '"', '“' => '”', '‘' => '’', '\'' when i == 0 || !char.IsLetterOrDigit(text[i - 1]) => '\'', _ => '\0' };
            if (closing == '\0') continue;
            var end = text.AsSpan(i + 1, Math.Min(200, text.Length - i - 1)).IndexOf(closing);
            if (end < 2 || text.AsSpan(i + 1, end).Contains('\n')) continue;
            Add(MentionKind.Quote, text.Substring(i + 1, end), null, fromUser, 1);
            i += end + 1;
        }
    }

    private int Add(MentionKind kind, string text, double? number, bool fromUser, int words)
    {
        if (!_byKind.TryGetValue(kind, out var list)) _byKind[kind] = list = [];
        if (list.Count < MaximumPerKind && _seen.Add((kind, text))) list.Add(new(kind, text, number, fromUser));
        return words;
    }
}
