using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Execution;
using ToolRM.Scoring;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Execution;

/// <summary>Vectors of rewards 1.3 and tools-and-data 5.2.</summary>
public class FeedbackDrivenTests
{
    private static readonly RewardFacts Two = new(["Paris, France"], [new("capital", "Paris"), new("people", "2,100,000")]);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 0.6667)]
    [InlineData(1, 3, 0.5)]
    [InlineData(0, 1, 0)]
    [InlineData(2, 2, 1.3333)]
    [InlineData(3, 3, 1.5)]
    [InlineData(2, 4, 0.8)]
    [InlineData(2, 3, 1)]
    [InlineData(0, 3, 0)]
    public void CallTurns(int resolved, int calls, double expected) => Assert.Equal(expected, Math.Round(FeedbackDriven.CallTurn("f1", resolved, calls), 4));

    [Theory]
    [InlineData("precision", 0.6667)]
    [InlineData("count", 2)]
    [InlineData("square", 1.3333)]
    public void OtherForms_OfTwoByThree(string form, double expected) => Assert.Equal(expected, Math.Round(FeedbackDriven.CallTurn(form, 2, 3), 4));

    [Theory]
    [InlineData("It is Paris France.", 0, 1)]
    [InlineData("It is paris, france.", 1, 0.5)]
    [InlineData("It is Paris, France.", 2, 0.3333)]
    [InlineData("It is Paris, France.", 3, 0.25)]
    [InlineData("I do not know.", 0, 0.5)]
    [InlineData("I do not know.", 1, 0)]
    [InlineData(" \n", 0, -0.5)]
    [InlineData("<tool_call>{\"name\": Paris, France", 0, -0.3)]
    [InlineData("</tool_call> Paris, France", 0, -0.3)]
    public void AnswerTurns(string text, int open, double expected)
    {
        Assert.True(FeedbackDriven.AnswerTurn(text, Two.Answers, open).Is(out var value, out _));
        Assert.Equal(expected, Math.Round(value, 4));
    }

    [Fact]
    public void Episodes()
    {
        var (precision, recall, f1) = FeedbackDriven.Episode(2, 3, 4);
        Assert.Equal((0.6667, 0.5, 0.5714), (Math.Round(precision, 4), Math.Round(recall, 4), Math.Round(f1, 4)));
        Assert.Equal((1, 0, 0), FeedbackDriven.Episode(0, 0, 4)); // precision is 1 without calls
    }

    [Theory]
    [InlineData("The result for paris is 42.0", "42, Paris", true)] // the substring rule
    [InlineData("2100000 people", "2,100,000", true)]
    [InlineData("The result for paris", "42, Paris", false)]
    public void Shows(string output, string result, bool expected) => Assert.Equal(expected, OpenResults.Shows(output, result));

    [Fact]
    public void ACallResolvesOneResultOfItsTool_AndEachResultOnce()
    {
        var expected = new OpenResults([new("t", "a"), new("t", "b"), new("s", "a")]);
        Assert.True(expected.Resolve("t", "a and b"));
        Assert.True(expected.Resolve("t", "a and b"));
        Assert.False(expected.Resolve("t", "a and b"));
        Assert.Equal(1, expected.Open);
    }

    [Fact]
    public void EveryTurnIsAStep()
    {
        // Two calls, one of them resolves: 2/3. The answer with one result open: 1/2. Mean 0.5833, sum 1.1667.
        var group = Executed([([ToolTurn("capital", ("Paris", ToolStatus.Ok), ("Lyon", ToolStatus.Ok)), AnswerTurn("Paris, France")], [])], Two);
        var score = Assert.IsType<Scored>(Score1(RewardFunctions.Create("ftrl"), group)[0]);
        Assert.Equal([0.6667, 0.5], score.Steps.Select(step => Math.Round(step.Value, 4)));
        Assert.Equal(0.5833, Math.Round(score.Value, 4));
        Assert.Contains(new("recall", 0.5), score.Components);
        Assert.Equal([1.1667], Values(RewardFunctions.Create("ftrl", """{"over": "sum"}"""), group));
    }

    [Fact]
    public void SeveralResultsInATurn_ExceedOne_UnlessCapped()
    {
        var turn = ToolTurn("capital", ("Paris", ToolStatus.Ok), ("Rome", ToolStatus.Ok));
        var group = Executed([([turn], [])], new([], [new("capital", "Paris"), new("capital", "Rome")]));
        Assert.Equal([1.3333], Values(RewardFunctions.Create("ftrl"), group));
        Assert.Equal([1], Values(RewardFunctions.Create("ftrl", """{"capped": true}"""), group));
    }

    [Fact]
    public void WhatEarlierTurnsSolved_Counts()
    {
        var known = Executed([([AnswerTurn("no idea")], [(FactNames.SolvedBefore, 2)])], new(["Rome"]));
        Assert.Equal([0.5], Values(RewardFunctions.Create("ftrl"), known)); // all was resolved before
        Assert.Equal("needs expected results", Reason(Score1(RewardFunctions.Create("ftrl"), Executed([([AnswerTurn()], [])], new(["Rome"])))[0]));
    }

    [Fact]
    public void AReferenceOfExpectedResults_StandsInForTheFacts()
    {
        var group = Executed([([ToolTurn("capital", ("Paris", ToolStatus.Ok)), AnswerTurn("Paris, France")], [])]);
        group = group with { Group = group.Group with { Reference = new ExpectedResults([new("capital", ["Paris", "Rome"])], "Paris, France") } };
        Assert.Equal([0.75], Values(RewardFunctions.Create("ftrl"), group)); // 1 and, with one open, 1/2
    }

    [Fact]
    public void CallsOfUnknownResult_AreNoFailures()
    {
        var unknown = Executed([([new Turn("", [], [Call("capital")], [])], [])], Two);
        Assert.Contains("results of the calls", Reason(Score1(RewardFunctions.Create("ftrl"), unknown)[0]), StringComparison.Ordinal);
        Assert.Equal("needs accepted answers", Reason(Score1(RewardFunctions.Create("ftrl"), Executed([([AnswerTurn()], [])], new([], [new("t", "x")])))[0]));
    }
}
