using ToolRM.Conversations;

namespace ToolRM.Parsing.Source;

/// <summary>
/// Recognises JavaScript statements and expressions straight from the characters, because what "/" or "`" starts depends on
/// the place. Accepts what the original's grammar accepts: a keyword is one only where the grammar expects it.
/// </summary>
internal sealed partial class JavaScriptSyntax(string source)
{
    private readonly string _text = source;
    private readonly HashSet<int> _noObject = [];   // braces that were tried as the start of an expression in vain
    private readonly HashSet<int> _noArrow = [];    // parentheses behind "async" that hold arguments
    private int _at;
    private int _end;                               // behind the last character that was taken
    private int _depth;
    private bool _statementLevel;                   // a newline may end the statement here
    private JavaScriptCall? _lastCall;              // the call that was read last

    /// <summary>The first statement that is a call; null when there is none.</summary>
    public JavaScriptCall? First { get; private set; }

    /// <summary>How far reading came, in characters.</summary>
    public int Farthest { get; private set; }

    public bool Program()
    {
        while (true)
        {
            Trivia();
            if (_at >= _text.Length) return true;
            if (!Statement()) return false;
            First ??= _statementCall;
        }
    }

    /// <summary>Passes blanks and comments.</summary>
    private void Trivia()
    {
        while (_at < _text.Length)
        {
            if (IsBlank(_text[_at]))
            {
                _at++;
            }
            else if (Has("//"))
            {
                while (_at < _text.Length && _text[_at] is not ('\n' or '\r' or '\u2028' or '\u2029')) _at++;
            }
            else if (Has("/*"))
            {
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                // Without an end it is no comment; the slash may start a regular expression.
                if (end < 0) return;
                _at = end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\ufeff' or '\u2060' or '\u200b';

    /// <summary>Whether a newline stands between the last thing taken and the next; one inside a block comment does not count.</summary>
    private bool NewlineBefore()
    {
        for (var i = _end; i < _at;)
        {
            if (_text[i] is '\n' or '\u2028' or '\u2029') return true;
            if (_text[i] == '/' && _text[i + 1] == '*') i = _text.IndexOf("*/", i + 2, StringComparison.Ordinal) + 2;
            else i++;
        }
        return false;
    }

    private bool Has(ReadOnlySpan<char> text) => _text.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool Advance(int length)
    {
        _at += length;
        _end = _at;
        if (_at > Farthest) Farthest = _at;
        Trivia();
        return true;
    }

    private bool Take(ReadOnlySpan<char> mark) => Has(mark) && Advance(mark.Length);

    private bool HasWord(ReadOnlySpan<char> word) => Has(word) && !IsWordPart(Peek(word.Length)) && Peek(word.Length) != '\\';

    private bool TakeWord(ReadOnlySpan<char> word) => HasWord(word) && Advance(word.Length);

    private static bool IsWordPart(char c) => c is '_' or '$' || (c < '\x80'
        ? char.IsAsciiLetterOrDigit(c)
        : !IsBlank(c) && c is not ('\u2028' or '\u2029'));

    /// <summary>Length of the word here, keyword or not; 0 for none.</summary>
    private int WordLength()
    {
        var length = 0;
        while (_at + length < _text.Length)
        {
            var c = _text[_at + length];
            if (c == '\\')
            {
                if (Peek(length + 1) != 'u') break;
                var end = SourceEscape.End(_text, _at + length);
                if (end < 0) break;
                length = end - _at;
            }
            else if (IsWordPart(c) && (length > 0 || !char.IsAsciiDigit(c)))
            {
                length++;
            }
            else
            {
                break;
            }
        }
        return length;
    }

    private bool TakeIdentifier() => WordLength() is var length and > 0 && Advance(length);

    private (int At, int End, int Depth, bool StatementLevel, bool NoIn) Place() => (_at, _end, _depth, _statementLevel, _noIn);

    private void Return((int At, int End, int Depth, bool StatementLevel, bool NoIn) place) =>
        (_at, _end, _depth, _statementLevel, _noIn) = place;

    private bool Enter() => ++_depth <= JsonParse.MaximumDepth;

    private bool Leave(bool result)
    {
        _depth--;
        return result;
    }
}
