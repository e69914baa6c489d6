using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Parsing.Source;

namespace ToolRM.Tests.Parsing.Source;

/// <summary>Rules of tools-and-data 1.7, last paragraph: calls in Java replies.</summary>
public class JavaCallSourceTests
{
    // The call as "name{key:value|…}", "-" for sound source without a call, "!" for refused source.
    internal static string Written(SourceCalls calls)
    {
        if (calls.Error is not null) return "!";
        if (calls.Calls is not { } found) return "-";
        var call = Assert.Single(found);
        var entries = call.Arguments is MapValue map
            ? map.Entries.Select(e => e.Key + ":" + ((TextValue)e.Value).Value)
            : ((KeyedMapValue)call.Arguments).Entries.Select(e => (e.Key is TextValue key ? key.Value : "<null>") + ":" + ((TextValue)e.Value).Value);
        return call.Name + "{" + string.Join('|', entries) + "}";
    }

    [Theory]
    [InlineData("Mailer.send(to='ann@x.org', copies=2)", "Mailer.send{to:ann@x.org|copies:2}")]
    [InlineData("send(to=\"ann\");", "send{to:ann}")]
    [InlineData("\n a.b.c.send( to = x.y )\n", "a.b.c.send{to:x.y}")]
    [InlineData("send()", "send{}")]
    [InlineData("send(a = -5, b = 1.5f, c = 7L, d = null, e = true)", "send{a:-5|b:1.5f|c:7L|d:null|e:true}")]
    [InlineData("send(a=\"say \\\"hi\\\"\")", "send{a:say \\\"hi\\\"}")]
    public void NamedArguments(string source, string expected) => Assert.Equal(expected, Written(JavaCallSource.Parse(source)));

    [Theory]
    [InlineData("send(ann, copies=2)", "send{<null>:ann|copies:2}")]
    [InlineData("send(\"ann\", 5, new A(), copies=2)", "send{copies:2}")]
    [InlineData("send(Note.class)", "send{<null>:Note.class}")]
    [InlineData("send(ann, bob)", "!")]
    [InlineData("send(a=1, a=2)", "!")]
    public void BareIdentifiersStandUnderTheNullKeyAndOtherPositionsAreDropped(string source, string expected) =>
        Assert.Equal(expected, Written(JavaCallSource.Parse(source)));

    [Theory]
    [InlineData("f(a=new String[]{ \"x\", \"y\" })", "f{a:new String[]{\"x\",\"y\"}}")]
    [InlineData("f(a=new int[][]{{1, 2}, {3}})", "f{a:new int[]{{1,2},{3}}}")]
    [InlineData("f(a=new Box( 1,\"b\" ,'c'))", "f{a:new Box(1, \"b\", 'c')}")]
    [InlineData("f(a=new HashMap<String, Integer>() {{ put(\"k\", 1); }})", "f{a:new HashMap<String,Integer>()}")]
    [InlineData("f(a=new ArrayList<>(Arrays.asList(1,  2)))", "f{a:new ArrayList<>(Arrays.asList(1,  2))}")]
    [InlineData("f(a=List.of( 1,2 ))", "f{a:List.of( 1,2 )}")]
    [InlineData("f(a=\"x\" + 'y')", "f{a:\"x\"+'y'}")]
    [InlineData("f(a=(int) b ? c : d)", "f{a:(int)b?c:d}")]
    [InlineData("f(a=(x, y) -> { return x; })", "f{a:(x,y)->{returnx;}}")]
    [InlineData("f(a=new int[3])", "!")]
    public void ValuesAreRebuiltAsText(string source, string expected) => Assert.Equal(expected, Written(JavaCallSource.Parse(source)));

    [Theory]
    [InlineData("\"f(a=1)\"", "-")]
    [InlineData("", "-")]
    [InlineData("hello world", "-")]
    [InlineData("return x", "-")]
    [InlineData("int x = f(a=1); g(b=2)", "f{a:1}")]
    [InlineData("f(a=1).g(b=2)", "f(a=1).g{b:2}")]
    [InlineData("x = new A(f(a=1))", "f{a:1}")]
    public void TheFirstCallCountsOutermostFirst(string source, string expected) => Assert.Equal(expected, Written(JavaCallSource.Parse(source)));

    [Theory]
    [InlineData("f(a=1), g(b=2)")]
    [InlineData("f(a=[1, 2])")]
    [InlineData("f(a={\"k\": 1})")]
    [InlineData("f(a={1, 2})")]
    [InlineData("f(a=1")]
    [InlineData("f(a=1))")]
    [InlineData("f(a=1) and some words")]
    [InlineData("f(a='')")]
    [InlineData("f(a='x\n')")]
    [InlineData("f(a=\"x)")]
    [InlineData("[f(a=1)]")]
    [InlineData("`f(a=1)`")]
    [InlineData("{\"name\": \"f\"}")]
    [InlineData("f(new=1)")]
    public void UnsoundSourceIsRefused(string source) => Assert.Equal("!", Written(JavaCallSource.Parse(source)));

    [Theory]
    [InlineData("f(class=1, default=2, from=3)", "f{class:1|default:2|from:3}")]
    [InlineData("if_(a=1)", "if_{a:1}")]
    public void AKeywordIsANameWhereNoKeywordFits(string source, string expected) => Assert.Equal(expected, Written(JavaCallSource.Parse(source)));

    [Fact]
    public void NonAsciiTextShiftsTheCuts()
    {
        // "é" is one character and two bytes. The original's cut of 'é' is bytes 4 to 8 of "f(a='é', bc=1);" taken as
        // characters: "'é'," which without its ends is "é'". Behind it each cut starts one late: "bc" becomes "c=".
        Assert.Equal("f{a:é'|c=:)}", Written(JavaCallSource.Parse("f(a='é', bc=1)")));
    }

    [Fact]
    public void AnyTextGivesAValue() =>
        Prop.ForAll<string?>(text => Written(JavaCallSource.Parse(text ?? "")).Length > 0)
            .Check(Config.QuickThrowOnFailure.WithReplay(20240811, 1).WithMaxTest(500));

    [Theory]
    [InlineData("f(a=")]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("a<")]
    [InlineData("a.b().")]
    [InlineData("new A(")]
    [InlineData("f(a=(b)->{")]
    public void DeepNestingIsRefusedNotAStackOverflow(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000));
        Assert.Equal("!", Written(JavaCallSource.Parse(text)));
    }
}
