using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using static ToolRM.Models.Grounded.ArgumentFeature;
using static ToolRM.Tests.Models.Grounded.FeatureCases;

namespace ToolRM.Tests.Models.Grounded;

/// <summary>Where a value comes from and what it looks like, by examples of our own.</summary>
public class ArgumentFeatureTests
{
    private const string Number = """{"type": "number"}""";
    private const string Integer = """{"type": "integer"}""";

    [Theory]
    [InlineData("Fly me to New York.", "\"New York\"", 1)]
    [InlineData("Fly me to new york.", "\"New York\"", 1)] // case does not count
    [InlineData("Fly me to New Delhi.", "\"New York\"", 0)]
    [InlineData("Fly me to York, the new one.", "\"New York\"", 0)] // not in a row
    [InlineData("北京的天气怎么样?", "\"北京\"", 1)] // a token per ideograph
    [InlineData("مرحبا من القاهرة", "\"القاهرة\"", 1)]
    public void AText_IsFoundAsItStands(string request, string value, float expected) => Assert.Equal(expected, Argument(TextExact, request, value));

    [Theory]
    [InlineData("Run it 1,000 times.", "1000")]
    [InlineData("Run it twelve times.", "12")]
    [InlineData("Run it two hundred and five times.", "205")]
    [InlineData("Pay 3 million.", "3000000")]
    [InlineData("Buy a dozen.", "12")]
    [InlineData("It weighs 2.50 kg.", "2.5")]
    public void ANumber_IsFoundHoweverItIsWritten(string request, string value) => Assert.Equal(1, Argument(NumberExact, request, value, Number));

    [Fact]
    public void ANumberOfNobody_IsMissing()
    {
        Assert.Equal(1, Argument(NumberMissing, "Run it 7 times.", "41", Integer));
        Assert.Equal(0, Argument(NumberMissing, "Run it 7 times.", "7", Integer));
    }

    [Theory]
    [InlineData("at 5%", "0.05", "as a decimal", 1)]
    [InlineData("at 5%", "5", "as a decimal", -1)]
    [InlineData("at 5%", "5", "in percent", 1)]
    [InlineData("at 5 percent", "0.05", "in percent", -1)]
    public void AShare_IsWrittenAsTheDescriptionAsks(string request, string value, string asks, float expected) =>
        Assert.Equal(expected, Argument(PercentForm, request, value, $$"""{"type": "number", "description": "The rate {{asks}}"}"""));

    [Theory]
    [InlineData("on March 5th, 2026", "2026-03-05")]
    [InlineData("on 5 March", "2026-03-05")]
    [InlineData("on 3/5/2026", "2026-03-05")]
    [InlineData("at 7:30 pm", "19:30")]
    [InlineData("at 7 p.m.", "19:00")]
    public void ADayOrTime_IsFoundInAnotherForm(string request, string value) => Assert.Equal(1, Argument(ArgumentFeature.Calendar, $"Come {request} please", $"\"{value}\""));

    [Fact]
    public void AnotherDay_IsNotFound() => Assert.Equal(0, Argument(ArgumentFeature.Calendar, "Come on March 5th", "\"2026-03-06\""));

    [Theory]
    [InlineData("\"2026-03-05\"", 1)]
    [InlineData("\"March 5\"", -1)]
    public void ADate_IsInTheFormAskedFor(string value, float expected) =>
        Assert.Equal(expected, Argument(DateForm, "on March 5", value, """{"type": "string", "description": "Date, YYYY-MM-DD"}"""));

    [Theory]
    [InlineData("""{"type": "string", "description": "City and state, e.g. San Francisco, CA"}""", 1)]
    [InlineData("""{"type": "string", "description": "The city"}""", -1)]
    public void ARegionThatNobodyNamed_IsRightOnlyWhereAskedFor(string schema, float expected) => Assert.Equal(expected, Argument(RegionAdded, "Weather in Boston?", "\"Boston, MA\"", schema));

