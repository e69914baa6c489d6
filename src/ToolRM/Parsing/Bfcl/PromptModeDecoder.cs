using ToolRM.Conversations;
using ToolRM.Parsing.Source;

namespace ToolRM.Parsing.Bfcl;

/// <summary>BFCL's decoder for prompted models (version v4): a list of calls in the item's language, possibly between tags.</summary>
/// <remarks>Source: tools-and-data 1.9.</remarks>
internal static class PromptModeDecoder
{
    private static readonly char[] Framing = ['`', '\n', ' '];

    /// <summary>Reads a reply in the default return format.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="language">The item's language.</param>
    /// <param name="needsTag">Whether the list must stand between <c>&lt;TOOLCALL&gt;</c> tags.</param>
    public static BfclDecoding Decode(string text, SourceLanguage language, bool needsTag = false)
    {
        var framed = Frame(text);
        if (needsTag)
        {
            if (BetweenTags(framed) is not { } tagged) return BfclDecoding.Raised("no text between TOOLCALL tags");
            framed = tagged;
        }
        return language switch
        {
            SourceLanguage.Python => PythonCallDecoder.Decode(framed.Trim().Trim('\''), new()),
            _ => DecodeSource(framed, language),
        };
    }

    /// <summary>The text between brackets as Java or JavaScript source; first and last character are cut, whatever they are.</summary>
    public static BfclDecoding DecodeSource(string framed, SourceLanguage language)
    {
        var source = framed.Length < 2 ? "" : framed[1..^1];
        var calls = language == SourceLanguage.Java ? JavaCallSource.Parse(source) : JavaScriptCallSource.Parse(source);
        if (calls.Error is not null) return BfclDecoding.Raised(calls.Error);
        return calls.Calls is { } found
            ? BfclDecoding.Of(found.Select(call => (ArgumentValue)BfclDecoding.Call(call.Name, call.Arguments)))
            : BfclDecoding.Of(ArgumentValue.Null); // nothing found is None in the original, hence of the wrong shape
    }

    /// <summary>Cuts backticks, newlines and blanks from both ends and puts missing brackets on.</summary>
    public static string Frame(string text)
    {
        text = text.Trim(Framing);
        if (!text.StartsWith('[')) text = "[" + text;
        if (!text.EndsWith(']')) text += "]";
        return text;
    }

    private static string? BetweenTags(string text)
    {
        const string open = "<TOOLCALL>";
        var start = text.IndexOf(open, StringComparison.Ordinal);
        if (start < 0) return null;
        start += open.Length;
        var end = text.IndexOf("</TOOLCALL>", start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }
}
