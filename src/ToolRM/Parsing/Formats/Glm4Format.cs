using System.Text;

namespace ToolRM.Parsing.Formats;

/// <summary>GLM-4 9b: a line with the name, then JSON (tools-and-data 2.2). BFCL reads the first call only; here all are.</summary>
internal sealed class Glm4Format() : WireFormat("glm4")
{
    private const string Role = "<|assistant|>";
    private static readonly Markers Roles = new(Role);

    /// <summary>A line without the role mark that may stand before a further call's name.</summary>
    public static ReadOnlySpan<char> WithoutRole(ReadOnlySpan<char> line) => line.StartsWith(Role) ? line[Role.Length..] : line;

    protected override void Read(ref ReplyBuilder reply)
    {
        var window = reply.Window;
        var roles = new MarkerFinder(Roles, window);
        var none = new MarkerFinder(null, window);
        var position = reply.Start;
        var content = position;
        while (position < window.Length)
        {
            var line = position + roles.LengthAt(position);
            var length = window[line..].IndexOf('\n');
            if (length < 0) break;
            var end = line + length;
            var brace = JsonCalls.SkipBlank(window, end);
            if (brace < window.Length && window[brace] == '{' && BareName.Is(window[line..end].Trim()))
            {
                reply.AddContent(content, position);
                var name = window[line..end].Trim().ToString();
                position = content = NamedCall.Read(ref reply, name, brace, position, ref roles, ref none);
                while (position < window.Length && window[position] is '\n' or '\r' or ' ') position++;
                content = position;
            }
            else
            {
                position = Math.Max(brace, end + 1);
            }
        }
        reply.AddContent(content, window.Length);
    }

    protected override string? CannotCarry(ReadOnlySpan<WrittenCall> calls, string content) => BareName.WhyNot(calls);

    protected override void Write(StringBuilder text, ReadOnlySpan<WrittenCall> calls, string content)
    {
        text.Append(content);
        foreach (ref readonly var call in calls)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append(call.Name).Append('\n').Append(call.Json);
        }
    }
}
