using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>Writes calls as JSON objects, with the arguments as the caller gave them.</summary>
internal static class JsonCallText
{
    /// <summary><c>{"name": …, "arguments": …}</c>, with a blank behind colon and comma as chat templates write it.</summary>
    public static StringBuilder AppendObject(
        this StringBuilder text, in WrittenCall call, string nameKey = "name", string argumentsKey = "arguments", bool withId = false)
    {
        text.Append("{\"").Append(nameKey).Append("\": ").AppendJson(call.Name);
        text.Append(", \"").Append(argumentsKey).Append("\": ").Append(call.Json);
        if (withId && call.Id is not null) text.Append(", \"id\": ").AppendJson(call.Id);
        return text.Append('}');
    }

    /// <summary>A list of such objects.</summary>
    public static StringBuilder AppendList(
        this StringBuilder text, ReadOnlySpan<WrittenCall> calls, string nameKey = "name", string argumentsKey = "arguments", bool withId = false)
    {
        text.Append('[');
        for (var i = 0; i < calls.Length; i++)
        {
            if (i > 0) text.Append(", ");
            text.AppendObject(in calls[i], nameKey, argumentsKey, withId);
        }
        return text.Append(']');
    }

    /// <summary>A text in double quotes with JSON's escapes.</summary>
    public static StringBuilder AppendJson(this StringBuilder text, string value)
    {
        ArgumentJson.AppendText(text, value);
        return text;
    }

    /// <summary>The inside of a JSON text at a position, escapes and all; empty when no text stands there.</summary>
    public static ReadOnlySpan<char> TextAt(ReadOnlySpan<char> window, int position)
    {
        if (position >= window.Length || window[position] != '"') return default;
        var length = window[(position + 1)..].IndexOf('"');
        return length < 0 ? default : window.Slice(position + 1, length);
    }

    /// <summary>Content, then what separates it from a call; nothing when there is no content.</summary>
    public static StringBuilder AppendContent(this StringBuilder text, string content, string separator = "\n") =>
        content.Length == 0 ? text : text.Append(content).Append(separator);
}

/// <summary>Names that stand bare between markers, without JSON's quotes.</summary>
internal static class BareName
{
    /// <summary>Letters, digits and <c>_ - . : /</c>; what stands around names in the formats is none of these.</summary>
    public static bool Is(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '-' or '.' or ':' or '/')) return false;
        }
        return true;
    }

    /// <summary>Why the names of calls cannot stand bare, or null.</summary>
    public static string? WhyNot(ReadOnlySpan<WrittenCall> calls)
    {
        foreach (ref readonly var call in calls)
        {
            if (!Is(call.Name)) return $"the name \"{call.Name}\" has characters beyond letters, digits and _ - . : /";
        }
        return null;
    }
}
