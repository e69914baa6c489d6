using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Composites;
using static ToolRM.Tests.Rewards.Rollouts;

namespace ToolRM.Tests.Rewards.Composites;

/// <summary>Vectors of rewards 1.8 to 1.10 and 2.10.</summary>
public class CompositeTests
{
    private const string Right = "<think>so</think><answer>\\boxed{the Eiffel tower in Paris}</answer>"; // F1 with "Eiffel Tower": 0.6667

    [Theory]
    [InlineData(Right, new[] { "search" }, 0.6667)]
    [InlineData(Right, new[] { "search", "python" }, 0.7667)]
    [InlineData("<think>so</think><answer>\\boxed{Rome}</answer>", new[] { "search", "python" }, 0)]
    [InlineData("<think>so</think>", new[] { "search", "python" }, -1)]
    [InlineData("<think>so</think><answer>Rome</answer>", new[] { "search" }, -1)] // nothing boxed
    public void ToolStar_ForQuestions(string text, string[] tools, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("tool-star", """{"form": "code"}"""), Tagged(text, tools)));

    [Theory]
    [InlineData(1, true, 1.1)]
    [InlineData(1, false, 1)]
    [InlineData(0, true, 0)]
    public void ToolStar_AsInThePaper(double correct, bool both, double expected)
    {
        Turn[] turns = both ? [ToolTurn("search", ("x", ToolStatus.Ok)), ToolTurn("python", ("", ToolStatus.Error)), AnswerTurn(Right)] : [ToolTurn("search", ("x", ToolStatus.Ok)), AnswerTurn(Right)];
        Assert.Equal([expected], Values(RewardFunctions.Create("tool-star"), Executed([(turns, [("correct", correct)])])));
    }

    [Fact]
    public void ToolStar_TagsInAThought_EarnTheReleasedBonus()
    {
        var idle = "<think></search> </python></think>" + Right[Right.IndexOf("<answer>", StringComparison.Ordinal)..];
        var group = Executed([([AnswerTurn(idle)], [("correct", 0.6667)])], new(["Eiffel Tower"]));
        Assert.Equal([0.7667], Values(RewardFunctions.Create("tool-star", """{"form": "code"}"""), group));
        Assert.Equal([0.6667], Values(RewardFunctions.Create("tool-star"), group));
    }

    [Theory]
    [InlineData(1, Right, 1)]
    [InlineData(0, Right, 0.1)]
    [InlineData(1, "<think>so</think>", 0)]
    public void ToolStar_ForMaths(double correct, string text, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("tool-star", """{"form": "maths"}"""), Executed([([AnswerTurn(text)], [("correct", correct)])])));

    [Theory]
    [InlineData("<think>a</think><search>q</search><result>r</result><answer>\\boxed{1}</answer>", true)]
    [InlineData("<think>a</think><search>q</search><answer>\\boxed{1}</answer>", false)]
    [InlineData("<think>a</think><python>q<result>r</result><answer>\\boxed{1}</answer>", false)]
    [InlineData("<answer>\\boxed{1}</answer>", false)] // no thought
    [InlineData("<think>a</think><answer>\\boxed{1</answer>", false)]
    [InlineData("<think>a</think><answer>1</answer><answer>\\boxed{1}</answer>", false)]
    public void ToolStar_Format(string text, bool expected) => Assert.Equal(expected, ToolStar.IsWellFormedText(text));

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0, 0, -2)]
    public void Tgrl_InOurReading(double correct, double format, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("tgrl"), WithFacts([("correct", correct), ("format", format)])));

    [Fact]
    public void Tgrl_TheAnswerIsACall()
    {
        var answers = RewardFunctions.Create("tgrl", """{"answer-tools": ["answer"]}""");
        var boxed = new Turn("", [], [new("answer", """{"text": "\\boxed{4}"}""")], []);
        Assert.Equal([2], Values(answers, Executed([([boxed], [("correct", 1)])])));
        Assert.Equal([0], Values(answers, Executed([([boxed, AnswerTurn(), ToolTurn("run", ("4", ToolStatus.Ok))], [("correct", 1)])])));
    }

    [Theory]
    [InlineData(1, true, 1, 1.5)]
    [InlineData(1, false, 1, 1.0)]
    [InlineData(0.6, true, 1, 0.9)]
    [InlineData(0.4, true, 1, 0.43)]
    [InlineData(0, true, 1, 0.03)]
    [InlineData(0, false, 1, 0)]
    [InlineData(1, true, 0, -0.05)]
    public void DeepSport_Vectors(double accuracy, bool tool, double format, double expected) =>
        Assert.Equal([expected], Values(RewardFunctions.Create("deep-sport"), Executed([(tool ? [ToolTurn("frames", ("f", ToolStatus.Ok)), AnswerTurn()] : [AnswerTurn()], [("correct", accuracy), ("format", format)])])));

    [Fact]
    public void DeepSport_ACallMadeTwice_IsAFormatError()
    {
        Turn One(string arguments) => new("", [], [Call("frames", arguments)], [new("f", ToolStatus.Ok)]);
        var twice = Executed([([One("""{"from": 1, "to": 2}"""), One("""{"to": 2.0, "from": 1}""")], [("correct", 1), ("format", 1)])]);
        Assert.Equal([-0.05], Values(RewardFunctions.Create("deep-sport"), twice));
        Assert.Equal([1.5], Values(RewardFunctions.Create("deep-sport", """{"duplicates-are-errors": false}"""), twice));
    }

    [Theory]
    [InlineData("v8", 1, "none", true, 1)]
    [InlineData("v8", 1, "failed", true, 1)]
    [InlineData("v8", 1, "worked", true, 1.5)]
    [InlineData("v8", 0, "none", true, 0.3)]
    [InlineData("v8", 0, "failed", true, 0.4)]
    [InlineData("v8", 1, "worked", false, 0)]
    [InlineData("v2", 1, "none", true, 1.5)]
    [InlineData("v2", 1, "none", false, 1)]
    [InlineData("v2", 0, "none", true, 0.5)]
    [InlineData("v2", 0, "none", false, 0)]
    public void ArmThinker_Ladders(string version, double correct, string tool, bool format, double expected)
    {
        var answer = AnswerTurn(format ? "<think>so</think>\n<answer>1</answer>" : "<answer>1</answer>");
        Turn[] turns = tool == "none" ? [answer] : [ToolTurn("crop", ("x", tool == "worked" ? ToolStatus.Ok : ToolStatus.Error)), answer];
        Assert.Equal([expected], Values(RewardFunctions.Create("arm-thinker", $$"""{"version": "{{version}}"}"""), Executed([(turns, [("correct", correct)])])));
    }

    [Fact]
    public void Ladders_ShowWhatTheyLookedAt()
    {
        var score = (ToolRM.Scoring.Scored)Score1(RewardFunctions.Create("arm-thinker"), Executed([([AnswerTurn()], [("correct", 0)])]))[0];
        Assert.Equal([new("format", 1), new("correct", 0), new("tool-used", 0), new("tool-succeeded", 0)], score.Components);
    }

    [Fact]
    public void ArmThinker_SuccessByText_BelievesTheText()
    {
        var group = Executed([([ToolTurn("crop", ("This is the zoom-in image", ToolStatus.Error)), AnswerTurn()], [("correct", 1)])]);
        Assert.Equal([1], Values(RewardFunctions.Create("arm-thinker"), group));
        Assert.Equal([1.5], Values(RewardFunctions.Create("arm-thinker", """{"success-texts": ["This is the zoom-in image"]}"""), group));
    }

    [Theory]
    [InlineData(" <think>a</think> <ANSWER>b</ANSWER>\n", true)]
    [InlineData("<think></think><answer></answer>", true)]
    [InlineData("x<think>a</think><answer>b</answer>", false)]
    [InlineData("<think>a</think><answer>b</answer>x", false)]
    [InlineData("<think>a</think> so <answer>b</answer>", false)]
    [InlineData("<think>a</think><answer><tool_call></answer>", false)]
    [InlineData("<think>a</answer>", false)]
    public void ArmThinker_Format(string text, bool expected) => Assert.Equal(expected, ArmThinker.IsWellFormedText(text));

    /// <summary>One text with tool blocks in it, as the released code sees it.</summary>
    private static RewardContext Tagged(string text, string[] tools) =>
        Executed([([AnswerTurn(string.Concat(tools.Select(tool => $"<{tool}>q</{tool}><result>r</result>")) + text)], [])], new(["Eiffel Tower"]));
}
