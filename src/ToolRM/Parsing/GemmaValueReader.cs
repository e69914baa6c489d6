using System.Buffers;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>Reads FunctionGemma's values: JSON without quotes, texts between <c>&lt;escape&gt;</c> marks.</summary>
internal ref struct GemmaValueReader(ReadOnlySpan<char> text, int position)
{
    internal const string Escape = "<escape>";
    private static readonly SearchValues<char> KeyEnds = SearchValues.Create(":{}[],<");
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the next character is read; the place of the error after one.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Why reading stopped; null while it goes on.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether a text stood without marks and was taken as it is.</summary>
    public bool SawBareText { get; private set; }

    /// <summary>A map that starts at the position; null when it cannot be read.</summary>
    public MapValue? ReadMap(int depth)
    {
        if (depth > JsonParse.MaximumDepth) return (MapValue?)Fail($"nested deeper than {JsonParse.MaximumDepth}");
        Position++;
        var entries = new List<MapEntry>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Take('}')) return MapValue.Empty;
        while (true)
        {
            if (ReadKey() is not { } key) return null;
            if (ReadValue(depth + 1) is not { } value) return null;
            if (index.TryAdd(key, entries.Count)) entries.Add(new(key, value));
            else return (MapValue?)Fail($"the key \"{key}\" stands twice");
            if (Take(',')) continue;
            if (Take('}')) return new MapValue(entries.ToValueList());
            return (MapValue?)Fail("expected ',' or '}'");
        }
    }

    private string? ReadKey()
    {
        SkipBlank();
        var key = "";
        if (StartsWith(Escape))
        {
            if (ReadEscaped() is not { } escaped) return null;
            key = escaped;
        }
        else
        {
            var length = _text[Position..].IndexOfAny(KeyEnds);
            if (length <= 0) { Fail("expected a key"); return null; }
            key = _text.Slice(Position, length).Trim().ToString();
            Position += length;
        }
        if (Take(':')) return key;
        Fail("expected ':' after a key");
        return null;
    }

    private ArgumentValue? ReadValue(int depth)
    {
        SkipBlank();
        if (StartsWith(Escape)) return ReadEscaped() is { } text ? ArgumentValue.Of(text) : null;
        if (Position < _text.Length && _text[Position] == '{') return ReadMap(depth);
        if (Position < _text.Length && _text[Position] == '[') return ReadList(depth);
        if (Position < _text.Length && _text[Position] == '"') return ReadQuoted();
        var length = _text[Position..].IndexOfAny(",}]<");
        if (length < 0) return Fail("the text ends inside a value");
        var token = _text.Slice(Position, length).Trim();
        if (token.IsEmpty) return Fail("expected a value");
        Position += length;
        if (JsonParse.Of(token, JsonDialect.Strict).Value is { } json) return json;
        SawBareText = true;
        return ArgumentValue.Of(token.ToString());
    }

    private ArgumentValue? ReadQuoted()
    {
        var reader = new JsonTextReader(_text, JsonArguments.Lenient, Position);
        if (reader.ReadText() is not { } text) return Fail(reader.Error!.Message);
        Position = reader.Position;
        SawBareText = true;
        return ArgumentValue.Of(text);
    }

    private ListValue? ReadList(int depth)
    {
        if (depth > JsonParse.MaximumDepth) return (ListValue?)Fail($"nested deeper than {JsonParse.MaximumDepth}");
        Position++;
        var items = new List<ArgumentValue>();
        if (Take(']')) return new ListValue(default);
        while (true)
        {
            if (ReadValue(depth + 1) is not { } item) return null;
            items.Add(item);
            if (Take(',')) continue;
            if (Take(']')) return new ListValue(items.ToValueList());
            return (ListValue?)Fail("expected ',' or ']'");
        }
    }

    private string? ReadEscaped()
    {
        var start = Position + Escape.Length;
        var length = _text[start..].IndexOf(Escape);
        if (length < 0) { Position = _text.Length; Fail("the text ends inside <escape>"); return null; }
        Position = start + length + Escape.Length;
        return _text.Slice(start, length).ToString();
    }

    private readonly bool StartsWith(string mark) => _text[Position..].StartsWith(mark, StringComparison.Ordinal);

    private void SkipBlank() => Position = JsonCalls.SkipBlank(_text, Position);

    private bool Take(char expected)
    {
        SkipBlank();
        if (Position >= _text.Length || _text[Position] != expected) return false;
        Position++;
        return true;
    }

    private ArgumentValue? Fail(string message)
    {
        Error ??= message;
        return null;
    }
}

/// <summary>Writes FunctionGemma's values.</summary>
internal static class GemmaText
{
    /// <summary>Why a value cannot be written, or null.</summary>
    public static string? WhyNot(ArgumentValue value)
    {
        switch (value)
        {
            case TextValue text when text.Value.Contains(GemmaValueReader.Escape, StringComparison.Ordinal):
                return "a text holds <escape>, which ends it";
            case ListValue list:
                foreach (var item in list.Items)
                {
                    if (WhyNot(item) is { } reason) return reason;
                }
                return null;
            case MapValue map:
                foreach (var entry in map.Entries)
                {
                    if (!BareName.Is(entry.Key) || entry.Key.Contains(':')) return $"the key \"{entry.Key}\" cannot stand without quotes";
                    if (WhyNot(entry.Value) is { } reason) return reason;
                }
                return null;
            default:
                return null;
        }
    }

    public static void Append(StringBuilder text, ArgumentValue value)
    {
        switch (value)
        {
            case TextValue raw:
                text.Append(GemmaValueReader.Escape).Append(raw.Value).Append(GemmaValueReader.Escape);
                break;
            case ListValue list:
                text.Append('[');
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Append(text, list.Items[i]);
                }
                text.Append(']');
                break;
            case MapValue map:
                text.Append('{');
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    text.Append(map.Entries[i].Key).Append(':');
                    Append(text, map.Entries[i].Value);
                }
                text.Append('}');
                break;
            default:
                text.Append(ArgumentJson.Write(value));
                break;
        }
    }
}
