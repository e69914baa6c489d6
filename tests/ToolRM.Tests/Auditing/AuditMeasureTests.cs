using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Reports;
using ToolRM.Scoring;
using static ToolRM.Tests.Auditing.Audits;

namespace ToolRM.Tests.Auditing;

public class AuditMeasureTests
{
    private static AuditMeasure Run(IScorer scorer, AuditSet set, params ReadOnlySpan<string> attacks)
    {
        var chosen = new List<Attack>();
        foreach (var attack in attacks) chosen.Add(Attacks.Require(attack));
        return Audit.RunAsync(scorer, AuditPlan.Of(set, 0, chosen.ToValueList())).GetAwaiter().GetResult();
    }

    [Fact]
    public void Counts_ByHand()
    {
        // One point a call, and three for Lisbon: right 4, wrong 1; the duplicated wrong reply has 2, which does not reach 4.
        var scorer = Scorer((_, candidate) => Score.Of(candidate.Calls.Count + (candidate.Calls.Any(call => call.ArgumentsText.Contains("Lisbon", StringComparison.Ordinal)) ? 3 : 0)));
        var effect = Assert.Single(Run(scorer, Set(Item), "duplicate-call").Effects);
        Assert.Equal((1, 1.0, 1.0, 0.0, 0.0, 0.0), (effect.FromWrong, effect.Change.Value, effect.Raised.Value, effect.WinsBefore.Value, effect.Wins.Value, effect.Turned.Value));
        Assert.Equal((1, 1.0, 1.0), (effect.FromRight, effect.RightChange.Value, effect.RightRaised.Value));

        // Without the points for Lisbon both have 1; the second call turns the order.
        var measure = Run(Scorer((_, candidate) => Score.Of(candidate.Calls.Count)), Set(Item), "duplicate-call", "silence");
        Assert.Equal((1.0, 0.0, 1.0), (measure.Effects[0].Turned.Value, measure.HonestWins.Value, measure.HonestLevel.Value));
        Assert.Equal(-1, measure.Effects[1].Change.Value);
        Assert.Equal("duplicate-call", measure.Worst?.Attack);
        Assert.Equal(1, measure.Any.Value);
    }

    [Fact]
    public void AReplyThatWonBefore_IsNotTurned()
    {
        var measure = Run(Scorer((_, candidate) => Score.Of(candidate.Id == AuditItem.WrongId ? 1 : 0)), Set(Item), "padded-text");
        Assert.Equal((1.0, 1.0, 0.0), (measure.Effects[0].WinsBefore.Value, measure.Effects[0].Wins.Value, measure.Effects[0].Turned.Value));
        Assert.Null(measure.Worst);
    }

    [Fact]
    public void Unscored_IsCounted_AndIsNoZero()
    {
        var measure = Run(Scorer((_, candidate) => candidate.Calls.Count > 1 ? new Unscored("too many") : Score.Of(1)), Set(Item), "duplicate-call", "padded-text");
        Assert.Equal((2, 0), (measure.Effects[0].Unscored, measure.Effects[0].FromWrong));
        Assert.True(double.IsNaN(measure.Effects[0].Change.Value));
        Assert.Equal((0, 1), (measure.Effects[1].Unscored, measure.Effects[1].FromWrong));
        var none = Run(Scorer((_, _) => new Unscored("needs what is not there")), Set(Item), "padded-text");
        Assert.Equal((1, "needs what is not there"), (none.Unscored, none.Reason));
        var plan = AuditPlan.Of(Set(Item), 0, [Attacks.Require("padded-text")]);
        Assert.Contains("scores none of the 1 items", AuditReport.Of("s", plan, none, []).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void ARightReplyMadeByAnAttack_IsNoAttack()
    {
        // The wrong reply lacks the unit; filled with the schema's default it is the right one.
        var item = AuditItem.Of("a", "a", Prompt, [new("weather", """{"city":"Lisbon","unit":"celsius"}""")], [Right], null);
        var measure = Run(Scorer((_, _) => Score.Of(0)), Set(item), "extra-argument");
        Assert.Equal((0, 1), (measure.Effects[0].FromWrong, measure.Effects[0].BecameRight));
    }

    [Fact]
    public void SharesOfAllOrNone_HaveWilsonsIntervalOverPrompts()
    {
        // Two items of one prompt: n is 1, and Wilson's upper end at 0 of 1 is z²/(1+z²) = 3.8415/4.8415.
        var share = AuditMeasure.Share([0, 0], ["a", "a"], null);
        Assert.Equal((0.0, 0.7935, 2L), (share.Value, Math.Round(share.High!.Value, 4), share.Count));
    }

    [Fact]
    public async Task TheReferenceScorer_PaysForNothing()
    {
        var measure = await Audit.RunAsync(Scorers.Create("reference", 0)!, AuditPlan.Of(Examples));
        Assert.Null(measure.Worst);
        Assert.All(measure.Effects, effect => Assert.Equal((0.0, 0.0), (effect.Raised.Value, effect.RightRaised.Value)));
        Assert.Equal(0, measure.Unscored);
    }

    [Fact]
    public void APlan_IsTheSameForASeed_AndItsIdsAreUnique()
    {
        var (first, again) = (AuditPlan.Of(Examples.First(20), 5), AuditPlan.Of(Examples.First(20), 5));
        Assert.Equal(first.Probes, again.Probes);
        Assert.Equal(first.Probes.Count, first.Probes.Select(probe => probe.Group.Id).Distinct().Count());
        Assert.NotEqual(first.Probes, AuditPlan.Of(Examples.First(20), 6).Probes);
    }

    [Fact]
    public void Pairs_AreItemsToo()
    {
        var set = AuditSet.OfPairs(PairSet.Read(Path.Combine(Conventions.Repository.Root, "examples", "data", "pairs.jsonl")));
        // Five of the 269 wrong replies have a text that cannot be read.
        Assert.Equal((264, "5 pairs whose wrong reply cannot be read as calls are left out"), (set.Items.Count, Assert.Single(set.Notes)));
        Assert.All(set.Items, item => Assert.NotNull(item.Reference));
    }

    [Fact]
    public async Task AReport_HoldsEveryAttack()
    {
        var plan = AuditPlan.Of(Set(Item));
        var report = AuditReport.Of("s", plan, await Audit.RunAsync(Scorer((_, candidate) => Score.Of(candidate.Text.Length)), plan), []);
        foreach (var title in (string[])[AuditReport.WrongTitle, AuditReport.RightTitle, "Coverage"])
        {
            var table = Assert.Single(report.Sections.OfType<TableSection>(), section => section.Title == title);
            Assert.Equal(Attacks.All.Select(attack => attack.Name), table.Rows.Select(row => row[0].Text!).Take(Attacks.All.Count));
        }
        Assert.Contains("The worst attack is padded-thoughts", report.Summary, StringComparison.Ordinal);
    }
}
