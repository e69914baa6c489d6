using ToolRM.Conversations;
using ToolRM.Tests.Vectors;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Tests.Verification.Bfcl;

/// <summary>The 152 vectors of tools-and-data 1.14, which were made by running the original checker.</summary>
public class ReferenceCheckerVectorTests
{
    public static TheoryData<int, string> Vectors()
    {
        var data = new TheoryData<int, string>();
        foreach (var vector in VectorFile.Read("bfcl-checker.jsonl")) data.Add((int)((IntegerValue)vector["n"]!).Value, vector.ToString());
        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void GivesTheVerdictOfTheOriginal(int number, string json)
    {
        var vector = (MapValue)JsonParse.Of(json).Value!;
        var calls = DecodedCall.FromBfcl(VectorFile.WithTuples(vector["out"]!));
        Assert.NotNull(calls);
        var verdict = Checker(vector).Check(calls);

        var expected = vector["ok"] switch
        {
            BooleanValue { Value: true } => VerdictStatus.Pass,
            BooleanValue => VerdictStatus.Fail,
            _ => VerdictStatus.Undecided, // the original crashes: the question is broken, not the reply
        };
        Assert.True(expected == verdict.Status, $"vector {number}: {verdict}");
        if (expected == VerdictStatus.Undecided)
        {
            Assert.StartsWith("defect:", verdict.ErrorType, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(vector.Text("et"), verdict.ErrorType);
        var sub = vector["sub"] is ListValue list ? list.Items.Select(item => ((TextValue)item).Value).ToValueList() : [];
        Assert.Equal(sub, verdict.SubErrorTypes);
        if (vector["errors"] is IntegerValue errors) Assert.Equal((int)errors.Value, verdict.Findings.Count);
        if (expected == VerdictStatus.Fail) Assert.NotNull(BfclErrors.LabelOf(verdict));
    }

    [Fact]
    public void AllVectorsAreThere() => Assert.Equal(152, VectorFile.Read("bfcl-checker.jsonl").Count());

    private static ReferenceChecker Checker(MapValue vector)
    {
        var category = vector.Text("c")!;
        var tools = ((ListValue)vector["fn"]!).Items.Select(item => Document(((ListValue)item).Items)).ToValueList();
        var calls = ((ListValue)vector["ans"]!).Items.Select(item => Answer((MapValue)item)).ToValueList();
        var matching = category.Contains("parallel") ? CallMatching.Parallel
            : category.Contains("multiple") ? CallMatching.Multiple : CallMatching.Simple;
        var language = category.Contains("javascript") ? SourceLanguage.JavaScript
            : category.Contains("java") ? SourceLanguage.Java : SourceLanguage.Python;
        return new(tools, new AcceptedCalls(calls, matching, language), vector["u2d"] is BooleanValue { Value: true });
    }

    /// <summary><c>[name, {parameter: type or type&lt;item type&gt;}, [required]]</c>.</summary>
    private static ToolDefinition Document(ValueList<ArgumentValue> parts)
    {
        var properties = ((MapValue)parts[1]).Entries.Select(entry =>
        {
            var type = ((TextValue)entry.Value).Value;
            var bracket = type.IndexOf('<');
            var schema = bracket < 0
                ? $$"""{"type": "{{type}}" }"""
                : $$"""{"type": "{{type[..bracket]}}", "items": {"type": "{{type[(bracket + 1)..^1]}}" } }""";
            return $"\"{entry.Key}\": {schema}";
        });
        var text = $$"""{"type": "dict", "properties": { {{string.Join(", ", properties)}} }, "required": {{parts[2]}} }""";
        return new(((TextValue)parts[0]).Value, null, JsonText.Parse(text));
    }

    private static AcceptedCall Answer(MapValue answer) => new(
        answer.Entries[0].Key,
        ((MapValue)answer.Entries[0].Value).Entries.Select(entry => new AcceptedParameter(entry.Key, ((ListValue)entry.Value).Items)).ToValueList());
}
