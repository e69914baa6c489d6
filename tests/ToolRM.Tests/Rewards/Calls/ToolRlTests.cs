using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Calls;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Calls;

/// <summary>Vectors of rewards 1.1, which were executed against the released scorer, and what the options change.</summary>
public class ToolRlTests
{
    private const string Base = """search({"q": "cats", "n": 3})""";

    private const string Released = """{"matching": "greedy", "compare": "python"}""";

    [Theory]
    [InlineData(Base, Base, 3)] // 1
    [InlineData(Base, """search({"q": "cats", "n": 5})""", 1.5)] // 2
    [InlineData(Base, """search({"q": "cats"})""", 0.75)] // 3
    [InlineData(Base, """search({"q": "cats", "n": 3, "lang": "en"})""", 2.5)] // 4
    [InlineData(Base, """find({"q": "cats", "n": 3})""", -3)] // 5
    [InlineData("""A({"x": 1}) B({"y": 2})""", """B({"y": 2}) A({"x": 1})""", 3)] // 6
    [InlineData("""A({"x": 1}) B({"y": 2})""", """A({"x": 1})""", 0)] // 7
    [InlineData("""A({"x": 1})""", """A({"x": 1}) A({"x": 1})""", 2)] // 8
    [InlineData("A({})", """A({"x": 1})""", 0)] // 9
    [InlineData("A({})", "B({})", -3)] // 10
    [InlineData("A({})", "", -3)] // 10
    [InlineData("""A({"x": 1})""", """A({"x": 1.0})""", 3)] // 11
    [InlineData("""A({"x": 1})""", """A({"x": "1"})""", 1)] // 11
    public void Correctness(string reference, string predicted, double expected)
    {
        foreach (var rules in (ToolRlRules[])[new(), new() { Greedy = true, Comparison = ValueComparison.Python }])
        {
            Assert.Equal(expected, ToolRlRange.Full.Correct(rules.Share(Calls(reference), Calls(predicted))), 9);
        }
    }

    [Fact] // vector 12: the released code takes the first reference call's best, the paper the best of all
    public void GreedyMatching_MissesTheBestPairing()
    {
        var (reference, predicted) = (Calls("""A({"x": 1, "y": 2}) A({"x": 1, "y": 3})"""), Calls("""A({"x": 1, "y": 3}) A({"z": 9})"""));
        Assert.Equal(-0.4286, ToolRlRange.Full.Correct(new ToolRlRules { Greedy = true }.Share(reference, predicted)), 4);
        Assert.Equal(0.4286, ToolRlRange.Full.Correct(new ToolRlRules().Share(reference, predicted)), 4);
    }

    [Fact]
    public void Comparisons_DifferInNumbersAndTruthValues()
    {
        var reference = Calls("""A({"x": 1})""");
        double With(ValueComparison comparison, string value) => ToolRlRange.Full.Correct(new ToolRlRules { Comparison = comparison }.Share(reference, Calls($$"""A({"x": {{value}}})""")));
        Assert.Equal([3, 1, 3], Enum.GetValues<ValueComparison>().Select(one => With(one, "1.0")));
        Assert.Equal([1, 1, 3], Enum.GetValues<ValueComparison>().Select(one => With(one, "true")));
    }

    [Fact] // by hand: J over sets is 1, so score 1 + 1 + 1 of 3
    public void OverSets_ARepeatedCallCostsNothing() =>
        Assert.Equal(3, ToolRlRange.Full.Correct(new ToolRlRules { Overlap = ToolRlOverlap.Set }.Share(Calls("""A({"x": 1})"""), Calls("""A({"x": 1}) A({"x": 1})"""))), 9);

    [Fact] // the switch "refined"; by hand: names differ in length 0, keys equal 1, value 1 of 3
    public void Ordered_AllNamesOrNothing()
    {
        var ordered = new ToolRlRules { Overlap = ToolRlOverlap.Ordered };
        Assert.Equal(1, ToolRlRange.Full.Correct(ordered.Share(Calls("""A({"x": 1})"""), Calls("""A({"x": 1}) A({"x": 1})"""))), 9);
        // Same keys in another order: equal as objects, so all is equal before names are looked at.
        Assert.Equal(3, ToolRlRange.Full.Correct(ordered.Share(Calls(Base), Calls("""search({"n": 3, "q": "cats"})"""))), 9);
        // With one wrong value the order of keys counts: 1 + 0 + 1 of 4 against 1 + 1 + 1 of 4.
        Assert.Equal(0, ToolRlRange.Full.Correct(ordered.Share(Calls(Base), Calls("""search({"n": 5, "q": "cats"})"""))), 9);
        Assert.Equal(1.5, ToolRlRange.Full.Correct(ordered.Share(Calls(Base), Calls("""search({"q": "cats", "n": 5})"""))), 9);
    }

    private const string Good = "<think>cats it is</think>\n<tool_call>\n{\"name\": \"search\", \"parameters\": {\"q\": \"cats\", \"n\": 3}}\n</tool_call>";
    private const string Second = "<think>cats it is</think>\n<tool_call>\n{\"name\": \"search\", \"parameters\": {\"q\": \"cats\", \"n\": 5}}\n</tool_call>";
    private const string Unparseable = "certainly, cats";

