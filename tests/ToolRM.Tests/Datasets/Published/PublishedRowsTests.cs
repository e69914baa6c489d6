using ToolRM.Conversations;
using ToolRM.Datasets.Published;

namespace ToolRM.Tests.Datasets.Published;

/// <summary>Rows of published preference sets. The fields are those of the fact sheets (toolrm 1.4, 2.1, 6.2; dotnet 3.9), the content is ours.</summary>
public class PublishedRowsTests
{
    private const string Bench = """
        {"tools": "[{\"name\": \"boil\", \"description\": \"Boil eggs\", \"parameters\": {\"type\": \"dict\", \"properties\": {}}}]",
         "conversation": [{"role": "user", "content": "Boil two eggs"}],
         "chosen_output": "[{\"boil\": {\"eggs\": 2}}]", "rejected_output": "REJECTED",
         "error_type": "Parameter value error", "model_name": "m", "test_category": "simple", "test_id": "simple_7"}
        """;

    [Fact]
    public void FcRewardBench_CallsAreOneKeyObjectsInText()
    {
        var row = FcRewardBenchRow.Read(Value(Bench.Replace("REJECTED", """[{\"boil\": {\"eggs\": 3}}, {\"boil\": {}}]""", StringComparison.Ordinal)), "rows.jsonl:1");
        Assert.Equal("simple_7", row.TestId);
        Assert.Equal([new ToolCall("boil", """{"eggs":2}""")], row.Chosen.Calls!.Value);
        Assert.Equal([new ToolCall("boil", """{"eggs":3}"""), new ToolCall("boil", "{}")], row.Rejected.Calls!.Value);
        Assert.Equal("boil", Assert.Single(row.Prompt.Tools).Name);
    }

    [Theory]
    [InlineData("I would boil them.")]
    [InlineData("{\\\"boil\\\": {\\\"eggs\\\": 3}}")]  // no list
    [InlineData("[{\\\"boil\\\": 3}]")]               // no arguments
    [InlineData("[{\\\"boil\\\": {}, \\\"fry\\\": {}}]")] // two keys
    [InlineData("[{\\\"boil\\\": {}]")]
    public void FcRewardBench_KeepsWhatDoesNotParse(string rejected)
    {
        var row = FcRewardBenchRow.Read(Value(Bench.Replace("REJECTED", rejected, StringComparison.Ordinal)));
        Assert.Null(row.Rejected.Calls);
        Assert.Equal(rejected.Replace("\\", "", StringComparison.Ordinal), row.Rejected.Text);
    }

