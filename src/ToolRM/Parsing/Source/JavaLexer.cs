using System.Globalization;

namespace ToolRM.Parsing.Source;

/// <summary>Java source to tokens, comments left out. Stops with an error at what no token starts with.</summary>
internal static class JavaLexer
{
    private static readonly string[] Marks =
    [
        "<<=", "...", "->", "::", "++", "--", "&&", "||", "==", "!=", "<=", "<<", "+=", "-=", "*=", "/=", "&=", "|=", "^=", "%=",
        "(", ")", "[", "]", "{", "}", ";", ",", ".", "=", "<", ">", "?", ":", "+", "-", "*", "/", "&", "|", "^", "%", "!", "~", "@",
    ];

    /// <summary>Reads all tokens, the last of kind End; null and the position when a character fits nowhere.</summary>
    public static List<JavaToken>? Read(string text, out int position)
    {
        var tokens = new List<JavaToken>();
        position = 0;
        while (true)
        {
            if (!SkipTrivia(text, ref position)) return null;
            if (position >= text.Length)
            {
                tokens.Add(new(JavaTokenKind.End, text.Length, text.Length));
                return tokens;
            }
            var start = position;
            var kind = Next(text, ref position);
            if (kind == JavaTokenKind.End) return null;
            tokens.Add(new(kind, start, position));
        }
    }

    private static bool SkipTrivia(string text, ref int position)
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else if (text[position] == '/' && position + 1 < text.Length && text[position + 1] is '/' or '*')
            {
                var line = text[position + 1] == '/';
                var end = line ? text.IndexOf('\n', position) : text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                if (end < 0 && !line) return false;
                position = end < 0 ? text.Length : line ? end : end + 2;
            }
            else
            {
                return true;
            }
        }
        return true;
    }

    private static JavaTokenKind Next(string text, ref int position)
    {
        var c = text[position];
        if (IsWordStart(c))
        {
            position++;
            while (position < text.Length && IsWordPart(text[position])) position++;
            return JavaTokenKind.Word;
        }
        if (c == '"') return QuotedText(text, ref position) ? JavaTokenKind.Text : JavaTokenKind.End;
        if (c == '\'') return Character(text, ref position) ? JavaTokenKind.Character : JavaTokenKind.End;
        if (char.IsAsciiDigit(c) || c == '.' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]))
        {
            position = JavaNumber.End(text, position);
            return JavaTokenKind.Number;
        }
        foreach (var mark in Marks)
        {
            if (string.CompareOrdinal(text, position, mark, 0, mark.Length) != 0) continue;
            position += mark.Length;
            return JavaTokenKind.Mark;
        }
        return JavaTokenKind.End;
    }

    private static bool IsWordStart(char c) => c is '_' or '$' || (c < '\x80' ? char.IsAsciiLetter(c) : char.IsLetter(c));

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '\u00a2'
        || c >= '\x80' && char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    private static bool Character(string text, ref int position)
    {
        var start = ++position;
        while (position < text.Length && text[position] != '\'')
        {
            if (text[position] == '\n') return false;
            position += text[position] == '\\' ? 2 : 1;
        }
        return position++ < text.Length && position - 1 > start;
    }

    private static bool QuotedText(string text, ref int position)
    {
        var block = string.CompareOrdinal(text, position, "\"\"\"", 0, 3) == 0;
        position += block ? 3 : 1;
        while (position < text.Length)
        {
            if (text[position] == '\\')
            {
                if (!Escape(text, ref position, block)) return false;
            }
            else if (text[position] != '"')
            {
                position++;
            }
            else if (!block)
            {
                position++;
                return true;
            }
            else if (string.CompareOrdinal(text, position, "\"\"\"", 0, 3) == 0)
            {
                position += 3;
                return true;
            }
            else
            {
                position++;
            }
        }
        return false;
    }

    /// <summary>An escape; x and u want their hexadecimal digits, except in a text block. A brace would start a template's expression.</summary>
    private static bool Escape(string text, ref int position, bool block)
    {
        if (position + 1 < text.Length && text[position + 1] == '{') return false;
        var digits = SourceEscape.End(text, position);
        if (digits < 0 && (!block || position + 1 >= text.Length)) return false;
        position = digits < 0 ? position + 2 : digits;
        return true;
    }
}
