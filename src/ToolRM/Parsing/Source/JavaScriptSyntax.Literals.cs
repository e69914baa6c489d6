namespace ToolRM.Parsing.Source;

/// <summary>Texts, templates, numbers and regular expressions.</summary>
internal sealed partial class JavaScriptSyntax
{
    private bool QuotedText()
    {
        var quote = _text[_at];
        for (var i = _at + 1; i < _text.Length;)
        {
            if (_text[i] == quote) return Advance(i + 1 - _at);
            if (_text[i] is '\n' or '\r')
            {
                // The original's grammar takes blanks and comments between a text's last part and its closing quote.
                _at = i;
                Trivia();
                return Peek() == quote && Advance(1);
            }
            i = _text[i] == '\\' ? SourceEscape.End(_text, i) : i + 1;
            if (i < 0) return false;
        }
        return false;
    }

    private bool Template()
    {
        if (!Enter()) return Leave(false);
        var level = _statementLevel;
        _statementLevel = false;
        _at++;
        while (_at < _text.Length)
        {
            if (_text[_at] == '`')
            {
                _statementLevel = level;
                return Leave(Advance(1));
            }
            if (_text[_at] == '\\')
            {
                _at = SourceEscape.End(_text, _at);
                if (_at >= 0) continue;
                _at = _text.Length;
                return Leave(false);
            }
            if (!Has("${"))
            {
                _at++;
                continue;
            }
            Advance(2);
            if (!Expressions(out _) || Peek() != '}') return Leave(false);
            // What follows the brace is template text again, blanks included.
            _at++;
        }
        return Leave(false);
    }

    private bool Regex()
    {
        var inClass = false;
        for (var i = _at + 1; i < _text.Length && _text[i] != '\n'; i++)
        {
            var c = _text[i];
            if (c == '\\')
            {
                i++;
                if (i >= _text.Length || _text[i] == '\n') return false;
            }
            else if (c == '[')
            {
                inClass = true;
            }
            else if (c == ']')
            {
                inClass = false;
            }
            else if (c == '/' && !inClass)
            {
                i++;
                while (i < _text.Length && char.IsAsciiLetterLower(_text[i])) i++;
                return Advance(i - _at);
            }
        }
        return false;
    }

    /// <summary>The longest number here; the caller has seen a digit, or a dot with a digit behind it.</summary>
    private bool Number()
    {
        if (Peek() == '0' && (char)(Peek(1) | 0x20) is var letter and ('x' or 'b' or 'o'))
        {
            var prefixed = Digits(_at + 2, letter == 'x' ? 16 : letter == 'b' ? 2 : 8);
            if (prefixed == _at + 2) return Advance(1);
            return Advance(prefixed - _at + (prefixed < _text.Length && _text[prefixed] == 'n' ? 1 : 0));
        }
        var end = Digits(_at, 10);
        if (end < _text.Length && _text[end] == 'n' && end > _at) return Advance(end + 1 - _at);
        // "00.5" is two numbers: a decimal takes one leading zero.
        var fractional = !(Peek() == '0' && Peek(1) is '0' or '_');
        if (fractional && end < _text.Length && _text[end] == '.') end = Digits(end + 1, 10);
        if (fractional && end < _text.Length && _text[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < _text.Length && _text[exponent] is '+' or '-') exponent++;
            var digits = Digits(exponent, 10);
            if (digits > exponent) end = digits;
        }
        return Advance(end - _at);
    }

    /// <summary>Digits with single underscores between them.</summary>
    private int Digits(int position, int radix)
    {
        var start = position;
        while (position < _text.Length)
        {
            var at = _text[position] == '_' && position > start ? position + 1 : position;
            if (at >= _text.Length || !(radix == 16 ? char.IsAsciiHexDigit(_text[at]) : char.IsAsciiDigit(_text[at]) && _text[at] - '0' < radix)) break;
            position = at + 1;
        }
        return position;
    }
}
