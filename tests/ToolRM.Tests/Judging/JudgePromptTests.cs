using ToolRM.Judging;

namespace ToolRM.Tests.Judging;

public class JudgePromptTests
{
    // A published prompt never changes: kept answers and numbers of reports stand under its name. Other words are judge-…@2.
    [Theory]
    [InlineData("judge-score@1", "65fa57aeda459a1a2ffc2c43ba64e42f9e46def10422741423a906f8cdbc4140")]
    [InlineData("judge-verdict@1", "9d6edce5f58f7eb99bfe92addd58c3268b367270a7bad68584f533340fca02cd")]
    [InlineData("judge-pairwise@1", "66b8216ba2a02bed439fd6104bcae8a3932722660dd2f92b3fa67244f4681e07")]
    public void ThePromptsAreThose(string name, string hash) => Assert.Equal(hash, JudgePrompt.Find(name)!.Hash);

    [Fact]
    public void EveryPlaceIsKnown()
    {
        Assert.All(JudgePrompt.All, prompt => Assert.True(prompt.Has("tools") && prompt.Has("conversation") && prompt.System is not null));
        Assert.True(JudgePrompt.Score.Has("reply") && JudgePrompt.Score.Has("points") && JudgePrompt.Verdict.Has("reply") && JudgePrompt.Pairwise.Has("reply_a") && JudgePrompt.Pairwise.Has("reply_b"));
    }

    // What a user wrote may look like a place; it is not one.
    [Fact]
    public void PlacesAreFilledOnce() =>
        Assert.Equal("1 {{b}} 2 {{c}} {{", JudgePrompt.Fill("{{a}} {{b}} {{c}} {{", ("a", "1 {{b}}"), ("b", "2")));

    [Fact]
    public void TwoParts()
    {
        var prompt = JudgePrompt.Of("own", "be strict\r\n---\r\n{{reply}}\r\n---\r\nend");
        Assert.Equal(("be strict", "{{reply}}\n---\nend"), (prompt.System, prompt.User));
        Assert.Null(JudgePrompt.Of("own", "{{reply}}").System);
        Assert.NotEqual(prompt.Hash, JudgePrompt.Of("own", "be kind\n---\n{{reply}}").Hash);
    }
}
