using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Gold;

namespace ToolRM.Tests.Verification.Gold;

public class GoldCallPropertyTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(11, 1);

    private static readonly GoldCallVerifier Verifier = new();
    private static readonly Conversation Prompt = new([], []);

    private static Gen<ArgumentValue> Value(int depth) => depth == 0
        ? Gen.OneOf(
            Gen.Choose(-3, 3).Select(n => (ArgumentValue)new IntegerValue(n)),
            Gen.Elements<ArgumentValue>(ArgumentValue.Null, ArgumentValue.True, ArgumentValue.Of(1.5), ArgumentValue.Of("A b"), ArgumentValue.Of("ab"), ArgumentValue.Of("")))
        : Gen.OneOf(Value(0),
            Gen.ListOf(Value(depth - 1)).Resize(3).Select(items => (ArgumentValue)new ListValue(items.ToValueList())),
            Map(depth - 1).Select(map => (ArgumentValue)map));

    private static Gen<MapValue> Map(int depth) =>
        from keys in Gen.SubListOf("a", "b", "c", "d")
        from values in Gen.ArrayOf(Value(depth), keys.Count)
        select new MapValue(keys.Zip(values, (key, value) => new MapEntry(key, value)).ToValueList());

    private static readonly Gen<(string Name, MapValue Arguments)[]> Calls =
        from count in Gen.Choose(0, 5)
        from calls in Gen.ArrayOf(from name in Gen.Elements("f", "g") from map in Map(2) select (name, map), count)
        select calls;

    private static ValueList<ToolCall> Written(IEnumerable<(string Name, MapValue Arguments)> calls) =>
        calls.Select(call => ToolCall.Of(call.Name, call.Arguments)).ToValueList();

    private static Verdict Verify(ValueList<ToolCall> calls, Reference reference) => Verifier.Verify(Prompt, new("c", "", calls), reference);

    /// <summary>The same call otherwise written: keys turned round, blanks everywhere, whole numbers with a point.</summary>
    private static string Rewritten(ArgumentValue value) => value switch
    {
        IntegerValue integer => $" {integer.Value}.0 ",
        ListValue list => "[ " + string.Join(" , ", list.Items.Select(Rewritten)) + "\n]",
        MapValue map => "{\t" + string.Join(" , ", map.Entries.Reverse().Select(entry => $"\"{entry.Key}\" : {Rewritten(entry.Value)}")) + " }",
        _ => ArgumentJson.Write(value),
    };

    [Fact]
    public void EveryGoldPassesItself_InAnyOrderAndSpelling() =>
        Prop.ForAll(Calls.SelectMany(calls => Gen.Shuffle(calls).Select(order => (calls, order))).ToArbitrary(), pair =>
        {
            foreach (var rule in Enum.GetValues<GoldRule>())
            {
                var gold = new GoldCalls(Written(pair.calls), rule);
                Assert.Equal([1, 1, 1, 1], Verify(gold.Calls, gold).Components.Select(part => part.Value));
                var rewritten = pair.order.Select(call => new ToolCall(call.Name, Rewritten(call.Arguments))).ToValueList();
                var verdict = Verify(rewritten, gold);
                Assert.Equal(VerdictStatus.Pass, verdict.Status);
                Assert.Equal([1, 1, 1], verdict.Components.Take(3).Select(part => part.Value));
            }
        }).Check(Fixed);

    [Fact]
    public void ComponentsAreShares_AndFullExactlyOnAPass() =>
        Prop.ForAll(Gen.Two(Calls).ToArbitrary(), pair =>
        {
            var verdict = Verify(Written(pair.Item1), new GoldCalls(Written(pair.Item2)));
            Assert.All(verdict.Components, part => Assert.InRange(part.Value, 0, 1));
            var calls = verdict.Components.Single(part => part.Name == "calls").Value;
            Assert.Equal(verdict.Status is VerdictStatus.Pass, calls == 1);
            Assert.Equal(verdict.Status is VerdictStatus.Pass, verdict.Findings.Count == 0);
        }).Check(Fixed);

    [Fact]
    public void PassUnderExact_ImpliesPassUnderNormalised() =>
        Prop.ForAll(Gen.Two(Calls).ToArbitrary(), pair =>
        {
            var gold = new GoldCalls(Written(pair.Item2));
            if (Verify(Written(pair.Item1), gold).Status is not VerdictStatus.Pass) return;
            Assert.Equal(VerdictStatus.Pass, Verify(Written(pair.Item1), gold with { Rule = GoldRule.BfclNormalised }).Status);
        }).Check(Fixed);

    [Fact]
    public void OrderOfTheReply_ChangesOnlyOrdered() =>
        Prop.ForAll(Gen.Two(Calls).SelectMany(pair => Gen.Shuffle(pair.Item1).Select(order => (pair, order))).ToArbitrary(), drawn =>
        {
            var gold = new GoldCalls(Written(drawn.pair.Item2));
            var (given, shuffled) = (Verify(Written(drawn.pair.Item1), gold), Verify(Written(drawn.order), gold));
            Assert.Equal(given.Status, shuffled.Status);
            for (var i = 0; i < 3; i++) Assert.Equal(given.Components[i].Value, shuffled.Components[i].Value, 4); // credit is paired to 2^-16
        }).Check(Fixed);
}
