using System.Text;
using System.Text.RegularExpressions;

namespace ToolRM.Verification.Schemas;

/// <summary>
/// A regular expression of <c>pattern</c> or <c>patternProperties</c>: ECMA-262 with the <c>u</c> flag, as JSON Schema
/// 2020-12, 6.3.3 advises, rewritten for .NET's linear-time engine. Searches anywhere in the text.
/// </summary>
/// <remarks>
/// Rewritten because .NET reads several things otherwise: <c>\d</c> and <c>\w</c> take all Unicode, <c>$</c> also matches
/// before a last newline, <c>.</c> stops only at <c>\n</c> and takes half a surrogate pair, <c>[a[b]</c> may be a subtraction.
/// Not supported, so the keyword is listed as ignored: look-around, back-references, <c>\b</c> outside a class (the engine's
/// is Unicode's), <c>\p</c>, characters beyond the BMP inside a class.
/// </remarks>
internal sealed class EcmaPattern
{
    private const string Spaces = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
    private const string NotSpaces = "\\0-\\x08\\x0e-\\x1f!-\\u009f\\u00a1-\\u167f\\u1681-\\u1fff\\u200b-\\u2027\\u202a-\\u202e" +
        "\\u2030-\\u205e\\u2060-\\u2fff\\u3001-\\ud7ff\\ue000-\\ufefe\\uff00-\\uffff";
    private const string NotDigits = "\\0-/:-\\ud7ff\\ue000-\\uffff";
    private const string NotWords = "\\0-/:-@\\[-\\^`{-\\ud7ff\\ue000-\\uffff";
    private const string Pair = "[\\ud800-\\udbff][\\udc00-\\udfff]";

    private readonly Regex _regex;

    private EcmaPattern(string source, Regex regex)
    {
        Source = source;
        _regex = regex;
    }

    /// <summary>The pattern as the schema gives it.</summary>
    public string Source { get; }

    public bool IsMatch(string text) => _regex.IsMatch(text);