    [Fact]
    public void FcRewardBench_RightCallsMustParse()
    {
        var error = Assert.Throws<DataFormatException>(() => FcRewardBenchRow.Read(Value(Bench.Replace("[{\\\"boil\\\": {\\\"eggs\\\": 2}}]", "no", StringComparison.Ordinal)), "rows.jsonl:3"));
        Assert.StartsWith("rows.jsonl:3: chosen_output: expected the JSON text of a list of one-key objects", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test_id")]
    [InlineData("tools")]
    [InlineData("rejected_output")]
    public void FcRewardBench_MissingColumn_IsNamed(string column)
    {
        var row = (MapValue)Value(Bench);
        var without = new MapValue(row.Entries.Where(entry => entry.Key != column).ToValueList());
        Assert.Contains($"rows.jsonl:3: \"{column}\" is missing", Assert.Throws<DataFormatException>(() => FcRewardBenchRow.Read(without, "rows.jsonl:3")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{\"f\": {\"a\": 1}}]""")]
    [InlineData("""[{\"name\": \"f\", \"arguments\": {\"a\": 1}}]""")]
    public void ToolRmTrain_BothFormsOfCalls(string correct)
    {
        var row = ToolRmTrainRow.Read(Value($$"""
            {"uuid": "u1", "dataset_name": "d", "conversation": [{"role": "user", "content": "x"}], "tools": "[{\"name\": \"f\"}]",
             "tool_calls_correct": "{{correct}}", "tool_calls_incorrect": "[]", "generator_model": "m"}
            """));
        Assert.Equal([new ToolCall("f", """{"a":1}""")], row.Correct.Calls!.Value);
        Assert.Empty(row.Incorrect.Calls!.Value);
    }

    [Fact]
    public void AFunctionCalledName_IsNoCallWithoutArguments()
    {
        // One key is a one-key object, even when the key is "name".
        Assert.Equal([new ToolCall("name", """{"x":1}""")], CallListText.Of("""[{"name": {"x": 1}}]""").Calls!.Value);
        Assert.Null(CallListText.Of("""[{"name": "f"}]""").Calls);
    }

    [Fact]
    public void TrBench_ToolsStandInTheSystemMessage_RepliesStayText()
    {
        var row = TrBenchRow.Read(Value("""
            {"uuid": "u", "split_id": "S", "raw_id": 4, "error_type": "value_error:string",
             "chat_history": [{"role": "system", "content": "Tools are inside <tools></tools>:\n<tools>\n{\"type\": \"function\", \"function\": {\"name\": \"f\", \"parameters\": {\"type\": \"object\"}}}\nnot JSON\n{\"name\": \"g\"}\n</tools>\nGo."}, {"role": "user", "content": "x"}],
             "chosen_response": "<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>", "reject_response": {"role": "assistant", "content": "no"},
             "reject_response_from": "m"}
            """));
        Assert.Equal(["f", "g"], row.Tools.Select(tool => tool.Name));
        Assert.Equal(("4", "no", "m", null), (row.TaskId, row.Rejected, row.RejectedFrom, row.ChosenFrom));
        Assert.StartsWith("<tool_call>", row.Chosen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type": "function", "function": {"name": "f"}}]""")]
    [InlineData("\"[{\\\"type\\\": \\\"function\\\", \\\"function\\\": {\\\"name\\\": \\\"f\\\"}}]\"")]
    public void Trl_ExplicitPrompt_ToolsAsListOrText(string tools)
    {
        var row = TrlPreferenceRow.Read(Value($$$$"""
            {"prompt": [{"role": "user", "content": "x"}], "tools": {{{{tools}}}}, "margin": 2,
             "chosen": [{"role": "assistant", "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": {"a": 1}}}]}],
             "rejected": [{"role": "assistant", "content": "no"}]}
            """));
        Assert.Equal((TrlPreferenceKind.Explicit, 2.0), (row.Kind, row.Margin!.Value));
        Assert.Equal("f", Assert.Single(row.Prompt.Tools).Name);
        Assert.Equal([new ToolCall("f", """{"a":1}""")], Assert.IsType<AssistantMessage>(Assert.Single(row.Chosen)).Calls);
    }

    [Fact]
    public void Trl_ImplicitPrompt_IsWhatBothBeginWith_AndLeavesOneMessageEach()
    {
        var row = TrlPreferenceRow.Read(Value("""
            {"chosen": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "a"}, {"role": "user", "content": "y"}],
             "rejected": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "a"}]}
            """));
        // The shorter side would be empty, so the common "a" stays with both.
        Assert.Equal(TrlPreferenceKind.Implicit, row.Kind);
        Assert.Equal("x", Assert.Single(row.Prompt.Messages).Text);
        Assert.Equal(["a", "y"], row.Chosen.Select(message => message.Text));
        Assert.Equal(["a"], row.Rejected.Select(message => message.Text));
    }

    [Fact]
    public void Trl_Texts()
    {
        var row = TrlPreferenceRow.Read(Value("""{"prompt": "2+2?", "chosen": "4", "rejected": "5"}"""));
        Assert.Equal((TrlPreferenceKind.ExplicitText, "2+2?", "4"), (row.Kind, row.Prompt.Messages[0].Text, row.Chosen[0].Text));
        Assert.Equal(TrlPreferenceKind.ImplicitText, TrlPreferenceRow.Read(Value("""{"chosen": "4", "rejected": "5"}""")).Kind);
    }

    [Theory]
    [InlineData("""{"chosen": "4", "rejected": "4"}""", "found the same")]
    [InlineData("""{"chosen": "4", "rejected": [{"role": "assistant", "content": "5"}]}""", "the same form as \"chosen\"")]
    [InlineData("""{"chosen": [], "rejected": [{"role": "assistant", "content": "5"}]}""", "at least one message")]
    [InlineData("""{"chosen": "4"}""", "\"rejected\" is missing")]
    public void Trl_BadRows_SayWhatIsWrong(string row, string expected)
    {
        var error = Assert.Throws<DataFormatException>(() => TrlPreferenceRow.Read(Value(row), "trl.jsonl:9"));
        Assert.StartsWith("trl.jsonl:9", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static ArgumentValue Value(string json) => JsonParse.Of(json).Value ?? throw new ArgumentException(JsonParse.Of(json).Error!.ToString(), nameof(json));
}
