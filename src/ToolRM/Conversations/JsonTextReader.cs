using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace ToolRM.Conversations;

/// <summary>
/// Reads JSON from UTF-16 text into <see cref="ArgumentValue"/> trees, or over it without building anything. Positions are
/// UTF-16 positions in the text, which System.Text.Json's UTF-8 reader cannot give, and lone surrogates survive.
/// Total: malformed text gives null and <see cref="Error"/>.
/// </summary>
internal ref struct JsonTextReader
{
    private static readonly SearchValues<char> TextStops = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private readonly ReadOnlySpan<char> _text;
    private readonly JsonDialect _dialect;
    private int _depth;

    public JsonTextReader(ReadOnlySpan<char> text, JsonDialect dialect, int position = 0)
    {
        _text = text;
        _dialect = dialect;
        Position = position;
    }

    /// <summary>Where the next character is read.</summary>
    public int Position { get; private set; }

    /// <summary>Set when a read returned null or false.</summary>
    public JsonError? Error { get; private set; }

    private readonly bool Has(JsonDialect flag) => (_dialect & flag) != 0;

    /// <summary>One value and nothing after it but white space.</summary>
    public ArgumentValue? ReadDocument()
    {
        var value = ReadValue();
        return value is not null && AtEnd() ? value : null;
    }

    /// <summary>Skips one value; true when nothing follows it but white space.</summary>
    public bool SkipDocument() => SkipValue() && AtEnd();

    private bool AtEnd()
    {
        SkipWhiteSpace();
        return Position == _text.Length || Fail("text after the value");
    }

    /// <summary>Moves over white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipWhiteSpace()
    {
        var position = Position;
        while (position < _text.Length && _text[position] is ' ' or '\n' or '\r' or '\t') position++;
        Position = position;
    }

    /// <summary>Reads one value after white space and stops behind it.</summary>
    public ArgumentValue? ReadValue()
    {
        SkipWhiteSpace();
        if (Position >= _text.Length) { Fail("the text ends where a value should start"); return null; }
        switch (_text[Position])
        {
            case '{': return ReadMap();
            case '[': return ReadList();
            case '"': return ReadText() is { } text ? new TextValue(text) : null;
            case 't': return Literal("true") ? ArgumentValue.True : null;
            case 'f': return Literal("false") ? ArgumentValue.False : null;
            case 'n': return Literal("null") ? ArgumentValue.Null : null;
            case 'N' when Has(JsonDialect.AllowNaN): return Literal("NaN") ? new FloatValue(double.NaN) : null;
            case 'I' when Has(JsonDialect.AllowNaN): return Literal("Infinity") ? new FloatValue(double.PositiveInfinity) : null;
            default: return ReadNumber();
        }
    }

    /// <summary>Moves over one value without building it; false when it is malformed.</summary>
    public bool SkipValue()
    {
        SkipWhiteSpace();
        if (Position >= _text.Length) return Fail("the text ends where a value should start");
        switch (_text[Position])
        {
            case '{': return SkipMap();
            case '[': return SkipList();
            case '"': return SkipText();
            case 't': return Literal("true");
            case 'f': return Literal("false");
            case 'n': return Literal("null");
            case 'N' when Has(JsonDialect.AllowNaN): return Literal("NaN");
            case 'I' when Has(JsonDialect.AllowNaN): return Literal("Infinity");
            default: return ScanNumber(out _);
        }
    }

    private ListValue? ReadList()
    {
        if (!Enter()) return null;
        var items = new PooledItems<ArgumentValue>();
        try
        {
            if (Take(']')) { _depth--; return new ListValue(default); }
            while (true)
            {
                var item = ReadValue();
                if (item is null) return null;
                items.Add(item);
                if (Take(','))
                {
                    if (Has(JsonDialect.TrailingCommas) && Take(']')) break;
                    continue;
                }
                if (Take(']')) break;
                Fail("expected ',' or ']' in an array");
                return null;
            }
            _depth--;
            return new ListValue(items.ToValueList());
        }
        finally
        {
            items.Dispose();
        }
    }

    private MapValue? ReadMap()
    {
        if (!Enter()) return null;
        var entries = new PooledItems<MapEntry>();
        Dictionary<string, int>? index = null;
        try
        {
            if (Take('}')) { _depth--; return MapValue.Empty; }
            while (true)
            {
                SkipWhiteSpace();
                var keyPosition = Position;
                if (!Peek('"')) { Fail("expected a key in double quotes"); return null; }
                var key = ReadText();
                if (key is null) return null;
                if (!Take(':')) { Fail("expected ':' after a key"); return null; }
                var value = ReadValue();
                if (value is null) return null;
                var earlier = IndexOf(entries.Span, key, ref index);
                if (earlier < 0) entries.Add(new(key, value));
                else if (Has(JsonDialect.LastKeyWins)) entries.Span[earlier] = new(key, value);
                else { Position = keyPosition; Fail($"the key \"{key}\" stands twice"); return null; }
                if (Take(','))
                {
                    if (Has(JsonDialect.TrailingCommas) && Take('}')) break;
                    continue;
                }
                if (Take('}')) break;
                Fail("expected ',' or '}' in an object");
                return null;
            }
            _depth--;
            return new MapValue(entries.ToValueList());
        }
        finally
        {
            entries.Dispose();
        }
    }

    /// <summary>Position of a key among the entries so far; a scan for small maps, an index from 32 entries on.</summary>
    private static int IndexOf(ReadOnlySpan<MapEntry> entries, string key, ref Dictionary<string, int>? index)
    {
        if (entries.Length < 32)
        {
            for (var i = 0; i < entries.Length; i++)
            {
                if (entries[i].Key == key) return i;
            }
            return -1;
        }
        index ??= new(StringComparer.Ordinal);
        for (var i = index.Count; i < entries.Length; i++) index.Add(entries[i].Key, i);
        return index.GetValueOrDefault(key, -1);
    }

    private bool SkipList()
    {
        if (!Enter()) return false;
        if (Take(']')) { _depth--; return true; }
        while (true)
        {
            if (!SkipValue()) return false;
            if (Take(','))
            {
                if (Has(JsonDialect.TrailingCommas) && Take(']')) break;
                continue;
            }
            if (Take(']')) break;
            return Fail("expected ',' or ']' in an array");
        }
        _depth--;
        return true;
    }

    private bool SkipMap()
    {
        if (!Enter()) return false;
        if (Take('}')) { _depth--; return true; }
        while (true)
        {
            SkipWhiteSpace();
            if (!Peek('"')) return Fail("expected a key in double quotes");
            if (!SkipText()) return false;
            if (!Take(':')) return Fail("expected ':' after a key");
            if (!SkipValue()) return false;
            if (Take(','))
            {
                if (Has(JsonDialect.TrailingCommas) && Take('}')) break;
                continue;
            }
            if (Take('}')) break;
            return Fail("expected ',' or '}' in an object");
        }
        _depth--;
        return true;
    }

    /// <summary>Reads a text in double quotes that starts at <see cref="Position"/>.</summary>
    public string? ReadText()
    {
        var start = Position + 1;
        var length = NextStop(start);
        if (length >= 0 && _text[start + length] == '"')
        {
            Position = start + length + 1;
            return length == 0 ? "" : new string(_text.Slice(start, length));
        }
        var builder = new StringBuilder();
        Position = start;
        while (true)
        {
            var rest = _text[Position..];
            var stop = rest.IndexOfAny(TextStops);
            if (stop < 0) { Position = _text.Length; Fail("the text ends inside a text in quotes"); return null; }
            builder.Append(rest[..stop]);
            Position += stop;
            switch (_text[Position])
            {
                case '"':
                    Position++;
                    return builder.ToString();
                case '\\':
                    if (!Escape(out var character)) return null;
                    builder.Append(character);
                    break;
                default:
                    if (!Has(JsonDialect.ControlCharacters)) { Fail("control character in a text"); return null; }
                    builder.Append(_text[Position++]);
                    break;
            }
        }
    }

    /// <summary>
    /// Distance from a position to the next quote, backslash or control character; -1 when there is none. Most texts are a few
    /// characters long, where a plain loop is faster than setting up a vectorised search.
    /// </summary>
    private readonly int NextStop(int start)
    {
        var rest = _text[start..];
        var near = Math.Min(rest.Length, 24);
        for (var i = 0; i < near; i++)
        {
            if (rest[i] is '"' or '\\' or < ' ') return i;
        }
        var far = rest[near..].IndexOfAny(TextStops);
        return far < 0 ? -1 : near + far;
    }

    /// <summary>Moves over a text in double quotes that starts at <see cref="Position"/>.</summary>
    public bool SkipText()
    {
        Position++;
        while (true)
        {
            var stop = NextStop(Position);
            if (stop < 0) { Position = _text.Length; return Fail("the text ends inside a text in quotes"); }
            Position += stop;
            switch (_text[Position])
            {
                case '"':
                    Position++;
                    return true;
                case '\\':
                    if (!Escape(out _)) return false;
                    break;
                default:
                    if (!Has(JsonDialect.ControlCharacters)) return Fail("control character in a text");
                    Position++;
                    break;
            }
        }
    }

    private bool Escape(out char character)
    {
        character = default;
        if (Position + 1 >= _text.Length) { Position = _text.Length; return Fail("the text ends inside an escape"); }
        var kind = _text[Position + 1];
        if (kind == 'u')
        {
            if (Position + 6 > _text.Length
                || !ushort.TryParse(_text.Slice(Position + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                return Fail("\\u needs four hexadecimal digits");
            }
            character = (char)code;
            Position += 6;
            return true;
        }
        character = kind switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        if (character == '\0') return Fail($"unknown escape \\{kind}");
        Position += 2;
        return true;
    }

    private ArgumentValue? ReadNumber()
    {
        var start = Position;
        if (!ScanNumber(out var isInteger)) return null;
        var token = _text[start..Position];
        if (isInteger)
        {
            return token.Length <= 18
                ? new IntegerValue(long.Parse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
                : new IntegerValue(BigInteger.Parse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        }
        if (token is "-Infinity") return new FloatValue(double.NegativeInfinity);
        return new FloatValue(double.Parse(token, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>Longest integer that is read, in digits. Python stops at 4,300 too; BigInteger parsing is quadratic.</summary>
    internal const int MaximumDigits = 4300;

    private bool ScanNumber(out bool isInteger)
    {
        isInteger = true;
        var position = Position;
        if (position < _text.Length && _text[position] == '-') position++;
        if (position >= _text.Length) return Fail("expected a value");
        if (_text[position] == 'I' && Has(JsonDialect.AllowNaN) && position > Position)
        {
            isInteger = false;
            if (!_text[position..].StartsWith("Infinity", StringComparison.Ordinal)) return Fail("expected a value");
            Position = position + "Infinity".Length;
            return true;
        }
        var digits = position;
        if (_text[position] == '0') position++;
        else position = Digits(position);
        if (position == digits) return Fail("expected a value");
        if (position - digits > MaximumDigits) return Fail($"an integer of more than {MaximumDigits} digits");
        if (position < _text.Length && _text[position] == '.')
        {
            isInteger = false;
            var end = Digits(position + 1);
            if (end == position + 1) { Position = end; return Fail("expected a digit after '.'"); }
            position = end;
        }
        if (position < _text.Length && _text[position] is 'e' or 'E')
        {
            isInteger = false;
            var exponent = position + 1;
            if (exponent < _text.Length && _text[exponent] is '+' or '-') exponent++;
            var end = Digits(exponent);
            if (end == exponent) { Position = end; return Fail("expected a digit in the exponent"); }
            position = end;
        }
        Position = position;
        return true;
    }

    private readonly int Digits(int position)
    {
        while (position < _text.Length && char.IsAsciiDigit(_text[position])) position++;
        return position;
    }

    private bool Literal(string word)
    {
        if (!_text[Position..].StartsWith(word, StringComparison.Ordinal)) return Fail("expected a value");
        Position += word.Length;
        return true;
    }

    private bool Enter()
    {
        if (++_depth > JsonParse.MaximumDepth) return Fail($"nested deeper than {JsonParse.MaximumDepth}");
        Position++;
        return true;
    }

    /// <summary>Takes a character after white space when it stands there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(char expected)
    {
        SkipWhiteSpace();
        if (!Peek(expected)) return false;
        Position++;
        return true;
    }

    private readonly bool Peek(char expected) => Position < _text.Length && _text[Position] == expected;

    private bool Fail(string message)
    {
        Error = new JsonError(Math.Min(Position, _text.Length), message);
        return false;
    }
}
