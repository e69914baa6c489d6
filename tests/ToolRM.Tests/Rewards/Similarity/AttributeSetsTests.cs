using ToolRM.Conversations;
using ToolRM.Rewards.Similarity;

namespace ToolRM.Tests.Rewards.Similarity;

public class AttributeSetsTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": "x"}""", """{"b": "x", "a": 1.0}""", 1)] // order of keys, 1 and 1.0
    [InlineData("""{"a": 1, "b": "x"}""", """{"a": 1, "b": "y"}""", 1.0 / 3)] // 1 common of 3
    [InlineData("""[1, 2, 3]""", """[3, 1, 2]""", 1)] // order of lists
    [InlineData("""[1, 1, 2]""", """[1, 2, 2]""", 0.5)] // 2 common, 4 in all
    [InlineData("""{"a": [1]}""", """{"a": 1}""", 0)] // another place
    [InlineData("""{"a": 1}""", """{"a": "1"}""", 0)] // a text is no number
    [InlineData("""{}""", """{}""", 1)]
    [InlineData("""{}""", """[]""", 0)]
    [InlineData("""{"a.b": 1}""", """{"a": {"b": 1}}""", 0)]
    public void WithoutTolerance(string one, string other, double expected) => Assert.Equal(expected, AttributeSets.Jaccard(Value(one), Value(other)), 1e-12);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.5, 0, 1)] // all three within 0.5
    [InlineData(0.1, 0, 0.2)] // 10 and 10.05 alone: 1 common of 5
    [InlineData(0, 0.01, 0.5)] // one hundredth of 10.05 and of 200.5: 2 common of 4
    public void NumbersMatchWithinATolerance(double absolute, double relative, double expected) =>
        Assert.Equal(expected, AttributeSets.Jaccard(Value("""{"x": [200, 10, 1]}"""), Value("""{"x": [10.05, 200.5, 1.4]}"""), absolute, relative), 1e-12);

    [Fact]
    public void EachNumberIsMatchedOnce() => Assert.Equal(1.0 / 2, AttributeSets.Jaccard(Value("[1, 1]"), Value("[1]"), 5), 1e-12);

    private static ArgumentValue Value(string json) => JsonParse.Of(json).Value!;
}
