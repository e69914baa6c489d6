using System.Text;

namespace ToolRM.Synthesis.Corruption;

/// <summary>The words that names and texts are made of.</summary>
internal static class NameWords
{
    private static readonly HashSet<string> Stops = new(
        ("a an the this that these those my your his her its our their i you he she it we they me him us them of in on at to for from by with "
        + "about as into over after before between and or but if then than so not no yes is are was were be been being am do does did done have has had "
        + "can could will would shall should may might must what which who whom whose when where why how there here please want need like get give tell "
        + "show find let lets help also just some any all more most very up down out off too s t m re ve ll d hi hello hey thanks thank okay ok i'm i'd i'll it's "
        + "i've don't doesn't what's that's can't know make looking look going go first second next finally additionally lastly current using use").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word says nothing by itself.</summary>
    public static bool IsStop(string word) => Stops.Contains(word);

    /// <summary>The lower-case words of a name, cut at case changes, digits and signs: <c>getUser_ID2</c> is get, user, id, 2.</summary>
    public static List<string> Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var character = name[i];
            var starts = i > 0 && (
                char.IsUpper(character) && (char.IsLower(name[i - 1]) || char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]))
                || char.IsDigit(character) != char.IsDigit(name[i - 1]));
            if ((starts || !char.IsLetterOrDigit(character)) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (char.IsLetterOrDigit(character)) word.Append(char.ToLowerInvariant(character));
        }
        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    /// <summary>The words of a text that say something, singular and plural alike.</summary>
    public static HashSet<string> Content(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Of(text))
        {
            if (!IsStop(word)) words.Add(Stem(word));
        }
        return words;
    }

    /// <summary>A word without a plural's s.</summary>
    public static string Stem(string word) =>
        word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y"
        : word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1]
        : word;

    /// <summary>Whether two names share a word that says something.</summary>
    public static bool Share(string left, string right) => Content(left).Overlaps(Content(right));

    /// <summary>The words as <c>snake_case</c>.</summary>
    public static string Snake(IReadOnlyList<string> words) => string.Join('_', words);

    /// <summary>The words as <c>camelCase</c>.</summary>
    public static string Camel(IReadOnlyList<string> words) =>
        string.Concat(words.Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The words as <c>PascalCase</c>.</summary>
    public static string Pascal(IReadOnlyList<string> words) => string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
