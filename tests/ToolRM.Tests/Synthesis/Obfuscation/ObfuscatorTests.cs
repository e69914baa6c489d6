using ToolRM.Conversations;
using ToolRM.Synthesis.Obfuscation;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;
using static ToolRM.Tests.Conversations.Formats.NounGenerators;

namespace ToolRM.Tests.Synthesis.Obfuscation;

public class ObfuscatorTests
{
    private static readonly ObfuscationOptions InPlace = new() { Seed = 5, Reorder = false };

    private static CandidateGroup Example { get; } = new(
        "q1",
        new(
            [new UserMessage("Weather in the city of Paris?"), new AssistantMessage("", [new("get_weather", """{"city": "Rome"}""")]), new ToolMessage(new("21C", ToolStatus.Ok), "c1", "get_weather")],
            [new("get_weather", "Weather; see also get_time.", JsonText.Parse("""{"type":"object","properties":{"city":{"type":"string","enum":["city","Paris"]},"at":{"type":"object","properties":{"hour":{"type":"integer"}},"required":["hour"]}},"required":["city"]}"""))]),
        [
            new("0", "<tool_call>…get_weather…</tool_call>", [new("get_weather", """{ "city": "Paris", "at": {"hour": 1.50} }""")], "model"),
            new("1", "", [new("get_wether", """{"town": "Paris"}""")], "model"),
            new("2", "Shall I use get_weather in your city?", [], "model"),
            new("3", """<tool_call>{"name": "get_weather", "arguments": {"city": "Paris"}}</tool_call>""", [], "model"),
        ],
        new GoldCalls([new("get_weather", """{"city":"Paris"}""")]));

    [Fact]
    public void NamesChangeEverywhereAlike_AndNothingElseDoes()
    {
        var (group, map) = Obfuscator.Obfuscate(Example, InPlace);
        var (tool, city, at, hour) = (Tool(map, "get_weather"), Parameter(map, "city"), Parameter(map, "at"), Parameter(map, "hour"));
        Assert.Equal(tool, group.Prompt.Tools[0].Name);
        Assert.Equal("Weather; see also get_time.", group.Prompt.Tools[0].Description);
        Assert.Equal(
            $$$"""{"type":"object","properties":{"{{{city}}}":{"type":"string","enum":["city","Paris"]},"{{{at}}}":{"type":"object","properties":{"{{{hour}}}":{"type":"integer"}},"required":["{{{hour}}}"]}},"required":["{{{city}}}"]}""",
            group.Prompt.Tools[0].Parameters.Text);
        Assert.Equal(Example.Prompt.Messages[0], group.Prompt.Messages[0]);
        Assert.Equal(new ToolCall(tool, $$"""{"{{city}}": "Rome"}"""), ((AssistantMessage)group.Prompt.Messages[1]).Calls[0]);
        Assert.Equal(tool, ((ToolMessage)group.Prompt.Messages[2]).ToolName);
        Assert.Equal(new ToolCall(tool, $$"""{"{{city}}":"Paris"}"""), ((GoldCalls)group.Reference!).Calls[0]);
        // Spaces and 1.50 stay as the model wrote them.
        Assert.Equal($$"""{ "{{city}}": "Paris", "{{at}}": {"{{hour}}": 1.50} }""", group.Candidates[0].Calls[0].ArgumentsText);
    }

    [Fact]
    public void HallucinatedNamesStayUnknown_AndLookLikeTheOthers()
    {
        var (group, map) = Obfuscator.Obfuscate(Example, InPlace);
        var call = group.Candidates[1].Calls[0];
        Assert.Null(group.Prompt.Tool(call.Name));
        Assert.Equal(Tool(map, "get_wether"), call.Name);
        Assert.Matches("^[a-z]{6,12}$", call.Name);
        Assert.Equal($$"""{"{{Parameter(map, "town")}}": "Paris"}""", call.ArgumentsText);
    }

    [Fact]
    public void TextsDoNotGiveNamesAway()
    {
        var (group, map) = Obfuscator.Obfuscate(Example, InPlace);
        Assert.Equal("", group.Candidates[0].Text);
        // get_weather is no word of prose; city is, and the request holds it too.
        Assert.Equal($"Shall I use {Tool(map, "get_weather")} in your city?", group.Candidates[2].Text);
        Assert.Equal(("", Tool(map, "get_weather")), (group.Candidates[3].Text, group.Candidates[3].Calls[0].Name));
    }

    [Fact]
    public void MentionsInDescriptionsChangeWhenAskedFor()
    {
        var options = InPlace with { Mentions = true };
        var example = Example with { Prompt = Example.Prompt with { Tools = [Example.Prompt.Tools[0] with { Description = "get_weather, not get_weathers; weather." }] } };
        var (group, map) = Obfuscator.Obfuscate(example, options);
        Assert.Equal($"{Tool(map, "get_weather")}, not get_weathers; weather.", group.Prompt.Tools[0].Description);
        Assert.Equal(example.Prompt, Obfuscator.Restore(group, map, mentions: true).Prompt);
    }

