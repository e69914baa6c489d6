using ToolRM.Conversations;

namespace ToolRM.Tests.Cli;

/// <summary>parse, verify, validate and formats on one reply.</summary>
public class SingleReplyTests
{
    public static TheoryData<string> OddReplies => CliCases.OddReplies;

    [Fact]
    public void Parse_PrintsTheCalls()
    {
        var run = CliRun.Of("""<tool_call>{"name": "f", "arguments": {"a": 1.0}}</tool_call>""", "parse", "--json");
        Assert.Equal(0, run.Code);
        Assert.Equal("", run.Error);
        var call = Assert.IsType<MapValue>(Assert.Single(Assert.IsType<ListValue>(Assert.IsType<MapValue>(Assert.Single(run.Rows()))["calls"]).Items));
        Assert.Equal(ArgumentValue.Of("""{"a": 1.0}"""), call["arguments"]);
    }

    [Fact]
    public void Parse_SaysWhatCouldNotBeRead_AndExitsWithOne()
    {
        var run = CliRun.Of("""<tool_call>{"name": "f", "arguments": {"a": }}</tool_call>""", "parse");
        Assert.Equal(1, run.Code);
        Assert.Contains("not read", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AsBfcl_PrintsWhatTheDecoderGives()
    {
        Assert.Equal((0, """[{"f": {"a": 1}}]""" + "\n", ""), Parts(CliRun.Of("[f(a=1)]", "parse", "--profile", "bfcl")));
        var raised = CliRun.Of("I cannot.", "parse", "--profile", "bfcl");
        Assert.Equal(1, raised.Code);
        Assert.StartsWith("raised: ", raised.Out, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OddReplies))]
    public void AnyReply_IsDataToEveryCommand(string reply)
    {
        foreach (var arguments in (string[][])[["parse", "--json"], ["parse"]]) AssertTaken(CliRun.Of(reply, arguments), arguments);
        var input = CliCases.WithReply(reply);
        foreach (var arguments in (string[][])[["verify", "--json"], ["verify", "--explain"], ["validate", "--json"], ["score", "--scorer", "schema"], ["score", "--scorer", "reference"]])
        {
            AssertTaken(CliRun.Of(input, arguments), arguments);
        }

        static void AssertTaken(CliRun run, string[] arguments)
        {
            Assert.InRange(run.Code, 0, 1);
            Assert.Equal("", run.Error);
            if (arguments is [_, "--json"] or ["score", ..]) Assert.Single(run.Rows());
        }
    }

    [Fact]
    public void AReplyNestedAMillionDeep_IsARecordedFailure()
    {
        var reply = "<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": " + new string('[', 1_000_000) + "</tool_call>";
        var parse = CliRun.Of(reply, "parse", "--json");
        Assert.Equal((1, ""), (parse.Code, parse.Error));
        var row = Assert.IsType<MapValue>(Assert.Single(parse.Rows()));
        Assert.NotEqual(ArgumentValue.Of("calls"), row["status"]);
        Assert.NotEmpty(Assert.IsType<ListValue>(row["unparsed"]).Items.ToArray());
        var verify = CliRun.Of(CliCases.WithReply(reply), "verify", "--json");
        Assert.Equal((1, ""), (verify.Code, verify.Error));
        Assert.Equal(ArgumentValue.Of("fail"), Assert.IsType<MapValue>(Assert.Single(verify.Rows()))["status"]);
        Assert.Contains("\"value\":0.0", CliRun.Of(CliCases.WithReply(reply), "score", "--scorer", "schema").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ExitsWithZeroForRight_OneForWrong_OneForUndecided()
    {
        Assert.Equal((0, "PASS right\n", ""), Parts(CliRun.Of(CliCases.Right, "verify")));
        var wrong = CliRun.Of(CliCases.Wrong, "verify", "--explain");
        Assert.Equal(1, wrong.Code);
        Assert.StartsWith("FAIL wrong", wrong.Out, StringComparison.Ordinal);
        Assert.Contains("expected 1", wrong.Out, StringComparison.Ordinal);
        var undecided = CliRun.Of("""{"calls": [], "reference": {"kind": "per-turn", "turns": []}}""", "verify");
        Assert.Equal(1, undecided.Code);
        Assert.StartsWith("UNDECIDED", undecided.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_LooksAtTheToolsAlone()
    {
        Assert.Equal(0, CliRun.Of(CliCases.Wrong, "validate").Code); // wrong by the reference, right by the schema
        Assert.Equal(1, CliRun.Of(CliCases.Case("x", """{"name": "f", "arguments": {"b": 2}}"""), "validate").Code);
    }

    [Fact]
    public void Formats_ListsWhatParseTakes()
    {
        var run = CliRun.Of("", "formats");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(ToolRM.Parsing.ReplyFormats.All, format => Assert.Contains(format.Name, run.Out, StringComparison.Ordinal));
        Assert.Equal(0, CliRun.Of("", "formats", "--profile", "bfcl").Code);
    }

    private static (int, string, string) Parts(CliRun run) => (run.Code, run.Out, run.Error);
}
