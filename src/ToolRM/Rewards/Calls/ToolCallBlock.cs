using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>A call as a line of a reply's block holds it.</summary>
/// <param name="Name">The name; null when it is no text, so that it equals no tool's.</param>
/// <param name="Arguments">The object under <c>parameters</c>; null when there is none.</param>
/// <param name="HasMore">Whether the line has other keys, so that it equals no reference call as a whole.</param>
internal readonly record struct BlockCall(string? Name, MapValue? Arguments, bool HasMore);

/// <summary>The calls in a reply of ToolRL's format: the first <c>&lt;tool_call&gt;</c> block, one JSON object of <c>name</c> and <c>parameters</c> per line.</summary>
internal static class ToolCallBlock
{
    private const string Open = "<tool_call>", Close = "</tool_call>";

    /// <summary>Reads the first block as the released code does: what stands from the first opening tag to the next tag, line by line; an empty line is no JSON.</summary>
    /// <returns>False when there is no block, or a line is no object with a name. Calls without parameters are read: only some are looked at.</returns>
    public static bool TryRead(ReadOnlySpan<char> reply, out BlockCall[] calls)
    {
        calls = [];
        var start = reply.IndexOf(Open);
        // The released code asks for a closing tag anywhere, even before the opening one.
        if (start < 0 || reply.IndexOf(Close) < 0) return false;
        var block = reply[(start + Open.Length)..];
        if (block.IndexOf(Open) is >= 0 and var again) block = block[..again];
        if (block.IndexOf(Close) is >= 0 and var end) block = block[..end];
        block = PythonSpace.Strip(block);
        var lines = new BlockCall[block.Count('\n') + 1];
        for (var i = 0; i < lines.Length; i++)
        {
            var length = block.IndexOf('\n');
            var line = length < 0 ? block : block[..length];
            if (JsonParse.Of(line, JsonDialect.Python).Value is not MapValue map || map["name"] is not { } name || name is ListValue or MapValue) return false;
            lines[i] = new((name as TextValue)?.Value, map["parameters"] as MapValue, map.Entries.Count != 2);
            if (length >= 0) block = block[(length + 1)..];
        }
        calls = lines;
        return true;
    }

    /// <summary>Calls that somebody else read; false when the arguments of one are no JSON object.</summary>
    public static bool TryRead(ValueList<ToolCall> calls, out BlockCall[] read)
    {
        read = new BlockCall[calls.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (NamedArguments.Of(calls[i]) is not { } call) return false;
            read[i] = new(call.Name, call.Arguments, HasMore: false);
        }
        return true;
    }
}
