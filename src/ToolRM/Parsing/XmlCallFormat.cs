using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>
/// Base of BFCL's two XML return formats (tools-and-data 1.9): <c>&lt;functions&gt;</c>, functions with an attribute
/// <c>name</c>, params with <c>name</c> and <c>type</c> and the value as attribute (verbose) or as text (concise). Both are read.
/// </summary>
internal abstract class XmlCallFormat(string name, bool verbose) : WireFormat(name)
{
    private static readonly Markers Openers = new("<function ");
    private static readonly Markers Closers = new("</function>", "</functions>");
    private static readonly Markers Parameters = new("<param ");
    private static readonly Markers ParameterEnds = new("</param>");
    private static readonly Markers Frames = new("<functions>", "</functions>", "```xml", "```");

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var openers = new MarkerFinder(Openers, window);
        var closers = new MarkerFinder(Closers, window);
        var parameters = new MarkerFinder(Parameters, window);
        var ends = new MarkerFinder(ParameterEnds, window);
        var position = reply.Start;
        while (true)
        {
            var opener = openers.From(position);
            AddContent(ref reply, position, opener);
            if (opener >= window.Length) return;
            position = ReadFunction(ref reply, opener, ref openers, ref closers, ref parameters, ref ends);
        }
    }

    private static int ReadFunction(
        ref ReplyBuilder reply, int opener, ref MarkerFinder openers, ref MarkerFinder closers, ref MarkerFinder parameters, ref MarkerFinder ends)
    {
        var window = reply.Window;
        var tag = new XmlTag(window, opener + "<function".Length);
        var entries = new List<MapEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var problem = tag.Error;
        var position = tag.End;
        while (problem is null)
        {
            var at = parameters.From(position);
            if (at >= Math.Min(closers.From(position), openers.From(position))) break;
            var parameter = new XmlTag(window, at + "<param".Length);
            position = parameter.End;
            problem = parameter.Error;
            if (problem is not null) break;
            var raw = parameter.Value;
            if (!parameter.SelfClosed)
            {
                var end = ends.From(position);
                if (end >= Math.Min(closers.From(position), openers.From(position))) { problem = "a param is not closed"; break; }
                raw ??= XmlTag.Decode(window[position..end]);
                position = end + "</param>".Length;
            }
            if (parameter.Name is not { } key) problem = "a param has no name";
            else if (!seen.Add(key)) problem = $"the param \"{key}\" stands twice";
            else if (XmlValues.Read(raw ?? "", parameter.Type, reply.Budget) is { } value) entries.Add(new(key, value));
            else problem = $"the param \"{key}\" is no {parameter.Type}";
        }
        var closer = closers.From(position);
        var next = openers.From(Math.Max(position, opener + 1));
        var stop = Math.Min(closer, next);
        if (window[stop..].StartsWith("</function>", StringComparison.Ordinal)) stop += "</function>".Length;
        else if (problem is null) reply.Warn("a function is not closed");
        var function = tag.Name;
        if (problem is not null) reply.AddUnparsed(string.IsNullOrEmpty(function) ? problem : $"call of \"{function}\": {problem}", opener, stop);
        else if (string.IsNullOrEmpty(function)) reply.AddUnparsed("the function has no name", opener, stop, wrongShape: true);
        else Add(ref reply, function, new MapValue(entries.ToValueList()), opener, stop);
        return stop;
    }

    private static void Add(ref ReplyBuilder reply, string function, MapValue arguments, int start, int end)
    {
        var json = ArgumentJson.Write(arguments);
        if (!ArgumentJson.CanCarry(arguments) && JsonParse.Check(json) is not null)
        {
            reply.AddUnparsed($"call of \"{function}\": a value that JSON cannot carry", start, end);
            return;
        }
        reply.AddCall(function, json, null, start, end);
    }

    private static void AddContent(ref ReplyBuilder reply, int start, int end)
    {
        while (start < end)
        {
            var rest = reply.Window[start..end];
            var frame = Frames.IndexIn(rest);
            if (frame < 0) break;
            reply.AddContent(start, start + frame);
            start += frame + Frames.LengthAt(rest[frame..]);
        }
        reply.AddContent(start, end);
    }

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.AppendContent(content, calls.Length > 0 ? "\n" : "");
        if (calls.Length == 0) return;
        text.Append("<functions>");
        foreach (ref readonly var call in calls)
        {
            text.Append("<function name=\"").Append(XmlTag.Encode(call.Name)).Append("\">");
            if (verbose) text.Append("<params>");
            foreach (var (key, value) in call.Arguments.Entries)
            {
                var (type, raw) = XmlValues.Write(value);
                text.Append("<param name=\"").Append(XmlTag.Encode(key)).Append('"');
                if (verbose) text.Append(CultureInfo.InvariantCulture, $" value=\"{XmlTag.Encode(raw)}\" type=\"{type}\"/>");
                else text.Append(CultureInfo.InvariantCulture, $" type=\"{type}\">{XmlTag.Encode(raw)}</param>");
            }
            if (verbose) text.Append("</params>");
            text.Append("</function>");
        }
        text.Append("</functions>");
    }
}
