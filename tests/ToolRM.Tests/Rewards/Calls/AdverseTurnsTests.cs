using ToolRM.Conversations;
using ToolRM.Rewards.Calls;

namespace ToolRM.Tests.Rewards.Calls;

public class AdverseTurnsTests
{
    [Fact]
    public void ATurnBehindWhichAnErrorCame_IsNoTarget_AndTheOthersAre()
    {
        var trajectory = Of("""{"temperature": 21}""", "TypeError: f() got an UNEXPECTED  keyword argument 'x'", null, "400 Client-Error: Bad Request");
        Assert.Equal([true, false, true, false], AdverseTurns.Targets(trajectory));
    }

    [Fact] // without punctuation the marker "error": is the word error, wherever it stands
    public void ByLetters_AResultThatSpeaksOfErrors_CostsTheTurn()
    {
        var trajectory = Of("""{"error": "quota"}""", "Rounding error estimate: 0.1");
        Assert.Equal([false, false], AdverseTurns.Targets(trajectory));
        Assert.Equal([false, true], AdverseTurns.Targets(trajectory, comparison: MarkerComparison.Text));
    }

    [Fact]
    public void MarkersAreASetting_AndOnesWithoutLettersMatchNothing()
    {
        Assert.Equal([false, true], AdverseTurns.Targets(Of("请求失败", "fine"), ["请求 失败", "!!"]));
        Assert.Empty(AdverseTurns.Targets(Of()));
    }

    private static Trajectory Of(params string?[] results) => new("t", "q", null, null,
        results.Select(result => new Turn("", [], [new("f", "{}")], result is null ? [] : [new ToolResult(result, ToolStatus.Ok)])).ToValueList(), TerminalKind.Finished);
}