    /// <summary>The pattern, or null when it is malformed or needs what a linear-time engine cannot do.</summary>
    /// <param name="source">The pattern as the schema gives it.</param>
    public static EcmaPattern? TryCreate(string source)
    {
        if (Rewrite(source) is not { } pattern) return null;
        try
        {
            return new(source, new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The pattern in .NET's syntax, or null.</summary>
    internal static string? Rewrite(string source)
    {
        var output = new StringBuilder(source.Length + 16);
        for (var i = 0; i < source.Length; i++)
        {
            var character = source[i];
            switch (character)
            {
                case '.':
                    output.Append("(?:").Append(Pair).Append("|[^\\n\\r\\u2028\\u2029\\ud800-\\udfff])");
                    break;
                case '$':
                    output.Append("\\z");
                    break;
                case '(' when i + 1 < source.Length && source[i + 1] == '?':
                    // (?:…) and (?<name>…) mean the same in both; the rest is look-around or inline options.
                    var isGroup = i + 2 < source.Length && (source[i + 2] == ':'
                        || source[i + 2] == '<' && i + 3 < source.Length && source[i + 3] is not ('=' or '!'));
                    if (!isGroup) return null;
                    output.Append("(?:");
                    if (source[i + 2] == '<')
                    {
                        i = source.IndexOf('>', i);
                        if (i < 0) return null;
                    }
                    else i += 2;
                    break;
                case '[':
                    if (!RewriteClass(source, ref i, output)) return null;
                    break;
                case '\\':
                    if (!RewriteEscape(source, ref i, output)) return null;
                    break;
                default:
                    if (char.IsHighSurrogate(character) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
                    {
                        output.Append("(?:").Append(character).Append(source[++i]).Append(')');
                    }
                    else output.Append(character);
                    break;
            }
        }
        return output.ToString();
    }

    /// <summary>An escape outside a class; <paramref name="i"/> moves to its last character.</summary>
    private static bool RewriteEscape(string source, ref int i, StringBuilder output)
    {
        if (i + 1 >= source.Length) return false;
        switch (source[i + 1])
        {
            case 'd': output.Append("[0-9]"); break;
            case 'w': output.Append("[A-Za-z0-9_]"); break;
            case 's': output.Append('[').Append(Spaces).Append(']'); break;
            case 'D': output.Append("(?:[").Append(NotDigits).Append("]|").Append(Pair).Append(')'); break;
            case 'W': output.Append("(?:[").Append(NotWords).Append("]|").Append(Pair).Append(')'); break;
            case 'S': output.Append("(?:[").Append(NotSpaces).Append("]|").Append(Pair).Append(')'); break;
            default:
                if (!ReadCharacter(source, ref i, out var code)) return false;
                if (code > 0xFFFF)
                {
                    output.Append("(?:").Append(char.ConvertFromUtf32(code)).Append(')');
                }
                else AppendCharacter(output, (char)code);
                return true;
        }
        i++;
        return true;
    }

    /// <summary>A class in brackets; <paramref name="i"/> moves to the closing one.</summary>
    private static bool RewriteClass(string source, ref int i, StringBuilder output)
    {
        var negated = i + 1 < source.Length && source[i + 1] == '^';
        var hasComplement = false;
        var body = new StringBuilder();
        for (i += negated ? 2 : 1; i < source.Length && source[i] != ']'; i++)
        {
            var character = source[i];
            if (character == '\\' && i + 1 < source.Length && source[i + 1] is 'd' or 'w' or 's' or 'D' or 'W' or 'S')
            {
                hasComplement |= char.IsAsciiLetterUpper(source[i + 1]);
                body.Append(source[++i] switch
                {
                    'd' => "0-9",
                    'w' => "A-Za-z0-9_",
                    's' => Spaces,
                    'D' => NotDigits,
                    'W' => NotWords,
                    _ => NotSpaces,
                });
                if (i + 1 < source.Length && source[i + 1] == '-') { body.Append("\\-"); i++; } // [\w-.]: a hyphen, no range
            }
            else if (character == '\\')
            {
                int code;
                if (i + 1 < source.Length && source[i + 1] == 'b') { code = '\b'; i++; }
                else if (!ReadCharacter(source, ref i, out code) || code > 0xFFFF) return false;
                AppendCharacter(body, (char)code);
            }
            else if (char.IsSurrogate(character)) return false;
            else if (character == '[') body.Append("\\[");
            else body.Append(character);
        }
        if (i >= source.Length || body.Length == 0) return false;
        // A class takes one code point: a whole pair where it takes what is not listed.
        if (negated) body.Insert(0, '^').Append("\\ud800-\\udfff");
        if (negated != hasComplement) output.Append("(?:[").Append(body).Append("]|").Append(Pair).Append(')');
        else output.Append('[').Append(body).Append(']');
        return true;
    }

    /// <summary>An escape that stands for one character; <paramref name="i"/> moves to its last character.</summary>
    private static bool ReadCharacter(string source, ref int i, out int code)
    {
        code = 0;
        if (i + 1 >= source.Length) return false;
        var kind = source[++i];
        switch (kind)
        {
            case 't': code = '\t'; return true;
            case 'n': code = '\n'; return true;
            case 'v': code = '\v'; return true;
            case 'f': code = '\f'; return true;
            case 'r': code = '\r'; return true;
            case '0': return i + 1 >= source.Length || !char.IsAsciiDigit(source[i + 1]);
            case 'x': return ReadHexadecimal(source, ref i, 2, out code);
            case 'u' when i + 1 < source.Length && source[i + 1] == '{':
                var end = source.IndexOf('}', i);
                i++;
                return end > i && end - i <= 7 && ReadHexadecimal(source, ref i, end - i - 1, out code)
                    && ++i == end && Rune.IsValid(code);
            case 'u':
                if (!ReadHexadecimal(source, ref i, 4, out code)) return false;
                if (!char.IsHighSurrogate((char)code) || i + 2 >= source.Length || source[i + 1] != '\\' || source[i + 2] != 'u') return true;
                var next = i + 2;
                if (!ReadHexadecimal(source, ref next, 4, out var low) || !char.IsLowSurrogate((char)low)) return true;
                code = char.ConvertToUtf32((char)code, (char)low);
                i = next;
                return true;
            default:
                code = kind;
                return !char.IsAsciiLetterOrDigit(kind) && !char.IsSurrogate(kind); // \b, \B, \p, \1, \k and unknown letters
        }
    }

    private static bool ReadHexadecimal(string source, ref int i, int digits, out int code)
    {
        code = 0;
        if (digits == 0 || i + digits >= source.Length) return false;
        for (var end = i + digits; i < end;)
        {
            if (!char.IsAsciiHexDigit(source[++i])) return false;
            code = code * 16 + Convert.ToInt32(source[i].ToString(), 16);
        }
        return true;
    }

    private static void AppendCharacter(StringBuilder output, char character) =>
        output.Append("\\u").Append(((int)character).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
}