    [Fact]
    public void SchemasAreReordered_WithTheSameContent()
    {
        var schemas = Enumerable.Range(0, 10).Select(i => Obfuscator.Obfuscate(Example with { Id = $"q{i}" }, new()).Group.Prompt.Tools[0].Parameters.ToValue()).ToList();
        Assert.True(schemas.Select(schema => string.Join(',', ((MapValue)schema).Entries.Select(entry => entry.Key))).Distinct().Count() > 1);
        Assert.All(schemas, schema => Assert.Equal(["properties", "required", "type"], ((MapValue)schema).Entries.Select(entry => entry.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void DotsStay_AndTheUnderscoredSpellingStaysItsTwin()
    {
        var tool = new ToolDefinition("math.factorial", null, JsonText.EmptyObject);
        var group = new CandidateGroup("q", new([], [tool]), [new("0", "", [new("math_factorial", "{}")])], new AcceptedCalls([new("math.factorial", [])], CallMatching.Simple, UnderscoreNames: true));
        var changed = Obfuscator.Obfuscate(group, new()).Group;
        Assert.Matches(@"^[a-z]+\.[a-z]+$", changed.Prompt.Tools[0].Name);
        Assert.Equal(changed.Prompt.Tools[0].Name.Replace('.', '_'), changed.Candidates[0].Calls[0].Name);
        Assert.Equal(VerdictStatus.Pass, new CaseVerifier().Verify(changed).Single().Verdict.Status);
    }

    [Fact]
    public void AKeyOfAFreeMapIsDataAndStays()
    {
        var tool = new ToolDefinition("f", null, JsonText.Parse("""{"type":"object","properties":{"headers":{"type":"object"},"a":{"type":"string"}}}"""));
        var group = new CandidateGroup("q", new([], [tool]), [new("0", "", [new("f", """{"headers":{"Accept":"x","a":1}}""")])]);
        var (changed, map) = Obfuscator.Obfuscate(group, new());
        Assert.Equal($$$"""{"{{{Parameter(map, "headers")}}}":{"Accept":"x","a":1}}""", changed.Candidates[0].Calls[0].ArgumentsText);
    }

    [Fact]
    public void VerdictAndLabelAreTheSameBeforeAndAfter() => Holds(NamedGroups.Group, group =>
    {
        var changed = Obfuscator.Obfuscate(group, new() { Seed = 3 }).Group;
        var verifier = new CaseVerifier();
        // Texts of replies are data of the parser; those given as text are compared by their reading.
        Assert.Equal(Shown(verifier.Verify(group)), Shown(verifier.Verify(changed)));

        static IEnumerable<(VerdictStatus, string?, ErrorLabel?)> Shown(IEnumerable<CaseResult> results) => results.Select(result => (result.Verdict.Status, result.Verdict.ErrorType, result.Label));
    });

    [Fact]
    public void SchemaVerdictsAreTheSame_WhereTheOrderOfKeysIsKept() => Holds(NamedGroups.Group, group =>
    {
        var changed = Obfuscator.Obfuscate(group, InPlace).Group;
        var verifier = new SchemaVerifier();
        for (var i = 0; i < group.Candidates.Count; i++)
        {
            var (before, after) = (verifier.Verify(group.Prompt, group.Candidates[i], null), verifier.Verify(changed.Prompt, changed.Candidates[i], null));
            Assert.Equal((before.Status, before.ErrorType, before.Findings.Count), (after.Status, after.ErrorType, after.Findings.Count));
        }
    });

    [Fact]
    public void RestoreGivesTheOriginalBack() => Holds(NamedGroups.Group, group =>
    {
        var (changed, map) = Obfuscator.Obfuscate(group, InPlace);
        var written = NameMap.Read(JsonParse.Of(map.ToJson().ToString()).Value!);
        Assert.Equal(WithoutDroppedText(group), WithoutDroppedText(Obfuscator.Restore(changed, written)));

        static CandidateGroup WithoutDroppedText(CandidateGroup group) =>
            group with { Candidates = group.Candidates.Select(candidate => candidate.Calls.Count > 0 ? candidate with { Text = "" } : candidate).ToValueList() };
    });

    [Fact]
    public void NewNamesAreNew_AndNoneStandsTwice() => Holds(NamedGroups.Group, group =>
    {
        var (_, map) = Obfuscator.Obfuscate(group, new());
        var names = map.Tools.Concat(map.Parameters).Select(name => name.Value).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.DoesNotContain(names, name => map.Tools.Concat(map.Parameters).Any(other => other.Key == name));
    });

    [Fact]
    public void AnyGroupIsChangedWithoutAnError() => Holds(ToolRM.Tests.Conversations.Formats.NounGenerators.CandidateGroup, group => Obfuscator.Obfuscate(group, new() { Mentions = true }));

    [Fact]
    public void ShareIsChosenBySeedAndId()
    {
        var options = new ObfuscationOptions { Share = 0.3, Seed = 1 };
        // 1,000 draws at 0.3: standard deviation 14.5; within four of them.
        var chosen = Enumerable.Range(0, 1000).Count(i => options.Chooses($"q{i}"));
        Assert.InRange(chosen, 242, 358);
        Assert.Equal(options.Chooses("q7"), (options with { MinimumLength = 8 }).Chooses("q7"));
    }

    [Fact]
    public void OptionsOutOfRange_AreNamedTogether()
    {
        var error = Assert.Throws<DataFormatException>(() => new ObfuscationOptions { Share = 2, MinimumLength = 1, Alphabet = "aa_" }.Validate());
        foreach (var part in (string[])["share", "lengths", "alphabet"]) Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static string Tool(NameMap map, string name) => map.Tools.Single(entry => entry.Key == name).Value;

    private static string Parameter(NameMap map, string name) => map.Parameters.Single(entry => entry.Key == name).Value;
}
