using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Filtering;
using ToolRM.Scoring;

namespace ToolRM.Tests.Filtering;

public class TrainingRowTests
{
    private const string Tools = """[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}]""";

    // A call, its result, another call, an answer.
    private const string Dialogue = """
        [{"role":"user","content":"Do it."},
         {"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":1}}}]},
         {"role":"tool","name":"f","content":"1"},
         {"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":2}}}]},
         {"role":"tool","name":"f","content":"2"},
         {"role":"assistant","content":"Done."}]
        """;

    [Fact]
    public void EveryTurnThatCalls_IsScoredOnWhatStoodBefore()
    {
        var row = Read($$"""{"id":"r","source":"s","messages":{{Dialogue}},"tools":{{Tools}}}""");
        Assert.Equal((FilterFormat.Messages, "r", "s", 5), (row.Format, row.Id, row.Source, row.ReplyStart));
        Assert.Equal([("r/turn-1", 1, "{\"a\":1}"), ("r/turn-3", 3, "{\"a\":2}")], row.Groups.Select(group => (group.Id, group.Prompt.Messages.Count, group.Candidates[0].Calls[0].ArgumentsText)));
        Assert.All(row.Groups, group => Assert.Equal("f", group.Prompt.Tools[0].Name));
        var last = TrainingRow.Read(Json($$"""{"messages":{{Dialogue}}}"""), "x:1", ScoredTurns.Last);
        Assert.Equal(("x:1", "Done.", 5), (last.Id, last.Groups[0].Candidates[0].Text, last.Groups[0].Prompt.Messages.Count));
    }

    [Fact]
    public void ARowIsAsGoodAsItsWorstTurn()
    {
        var row = Read($$"""{"id":"r","messages":{{Dialogue}}}""");
        Assert.Equal(Score.Of(0.2), TrainingItems.Of(row, [[Score.Of(0.9)], [Score.Of(0.2)]], "file")[0].Score);
        Assert.IsType<Unscored>(TrainingItems.Of(row, [[Score.Of(0.9)], [new Unscored("down")]], "file")[0].Score);
        var silent = Read("""{"id":"r","messages":[{"role":"user","content":"q"}]}""");
        Assert.Equal("the row has no reply of the assistant", Assert.IsType<Unscored>(TrainingItems.Of(silent, [], "file")[0].Score).Reason);
        Assert.Equal("file", TrainingItems.Of(silent, [], "file")[0].Source);
    }

    [Theory]
    [InlineData("""{"prompt":[{"role":"user","content":"q"}],"completion":[{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":1}}}]}],"tools":TOOLS}""", FilterFormat.PromptCompletion)]
    [InlineData("""{"prompt":"q","completion":"<tool_call>{\"name\": \"f\", \"arguments\": {\"a\":1}}</tool_call>"}""", FilterFormat.PromptCompletion)]
    [InlineData("""{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}],"tools":TOOLS}""", FilterFormat.Messages)]
    [InlineData("""{"messages":[{"role":"user","content":"q"}],"tools":TOOLS,"calls":[{"name":"f","arguments":{"a":1}}]}""", FilterFormat.Cases)]
    [InlineData("""{"id":"i","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"candidates":[{"id":"0","text":"<tool_call>{\"name\": \"f\", \"arguments\": {\"a\":1}}</tool_call>"}]}""", FilterFormat.Candidates)]
    public void EveryFormat_GivesTheSameQuestion(string text, FilterFormat format)
    {
        var row = Read(text);
        Assert.Equal(format, row.Format);
        var group = Assert.Single(row.Groups);
        Assert.Equal(("q", """[{"name":"f","arguments":{"a":1}}]"""), (Assert.Single(group.Prompt.Messages.ToArray()).Text, CallKey.Of(group.Candidates[0].Calls)));
        var item = Assert.Single(TrainingItems.Of(row, [[Score.Of(1)]], "file").ToArray());
        Assert.Equal((CallKey.Of(group.Candidates[0].Calls), 1), (item.Calls, item.Request.Count));
    }

