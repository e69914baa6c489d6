using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Scoring.Ensembles;

namespace ToolRM.Tests.Scoring.Ensembles;

public class EnsembleScorerTests
{
    private static readonly EnsembleOptions Mean = new(EnsembleRule.Mean, EnsembleScaling.Same);

    private static readonly CandidateGroup Three = new("g", new([], []), [new("0", "a", []), new("1", "b", []), new("2", "c", [])]);

    /// <summary>Gives the numbers by the candidate's place; NaN stands for none.</summary>
    private sealed class Fixed(string name, ScoreScale scale, params double[] values) : IScorer
    {
        public ScorerInfo Info => new(name, scale, name == "reference");

        public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>([.. groups.Select(group => group.Candidates.Select((_, i) => double.IsNaN(values[i]) ? (Score)new Unscored("broken") : new Scored(values[i], scale)).ToValueList())]);
    }

    private static Fixed Raw(string name, params double[] values) => new(name, ScoreScale.Raw, values);

    private static async Task<ValueList<Score>> Score(EnsembleOptions options, params IScorer[] members) => Assert.Single(await new EnsembleScorer("e", members.ToValueList(), options).ScoreAsync([Three]));

    private static double Value(Score score) => Assert.IsType<Scored>(score).Value;

    [Fact]
    public async Task MembersAndDisagreementAreComponents()
    {
        var scores = await Score(Mean, Raw("a", 1, 2, 3), Raw("b", 3, 2, 3));
        // (1 + 3) / 2 = 2, population deviation 1
        Assert.Equal(new Scored(2, ScoreScale.Raw, [new("disagreement", 1), new("a", 1), new("b", 3)]), scores[0]);
        Assert.Equal(0, ((Scored)scores[1]).Components[0].Value);
    }

    [Fact]
    public async Task TwoOfOneName_StayApart() =>
        Assert.Equal(["disagreement", "a", "a-2"], ((Scored)(await Score(Mean, Raw("a", 1, 1, 1), Raw("a", 3, 3, 3)))[0]).Components.Select(part => part.Name));

    // A member whose numbers are a thousand times as large would decide alone.
    [Theory]
    [InlineData(EnsembleScaling.Standardise)]
    [InlineData(EnsembleScaling.Rank)]
    public async Task ScaledMembers_CountAlike(EnsembleScaling scaling)
    {
        var scores = await Score(new(EnsembleRule.Mean, scaling), Raw("a", 1, 2, 3), Raw("b", 3000, 2000, 1000));
        Assert.Equal(Value(scores[0]), Value(scores[2]), 12);
        Assert.Equal(3000, ((Scored)scores[0]).Components[2].Value); // the member's own number
    }

    [Fact]
    public async Task TheWorstCase_TrustsNobodyAlone() =>
        Assert.Equal([1.0, 0, 2], (await Score(new(EnsembleRule.Minimum, EnsembleScaling.Same), Raw("a", 1, 9, 3), Raw("b", 3, 0, 2))).Select(Value));

    [Fact]
    public async Task AMissingMember_LeavesTheReplyUnscored_UnlessToldOtherwise()
    {
        IScorer[] members = [Raw("a", 1, double.NaN, 3), Raw("b", 3, 5, double.NaN)];
        var scores = await Score(Mean, members);
        Assert.Equal((2.0, new Unscored("a: broken"), new Unscored("b: broken")), (Value(scores[0]), scores[1], scores[2]));
        scores = await Score(Mean with { Missing = MissingMember.LeftOut }, members);
        Assert.Equal([2, 5, 3], scores.Select(Value));
        Assert.Contains(new("scored-by", 1), ((Scored)scores[1]).Components);
        // A sample's spread needs two members; with one there is no number, and no 0 in its place.
        scores = await Score(new(EnsembleRule.MeanMinusDeviation, EnsembleScaling.Same) { Weight = 1, Ddof = 1, Missing = MissingMember.LeftOut }, members);
        Assert.IsType<Unscored>(scores[1]);
        Assert.IsType<Unscored>((await Score(Mean with { Missing = MissingMember.LeftOut }, Raw("a", 1, double.NaN, 3)))[1]);
    }

    [Fact]
    public async Task NumbersBeyondADouble_AreNoScore() => Assert.IsType<Unscored>((await Score(Mean, Raw("a", 1e308, 1, 1), Raw("b", 1.5e308, 1, 1)))[0]);

    [Fact]
    public void TheScaleFollowsFromTheRule()
    {
        ValueList<IScorer> probabilities = [new Fixed("a", ScoreScale.Probability), new Fixed("reference", ScoreScale.Probability)];
        var mean = new EnsembleScorer("e", probabilities, Mean);
        Assert.Equal((ScoreScale.Probability, true), (mean.Info.Scale, mean.Info.NeedsReference));
        Assert.Equal(ScoreScale.Raw, new EnsembleScorer("e", probabilities, new(EnsembleRule.UncertaintyWeighted, EnsembleScaling.Same) { Weight = 0.5, Ddof = 0 }).Info.Scale);
        Assert.Equal(ScoreScale.Raw, new EnsembleScorer("e", probabilities, new(EnsembleRule.Mean, EnsembleScaling.Rank)).Info.Scale);
    }

    [Fact]
    public void WhatMakesNoSense_IsRefused()
    {
        ValueList<IScorer> mixed = [Raw("a"), new Fixed("b", ScoreScale.Probability)];
        Assert.Contains("not comparable", Assert.Throws<ArgumentException>(() => new EnsembleScorer("e", mixed, Mean)).Message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => new EnsembleScorer("e", [], Mean)).Message, StringComparison.Ordinal);
        foreach (var (options, part) in (ReadOnlySpan<(EnsembleOptions, string)>)[
            (new(EnsembleRule.MeanMinusDeviation, EnsembleScaling.Rank), "weight: this rule needs one"),
            (new(EnsembleRule.UncertaintyWeighted, EnsembleScaling.Rank) { Weight = 1 }, "ddof: this rule needs it"),
            (new(EnsembleRule.Mean, EnsembleScaling.Rank) { Weight = 1 }, "weight: this rule has none"),
            (new(EnsembleRule.Mean, EnsembleScaling.Rank) { Ddof = 2 }, "expected 0 or 1"),
            (new(EnsembleRule.UncertaintyWeighted, EnsembleScaling.Rank) { Weight = double.NaN, Ddof = 0 }, "finite")])
        {
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => new EnsembleScorer("e", mixed, options)).Message, StringComparison.Ordinal);
        }
    }
}
