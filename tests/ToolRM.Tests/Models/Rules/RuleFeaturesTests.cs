using ToolRM.Conversations;
using ToolRM.Models.Rules;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Tests.Rewards;

namespace ToolRM.Tests.Models.Rules;

public class RuleFeaturesTests
{
    private static readonly ValueList<RewardFunction> Features = [Rollouts.X("faithful"), Rollouts.X("concise"), Rollouts.X("noise")];

    [Fact]
    public async Task LearnsWhichFeaturesWerePreferred()
    {
        // Preferred is 2 · faithful + concise, the third feature says nothing.
        var groups = Enumerable.Range(0, 60).Select(g => Group(g)).ToArray();
        var trained = await RuleFeatures.TrainAsync(Features, groups[..40]);
        var reward = RuleFeatures.Of("mine", Features, trained.Model);
        Assert.Equal(1.0, Share(reward, groups[40..]), 0.05);
        var scored = Assert.IsType<Scored>(Rollouts.Score1(reward, groups[0].Context)[0]);
        Assert.Equal(["faithful", "concise", "noise"], scored.Components.Select(component => component.Name));
    }

    [Fact]
    public async Task WhatCannotBeScored_IsUnknown_NotZero()
    {
        var model = (await RuleFeatures.TrainAsync(Features, [.. Enumerable.Range(0, 10).Select(Group)])).Model;
        var scores = Rollouts.Score1(RuleFeatures.Of("mine", Features, model), Rollouts.WithFacts([("faithful", 1)], [("other", 1)]));
        Assert.Equal("faithful", Assert.Single(Assert.IsType<Scored>(scores[0]).Components).Name);
        Assert.Equal("needs at least one feature, none could be scored", Rollouts.Reason(scores[1]));
        Assert.Throws<ArgumentException>(() => RuleFeatures.Of("mine", [Rollouts.X("another")], model));
    }

    private static RankedGroup Group(int g)
    {
        (double F, double C, double N)[] rows = [.. Enumerable.Range(0, 3).Select(i => (F: (g * 5 + i * 7) % 11 / 10.0, C: (g * 3 + i * 4) % 7 / 6.0, N: (g + i * 2) % 5 / 4.0))];
        var pairs = from a in Enumerable.Range(0, 3) from b in Enumerable.Range(0, 3) where Value(rows[a]) > Value(rows[b]) + 1e-9 select (a, b);
        var context = Rollouts.WithFacts([.. rows.Select(row => new (string, double)[] { ("faithful", row.F), ("concise", row.C), ("noise", row.N) })]);
        return new(context with { Group = context.Group with { Id = Rollouts.Id(g) } }, pairs.ToValueList());

        static double Value((double F, double C, double N) row) => 2 * row.F + row.C;
    }

    private static double Share(RewardFunction reward, RankedGroup[] groups) => groups.SelectMany(group =>
    {
        var scores = Rollouts.Score1(reward, group.Context);
        return group.Pairs.Select(pair => ((Scored)scores[pair.Better]).Value > ((Scored)scores[pair.Worse]).Value ? 1.0 : 0);
    }).Average();
}
