using FsCheck;
using FsCheck.Fluent;
using ToolRM.Verification.Literals;

namespace ToolRM.Tests.Verification.Literals;

/// <summary>Rules of tools-and-data 1.7 that its vectors leave open, and totality.</summary>
public class LiteralTests
{
    [Theory]
    [InlineData("new int[]{1,\n2}", "Array", "\"new int[]{1,\\n2}\"")]
    [InlineData("renew int[]{1} new int[]{2}", "Array", "[1]")]
    [InlineData("new int[]{1 \n new int[]{2}", "Array", "[2]")]
    [InlineData("new ArrayList<>() {{\n add(1);\n add(2);\n}}", "ArrayList", "[1,2]")]
    [InlineData("new ArrayList<>(Arrays.asList(1,\n2))", "ArrayList", "\"new ArrayList<>(Arrays.asList(1,\\n2))\"")]
    [InlineData("new HashMap<>() {{\n put(\"a\", 1);\n put(\"a\", \"b\");\n}}", "HashMap", "{\"a\":\"b\"}")]
    [InlineData("9L\n", "long", "9")]
    public void Java(string text, string type, string expected) => Assert.Equal(expected, JavaLiteral.Convert(text, type, null).Value!.ToString());

    [Theory]
    [InlineData("[\n[1, 2],\n[3]\n]", "array", "[[1,2],[3]]")]
    [InlineData("[[1], x, [2]]", "array", "[[1],[2]]")]
    [InlineData("[[1], [2]", "array", "[\"[1\"]")]
    [InlineData("{a: 1, b: x, y, c: 2}", "dict", "{\"a\":1,\"b\":\"x, y\",\"c\":2}")]
    [InlineData("{a: 1, a: 2}", "dict", "{\"a\":2}")]
    public void JavaScript(string text, string type, string expected) =>
        Assert.Equal(expected, JavaScriptLiteral.Convert(text, type, null).Value!.ToString());

    [Fact]
    public void AnItemTypeThatCannotBeReadIsADefectInJavaAndTheTextInJavaScript()
    {
        Assert.Equal(LiteralResult.Failed(LiteralResult.NotImplemented), JavaLiteral.Convert("new X[]{1}", "Array", "Set"));
        Assert.Equal(LiteralResult.Text("[1]"), JavaScriptLiteral.Convert("[1]", "array", "Set"));
    }

    [Fact]
    public void AnyTextOfAnyTypeGivesAValueOrADefect()
    {
        string[] types = ["integer", "long", "float", "double", "boolean", "String", "any", "Array", "ArrayList", "HashMap", "Set", "Bigint", "Boolean", "array", "dict", "?"];
        Prop.ForAll<string?, int, int>((text, a, b) =>
        {
            var (type, item) = (types[(uint)a % types.Length], types[(uint)b % types.Length]);
            var (java, script) = (JavaLiteral.Convert(text ?? "", type, item), JavaScriptLiteral.Convert(text ?? "", type, item));
            return java.Value is null == java.Defect is not null && script.Value is null == script.Defect is not null;
        }).Check(Config.QuickThrowOnFailure.WithReplay(20240811, 1).WithMaxTest(1000));
    }
}