    [Theory] // format, correct, total
    [InlineData(Good, 1, 3)]
    [InlineData("<tool_call>\n{\"name\": \"search\", \"parameters\": {\"q\": \"cats\", \"n\": 3}}\n</tool_call>", 0, 3)]
    [InlineData("<think>cats it is</think>\n<tool_call>\n{\"name\": \"search\", \"parameters\": {\"q\": \"cats\"\n</tool_call>", 1, -3)]
    [InlineData("<think>hm</think>\n<response>Cats are fine.</response>", 0, -3)]
    public void WholeReply_WhenACallIsDue(string reply, double format, double correct)
    {
        foreach (var options in (string?[])[null, Released])
        {
            var scored = Score(reply, options);
            Assert.Equal((format + correct, format, correct), (scored.Value, Part(scored, "format"), Part(scored, "correct")));
        }
    }

    [Theory]
    [InlineData("<think>hm</think>\n<response>Cats are fine.</response>", 1)]
    [InlineData(Good, 0)]
    public void WholeReply_WhenNoCallIsDue_CorrectnessIsNothing(string reply, double format)
    {
        var scored = Score(reply, null, new NoCall());
        Assert.Equal((format, format, 0.0), (scored.Value, Part(scored, "format"), Part(scored, "correct")));
    }

    [Theory]
    [InlineData("""{"grading": "coarse"}""", null, -2)]
    [InlineData("""{"grading": "intermediate"}""", null, 1)]
    [InlineData("""{"range": "equal-max"}""", null, 1.5)]
    [InlineData("""{"range": "two-stage"}""", 0, 1.5)]
    [InlineData("""{"range": "two-stage"}""", 30, 2)]
    [InlineData("""{"range": "smooth"}""", 0, 3)]
    [InlineData("""{"range": "smooth"}""", 75, 2.75)]
    [InlineData("""{"range": "smooth"}""", 150, 2.5)]
    public void Vector2_UnderTheVariants(string options, int? step, double expected) => Assert.Equal(expected, Score(Second, options, step: step).Value, 9);

    [Theory]
    [InlineData(0, -4)]
    [InlineData(75, -3.5)]
    [InlineData(150, -4)]
    public void UnparseableText_UnderTheSmoothSchedule(int step, double expected) => Assert.Equal(expected, Score(Unparseable, """{"range": "smooth"}""", step: step).Value, 9);

    [Theory]
    [InlineData("fixed", null, 4.5)]
    [InlineData("dynamic", 0, 4.67)]
    [InlineData("dynamic", 105, 4.40)]
    public void LongThoughts_256Words(string length, int? step, double expected)
    {
        var reply = Good.Replace("cats it is", string.Join(' ', Enumerable.Repeat("cat", 256)), StringComparison.Ordinal);
        Assert.Equal(expected, Score(reply, $$"""{"length": "{{length}}"}""", step: step).Value, 9);
    }

    [Theory] // Python 3: round(x, 2)
    [InlineData(0.125, 0.12)]
    [InlineData(0.375, 0.38)]
    [InlineData(0.545, 0.55)] // 0.545 is stored a little above; its product with 100 is stored as 54.5
    [InlineData(0.285, 0.28)]
    [InlineData(0.6666, 0.67)]
    public void RoundsAsPythonDoes(double value, double expected) => Assert.Equal(expected, ToolRlLength.RoundToCents(value));

    [Theory]
    [InlineData("\n  " + Good + "  \n", ReplyLayout.Call, true)] // stripped
    [InlineData("Sure. " + Good, ReplyLayout.Call, false)] // anchored in front
    [InlineData(Good + " Done.", ReplyLayout.Call, false)] // and behind
    [InlineData("<think>a</think><tool_call>\n{}\n</tool_call>", ReplyLayout.Call, false)] // newline behind the thought
    [InlineData("<think>a</think>\n<tool_call>{}\n</tool_call>", ReplyLayout.Call, false)] // newline behind the tag
    [InlineData("<think>a</think>\n<tool_call>\n</tool_call>", ReplyLayout.Call, false)] // one newline cannot be both
    [InlineData("<think>a</think>\n<tool_call>\n\n</tool_call>", ReplyLayout.Call, true)]
    [InlineData("<think>a <tool_call> b</think>\n<tool_call>\n{}\n</tool_call>", ReplyLayout.Call, false)] // twice
    [InlineData("<think>a</think> b</think>\n<tool_call>\n{}\n</tool_call>", ReplyLayout.Call, true)] // think tags are not counted
    [InlineData("<think>a</think>\n<tool_call>\n{}\n</tool_call>\n<response>b</response>", ReplyLayout.CallAndResponse, true)]
    [InlineData("<think>a</think>\n<tool_call>\n{}\n</tool_call><response>b</response>", ReplyLayout.CallAndResponse, false)]
    [InlineData("<think>a</think>", ReplyLayout.Think, true)]
    [InlineData("<think>", ReplyLayout.Think, false)]
    [InlineData("", ReplyLayout.Think, false)]
    public void Layouts(string reply, ReplyLayout layout, bool fits) => Assert.Equal(fits, layout.Fits(reply));

