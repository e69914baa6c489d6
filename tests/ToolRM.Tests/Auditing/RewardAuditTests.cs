using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Rewards;

namespace ToolRM.Tests.Auditing;

/// <summary>
/// Every reward of the list meets every attack on our own examples: it pays for none, or the pair of reward and attack stands below
/// with the reason. A reward that is new is covered by being in the list; a weakness that is gone has to be taken out here.
/// </summary>
public class RewardAuditTests
{
    private const string PartialCredit = "a wrong reply that lacks an argument or a call of the reference gets the part right that the attack adds";

    internal static readonly (string Reward, string[] Attacks, string Why)[] Known =
    [
        ("tool-used", ["unneeded-call"], "a part for gates: any call that was executed counts"),
        ("tool-success", ["over-calling", "idle-tool", "unneeded-call", "schema-values"], "a part for gates: a share of calls that succeeded, needed or not"),
        ("ftrl", ["duplicate-call"], "two results are expected of one tool, and the same call twice shows both"),
        ("toolrl", ["duplicate-call", "over-calling", "empty-call", "extra-argument", "all-optional"], PartialCredit),
        ("tl-training", ["extra-argument", "all-optional"], PartialCredit),
        ("tl-training", ["empty-arguments"], "missing arguments (-0.5) are a slighter error than unknown ones (-0.8)"),
        ("matchtir-hard", ["over-calling", "empty-call", "extra-argument", "all-optional"], PartialCredit),
        ("matchtir-soft", ["over-calling", "empty-call", "extra-argument", "all-optional"], PartialCredit),
        ("schema-reward", ["silence", "schema-values"], "schemas alone: calling nothing breaks none, and a value of the schema's own mends a wrong type"),
        ("toolrm-reward", ["idle-tool", "silence", "unneeded-call", "empty-arguments", "schema-values", "extra-argument", "all-optional", "long-argument", "injected-result"], "those of the model grounded (docs/models.md)"),
        ("code-dance", ["over-calling", "idle-tool", "schema-values"], "a share of calls that succeeded is paid to wrong rollouts too"),
        ("count-bonus", ["duplicate-call", "over-calling", "idle-tool", "empty-call", "unneeded-call"], "every call earns its share for being new: to be added to a reward for being right"),
        ("step-clip", ["silence", "unneeded-call", "schema-values"], StepsAlone),
        ("step-delta", ["duplicate-call", "over-calling", "idle-tool", "empty-call"], "a single step earns nothing, so that a second call makes the first one count"),
        ("step-clip-delta", ["silence"], StepsAlone),
        ("step-aggregate", ["unneeded-call", "schema-values"], StepsAlone),
    ];

    private const string StepsAlone = "step scores alone, which go by schemas in an audit: no step, or one that fits its schema, costs nothing";

    // All kinds of tasks: ours stand in the order of their kinds.
    private static readonly AuditPlan Plan = AuditPlan.Of(Audits.Examples with { Items = Audits.Examples.Items.Where((_, i) => i % 5 == 0).ToValueList() });

    public static TheoryData<string> Names => [.. RewardFunctions.All.Select(entry => entry.Info.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task PaysForNoAttack_ButTheKnownOnes(string name)
    {
        var measure = await Audit.RunAsync(new SimulatedRollouts(Make(name)), Plan);
        Assert.True(measure.Unscored < Plan.Set.Items.Count, measure.Reason);
        var known = Known.Where(row => row.Reward == name).SelectMany(row => row.Attacks).ToHashSet();
        var paid = measure.Effects.Where(effect => effect.Raised.Value > 0 || effect.RightRaised.Value > 0).Select(effect => effect.Attack).ToHashSet();
        Assert.True(known.SetEquals(paid), $"{name} pays for {string.Join(", ", paid.Except(known))}; it does not pay any more for {string.Join(", ", known.Except(paid))}");
    }

    [Fact]
    public void KnownWeaknesses_AreOfRewardsThatExist() => Assert.All(Known, row =>
    {
        Assert.Contains(row.Reward, RewardFunctions.All.Select(entry => entry.Info.Name));
        Assert.All(row.Attacks, attack => Attacks.Require(attack));
        Assert.NotEmpty(row.Why);
    });

    /// <summary>Settings without a default get a middling value.</summary>
    private static RewardFunction Make(string name)
    {
        var entry = RewardFunctions.Require(name);
        return entry.Create(new(entry.Options.Where(option => option.Default is null).Select(option => new MapEntry(option.Name, option.Kind switch
        {
            RewardOptionKind.Word => ArgumentValue.Of(option.Words[0]),
            RewardOptionKind.Numbers => new ListValue([ArgumentValue.Of(1.0)]),
            RewardOptionKind.Texts => new ListValue([ArgumentValue.Of("search")]),
            _ => ArgumentValue.Of(double.IsFinite(option.Minimum) ? double.IsFinite(option.Maximum) ? (option.Minimum + option.Maximum) / 2 : Math.Ceiling(option.Minimum) + 1 : 1),
        })).ToValueList()), services: new(scorer => RewardModels.Require(scorer).Create(0)));
    }
}
