using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>Finds the one JSON payload of a reply that has no markers of its own, and reads its calls.</summary>
internal static class JsonPayload
{
    private static readonly Markers Fences = new("```");
    private static readonly Markers Marks = new("[TOOL_CALLS]", "<tool_call>", "</tool_call>");

    /// <summary>
    /// Reads calls in the order of vLLM's xlam parser (tools-and-data 2.4): the whole text, a fence, behind
    /// <c>[TOOL_CALLS]</c> or <c>&lt;tool_call&gt;</c>; then (ours) the first list of objects inside the text. Without any of
    /// them, all of it is content.
    /// </summary>
    public static void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var start = JsonCalls.SkipBlank(window, reply.Start);
        if (IsPayload(window, start))
        {
            ReadAt(ref reply, start, start);
            return;
        }
        if (TryBehind(ref reply, Fences, start) || TryBehind(ref reply, Marks, start)) return;
        var list = ListOfObjects(window, start);
        if (list >= 0) ReadAt(ref reply, start, list);
        else reply.AddContent(start, window.Length);
    }

    private static bool IsPayload(ReadOnlySpan<char> window, int position) =>
        JsonCalls.StartsCallList(window, position) || JsonCalls.StartsObject(window, position);

    private static bool TryBehind(ref ReplyBuilder reply, Markers markers, int start)
    {
        var window = reply.Window;
        var finder = new MarkerFinder(markers, window);
        for (var at = finder.From(start); at < window.Length; at = finder.From(at + 1))
        {
            var length = finder.LengthAt(at);
            var payload = markers == Fences ? JsonCalls.SkipFence(window, at) : JsonCalls.SkipBlank(window, at + length);
            if (markers != Fences) payload = JsonCalls.SkipFence(window, payload);
            if (!IsPayload(window, payload)) continue;
            reply.AddContent(start, at);
            ReadAt(ref reply, payload, payload);
            return true;
        }
        return false;
    }

    private static int ListOfObjects(ReadOnlySpan<char> window, int start)
    {
        for (var at = start; at < window.Length; at++)
        {
            var offset = window[at..].IndexOf('[');
            if (offset < 0) return -1;
            at += offset;
            var next = JsonCalls.SkipBlank(window, at + 1);
            if (JsonCalls.StartsObject(window, next)) return at;
            at = next - 1;
        }
        return -1;
    }

    private static void ReadAt(ref ReplyBuilder reply, int contentStart, int payload)
    {
        reply.AddContent(contentStart, payload);
        var window = reply.Window;
        if (window[payload] == '{' && IsWrapper(window, payload, out var list))
        {
            reply.Warn("the calls were taken out of an object around them");
            payload = list;
        }
        var outcome = JsonCalls.ReadSequence(ref reply, payload);
        if (outcome.Reason is not null)
        {
            reply.AddUnparsed(outcome.Reason, outcome.BrokenAt, window.Length);
            return;
        }
        var end = JsonCalls.SkipBlank(window, JsonCalls.SkipClosingFence(window, outcome.End));
        if (end < window.Length && window[end] == '}') end++;
        if (Marks.IndexIn(window[end..]) == 0) end += Marks.LengthAt(window[end..]);
        reply.AddContent(end, window.Length);
    }

    /// <summary>Whether an object is <c>{"tool_calls": […]}</c> or the like, with the list last or alone (Arch, older xLAM).</summary>
    private static bool IsWrapper(ReadOnlySpan<char> window, int payload, out int list)
    {
        var reader = new JsonTextReader(window, JsonArguments.Lenient, payload + 1);
        list = -1;
        while (true)
        {
            reader.SkipWhiteSpace();
            var at = reader.Position;
            if (at >= window.Length || window[at] != '"' || !reader.SkipText()) return false;
            var key = window[(at + 1)..(reader.Position - 1)];
            if (!reader.Take(':')) return false;
            reader.SkipWhiteSpace();
            if (key is "tool_calls" && reader.Position < window.Length && window[reader.Position] == '[')
            {
                list = reader.Position;
                return true;
            }
            if (!reader.SkipValue() || !reader.Take(',')) return false;
        }
    }
}
