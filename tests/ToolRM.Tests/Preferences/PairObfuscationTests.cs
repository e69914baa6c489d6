using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Preferences;
using ToolRM.Preferences.Building;
using ToolRM.Synthesis.Obfuscation;
using ToolRM.Tests.Synthesis.Obfuscation;
using ToolRM.Verification;
using static ToolRM.Tests.Conversations.Formats.NounGenerators;

namespace ToolRM.Tests.Preferences;

public class PairObfuscationTests
{
    private static readonly ObfuscationOptions InPlace = new() { Seed = 2, Reorder = false };

    private static Gen<PreferencePair> Pair { get; } =
        from item in NamedGroups.Group
        from isUndecodable in Gen.Elements(true, false)
        where item.Candidates.Count >= 2
        select new PreferencePair(item.Id + "/x", item.Id, "g", item.Prompt, item.Candidates[0].Calls, isUndecodable ? null : item.Candidates[1].Calls, "incorrect_parameter_value")
        {
            RejectedText = isUndecodable ? """<tool_call>{"name": "get_weather", "arguments": {"city": """ : "",
            Reference = item.Reference,
        };

    [Fact]
    public void PairsComeBack() => Holds(Pair, pair =>
    {
        var (changed, map) = PairObfuscation.Obfuscate(pair, InPlace);
        Assert.Equal(pair, PairObfuscation.Restore(changed, map));
        // A name that stands only in an unreadable text is not known as one.
        if (map.Tools.Any(name => name.Key == "get_weather")) Assert.DoesNotContain("get_weather", changed.RejectedText, StringComparison.Ordinal);
    });

    [Fact]
    public void RowsOfEveryKindComeBack_WithTheirOtherColumns() => Holds(Pair, pair =>
    {
        var gold = pair.Chosen.Where(call => call.ParseArguments().Value is MapValue).ToValueList();
        MapValue[] rows =
        [
            PairJson.Write(pair),
            CandidatesJson.Write(new(pair.Id, pair.Prompt, [new("0", "", pair.Chosen)], pair.Reference)),
            ConversationJson.Write(new MapBuilder().Add("id", "t").Add("source", "s"), pair.Prompt).AddList("calls", gold, call => new MapValue([.. ((MapValue)CallJson.Write(call)).Entries, new("note", ArgumentValue.Null)]))
                .Add("split", "train").Add("meta", JsonParse.Of("""{"kind": "x"}""").Value).ToMap(),
        ];
        foreach (var plain in rows)
        {
            MapValue row = new([.. plain.Entries, new("licence", ArgumentValue.Of("CC0-1.0"))]);
            var (changed, map) = RowObfuscation.Obfuscate(row, InPlace);
            Assert.Equal(row, RowObfuscation.Restore(changed, map));
        }
    });

    [Fact]
    public void BuiltPairsAreObfuscatedInAShareOfPrompts_AndStayWhatTheyAre()
    {
        SourcedGroup[] groups = [.. Enumerable.Range(0, 40).Select(i => PairGroups.Group($"q{i}"))];
        var options = new PairBuildOptions { Obfuscation = new() { Share = 0.5 } };
        var (pairs, counts) = PairGroups.Build(groups, options);
        var changed = pairs.Where(pair => pair.Pair.Prompt.Tools[0].Name != "get_weather").ToList();
        Assert.Equal(counts.Obfuscated, changed.Count);
        Assert.InRange(changed.Count, 30, 90);
        // All pairs of a prompt are alike.
        Assert.All(pairs.GroupBy(pair => pair.Pair.QuestionId), one => Assert.Single(one.Select(pair => pair.Pair.Prompt.Tools[0].Name).Distinct()));
        var verifier = new ReferenceVerifier();
        Assert.All(changed, pair =>
        {
            Assert.Equal(VerdictStatus.Pass, verifier.Verify(pair.Pair.Prompt, new("c", "", pair.Pair.Chosen), pair.Pair.Reference).Status);
            Assert.Equal(VerdictStatus.Fail, verifier.Verify(pair.Pair.Prompt, new("r", "", pair.Pair.Rejected!.Value), pair.Pair.Reference).Status);
        });
    }
}
