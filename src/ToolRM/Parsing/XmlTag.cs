using System.Globalization;
using System.Text;

namespace ToolRM.Parsing;

/// <summary>The attributes <c>name</c>, <c>value</c> and <c>type</c> of one XML tag, read by hand: model text is often no XML.</summary>
internal readonly ref struct XmlTag
{
    /// <summary>Reads a tag from behind its element name to its closing bracket.</summary>
    /// <param name="window">The reply.</param>
    /// <param name="position">Position behind the element name.</param>
    public XmlTag(ReadOnlySpan<char> window, int position)
    {
        while (true)
        {
            position = JsonCalls.SkipBlank(window, position);
            End = position;
            if (position >= window.Length) { Error = "the text ends inside a tag"; return; }
            if (window[position] == '>') { End = position + 1; return; }
            if (window[position] == '/' && position + 1 < window.Length && window[position + 1] == '>')
            {
                End = position + 2;
                SelfClosed = true;
                return;
            }
            var start = position;
            while (position < window.Length && (char.IsAsciiLetterOrDigit(window[position]) || window[position] is '_' or '-')) position++;
            var key = window[start..position];
            position = JsonCalls.SkipBlank(window, position);
            if (key.IsEmpty || position >= window.Length || window[position] != '=') { Error = "expected an attribute or '>' in a tag"; return; }
            position = JsonCalls.SkipBlank(window, position + 1);
            if (position >= window.Length || window[position] is not ('"' or '\'')) { Error = "expected quotes around an attribute"; return; }
            var length = window[(position + 1)..].IndexOf(window[position]);
            if (length < 0) { Error = "the text ends inside an attribute"; return; }
            var value = Decode(window.Slice(position + 1, length));
            if (key is "name") Name = value;
            else if (key is "value") Value = value;
            else if (key is "type") Type = value;
            position += length + 2;
        }
    }

    public string? Name { get; }

    public string? Value { get; }

    public string? Type { get; }

    /// <summary>Whether it ends with <c>/&gt;</c>.</summary>
    public bool SelfClosed { get; }

    /// <summary>Position behind the tag; where reading stopped after an error.</summary>
    public int End { get; }

    /// <summary>Why the tag cannot be read; null when it was.</summary>
    public string? Error { get; }

    /// <summary>Text with its entities replaced; an unknown one stays.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        var mark = text.IndexOf('&');
        if (mark < 0) return text.ToString();
        var builder = new StringBuilder(text.Length);
        while (mark >= 0)
        {
            builder.Append(text[..mark]);
            text = text[mark..];
            var window = text[..Math.Min(text.Length, 12)];
            var length = window.IndexOf(';') + 1;
            var entity = length > 0 ? Entity(window[1..(length - 1)]) : -1;
            if (entity < 0) { builder.Append('&'); length = 1; }
            else if (entity > 0xFFFF) builder.Append(char.ConvertFromUtf32(entity));
            else builder.Append((char)entity);
            text = text[length..];
            mark = text.IndexOf('&');
        }
        return builder.Append(text).ToString();
    }

    private static int Entity(ReadOnlySpan<char> name)
    {
        switch (name)
        {
            case "lt": return '<';
            case "gt": return '>';
            case "amp": return '&';
            case "quot": return '"';
            case "apos": return '\'';
        }
        if (name.Length < 2 || name[0] != '#') return -1;
        var hexadecimal = name[1] is 'x' or 'X';
        var read = int.TryParse(
            name[(hexadecimal ? 2 : 1)..], hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        return read && code is >= 0 and <= 0x10FFFF ? code : -1;
    }

    /// <summary>Text with entities for what XML or a line-oriented reader would change.</summary>
    public static string Encode(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            switch (character)
            {
                case '<': builder.Append("&lt;"); break;
                case '>': builder.Append("&gt;"); break;
                case '&': builder.Append("&amp;"); break;
                case '"': builder.Append("&quot;"); break;
                case < ' ': builder.Append(CultureInfo.InvariantCulture, $"&#{(int)character};"); break;
                default: builder.Append(character); break;
            }
        }
        return builder.ToString();
    }
}
