using FsCheck;
using FsCheck.Fluent;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Tests.Selection;

public class SelectorPropertyTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(4711UL, 23UL).WithMaxTest(500);

    // Few keys and few scores, so that ties and equal calls are common.
    private static readonly Arbitrary<SelectionOption[]> Drawn = Arb.From(Gen.NonEmptyListOf(
        from key in Gen.Elements("a", "b", "c", "[]")
        from readable in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from fits in Gen.Elements(true, false)
        from value in Gen.Choose(-3, 3)
        from scored in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from right in Gen.Elements(true, false)
        select new SelectionOption(readable ? key : "[]", readable, readable && fits, readable && scored ? Score.Of(value) : new Unscored("-"), readable && right)).Select(list => list.ToArray()));

    [Fact]
    public void EveryChoiceIsOneOfTheDrawn_AndAlwaysTheSame() => Check(drawn => Selectors.All.All(selector =>
    {
        var choice = selector.Select(drawn);
        return choice >= 0 && choice < drawn.Length && choice == selector.Select(drawn);
    }));

    [Fact]
    public void Argmax_HasNoHigherScoreBesideIt() => Check(drawn =>
    {
        var chosen = drawn[Selectors.Argmax.Select(drawn)];
        var best = drawn.Where(option => option.IsReadable).Select(option => option.Score).OfType<Scored>().Select(score => score.Value).DefaultIfEmpty(double.NaN).Max();
        return chosen.Score is Scored scored ? scored.Value.Equals(best) : double.IsNaN(best);
    });

    [Fact]
    public void Majority_HasNoMoreFrequentCallsBesideIt() => Check(drawn =>
    {
        var votes = drawn.Where(option => option.IsReadable).CountBy(option => option.Key).ToDictionary();
        var chosen = drawn[Selectors.Majority.Select(drawn)];
        return votes.Count == 0 || votes[chosen.Key] == votes.Values.Max();
    });

    [Fact]
    public void RewardVote_OfEqualScores_IsTheMajority() => Check(drawn =>
    {
        var equal = drawn.Select(option => option with { Score = Score.Of(2) }).ToArray();
        return Selectors.RewardVote.Select(equal) == Selectors.Majority.Select(equal);
    });

    [Fact]
    public void RawScores_MayBeShifted() => Check(drawn =>
    {
        var shifted = drawn.Select(option => option.Score is Scored scored ? option with { Score = Score.Of(scored.Value + 8) } : option).ToArray();
        return Selectors.Argmax.Select(drawn) == Selectors.Argmax.Select(shifted) && Selectors.RewardVote.Select(drawn) == Selectors.RewardVote.Select(shifted);
    });

    [Fact]
    public void Oracle_IsRightWheneverAnythingIs() => Check(drawn => drawn[Selectors.Oracle.Select(drawn)].IsRight == drawn.Any(option => option.IsRight == true));

    [Fact]
    public void NothingButTheOracle_LooksAtVerdicts() => Check(drawn =>
    {
        var flipped = drawn.Select(option => option with { IsRight = !option.IsRight }).ToArray();
        return Selectors.All.Where(selector => selector.Name != "oracle").All(selector => selector.Select(drawn) == selector.Select(flipped));
    });

    [Fact]
    public void ABetterScore_IsNeverPassedOverForADecodingFailure() => Check(drawn =>
        !drawn.Any(option => option.IsReadable) || Selectors.All.Where(selector => selector.NeedsScores).All(selector => drawn[selector.Select(drawn)].IsReadable));

    private static void Check(Func<SelectionOption[], bool> holds) => Prop.ForAll(Drawn, holds).Check(Fixed);
}
