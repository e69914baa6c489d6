namespace ToolRM.Conversations.Formats;

/// <summary>One reply to look at by hand: the input of <c>toolrm verify</c> and <c>toolrm validate</c>.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Prompt">Messages and offered tools; either may be empty.</param>
/// <param name="Reply">The model's exact text, to be parsed; null when only calls are given.</param>
/// <param name="Format">The wire format of <paramref name="Reply"/>; null when it is to be detected.</param>
/// <param name="Calls">The calls, already parsed; null when there is only a text. Empty says that the model called nothing.</param>
/// <param name="Reference">What a right reply is; null when not given.</param>
public sealed record Case(
    string Id, Conversation Prompt, string? Reply, string? Format, ValueList<ToolCall>? Calls, Reference? Reference);

/// <summary>
/// Documents of schema <c>toolrm/case@1</c>: <c>{"schema"?, "id"?, "messages"?, "tools"?, "reply"?, "format"?, "calls"?,
/// "reference"?}</c> with at least one of <c>reply</c> and <c>calls</c>. Exact both ways.
/// </summary>
public static class CaseJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/case@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document; without <c>id</c> the id is <c>case</c>.</param>
    /// <param name="where">Where it came from, such as <c>case.json</c>; for messages.</param>
    /// <exception cref="DataFormatException">It is no case; the message names the place.</exception>
    public static Case Read(ArgumentValue document, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        node.Optional("schema")?.Word((Schema, true));
        node.OnlyKeys("schema", "id", "messages", "tools", "reply", "format", "calls", "reference", "meta");
        var (reply, calls) = (node.OptionalText("reply"), node.Optional("calls"));
        if (reply is null && calls is null) throw node.Error("expected \"reply\" (the model's text) or \"calls\", found neither");
        return new(
            node.OptionalText("id") ?? "case",
            ConversationJson.Read(node),
            reply,
            node.OptionalText("format"),
            calls?.List(CallJson.Read),
            node.Optional("reference") is { } reference ? ReferenceJson.Read(reference) : null);
    }

    /// <summary>Writes a document.</summary>
    /// <param name="case">The case.</param>
    public static MapValue Write(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        var map = ConversationJson.Write(new MapBuilder().Add("schema", Schema).Add("id", @case.Id), @case.Prompt)
            .Add("reply", @case.Reply)
            .Add("format", @case.Format);
        if (@case.Calls is { } calls) map.AddList("calls", calls, CallJson.Write);
        return map.Add("reference", @case.Reference is { } reference ? ReferenceJson.Write(reference) : null).ToMap();
    }
}
