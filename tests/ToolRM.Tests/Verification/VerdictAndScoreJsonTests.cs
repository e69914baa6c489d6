using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;
using ToolRM.Verification;

namespace ToolRM.Tests.Verification;

public class VerdictAndScoreJsonTests
{
    private static ArgumentValue Reread(ArgumentValue written) => JsonParse.Of(written.ToString()).Value!;

    [Fact]
    public void VerdictsComeBack() => NounGenerators.Holds(
        from status in Gen.Elements(Enum.GetValues<VerdictStatus>())
        from error in NounGenerators.MaybeText
        from findings in NounGenerators.ListOf(
            from code in NounGenerators.Text
            from label in Gen.Elements<ErrorLabel?>([null, .. Enum.GetValues<ErrorLabel>()])
            from index in Gen.Elements<int?>(null, 0, 2)
            from path in NounGenerators.MaybeText
            from expected in NounGenerators.MaybeText
            select new Finding(code, label, "message", index, path, expected, path))
        from codes in NounGenerators.ListOf(NounGenerators.Text)
        from value in Gen.Elements(0, 1, 0.25, double.NaN)
        select new Verdict(status, error, findings, codes, codes, codes.Distinct().Select(name => new VerdictComponent(name, value)).ToValueList()),
        verdict => Assert.Equal(verdict, VerdictJson.Read(Reread(VerdictJson.Write(verdict)))));

    [Fact]
    public void ScoresComeBack() => NounGenerators.Holds(
        from value in Gen.Elements(0, -1.5, 1e300, 1)
        from scale in Gen.Elements(Enum.GetValues<ScoreScale>())
        from names in NounGenerators.ListOf(NounGenerators.Text)
        from explanation in NounGenerators.MaybeText
        select (Score)new Scored(value, scale, names.Distinct().Select(name => new ScoreComponent(name, value)).ToValueList(), explanation),
        score => Assert.Equal(score, ScoreJson.Read(Reread(ScoreJson.Write(score)))));

    [Fact]
    public void Unscored_HasNoValue()
    {
        var written = ScoreJson.Write(new Unscored("no reference"));
        Assert.Equal("""{"unscored":"no reference"}""", written.ToString());
        Assert.Equal(new Unscored("no reference"), ScoreJson.Read(written));
    }

    [Fact]
    public void Labels_AreTheBenchmarksWords() => // toolrm 1.2
        Assert.Equal("incorrect_number_of_functions", VerdictJson.Word(ErrorLabel.IncorrectNumberOfFunctions));

    [Fact]
    public void AWrongStatus_NamesThePlace() => Assert.StartsWith(
        "v.jsonl:3: status: expected \"pass\", \"fail\" or \"undecided\", found the text \"ok\".",
        Assert.Throws<DataFormatException>(() => VerdictJson.Read(JsonParse.Of("""{"id": "a", "status": "ok"}""").Value!, "v.jsonl:3")).Message,
        StringComparison.Ordinal);
}
