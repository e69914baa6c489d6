using System.Globalization;
using System.Numerics;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

internal enum TokenKind
{
    End,
    Newline,
    Name,
    Keyword,
    Number,
    Text,
    Operator,
    Error,
}

/// <summary>One token. <paramref name="Text"/> is the word or operator; <paramref name="Value"/> the literal's value.</summary>
internal readonly record struct PythonToken(TokenKind Kind, int Start, int End, string Text, ArgumentValue? Value = null);

/// <summary>Splits one Python expression into tokens, with Python 3.11's rules for names, numbers and texts.</summary>
/// <remarks>Left out: named escapes <c>\N{…}</c> (an error here). f-strings are scanned as texts, without looking inside.</remarks>
internal sealed class PythonLexer(string text)
{
    /// <summary>Whether a word is one of Python's, which no function and no parameter can be called.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
        "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
        "pass", "raise", "return", "try", "while", "with", "yield",
    };

    private static readonly string[] Operators =
    [
        "**=", "//=", ">>=", "<<=", "...", "!=", "->", "+=", "-=", "*=", "/=", "%=", "@=", "&=", "|=", "^=", ":=", "==", "<=", ">=",
        "<<", ">>", "**", "//", "+", "-", "*", "/", "%", "@", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "~", "&",
        "|", "^", ";",
    ];

    private int _position;
    private int _brackets;

    /// <summary>The next token; newlines count only outside brackets.</summary>
    public PythonToken Next()
    {
        while (_position < text.Length)
        {
            var character = text[_position];
            if (character is ' ' or '\t' or '\f') _position++;
            else if (character == '#') SkipComment();
            else if (character == '\\' && NewlineLength(_position + 1) is var length and > 0) _position += 1 + length;
            else if (NewlineLength(_position) is var newline and > 0)
            {
                _position += newline;
                if (_brackets == 0) return new(TokenKind.Newline, _position - newline, _position, "\n");
            }
            else break;
        }
        if (_position >= text.Length) return new(TokenKind.End, text.Length, text.Length, "");
        var start = _position;
        var first = text[start];
        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1]))) return Number();
        if (first is '"' or '\'') return TextLiteral("");
        if (IsNameStart(start, out _)) return Name();
        foreach (var candidate in Operators)
        {
            if (string.CompareOrdinal(text, start, candidate, 0, candidate.Length) != 0) continue;
            _position += candidate.Length;
            if (candidate is "(" or "[" or "{") _brackets++;
            if (candidate is ")" or "]" or "}") _brackets = Math.Max(0, _brackets - 1);
            return new(TokenKind.Operator, start, _position, candidate);
        }
        return Error(start, $"unexpected character '{first}'");
    }

    private static PythonToken Error(int start, string message) => new(TokenKind.Error, start, start, message);

    private void SkipComment()
    {
        while (_position < text.Length && NewlineLength(_position) == 0) _position++;
    }

    private int NewlineLength(int position)
    {
        if (position >= text.Length) return 0;
        if (text[position] == '\n') return 1;
        if (text[position] != '\r') return 0;
        return position + 1 < text.Length && text[position + 1] == '\n' ? 2 : 1;
    }

    private bool IsNameStart(int position, out int length)
    {
        length = 1;
        var character = text[position];
        if (character < 128) return char.IsAsciiLetter(character) || character == '_';
        if (!Rune.TryGetRuneAt(text, position, out var rune)) return false;
        length = rune.Utf16SequenceLength;
        return Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;
    }

    private bool IsNamePart(int position, out int length)
    {
        if (IsNameStart(position, out length)) return true;
        var character = text[position];
        if (character < 128) return char.IsAsciiDigit(character);
        if (!Rune.TryGetRuneAt(text, position, out var rune)) return false;
        length = rune.Utf16SequenceLength;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation;
    }

    private PythonToken Name()
    {
        var start = _position;
        while (_position < text.Length && IsNamePart(_position, out var length)) _position += length;
        var name = text[start.._position];
        if (_position < text.Length && text[_position] is '"' or '\'' && IsTextPrefix(name)) return TextLiteral(name);
        if (!Ascii.IsValid(name)) name = name.Normalize(NormalizationForm.FormKC); // Python compares names so
        return new(Keywords.Contains(name) ? TokenKind.Keyword : TokenKind.Name, start, _position, name);
    }

    private static bool IsTextPrefix(string name) =>
        name.ToLowerInvariant() is "r" or "u" or "b" or "f" or "rb" or "br" or "rf" or "fr";

    private PythonToken Number()
    {
        var start = _position;
        var end = start;
        if (text[end] == '0' && end + 1 < text.Length && char.ToLowerInvariant(text[end + 1]) is 'x' or 'o' or 'b')
        {
            return PrefixedInteger(start);
        }
        var isFloat = false;
        end = DigitRun(end, out var ok);
        if (end < text.Length && text[end] == '.')
        {
            isFloat = true;
            end++;
            if (end < text.Length && char.IsAsciiDigit(text[end])) end = DigitRun(end, out ok);
        }
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-') exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                isFloat = true;
                end = DigitRun(exponent, out var exponentOk);
                ok &= exponentOk;
            }
        }
        if (!ok) return Error(end, "misplaced '_' in a number");
        if (end < text.Length && text[end] is 'j' or 'J')
        {
            _position = end + 1;
            return new(TokenKind.Number, start, _position, text[start.._position]);
        }
        if (RunsIntoName(end)) return Error(end, "a number runs into a name");
        var digits = text[start..end].Replace("_", "", StringComparison.Ordinal);
        _position = end;
        if (isFloat) return new(TokenKind.Number, start, end, digits, ArgumentValue.Of(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)));
        if (digits.Length > 1 && digits[0] == '0' && digits.AsSpan().IndexOfAnyExcept('0') >= 0) return Error(start, "leading zeros in an integer");
        if (digits.Length > JsonTextReader.MaximumDigits) return Error(start, "an integer of too many digits");
        return new(TokenKind.Number, start, end, digits, ArgumentValue.Of(BigInteger.Parse(digits, CultureInfo.InvariantCulture)));
    }

    /// <summary>Whether a name starts right behind a number; Python allows that only for a few keywords.</summary>
    private bool RunsIntoName(int end)
    {
        if (end >= text.Length || !IsNameStart(end, out _)) return false;
        foreach (var word in (ReadOnlySpan<string>)["and", "else", "for", "if", "in", "is", "not", "or"])
        {
            if (string.CompareOrdinal(text, end, word, 0, word.Length) == 0) return false;
        }
        return true;
    }

    private int DigitRun(int position, out bool ok)
    {
        ok = true;
        while (position < text.Length)
        {
            if (char.IsAsciiDigit(text[position])) position++;
            else if (text[position] == '_')
            {
                if (position + 1 >= text.Length || !char.IsAsciiDigit(text[position + 1])) { ok = false; return position; }
                position++;
            }
            else break;
        }
        return position;
    }

    private PythonToken PrefixedInteger(int start)
    {
        var radix = char.ToLowerInvariant(text[start + 1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        var value = BigInteger.Zero;
        var end = start + 2;
        var digits = 0;
        for (; end < text.Length; end++)
        {
            if (text[end] == '_' && end + 1 < text.Length && char.IsAsciiHexDigit(text[end + 1])) continue;
            if (!char.IsAsciiHexDigit(text[end])) break;
            var digit = Convert.ToInt32(text[end].ToString(), 16);
            if (digit >= radix) break;
            if (++digits > JsonTextReader.MaximumDigits) return Error(start, "an integer of too many digits");
            value = value * radix + digit;
        }
        if (digits == 0 || (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_') && RunsIntoNameOrDigit(end)))
        {
            return Error(end, "malformed integer literal");
        }
        if (!PythonInteger.Fits(value)) return Error(start, "an integer of too many digits");
        _position = end;
        return new(TokenKind.Number, start, end, text[start..end], ArgumentValue.Of(value));
    }

    private bool RunsIntoNameOrDigit(int end) => char.IsAsciiDigit(text[end]) || RunsIntoName(end);

    private PythonToken TextLiteral(string prefix)
    {
        var start = _position - prefix.Length;
        var kind = prefix.ToLowerInvariant();
        var raw = kind.Contains('r');
        var quote = text[_position];
        var triple = string.CompareOrdinal(text, _position, new string(quote, 3), 0, 3) == 0;
        var width = triple ? 3 : 1;
        _position += width;
        var builder = new StringBuilder();
        while (true)
        {
            if (_position >= text.Length) return Error(start, "unterminated text literal");
            var character = text[_position];
            if (character == quote && (!triple || string.CompareOrdinal(text, _position, new string(quote, 3), 0, 3) == 0))
            {
                _position += width;
                break;
            }
            if (NewlineLength(_position) is var newline and > 0)
            {
                if (!triple) return Error(start, "unterminated text literal");
                builder.Append('\n');
                _position += newline;
            }
            else if (character == '\\' && _position + 1 < text.Length)
            {
                if (raw)
                {
                    builder.Append(character).Append(text[_position + 1]);
                    _position += 2;
                }
                else if (!Escape(builder, kind.Contains('b'))) return Error(_position, "malformed escape");
            }
            else
            {
                builder.Append(character);
                _position++;
            }
        }
        var isPlain = !kind.Contains('b') && !kind.Contains('f');
        return new(TokenKind.Text, start, _position, text[start.._position], isPlain ? ArgumentValue.Of(builder.ToString()) : null);
    }

    private bool Escape(StringBuilder builder, bool bytes)
    {
        var kind = text[_position + 1];
        if (NewlineLength(_position + 1) is var newline and > 0)
        {
            _position += 1 + newline;
            return true;
        }
        var simple = kind switch
        {
            '\\' => '\\',
            '\'' => '\'',
            '"' => '"',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ => '\0',
        };
        if (simple != '\0')
        {
            builder.Append(simple);
            _position += 2;
            return true;
        }
        if (kind is >= '0' and <= '7')
        {
            var end = _position + 1;
            var code = 0;
            while (end < text.Length && end < _position + 4 && text[end] is >= '0' and <= '7') code = code * 8 + (text[end++] - '0');
            builder.Append((char)code);
            _position = end;
            return true;
        }
        var length = kind switch { 'x' => 2, 'u' when !bytes => 4, 'U' when !bytes => 8, 'N' when !bytes => -1, _ => 0 };
        if (length < 0) return false;
        if (length == 0) // unknown escapes keep their backslash
        {
            builder.Append('\\').Append(kind);
            _position += 2;
            return true;
        }
        if (_position + 2 + length > text.Length
            || !int.TryParse(text.AsSpan(_position + 2, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            || point is < 0 or > 0x10FFFF) return false;
        if (point is >= 0xD800 and < 0xE000) builder.Append((char)point);
        else builder.Append(new Rune(point).ToString());
        _position += 2 + length;
        return true;
    }
}
