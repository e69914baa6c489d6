using ToolRM.Conversations;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Cli;

/// <summary><c>toolrm reward</c> with rewards that ask a scorer.</summary>
public sealed class RewardCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Rows() => _folder.Write("rows.jsonl", """
        {"id": "q", "messages": [{"role": "user", "content": "Weather in Paris?"}], "tools": [{"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}], "candidates": [{"id": "right", "text": "<think>a</think>\n<tool_call>\n{}\n</tool_call>", "calls": [{"name": "weather", "arguments": {"city": "Paris"}}]}, {"id": "wrong", "text": "no layout", "calls": [{"name": "weather", "arguments": {"town": 7}}]}]}
        """ + "\n");

    [Fact]
    public void ARewardModel_IsFoundByItsName_AndByDefault()
    {
        // The schema's 1 and 0 are taken as logits and cut off at 3 and -3; the layout adds 1.
        var run = CliRun.Of("", "reward", "toolrm-reward", "--options", """{"mapping": "clip", "model": "schema"}""", "--data", Rows());
        Assert.Equal((0, 4.0, -3.0), (run.Code, Value(run, 0), Value(run, 1)));
        var standard = CliRun.Of("", "reward", "toolrm-reward", "--options", """{"mapping": "group-rank"}""", "--data", Rows());
        Assert.Equal((0, 4.0, -3.0), (standard.Code, Value(standard, 0), Value(standard, 1)));
    }

    [Fact]
    public void AScorerFile_StandsForTheModel_AndItsContentBelongsToTheRun()
    {
        var scorer = _folder.Write("careful.scorer.json", """{"schema": "toolrm/scorer@1", "name": "careful", "kind": "ensemble", "members": ["schema", "grounded"], "scaling": "rank", "rule": "minimum"}""");
        var options = new MapValue([new("mapping", ArgumentValue.Of("group-rank")), new("model", ArgumentValue.Of(scorer))]).ToString();
        var run = CliRun.Of("", "reward", "toolrm-reward", "--options", options, "--data", Rows(), "--out", _folder.At("careful"));
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("careful@", File.ReadAllText(_folder.At("careful/run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatIsNotThere_IsAnErrorWithTheList()
    {
        var run = CliRun.Of("", "reward", "toolrm-reward", "--options", """{"mapping": "clip", "model": "toolrm-14b"}""", "--data", Rows());
        Assert.Equal(2, run.Code);
        Assert.Contains("--options: there is no scorer \"toolrm-14b\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("grounded", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAJudgeCost_IsSaid_AndThatItMaySayOtherwiseAnotherTime()
    {
        var judge = _folder.Write("j.scorer.json", """{"schema":"toolrm/scorer@1","name":"j","kind":"judge","judgement":"verdict","url":"http://host/v1","model":"m"}""");
        var one = """{"id": "ID", "messages": [], "candidates": [{"id": "0", "text": "hello"}]}""";
        var data = _folder.Write("two.jsonl", one.Replace("ID", "a", StringComparison.Ordinal) + "\n" + one.Replace("ID", "b", StringComparison.Ordinal).Replace("hello", "goodbye", StringComparison.Ordinal) + "\n");
        var server = new FakeChatServer(_ => FakeChatServer.Reply(FakeChatServer.Text("<verdict>yes</verdict>")));
        var options = new MapValue([new("mapping", ArgumentValue.Of("clip")), new("model", ArgumentValue.Of(judge))]).ToString();
        var run = CliRun.Of([], console => console with { CreateHttp = server.Http }, "reward", "toolrm-reward", "--options", options, "--data", data, "--out", _folder.At("run"));
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("2 answers, 0 of them kept", run.Error, StringComparison.Ordinal);
        Assert.Contains("\"deterministic\": false", File.ReadAllText(_folder.At("run/run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void TheScorersThatWereAsked_BelongToTheRun()
    {
        var composition = _folder.Write("mine.json", """{"schema": "toolrm/reward@1", "reward": "toolrm-reward", "options": {"mapping": "tanh", "model": "schema"}}""");
        Assert.Equal(0, CliRun.Of("", "reward", composition, "--data", Rows(), "--out", _folder.At("run")).Code);
        Assert.Contains("\"scorers\"", File.ReadAllText(_folder.At("run/run.json")), StringComparison.Ordinal);
    }

    private static double Value(CliRun run, int line) => ((FloatValue)((MapValue)JsonParse.Of(CliRun.Lines(run.Out)[line]).Value!)["value"]!).Value;
}
