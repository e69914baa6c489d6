using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// Perhaps <c>&lt;|python_tag|&gt;</c>, then JSON objects with <c>name</c> and <c>parameters</c>, separated by <c>;</c>
/// (tools-and-data 2.2). As vLLM does (2.4), the first object in the text counts and <c>arguments</c> is taken too; an object
/// without keys of a call is text.
/// </summary>
internal sealed class Llama3JsonFormat() : WireFormat("llama3-json")
{
    private const string Tag = "<|python_tag|>";
    private static readonly Markers Tags = new(Tag);
    private static readonly Markers Braces = new("{");

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var tags = new MarkerFinder(Tags, window);
        var braces = new MarkerFinder(Braces, window);
        var position = reply.Start;
        var content = position;
        var first = JsonCalls.SkipBlank(window, position);
        if (JsonCalls.StartsCallList(window, first)) position = content = ReadList(ref reply, first, ref tags);
        while (position < window.Length)
        {
            var tag = tags.From(position);
            var brace = braces.From(position);
            if (brace >= window.Length && tag >= window.Length) break;
            if (tag < brace)
            {
                reply.AddContent(content, tag);
                var payload = JsonCalls.SkipBlank(window, tag + Tag.Length);
                position = content = payload < window.Length && window[payload] is '{' or '['
                    ? window[payload] == '{' ? ReadObject(ref reply, payload, tag, ref tags) : ReadList(ref reply, payload, ref tags)
                    : NoObject(ref reply, tag, ref tags);
                continue;
            }
            if (!JsonCalls.StartsObject(window, brace))
            {
                position = brace + 1;
                continue;
            }
            var call = CallObject.Read(window, brace, brace);
            if (!call.LooksLikeCall)
            {
                // Text with braces in it. What was read is not read again, so the search stays linear.
                position = Math.Max(brace + 1, call.End);
                continue;
            }
            AddText(ref reply, content, brace);
            position = content = Add(ref reply, in call, brace, brace, ref tags);
        }
        AddText(ref reply, content, window.Length);
    }

    private static int ReadObject(ref ReplyBuilder reply, int payload, int start, ref MarkerFinder tags)
    {
        var call = CallObject.Read(reply.Window, payload, start);
        return Add(ref reply, in call, start, payload, ref tags);
    }

    private static int Add(ref ReplyBuilder reply, scoped in CallObject call, int start, int payload, ref MarkerFinder tags)
    {
        var end = call.Broken ? tags.From(payload) : call.End;
        reply.Add(in call, start, end);
        return end;
    }

    private static int ReadList(ref ReplyBuilder reply, int payload, ref MarkerFinder tags)
    {
        var list = JsonCalls.ReadList(ref reply, payload);
        if (list.Reason is null) return list.End;
        var end = tags.From(list.BrokenAt);
        reply.AddUnparsed(list.Reason, list.BrokenAt, end);
        return end;
    }

    private static int NoObject(ref ReplyBuilder reply, int tag, ref MarkerFinder tags)
    {
        var end = tags.From(tag + Tag.Length);
        reply.AddUnparsed($"a JSON object should follow {Tag}", tag, end);
        return end;
    }

    /// <summary>Text beside the calls; the separators between them are none.</summary>
    private static void AddText(ref ReplyBuilder reply, int start, int end)
    {
        if (reply.Found > 0)
        {
            start = JsonCalls.SkipBlank(reply.Window, start);
            if (start < end && reply.Window[start] is ';' or ',') start++;
        }
        reply.AddContent(start, end);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        for (var i = 0; i < calls.Length; i++)
        {
            if (i > 0) text.Append("; ");
            text.AppendObject(in calls[i], argumentsKey: "parameters");
        }
    }
}
