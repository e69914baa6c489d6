using ToolRM.Rewards.Answers;

namespace ToolRM.Tests.Rewards.Answers;

/// <summary>Vectors of rewards 0, and answers in the places where models write them.</summary>
public class QaTextTests
{
    [Theory]
    [InlineData("the Eiffel tower in Paris", "Eiffel Tower", 0.6667)]
    [InlineData("yes", "no", 0)]
    [InlineData("yes", "yes", 1)]
    [InlineData("", "", 0)]
    public void TokenF1(string text, string answer, double expected) => Assert.Equal(expected, Math.Round(QaText.TokenF1(text, answer), 4));

    [Fact]
    public void ExactMatch_IsOfNormalisedTexts()
    {
        Assert.True(QaText.ExactMatch("The Beatles!", ["stones", "beatles"]));
        Assert.False(QaText.ExactMatch("The Beatles!", []));
    }

    [Theory]
    [InlineData(new string[0], new string[0], 1)]
    [InlineData(new[] { "a" }, new string[0], 0)]
    [InlineData(new[] { "a", "a", "b" }, new[] { "b", "a" }, 2.0 / 3)]
    public void Jaccard(string[] one, string[] other, double expected)
    {
        Assert.Equal(expected, Multiset.Jaccard(one, other), 12);
        Assert.Equal(expected, Multiset.Jaccard(other, one), 12);
        string[] padding = [.. Enumerable.Range(0, 70).Select(i => $"p{i}")]; // lists too long for the marks of the short way
        Assert.Equal(Multiset.Common(one, other) + 70, Multiset.Common([.. one, .. padding], [.. other, .. padding]));
    }

    [Theory]
    [InlineData("<think>2 + 2</think>\nfour", "four")]
    [InlineData("<think>x</think><answer> four </answer>", "four")]
    [InlineData("<answer>so \\boxed{4 {apples}}</answer>", "4 {apples}")]
    [InlineData("so \\boxed{1}, no, \\boxed{2}", "2")]
    [InlineData("<tool_call>\n{}\n</tool_call>", "")]
    [InlineData("<answer>cut", "<answer>cut")]
    public void FinalAnswers(string text, string expected) => Assert.Equal(expected, FinalAnswer.Of(text));
}
