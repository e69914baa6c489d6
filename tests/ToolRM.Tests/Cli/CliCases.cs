namespace ToolRM.Tests.Cli;

/// <summary>Cases and files for the commands' tests.</summary>
internal static class CliCases
{
    private const string Tools = """[{"name": "f", "parameters": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}}]""";

    public const string Reference = """{"kind": "gold-calls", "calls": [{"name": "f", "arguments": {"a": 1}}]}""";

    public static string Case(string id, string call) =>
        $$"""{"id": "{{id}}", "tools": {{Tools}}, "calls": [{{call}}], "reference": {{Reference}}}""";

    public static string Right { get; } = Case("right", """{"name": "f", "arguments": {"a": 1}}""");

    public static string Wrong { get; } = Case("wrong", """{"name": "f", "arguments": {"a": 2}}""");

    /// <summary>A prompt with a right reply, a wrong one and one without calls.</summary>
    public static string Group(string id) =>
        $$$"""
        {"id": "{{{id}}}", "messages": [], "tools": {{{Tools}}}, "reference": {{{Reference}}}, "candidates": [
        {"id": "0", "text": "", "calls": [{"name": "f", "arguments": {"a": 1}}]},
        {"id": "1", "text": "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 2}}</tool_call>"},
        {"id": "2", "text": "I cannot."}]}
        """.ReplaceLineEndings("");

    public static string WithReply(string reply) =>
        $$"""{"tools": {{Tools}}, "reply": {{Conversations(reply)}}, "reference": {{Reference}}}""";

    /// <summary>Replies that parsers and verifiers must take as they are.</summary>
    public static TheoryData<string> OddReplies =>
    [
        """<tool_call>{"name": "f", "arguments": {"a": NaN}}</tool_call>""",
        $$$$"""<tool_call>{"name": "f", "arguments": {"a": {{{{new string('9', 4000)}}}}}}</tool_call>""",
        $$$$"""<tool_call>{"name": "f", "arguments": {"a": {{{{new string('9', 100_000)}}}}}}</tool_call>""",
        """<tool_call>{"name": "f", "arguments": {"a": 1, "a": 2}}</tool_call>""",
        """<tool_call>{"name": "f", "arguments": {"a": "\ud800"}}</tool_call>""",
        """<tool_call>{"name": "f", "arguments": {"a": 1e400}}</tool_call>""",
        """<tool_call>{"name": "f", "arguments": """,
        "[f(a=1)]",
        "\u0000",
    ];

    private static string Conversations(string text) => ToolRM.Conversations.ArgumentValue.Of(text).ToString();
}
