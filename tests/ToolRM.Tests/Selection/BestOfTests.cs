using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Tests.Selection;

public class BestOfTests
{
    private static readonly Conversation Prompt = new(
        [new UserMessage("Call f with 1.")], [new("f", null, JsonText.Parse("""{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}"""))]);

    [Fact]
    public void TheHighestScore_WithRunnerUpAndAgreement()
    {
        // Votes: x=1 twice, x=2 once, x=3 once. Argmax takes 0.9, the second is the best of other calls.
        var selected = Choose([Call(2, 0.4), Call(1, 0.9), Call(3, 0.7), Call(1, 0.8)]);
        Assert.Equal((SelectionOutcome.Candidate, "1", "2", 0), (selected.Outcome, selected.Chosen!.Id, selected.RunnerUp!.Id, selected.Tied));
        Assert.Equal((Score.Of(0.9), Score.Of(0.7)), (selected.Score, selected.RunnerUpScore));
        Assert.Equal(new SelectionVotes(4, 2, 0, 0), selected.Votes);
        Assert.Equal(0.5, selected.Votes.Agreement);
        Assert.Equal("argmax, score 0.9, 2 of 4 agree", selected.Reason);
    }

    [Theory]
    [InlineData(TieRule.First, "0")]      // drawn earliest
    [InlineData(TieRule.MostCommon, "1")] // x=22 was drawn twice
    [InlineData(TieRule.Shortest, "3")]   // x=3 has the fewest characters
    public void EqualScores_AreTakenByTheRule(TieRule rule, string chosen)
    {
        var selected = Choose([Call(111, 1), Call(22, 1), Call(22, 1), Call(3, 1), Call(4444, 0)], new() { Ties = rule });
        Assert.Equal((chosen, 2), (selected.Chosen!.Id, selected.Tied)); // the two other calls that score 1; x=4444 is below
        Assert.EndsWith($"tied with 2 other calls, taken by \"{TieRules.All[(int)rule].Name}\"", selected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void ATieRule_NeverBeatsAScore() => Assert.All(Enum.GetValues<TieRule>(), rule =>
        Assert.Equal("0", Choose([Call(111, 0.9), Call(2, 0.8), Call(2, 0.8)], new() { Ties = rule }).Chosen!.Id));

    [Fact]
    public void MajorityTies_AreCountedInCalls()
    {
        var selected = Choose([Call(1, 0), Call(2, 0), Call(2, 0), Call(1, 0), Call(3, 0)], new() { Selector = Selectors.Majority });
        Assert.Equal(("0", "1", 1), (selected.Chosen!.Id, selected.RunnerUp!.Id, selected.Tied)); // 2 : 2 : 1
    }

    [Fact]
    public void EqualCalls_AreNoTie() => Assert.Equal((0, (string?)null), (Choose([Call(1, 0.5), Call(1, 0.5)]).Tied, Choose([Call(1, 0.5), Call(1, 0.5)]).RunnerUp?.Id));

    [Fact]
    public void BelowTheThreshold_TheCandidateWithoutCallsWins()
    {
        var selected = Choose([Call(1, 0.4), Silent(0.1), Call(2, 0.3)], new() { NoCallBelow = 0.5 });
        Assert.Equal((SelectionOutcome.Candidate, "1", "0"), (selected.Outcome, selected.Chosen!.Id, selected.RunnerUp!.Id));
        Assert.Equal("the candidate without calls: the best scores 0.4, below 0.5", selected.Reason);
        Assert.Equal("0", Choose([Call(1, 0.5), Silent(0.1)], new() { NoCallBelow = 0.5 }).Chosen!.Id); // 0.5 is not below 0.5
    }

    [Fact]
    public void BelowTheThreshold_WithoutSuchACandidate_NothingIsCalled()
    {
        var selected = Choose([Call(1, 0.4), Call(2, 0.3)], new() { NoCallBelow = 0.5 });
        Assert.Equal((SelectionOutcome.NoCall, (Candidate?)null, 0), (selected.Outcome, selected.Chosen, selected.Calls.Count));
        Assert.Equal(("0", Score.Of(0.4)), (selected.RunnerUp!.Id, selected.RunnerUpScore)); // what would have been called
    }

    [Theory]
    [InlineData(UnscoredChoice.Keep, SelectionOutcome.Candidate)]
    [InlineData(UnscoredChoice.NoCall, SelectionOutcome.NoCall)]
    public void WhatCouldNotBeScored_IsNoZero(UnscoredChoice rule, SelectionOutcome outcome)
    {
        var selected = Choose([(Call(1, 0).Candidate, new Unscored("down")), (Call(2, 0).Candidate, new Unscored("down"))], new() { NoCallBelow = -5, WhenUnscored = rule });
        Assert.Equal((outcome, 2), (selected.Outcome, selected.Votes.Unscored));
        // Beside a score of any size the unscored one is not taken, and it is counted.
        var beside = Choose([(Call(1, 0).Candidate, new Unscored("down")), Call(2, -1000)]);
        Assert.Equal(("1", 1), (beside.Chosen!.Id, beside.Votes.Unscored));
    }

    [Fact]
    public void NoCandidates_GiveNothing()
    {
        Assert.Equal((SelectionOutcome.Nothing, "there are no candidates"), (Choose([]).Outcome, Choose([]).Reason));
        var unreadable = Choose([(Text("<tool_call>{\"name\": \"f\", "), Score.Of(9))]);
        Assert.Equal((SelectionOutcome.Nothing, 1, 0.0), (unreadable.Outcome, unreadable.Votes.Unreadable, unreadable.Votes.Agreement));
    }

    [Fact]
    public void TextsAreRead_AndThoseThatCannotBe_AreNotChosen()
    {
        var selected = Choose([(Text("<tool_call>{\"name\": \"f\", "), Score.Of(9)), (Text("<tool_call>{\"name\": \"f\", \"arguments\": {\"x\": 1}}</tool_call>"), Score.Of(1)), Call(1, 0.5)]);
        Assert.Equal(("1", "f"), (selected.Chosen!.Id, selected.Calls[0].Name));
        Assert.Equal(new SelectionVotes(3, 2, 0, 1), selected.Votes); // the text and the call agree; of the readable 2 of 2
        Assert.Equal(1.0, selected.Votes.Agreement);
    }

    [Fact]
    public async Task AScorer_IsAskedOncePerBatch()
    {
        var scorer = new Counting();
        var chosen = await new BestOf(scorer).ChooseAsync([Group("a", [Call(1, 0), Call(2, 0)]), Group("b", [Call(3, 0)])]);
        Assert.Equal(["a", "b"], chosen.Select(one => one.GroupId));
        Assert.Equal("1", chosen[0].Chosen!.Id); // scores rise with the position
        Assert.Equal(1, scorer.Calls);
    }

    [Fact]
    public void WrongUse_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new BestOf(null));
        Assert.Throws<ArgumentException>(() => new BestOf(null, new() { Selector = Selectors.Majority, NoCallBelow = 0 }));
        Assert.Throws<ArgumentException>(() => new BestOf(new Counting(), new() { Selector = Selectors.Oracle }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BestOf(new Counting(), new() { NoCallBelow = double.NaN }));
        Assert.Throws<ArgumentException>(() => BestOf.Choose(Group("a", [Call(1, 0)]), []));
        Assert.NotNull(new BestOf(null, new() { Selector = Selectors.Majority }));
    }

    // Whatever the candidates, what BestOf takes by "first" is what the selector alone takes.
    [Fact]
    public void TheChoice_IsTheSelectors()
    {
        var random = ToolRM.Numerics.SeededRandom.Of(3, "choices");
        for (var round = 0; round < 300; round++)
        {
            var drawn = Enumerable.Range(0, 1 + random.Next(8)).Select(_ => Call(random.Next(4), random.Next(3))).ToArray();
            var options = drawn.Select(one => new SelectionOption(CallKey.Of(one.Candidate.Calls), true, true, one.Score)).ToArray();
            foreach (var selector in Selectors.All.Where(selector => selector != Selectors.Oracle))
            {
                Assert.Equal(selector.Select(options).ToString(System.Globalization.CultureInfo.InvariantCulture), Choose(drawn, new() { Selector = selector }).Chosen!.Id);
            }
        }
    }

    [Fact]
    public void Rows_ComeBack()
    {
        foreach (var selected in (Selected[])[Choose([Call(1, 0.4), Call(2, 0.3)]) with { Saved = 3 }, Choose([]), Choose([Call(1, 0.4)], new() { NoCallBelow = 0.5 })])
        {
            var read = SelectionJson.Read(SelectionJson.Write(selected));
            Assert.Equal(selected with { RunnerUp = selected.RunnerUp is { } other ? new(other.Id, "", []) : null }, read);
        }
    }

    private static Selected Choose((Candidate Candidate, Score Score)[] drawn, BestOfOptions? options = null) =>
        BestOf.Choose(Group("q", drawn), drawn.Select(one => one.Score).ToValueList(), options);

    private static CandidateGroup Group(string id, (Candidate Candidate, Score Score)[] drawn) =>
        new(id, Prompt, drawn.Select((one, i) => one.Candidate with { Id = i.ToString(System.Globalization.CultureInfo.InvariantCulture) }).ToValueList());

    private static (Candidate Candidate, Score Score) Call(int x, double score) => (new("", "", [new("f", FormattableString.Invariant($"{{\"x\":{x}}}"))]), Score.Of(score));

    private static (Candidate Candidate, Score Score) Silent(double score) => (Text("I cannot."), Score.Of(score));

    private static Candidate Text(string text) => new("", text, []);

    private sealed class Counting : IScorer
    {
        public int Calls { get; private set; }

        public ScorerInfo Info { get; } = new("counting", ScoreScale.Raw);

        public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
        {
            Calls++;
            return ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>([.. groups.Select(group => group.Candidates.Select((_, i) => (Score)Score.Of(i)).ToValueList())]);
        }
    }
}
