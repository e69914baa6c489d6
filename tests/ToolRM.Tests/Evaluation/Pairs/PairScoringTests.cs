using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Preferences;
using ToolRM.Scoring;
using static ToolRM.Tests.Evaluation.Pairs.PairExamples;

namespace ToolRM.Tests.Evaluation.Pairs;

public class PairScoringTests
{
    private sealed class Recorder(bool needsReference = false, int scores = 2) : IScorer
    {
        public List<CandidateGroup> Seen { get; } = [];

        public ScorerInfo Info => new("recorder", ScoreScale.Raw, needsReference);

        // The place as score: whoever stands second wins.
        public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
        {
            Seen.AddRange(groups);
            return new(groups.Select(_ => Enumerable.Range(0, scores).Select(Score (place) => Score.Of(place)).ToValueList()).ToList());
        }
    }

    private static readonly PreferencePair[] Many = [.. Enumerable.Range(0, 1000).Select(i => Pair($"p{i}") with { Reference = new NoCall(), Generator = "m" })];

    [Fact]
    public async Task ThePlace_TellsNothing()
    {
        var results = await PairScoring.ScoreAsync(new Recorder(), Many, seed: 1);
        // A fair coin 1000 times: 500 ± 5 · √250
        Assert.InRange(results.Count(result => result.Outcome == PairOutcome.Right), 500 - 79, 500 + 79);
    }

    [Fact]
    public async Task ScoresGoBackToTheirReplies()
    {
        var recorder = new Recorder();
        var results = await PairScoring.ScoreAsync(recorder, Many, seed: 1);
        for (var i = 0; i < Many.Length; i++)
        {
            var placeOfChosen = recorder.Seen[i].Candidates[0].Calls == Many[i].Chosen ? 0 : 1;
            Assert.Equal(placeOfChosen, ((Scored)results[i].Chosen).Value);
            Assert.Equal(1 - placeOfChosen, ((Scored)results[i].Rejected).Value);
        }
    }

    [Fact]
    public async Task NothingButTheRepliesTellsRightFromWrong()
    {
        var recorder = new Recorder();
        await PairScoring.ScoreAsync(recorder, Many, seed: 1);
        Assert.All(recorder.Seen, group =>
        {
            Assert.Null(group.Reference);
            Assert.Equal(["0", "1"], group.Candidates.Select(candidate => candidate.Id));
            Assert.All(group.Candidates, candidate => Assert.Null(candidate.Source));
        });
        var asking = new Recorder(needsReference: true);
        await PairScoring.ScoreAsync(asking, [Many[0]], seed: 1);
        Assert.Equal(new NoCall(), asking.Seen[0].Reference);
    }

    [Fact]
    public async Task AnUndecodableReply_IsItsTextWithoutCalls()
    {
        var recorder = new Recorder();
        await PairScoring.ScoreAsync(recorder, [Pair("1") with { Rejected = null, RejectedText = "f(2" }], seed: 1);
        var wrong = Assert.Single(recorder.Seen[0].Candidates, candidate => candidate.Calls.Count == 0);
        Assert.Equal("f(2", wrong.Text);
    }

    [Fact]
    public async Task AScorerThatLeavesRepliesOut_IsABug() =>
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await PairScoring.ScoreAsync(new Recorder(scores: 1), [Many[0]], seed: 1));

    [Fact]
    public void OrderDependsOnSeedAndIdAlone()
    {
        Assert.Equal(PairScoring.ChosenFirst(Pair("x"), 1), PairScoring.ChosenFirst(Pair("x", "another group"), 1));
        Assert.Contains(Many, pair => PairScoring.ChosenFirst(pair, 1) != PairScoring.ChosenFirst(pair, 2));
    }
}
