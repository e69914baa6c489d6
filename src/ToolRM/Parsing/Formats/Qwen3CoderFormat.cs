using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Formats;

/// <summary>
/// <c>&lt;tool_call&gt;</c>, <c>&lt;function=NAME&gt;</c>, then per parameter <c>&lt;parameter=P&gt;</c> newline value newline
/// <c>&lt;/parameter&gt;</c>, then <c>&lt;/function&gt;</c>, <c>&lt;/tool_call&gt;</c> (tools-and-data 2.2, 2.4). Values are raw text
/// that the tool's schema types; without a declared type, a text that is JSON and no JSON text is read as JSON (ours; vLLM
/// keeps it as text). Unclosed tags are let pass.
/// </summary>
internal sealed class Qwen3CoderFormat() : WireFormat("qwen3-coder")
{
    private const string ToolOpen = "<tool_call>";
    private const string ToolClose = "</tool_call>";
    private const string FunctionOpen = "<function=";
    private const string FunctionClose = "</function>";
    private const string ParameterOpen = "<parameter=";
    private const string ParameterClose = "</parameter>";
    private static readonly Markers Openers = new(FunctionOpen);
    private static readonly Markers FunctionEnds = new(FunctionClose, FunctionOpen, ToolOpen, ToolClose);
    private static readonly Markers ParameterEnds = new(ParameterClose, ParameterOpen, FunctionClose, FunctionOpen, ToolOpen);
    private static readonly Markers Parameters = new(ParameterOpen);

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(Openers, window);
        var functionEnds = new MarkerFinder(FunctionEnds, window);
        var parameterEnds = new MarkerFinder(ParameterEnds, window);
        var parameters = new MarkerFinder(Parameters, window);
        var position = reply.Start;
        while (true)
        {
            var opener = openers.From(position);
            var start = StartWithTag(window, position, opener);
            reply.AddContent(position, start);
            if (opener >= window.Length) return;
            position = ReadCall(ref reply, start, opener + FunctionOpen.Length, ref functionEnds, ref parameterEnds, ref parameters);
        }
    }

    /// <summary>The position of a <c>&lt;tool_call&gt;</c> right in front of the function, else of the function.</summary>
    private static int StartWithTag(ReadOnlySpan<char> window, int from, int opener)
    {
        if (opener >= window.Length) return opener;
        var before = window[from..opener].TrimEnd();
        return before.EndsWith(ToolOpen, StringComparison.Ordinal) ? from + before.Length - ToolOpen.Length : opener;
    }

    private static int ReadCall(
        ref ReplyBuilder reply, int start, int head, ref MarkerFinder functionEnds, ref MarkerFinder parameterEnds, ref MarkerFinder parameters)
    {
        var window = reply.Window;
        var length = window[head..].IndexOfAny(">\n<");
        if (length < 0 || window[head + length] != '>')
        {
            var next = functionEnds.From(head);
            reply.AddUnparsed("a name and '>' should follow <function=", start, next);
            return next;
        }
        var name = window.Slice(head, length).Trim().ToString();
        var schema = SchemaTypes.Of(reply.Tool(name));
        var position = head + length + 1;
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<MapEntry>();
        string? problem = null;
        while (parameters.From(position) is var parameter && parameter < functionEnds.From(position))
        {
            var keyAt = parameter + ParameterOpen.Length;
            var keyLength = window[keyAt..].IndexOfAny(">\n<");
            if (keyLength < 0 || window[keyAt + keyLength] != '>')
            {
                problem ??= $"a name and '>' should follow {ParameterOpen} (at character {parameter - start})";
                position = keyAt;
                continue;
            }
            var key = window.Slice(keyAt, keyLength).Trim().ToString();
            var valueAt = keyAt + keyLength + 1;
            var end = parameterEnds.From(valueAt);
            var closed = window[end..].StartsWith(ParameterClose, StringComparison.Ordinal);
            if (!closed) reply.Warn($"call of \"{name}\": the parameter \"{key}\" is not closed");
            var value = Value(ref reply, name, key, Unframe(window[valueAt..end]), schema.TypeOf(key));
            if (values.TryGetValue(key, out var earlier))
            {
                reply.Warn($"call of \"{name}\": the parameter \"{key}\" stands twice; the last value counts");
                entries[earlier] = new(key, value);
            }
            else
            {
                values.Add(key, entries.Count);
                entries.Add(new(key, value));
            }
            position = closed ? end + ParameterClose.Length : end;
        }
        return Close(ref reply, name, new MapValue(entries.ToValueList()), problem, start, functionEnds.From(position));
    }

    private static ArgumentValue Value(ref ReplyBuilder reply, string name, string key, string raw, string? type)
    {
        var value = SchemaTypes.Convert(raw, type, reply.Budget, out var problem);
        if (problem is not null) reply.Warn($"call of \"{name}\": the parameter \"{key}\" {problem}");
        return value;
    }

    private static int Close(ref ReplyBuilder reply, string name, MapValue arguments, string? problem, int start, int end)
    {
        var window = reply.Window;
        if (window[end..].StartsWith(FunctionClose, StringComparison.Ordinal)) end += FunctionClose.Length;
        else reply.Warn($"call of \"{name}\": {FunctionClose} is missing");
        var behind = JsonCalls.SkipBlank(window, end);
        if (window[behind..].StartsWith(ToolClose, StringComparison.Ordinal)) end = behind + ToolClose.Length;
        if (problem is not null) reply.AddUnparsed($"call of \"{name}\": {problem}", start, end);
        else if (name.Length == 0) reply.AddUnparsed("the call has no name", start, end, wrongShape: true);
        else if (!ArgumentJson.CanCarry(arguments) && JsonParse.Check(ArgumentJson.Write(arguments)) is not null) reply.AddUnparsed($"call of \"{name}\": a value that JSON cannot carry", start, end);
        else reply.AddCall(name, ArgumentJson.Write(arguments), null, start, end);
        return end;
    }

    /// <summary>The value without one newline at each end, which belong to the tags.</summary>
    private static string Unframe(ReadOnlySpan<char> value)
    {
        if (value.StartsWith("\r\n")) value = value[2..];
        else if (value.StartsWith('\n')) value = value[1..];
        if (value.EndsWith('\n')) value = value[..^1];
        return value.ToString();
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content)
    {
        foreach (ref readonly var call in calls)
        {
            foreach (var entry in call.Arguments.Entries)
            {
                if (!BareName.Is(entry.Key)) return $"the parameter \"{entry.Key}\" has characters beyond letters, digits and _ - . : /";
                if (entry.Value is not TextValue text) continue;
                if (ParameterEnds.IndexIn(text.Value) >= 0 || FunctionEnds.IndexIn(text.Value) >= 0) return $"the value of \"{entry.Key}\" holds a tag of the format";
                if (JsonParse.Of(text.Value).Value is not null and not TextValue) return $"the text of \"{entry.Key}\" would read as a value of another kind";
            }
        }
        return BareName.WhyNot(calls);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(ToolOpen).Append('\n').Append(FunctionOpen).Append(call.Name).Append(">\n");
            foreach (var (key, value) in call.Arguments.Entries)
            {
                text.Append(ParameterOpen).Append(key).Append(">\n");
                text.Append(value is TextValue raw ? raw.Value : ArgumentJson.Write(value).Replace("<", "\\u003c", StringComparison.Ordinal));
                text.Append('\n').Append(ParameterClose).Append('\n');
            }
            text.Append(FunctionClose).Append('\n').Append(ToolClose);
        }
    }
}