    [Theory] // each is -3; 1 comes from a layout that fits
    [InlineData("{\"name\": \"search\"}", 1)] // no parameters on a call of the right name
    [InlineData("{\"name\": \"search\", \"parameters\": \"cats\"}", 1)]
    [InlineData("{\"parameters\": {}}", 1)] // no name
    [InlineData("[1]", 1)]
    [InlineData("{\"name\": \"search\", \"parameters\": {}}\n\n{\"name\": \"search\", \"parameters\": {}}", 1)] // an empty line is no JSON
    public void WhatCannotBeRead_GetsTheLeastValue(string lines, double format)
    {
        var scored = Score($"<think>a</think>\n<tool_call>\n{lines}\n</tool_call>", null);
        Assert.Equal((-3.0, format), (Part(scored, "correct"), Part(scored, "format")));
    }

    [Fact] // names {search, find}: J 1/2; pair J 1 + 2 values: 3.5 of 4, 6 · 0.875 - 3
    public void ACallOfAnotherName_NeedsNoParameters() =>
        Assert.Equal(2.25, Part(Score(Good.Replace("\n</tool_call>", "\n{\"name\": \"find\"}\n</tool_call>", StringComparison.Ordinal), null), "correct"), 9);

    [Fact] // an intermediate grade looks at no parameters
    public void OnlyTheFirstBlockIsRead() => Assert.Equal(3, Part(Score(Good + Second, null), "correct"));

    [Fact]
    public void OfSeveralReferences_TheBestCounts()
    {
        var any = new AnyOf([new GoldCalls([new("find", "{}")]), Reference, new NoCall()]);
        Assert.Equal(4, Score(Good, null, any).Value);
        Assert.Equal(1, Score("<think>a</think>\n<response>No.</response>", null, any).Value);
    }

    [Fact]
    public void WithoutText_TheCallsAreGradedOnlyWhenAskedFor()
    {
        var context = new RewardContext(new("q", new([], []), [new("0", "", [new("search", """{"q": "cats", "n": 5}""")])], Reference));
        Assert.Contains("calls-from \"candidate\"", Rollouts.Reason(Rollouts.Score1(RewardFunctions.Create("toolrl"), context)[0]), StringComparison.Ordinal);
        Assert.Equal([1.5], Rollouts.Values(RewardFunctions.Create("toolrl", """{"calls-from": "candidate"}"""), context));
    }

    [Fact]
    public void CallsInAnotherWireFormat_AreGradedAsSent()
    {
        const string hermes = "<think>a</think>\n<tool_call>\n{\"name\": \"search\", \"arguments\": {\"q\": \"cats\", \"n\": 3}}\n</tool_call>";
        var context = new RewardContext(new("q", new([], []), [new("0", hermes, [new("search", """{"q": "cats", "n": 3}""")])], Reference));
        Assert.Equal([-2.0], Rollouts.Values(RewardFunctions.Create("toolrl"), context));
        Assert.Equal([4.0], Rollouts.Values(RewardFunctions.Create("toolrl", """{"calls-from": "candidate"}"""), context));
    }

    [Fact]
    public void WhatIsMissing_IsNamed()
    {
        RewardContext With(Reference? reference) => new(new("q", new([], []), [new("0", Good, [])], reference));
        string Reason(string? options, Reference? reference) => Rollouts.Reason(Rollouts.Score1(RewardFunctions.Create("toolrl", options), With(reference))[0]);
        Assert.Contains("gold calls", Reason(null, null), StringComparison.Ordinal);
        Assert.Contains("gold calls", Reason(null, new AcceptedCalls([], CallMatching.Simple)), StringComparison.Ordinal);
        Assert.Contains("call 0", Reason(null, new GoldCalls([new("search", "{")])), StringComparison.Ordinal);
        Assert.Contains("step", Reason("""{"range": "smooth"}""", Reference), StringComparison.Ordinal);
    }

    private static GoldCalls Reference { get; } = new([new("search", """{"q": "cats", "n": 3}""")]);

    private static Scored Score(string reply, string? options, Reference? reference = null, int? step = null)
    {
        var context = new RewardContext(new("q", new([], []), [new("0", reply, [])], reference ?? Reference), Training: step is null ? null : new(step));
        return Assert.IsType<Scored>(Assert.Single(Rollouts.Score1(RewardFunctions.Create("toolrl", options), context)));
    }

    private static double Part(Scored scored, string name) => Assert.Single(scored.Components, part => part.Name == name).Value;

    /// <summary>Calls written <c>name({...}) name({...})</c>.</summary>
    internal static ValueList<NamedArguments> Calls(string text) => text.Split(") ", StringSplitOptions.RemoveEmptyEntries)
        .Select(call => NamedArguments.Of(new ToolCall(call[..call.IndexOf('(', StringComparison.Ordinal)], call[(call.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')')))!.Value).ToValueList();
}