    [Theory]
    [InlineData(FilterTarget.Trl)]
    [InlineData(FilterTarget.OpenAi)]
    [InlineData(FilterTarget.TrlPromptCompletion)]
    public void WrittenRows_AskTheSameAgain(FilterTarget target)
    {
        foreach (var given in (string[])[
            """{"id":"r","source":"s","messages":DIALOGUE,"tools":TOOLS}""",
            """{"id":"r","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"candidates":[{"id":"0","text":"No.","source":"s"},{"id":"1","text":"","calls":[{"name":"f","arguments":{"a":1}}],"source":"s"}]}""",
            """{"id":"r","messages":[{"role":"user","content":"q"}],"tools":TOOLS,"reply":"Let me see. <tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1}}</tool_call>"}"""])
        {
            var text = given.Replace("DIALOGUE", Dialogue, StringComparison.Ordinal);
            var row = Read(text);
            var items = TrainingItems.Of(row, null, "s");
            for (var i = 0; i < items.Count; i++)
            {
                var candidate = row.Format == FilterFormat.Candidates ? row.Groups[0].Candidates[i] : null;
                var written = TrainingRows.Write(row, items[i], candidate, target);
                Assert.Empty(written.Losses);
                // Of a completion only its own turns are scored, so both are read by their last one.
                var before = TrainingRow.Read(Json(text), "", ScoredTurns.Last);
                var again = TrainingRow.Read(written.Document, "", ScoredTurns.Last);
                Assert.Equal((items[i].Id, "s"), (again.Id, again.Source));
                Assert.Equal(row.Conversation.Tools, again.Conversation.Tools);
                var expected = (candidate ?? before.Groups[0].Candidates[0]).Calls;
                Assert.Equal(CallKey.Of(expected), CallKey.Of(again.Groups[0].Candidates[0].Calls));
                Assert.Equal(before.Groups[0].Prompt.Messages.Select(message => message.Text), again.Groups[0].Prompt.Messages.Select(message => message.Text));
            }
        }
    }

    [Fact]
    public void OpenAi_WantsIds_AndResultsThatAnswerThem()
    {
        var row = Read($$"""{"id":"r","messages":{{Dialogue}},"tools":{{Tools}}}""");
        var document = TrainingRows.Write(row, TrainingItems.Of(row, null, "s")[0], null, FilterTarget.OpenAi).Document;
        var messages = OpenAiChat.Read(document).Messages;
        Assert.Equal(["call_1", "call_2"], messages.OfType<AssistantMessage>().SelectMany(message => message.Calls).Select(call => call.Id));
        Assert.Equal(["call_1", "call_2"], messages.OfType<ToolMessage>().Select(message => message.CallId));
    }

    [Fact]
    public void MalformedArguments_AreALossInTrl_AndNoneInOpenAi()
    {
        var row = Read("""{"messages":[{"role":"user","content":"q"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\": 1,}"}}]}]}""");
        var item = TrainingItems.Of(row, null, "s")[0];
        Assert.Equal("messages[1].tool_calls[0].function.arguments", Assert.Single(TrainingRows.Write(row, item, null, FilterTarget.Trl).Losses.ToArray()).Path);
        Assert.Equal("completion[0].tool_calls[0].function.arguments", Assert.Single(TrainingRows.Write(row, item, null, FilterTarget.TrlPromptCompletion).Losses.ToArray()).Path);
        Assert.Empty(TrainingRows.Write(row, item, null, FilterTarget.OpenAi).Losses);
    }

    [Fact]
    public void AReference_SaysWhatIsRight_AndNothingElse()
    {
        var row = Read("""{"id":"r","messages":[],"candidates":[{"id":"0","text":"","calls":[{"name":"f","arguments":{"a":1}}]},{"id":"1","text":"no","source":"m"}],"reference":{"kind":"gold-calls","calls":[{"name":"f","arguments":{"a":1}}]}}""");
        Assert.Equal([("r/0", "file", true), ("r/1", "m", (bool?)false)], TrainingItems.Of(row, null, "file").Select(item => (item.Id, item.Source, item.IsRight)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"prompt":"only"}""")]
    public void OtherRows_AreRefused(string text) => Assert.Contains("rows.jsonl:3: expected \"messages\"", Assert.Throws<DataFormatException>(() => TrainingRow.Read(Json(text), "x", where: "rows.jsonl:3")).Message, StringComparison.Ordinal);

    private static TrainingRow Read(string text) => TrainingRow.Read(Json(text), "x:1");

    private static ArgumentValue Json(string text) => JsonParse.Of(text.Replace("TOOLS", Tools, StringComparison.Ordinal)).Value!;
}
