using ToolRM.Agents.Metrics;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets.Download;
using ToolRM.Evaluation.Pairs;
using ToolRM.Filtering;
using ToolRM.Judging;
using ToolRM.Models.Files;
using ToolRM.Preferences;
using ToolRM.Reports;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;
using ToolRM.Sampling;
using ToolRM.Scoring;
using ToolRM.Selection;
using ToolRM.Synthesis.Obfuscation;
using ToolRM.Tests.Conventions;
using ToolRM.Verification;

namespace ToolRM.Tests.Conversations.Formats;

/// <summary>The examples of docs/formats.md are read by the reader that the document names, and survive writing.</summary>
public class FormatsDocumentTests
{
    private const string Marker = "<!-- read by: ";

    private static readonly Dictionary<string, Func<ArgumentValue, (object Read, MapValue? Written)>> Readers = new()
    {
        ["OpenAiChat"] = json => Both(OpenAiChat.Read(json), value => OpenAiChat.Write(value).Document),
        ["HuggingFaceChat"] = json => Both(HuggingFaceChat.Read(json), value => HuggingFaceChat.Write(value).Document),
        ["ReferenceJson"] = json => Both(ReferenceJson.Read(json), ReferenceJson.Write),
        ["CaseJson"] = json => Both(CaseJson.Read(json), CaseJson.Write),
        ["CandidatesJson"] = json => Both(CandidatesJson.Read(json), CandidatesJson.Write),
        ["SampleJson"] = json => Both(SampleJson.Read(json), SampleJson.Write),
        ["SampleFailureJson"] = json => Both(SampleFailureJson.Read(json), SampleFailureJson.Write),
        ["VerdictJson"] = json => Both(VerdictJson.Read(json), VerdictJson.Write),
        ["ScoreJson"] = json => Both(ScoreJson.Read(json), ScoreJson.Write),
        ["RewardsJson.ReadRequest"] = json => Both(RewardsJson.ReadRequest(json), RewardsJson.WriteRequest),
        ["RewardsJson.ReadAnswer"] = json => Both(RewardsJson.ReadAnswer(json), RewardsJson.WriteAnswer),
        ["RewardJson"] = json => (RewardJson.Read(json, name => Scorers.Require(name).Create(0)), null),
        ["SelectionJson"] = json => Both(SelectionJson.Read(json), SelectionJson.Write),
        ["FilterJson"] = json => Both(FilterJson.Read(json), decision => FilterJson.Write(decision)),
        ["PairJson"] = json => Both(PairJson.Read(json), PairJson.Write),
        ["TrlPairs"] = json => Both(TrlPairs.Read(json), pair => TrlPairs.Write(pair).Document),
        ["NameMap"] = json => Both(NameMap.Read(json), names => names.ToJson()),
        ["PairResultJson"] = json => Both(
            PairResultJson.Read(json, new("area-1", "area-1", "g", new([], []), [], [], "incorrect_parameter_value") { Generator = "a model" }), PairResultJson.Write),
        ["ReportJson"] = json => Both(ReportJson.Read(json), ReportJson.WriteDocument),
        ["TrajectoryJson"] = json => Both(TrajectoryJson.Read(json), TrajectoryJson.Write),
        ["SourceRecord"] = json => Both(SourceRecord.Read(json), SourceRecord.Write),
        // Messages of Microsoft.Extensions.AI have no value equality: what was read is compared by what is written.
        ["ScenarioResult"] = json => (ScenarioResult.Write(ScenarioResult.Read(json)), ScenarioResult.Write(ScenarioResult.Read(json))),
        ["ScorerFileJson"] = json => Both(ScorerFileJson.Read(json), ScorerFileJson.Write),
        ["KeptAnswer"] = json => Both(KeptAnswer.Read(json, ""), answer => answer.Write("toolrm/judge-answer@1")),
        ["TokenRecordJson"] = json => Both(TokenRecordJson.Read(json), TokenRecordJson.Write),
    };

    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var part in Repository.Read("docs/formats.md").ReplaceLineEndings("\n").Split(Marker).Skip(1))
        {
            var reader = part[..part.IndexOf(" -->", StringComparison.Ordinal)];
            var start = part.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
            examples.Add(reader, part[start..part.IndexOf("```", start, StringComparison.Ordinal)]);
        }
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesAreReadAndComeBack(string reader, string example)
    {
        var parse = JsonParse.Of(example);
        Assert.True(parse.Succeeded, parse.Error?.ToString());
        var (read, written) = Readers[reader](parse.Value!);
        if (written is not null) Assert.Equal(read, Readers[reader](written).Read); // a composition becomes a function, which is not written
    }

    [Fact]
    public void EveryJsonExampleNamesItsReader()
    {
        var text = Repository.Read("docs/formats.md").ReplaceLineEndings("\n");
        Assert.Equal(text.Split("```json\n").Length, text.Split(Marker).Length);
        Assert.Equal(Readers.Keys.Order(StringComparer.Ordinal), Examples().Select(row => (string)((object[])row)[0]).Distinct().Order(StringComparer.Ordinal));
    }

    private static (object, MapValue) Both<T>(T read, Func<T, MapValue> write)
        where T : notnull => (read, write(read));
}
