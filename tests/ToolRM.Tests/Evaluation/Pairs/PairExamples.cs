using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Preferences;
using ToolRM.Scoring;

namespace ToolRM.Tests.Evaluation.Pairs;

/// <summary>Small pairs and rows for tests, written by hand.</summary>
internal static class PairExamples
{
    public static ToolDefinition Tool(string name, string? description = null) =>
        new(name, description, JsonText.Parse("""{"type": "object", "properties": {"a": {"type": "integer"}}}"""));

    public static PreferencePair Pair(string id, string? group = null) => new(
        id, id, group ?? id, new([new UserMessage("Call f with 1.")], [Tool("f")]),
        [new("f", """{"a": 1}""")], [new("f", """{"a": 2}""")], "incorrect_parameter_value");

    public static PairResult Result(string id, double? chosen, double? rejected, string? group = null) =>
        new(Pair(id, group), Score(chosen), Score(rejected));

    /// <summary>A row of each form; the four make the same call.</summary>
    public static string Own(string id = "p1", string more = "") =>
        $$$"""{"id": "{{{id}}}", "messages": [{"role": "user", "content": "Call f."}], "tools": [{"name": "f", "parameters": {"type": "object"}}], "chosen": [{"name": "f", "arguments": {"a": 1}}], "rejected": [{"name": "f", "arguments": {"a": 2}}], "error_type": "incorrect_parameter_value"{{{more}}}}""";

    public static string Kit(string id = "k1", string rejected = """[{"name": "f", "arguments": {"a": 2}}]""", string model = "null", string raw = "null") =>
        $$$"""{"id": "{{{id}}}", "qid": "simple_python_1", "test_id": "simple_1", "test_category": "simple_python", "conversation": [{"role": "user", "content": "Call f."}], "tools": [], "function": [{"name": "f", "parameters": {"type": "dict"}}], "ground_truth": [{"f": {"a": [1]}}], "chosen_output": [{"name": "f", "arguments": {"a": 1}}], "chosen_output_model": {{{model}}}, "rejected_output": {{{rejected}}}, "rejected_raw": {{{raw}}}, "error_type": "incorrect_parameter_value", "model_name": "m", "split": "dev"}""";

    public static string Published(string rejected = """[{\"f\": {\"a\": 2}}]""") =>
        $$$"""{"test_id": "simple_1", "test_category": "live_simple", "conversation": [{"role": "user", "content": "Call f."}], "tools": "[{\"name\": \"f\", \"parameters\": {\"type\": \"dict\"}}]", "chosen_output": "[{\"f\": {\"a\": 1}}]", "rejected_output": "{{{rejected}}}", "error_type": "Parameter value error", "model_name": "m"}""";

    public static string Trl(string rejected = """{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 2}}}]}""") =>
        $$$$$"""{"prompt": [{"role": "user", "content": "Call f."}], "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}], "chosen": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": {"a": 1}}}]}], "rejected": [{{{{{rejected}}}}}]}""";

    private static Score Score(double? value) => value is { } number ? new Scored(number, ScoreScale.Centred) : new Unscored("no value");
}
