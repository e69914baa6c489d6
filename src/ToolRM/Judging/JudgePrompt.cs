using System.Security.Cryptography;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Judging;

/// <summary>What a judge is told: a text with a name and a version, and places for what is judged.</summary>
/// <remarks>
/// The part above the first line <c>---</c> is the system's, the rest the user's. Places are <c>{{name}}</c>; they are filled in one pass, so that
/// nothing inside of a filling is a place. A published prompt never changes: other words are another version.
/// </remarks>
public sealed class JudgePrompt
{
    private const string Rule = "\n---\n";

    private JudgePrompt(string name, string text)
    {
        (Name, Text) = (name, text);
        var rule = text.IndexOf(Rule, StringComparison.Ordinal);
        (System, User) = rule < 0 ? (null, text.Trim()) : (text[..rule].Trim(), text[(rule + Rule.Length)..].Trim());
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Its name with a version, such as <c>judge-score@1</c>, or the name of its file.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the text, in hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The system's part; null when there is none.</summary>
    internal string? System { get; }

    /// <summary>The user's part.</summary>
    internal string User { get; }

    /// <summary>Grades one reply: <c>{{tools}}</c>, <c>{{conversation}}</c>, <c>{{reply}}</c>, <c>{{points}}</c>; answered by <c>&lt;score&gt;</c>.</summary>
    public static JudgePrompt Score { get; } = Embedded("judge-score@1");

    /// <summary>Says whether one reply is correct: <c>{{tools}}</c>, <c>{{conversation}}</c>, <c>{{reply}}</c>; answered by <c>&lt;verdict&gt;</c>.</summary>
    public static JudgePrompt Verdict { get; } = Embedded("judge-verdict@1");

    /// <summary>Compares two replies: <c>{{tools}}</c>, <c>{{conversation}}</c>, <c>{{reply_a}}</c>, <c>{{reply_b}}</c>; answered by <c>&lt;choice&gt;</c>.</summary>
    public static JudgePrompt Pairwise { get; } = Embedded("judge-pairwise@1");

    /// <summary>Grades one reply after checking it with tools (<see cref="Tools.ToolJudge"/>): places as in <see cref="Score"/>.</summary>
    public static JudgePrompt WithTools { get; } = Embedded("judge-tools@1");

    /// <summary>The prompts that a scorer file may name.</summary>
    public static ValueList<JudgePrompt> All { get; } = [Score, Verdict, Pairwise];

    /// <summary>A prompt of your own.</summary>
    /// <param name="name">Its name, in records of what was asked.</param>
    /// <param name="text">The text; line ends are made <c>\n</c>.</param>
    public static JudgePrompt Of(string name, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new(name, text.ReplaceLineEndings("\n"));
    }

    /// <summary>The prompt of a name; null when the library has none.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public static JudgePrompt? Find(string name)
    {
        foreach (var prompt in All)
        {
            if (prompt.Name == name) return prompt;
        }
        return null;
    }

    /// <summary>Whether a place stands in the text.</summary>
    internal bool Has(string place) => Text.Contains("{{" + place + "}}", StringComparison.Ordinal);

    /// <summary>Fills the places of a part. A place that is not given stays as it is.</summary>
    internal static string Fill(string part, params ReadOnlySpan<(string Place, string Content)> fillings)
    {
        var text = new StringBuilder();
        var rest = part.AsSpan();
        while (rest.IndexOf("{{") is >= 0 and var open)
        {
            text.Append(rest[..open]);
            rest = rest[open..];
            var close = rest.IndexOf("}}");
            string? content = null;
            foreach (var (place, filling) in fillings)
            {
                if (close > 0 && rest[2..close].SequenceEqual(place)) content = filling;
            }
            text.Append(content ?? "{{");
            rest = rest[(content is null ? 2 : close + 2)..];
        }
        return text.Append(rest).ToString();
    }

    private static JudgePrompt Embedded(string name)
    {
        using var stream = typeof(JudgePrompt).Assembly.GetManifestResourceStream($"ToolRM.Judging.Prompts.{name}.md")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Of(name, reader.ReadToEnd());
    }
}
