namespace ToolRM.Rewards.Calls;

/// <summary>What stands behind the thought in a reply of ToolRL's format.</summary>
public enum ReplyLayout
{
    /// <summary><c>&lt;think&gt;…&lt;/think&gt;</c>, a newline, <c>&lt;tool_call&gt;</c> with its content on lines of its own.</summary>
    Call,

    /// <summary>The thought, a newline, <c>&lt;response&gt;…&lt;/response&gt;</c>.</summary>
    Response,

    /// <summary>The thought, the calls, the response.</summary>
    CallAndResponse,

    /// <summary>The thought alone.</summary>
    Think,
}

/// <summary>Checks layouts.</summary>
public static class ReplyLayouts
{
    private const string Think = "<think>", ThinkEnd = "</think>", Call = "<tool_call>", CallEnd = "</tool_call>", Response = "<response>", ResponseEnd = "</response>";

    /// <summary>
    /// Whether the whole reply, without white space around it, has the layout. The tags of calls and responses that belong to the layout
    /// stand exactly once each; think tags are not counted, and tags of the other kind may stand anywhere between.
    /// </summary>
    /// <param name="layout">The layout.</param>
    /// <param name="reply">The reply's text.</param>
    /// <remarks>Source: rewards 1.1, as the released code's patterns. Linear in the text.</remarks>
    public static bool Fits(this ReplyLayout layout, ReadOnlySpan<char> reply)
    {
        var text = PythonSpace.Strip(reply);
        if (!text.StartsWith(Think)) return false;
        var rest = text[Think.Length..];
        return layout switch
        {
            ReplyLayout.Call => Once(text, Call, CallEnd) && Between(rest, $"{ThinkEnd}\n{Call}\n", $"\n{CallEnd}"),
            ReplyLayout.Response => Once(text, Response, ResponseEnd) && Between(rest, $"{ThinkEnd}\n{Response}", ResponseEnd),
            ReplyLayout.CallAndResponse => Once(text, Call, CallEnd) && Once(text, Response, ResponseEnd)
                && rest.IndexOf($"{ThinkEnd}\n{Call}\n") is >= 0 and var start
                && Between(rest[(start + ThinkEnd.Length + Call.Length + 2)..], $"\n{CallEnd}\n{Response}", ResponseEnd),
            _ => rest.EndsWith(ThinkEnd),
        };
    }

    /// <summary>The layout that a text has, whatever was asked for; null for none.</summary>
    /// <param name="reply">The reply's text.</param>
    public static ReplyLayout? Of(ReadOnlySpan<char> reply)
    {
        foreach (var layout in (ReadOnlySpan<ReplyLayout>)[ReplyLayout.CallAndResponse, ReplyLayout.Call, ReplyLayout.Response, ReplyLayout.Think])
        {
            if (layout.Fits(reply)) return layout;
        }
        return null;
    }

    private static bool Once(ReadOnlySpan<char> text, string open, string close) => text.Count(open) == 1 && text.Count(close) == 1;

    /// <summary>Whether the first text stands somewhere and the last one at the end behind it.</summary>
    private static bool Between(ReadOnlySpan<char> text, string first, string last) =>
        text.IndexOf(first) is >= 0 and var start && text.EndsWith(last) && start + first.Length <= text.Length - last.Length;
}