    [Theory]
    [InlineData("\"New\"", 1)] // New York goes on
    [InlineData("\"New York\"", 0)]
    public void AName_IsTakenWhole(string value, float expected) => Assert.Equal(expected, Argument(CapitalContinues, "I live in New York now.", value));

    [Theory]
    [InlineData("metric", 1, 1)]
    [InlineData("imperial", -1, 1)]
    [InlineData("imperial", 0, 0)]
    public void AnAllowedValue_IsHeldAgainstTheOthers(string value, float sign, int said) => Assert.Equal(sign, MathF.Sign(Argument(
        EnumMargin, said == 1 ? "In metric units, please." : "Tell me.", $"\"{value}\"", """{"type": "string", "enum": ["metric", "imperial"]}""")));

    [Theory]
    [InlineData("with breakfast", "true", 1)]
    [InlineData("without breakfast", "true", -1)]
    [InlineData("without any breakfast", "false", 1)]
    [InlineData("with a view", "true", 0)]
    public void ATruthValue_FollowsTheRequest(string request, string value, float expected)
    {
        var rows = Rows($"A room {request}.", [Tool("f", "", "\"breakfast\": {\"type\": \"boolean\"}")], new ToolCall("f", $$"""{"breakfast": {{value}}}"""));
        Assert.Equal(expected, rows.Calls[0].Arguments[0].Values[(int)BooleanFit]);
    }

    [Theory]
    [InlineData("\"N/A\"")]
    [InlineData("\"<city>\"")]
    [InlineData("\"x\"")] // the parameter's own name
    [InlineData("\"\"")]
    public void APlaceholder_IsKnown(string value) => Assert.Equal(1, Argument(Placeholder, "Do it.", value));

    [Theory]
    [InlineData("""{"type": "string", "default": "km"}""")]
    [InlineData("""{"type": "string", "description": "Unit (default is 'km')."}""")]
    [InlineData("""{"type": "string", "description": "Unit. Default: km"}""")]
    public void ADefault_IsReadFromSchemaAndDescription(string schema) => Assert.Equal(1, Argument(OptionalAtDefault, "How far?", "\"km\"", schema));

    [Fact]
    public void AnOptionalValueOfNobody_CountsAgainstTheCall()
    {
        Assert.True(Argument(OptionalUnsupported, "How far is Oslo?", "\"parsecs\"") > 0.9f);
        Assert.Equal(0, Argument(OptionalUnsupported, "How far is Oslo?", "\"Oslo\""));
    }

    [Theory]
    [InlineData("""{"type": "integer"}""", "\"five\"", TypeBad)]
    [InlineData("""{"type": "string", "enum": ["a"]}""", "\"b\"", EnumBad)]
    [InlineData("""{"type": "integer", "maximum": 3}""", "5", SchemaBad)]
    public void WhatTheSchemaRefuses_IsMarkedAtItsArgument(string schema, string value, object feature) => Assert.Equal(1, Argument((ArgumentFeature)feature, "Do it.", value, schema));

    [Fact]
    public void AnExplainedCode_IsHeldAgainstTheOthers()
    {
        const string Schema = """{"type": "integer", "description": "Kind of service: 1 for cleaning, 2 for laundry, 3 for ironing"}""";
        Assert.True(Argument(CodeMargin, "I need laundry done.", "2", Schema) > 0);
        Assert.True(Argument(CodeMargin, "I need laundry done.", "3", Schema) < 0);
    }

    [Fact]
    public void TheWordsAroundANumber_SayWhichParameterItIs()
    {
        var tools = Tool("f", "", """
            "radius": {"type": "number"}, "height": {"type": "number"}
            """);
        var right = Rows("A cylinder with radius 3 and height 9.", [tools], new ToolCall("f", """{"radius": 3, "height": 9}"""));
        var swapped = Rows("A cylinder with radius 3 and height 9.", [tools], new ToolCall("f", """{"radius": 9, "height": 3}"""));
        for (var i = 0; i < 2; i++) Assert.True(right.Calls[0].Arguments[i].Values[(int)FitMargin] > swapped.Calls[0].Arguments[i].Values[(int)FitMargin]);
    }
}
