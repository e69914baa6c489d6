using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Tests.Parsing;

/// <summary>Writes a parsed reply on one line, so that a table of cases stays readable.</summary>
internal static class Expect
{
    public static ParsedReply Parse(string format, string text, ValueList<ToolDefinition> tools = default)
    {
        var reply = ReplyFormats.Find(format)!.Parser.Parse(text, ReplyEnd.Unknown, tools);
        TotalityTests.AssertTrue(text, reply, format);
        return reply;
    }

    /// <summary><c>f{"a":1} g{} !1 | text</c>: calls with their exact arguments, number of unparsed ones, content.</summary>
    public static string Line(ParsedReply reply)
    {
        var parts = reply.Calls.Select(call => call.Call.Name + call.Call.ArgumentsText).ToList();
        if (reply.Unparsed.Count > 0) parts.Add($"!{reply.Unparsed.Count} {reply.Status}");
        if (reply.Content.Length > 0) parts.Add("| " + reply.Content);
        return string.Join(' ', parts);
    }

    public static void Reads(string format, string text, string line, ValueList<ToolDefinition> tools = default) =>
        Assert.Equal(line, Line(Parse(format, text, tools)));

    public static ToolDefinition Tool(string name, params (string Name, string Type)[] parameters) => new(name, null, JsonText.Parse(
        "{\"type\": \"object\", \"properties\": {" + string.Join(", ", parameters.Select(p => $"\"{p.Name}\": {{\"type\": \"{p.Type}\"}}")) + "}}"));
}
