using System.Collections.Frozen;

namespace ToolRM.Models.Grounded;

/// <summary>Values that stand for a value.</summary>
internal static class Placeholders
{
    private static readonly FrozenSet<uint> Words = "string example placeholder none null undefined unknown todo tbd xxx na nan foo bar test sample dummy default any your".Split(' ').Select(word => WordHash.Of(word)).ToFrozenSet();

    public static bool Is(string value, ReadOnlySpan<Token> tokens, string parameter)
    {
        var text = value.AsSpan().Trim();
        if (text.Length == 0 || text is "N/A" or "n/a" or "..." or "?" or "-") return true;
        if (text.Length > 2 && ((text[0] == '<' && text[^1] == '>') || (text[0] == '{' && text[^1] == '}') || (text[0] == '[' && text[^1] == ']' && tokens.Length <= 3))) return tokens.Length <= 5;
        if (text.Equals(parameter, StringComparison.OrdinalIgnoreCase)) return true;
        if (tokens.Length is 0 or > 3) return false;
        foreach (ref readonly var token in tokens)
        {
            if (Words.Contains(token.Word)) return true;
        }
        return false;
    }
}
