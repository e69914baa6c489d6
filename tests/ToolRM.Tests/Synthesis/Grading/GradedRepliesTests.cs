using ToolRM.Conversations;
using ToolRM.Synthesis.Grading;
using ToolRM.Verification;

namespace ToolRM.Tests.Synthesis.Grading;

public class GradedRepliesTests
{
    private static readonly ValueList<ToolDefinition> Tools = [new("weather", null, JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}}}"""))];

    [Fact]
    public void AReplyCutOffAfterSomeOfItsCalls_IsGradedByThem()
    {
        var graded = GradedReplies.Truncations(Source("a", "Oslo", "Rome", "Bern"));
        Assert.Equal([(GradedKind.Whole, 1), (GradedKind.Truncated, 2.0 / 3), (GradedKind.Truncated, 1.0 / 3), (GradedKind.Truncated, 0)], graded.Select(reply => (reply.Kind, reply.Grade)));
        Assert.Equal([5, 4, 2, 1], graded.Select(reply => reply.Stars));
        Assert.Equal([3, 2, 1, 0], graded.Select(reply => reply.Candidate.Calls.Count));
        var verifier = new ReferenceVerifier();
        Assert.All(graded, reply => Assert.Equal(reply.Grade == 1, verifier.Verify(reply.Prompt, reply.Candidate, reply.Reference).Status == VerdictStatus.Pass));
    }

    [Fact]
    public void CallsThatAreNotRightByTheReference_GradeNothing() =>
        Assert.Empty(GradedReplies.Truncations(Source("a", "Oslo") with { Reference = new GoldCalls([Call("Rome")]) }));

    [Fact]
    public void ACutThatIsRightAllTheSame_IsLeftOut()
    {
        // One call is accepted too: the reply cut behind the first is right, and no failure.
        var source = Source("a", "Oslo", "Rome") with { Reference = new AnyOf([new GoldCalls([Call("Oslo"), Call("Rome")]), new GoldCalls([Call("Oslo")])]) };
        Assert.Equal([1.0, 0.0], GradedReplies.Truncations(source).Select(reply => reply.Grade));
    }

    [Fact]
    public void RightCallsUnderAnotherRequest_AreWorthNothing_UnlessTheyFit()
    {
        GradedSource[] others = [Source("a", "Oslo"), Source("b", "Oslo"), Source("c", "Rome"), Source("d", "Bern"), Source("e", "Graz")];
        var graded = GradedReplies.Relabelled(others[0], others, 2, seed: 1);
        Assert.Equal(2, graded.Count);
        Assert.All(graded, reply => Assert.Equal((GradedKind.Relabelled, 0.0, 1), (reply.Kind, reply.Grade, reply.Stars)));
        Assert.Equal(graded, GradedReplies.Relabelled(others[0], others, 2, seed: 1));
        var all = GradedReplies.Relabelled(others[0], others, 10, seed: 2);
        Assert.Equal(["under-c", "under-d", "under-e"], all.Select(reply => reply.Candidate.Id).Order()); // b asks for the same call
        Assert.Equal(["weather"], all[0].Prompt.Tools.Select(tool => tool.Name)); // offered once
    }

    [Fact]
    public void ATrajectory_IsCutBehindEachTurnWithCalls()
    {
        var trajectory = new Trajectory("t", "q", null, null,
            [new("", [], [Call("a"), Call("b")], []), new("so", [], [], []), new("", [], [Call("c")], []), new("", [], [Call("d")], []), new("done", [], [], [])], TerminalKind.Finished);
        var cuts = GradedReplies.Truncations(trajectory);
        Assert.Equal([0.5, 0.75, 1], cuts.Select(cut => cut.Value));
        Assert.Equal([1, 3, 5], cuts.Select(cut => cut.Key.Turns.Count));
        Assert.Equal("t/turns-3", cuts[1].Key.Id);
        Assert.Empty(GradedReplies.Truncations(trajectory with { Turns = [new("hello", [], [], [])] }));
    }

    private static GradedSource Source(string id, params string[] cities) => new(
        id, new([new UserMessage("Weather in " + string.Join(", ", cities) + "?")], Tools), cities.Select(Call).ToValueList());

    private static ToolCall Call(string city) => new("weather", $$"""{"city": "{{city}}"}""");
}
