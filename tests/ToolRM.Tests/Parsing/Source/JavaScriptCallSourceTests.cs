using FsCheck;
using FsCheck.Fluent;
using ToolRM.Parsing.Source;

namespace ToolRM.Tests.Parsing.Source;

/// <summary>Rules of tools-and-data 1.7, last paragraph: calls in JavaScript replies.</summary>
public class JavaScriptCallSourceTests
{
    private static string Written(string source) => JavaCallSourceTests.Written(JavaScriptCallSource.Parse(source));

    [Theory]
    [InlineData("send(to='ann', copies=2)", "send{to:ann|copies:2}")]
    [InlineData("mail.send(to=\"ann\");", "mail.send{to:ann}")]
    [InlineData("send( to = [1,  'x'], o={a: 1, 'b': {}} )", "send{to:[1,  'x']|o:{a: 1, 'b': {}}}")]
    [InlineData("send(f=(x, y) => x + y, g=function(r) { return r.a === 's'; })", "send{f:(x, y) => x + y|g:function(r) { return r.a === 's'; }}")]
    [InlineData("send(t=`x${y + `z`}`, r=/[/]\\/a/g.test(b))", "send{t:`x${y + `z`}`|r:/[/]\\/a/g.test(b)}")]
    [InlineData("send(a=1n, b=0x1F, c=1_000.5e-3, d=undefined)", "send{a:1n|b:0x1F|c:1_000.5e-3|d:undefined}")]
    [InlineData("send(a=async x => { await x; }, b=async(1))", "send{a:async x => { await x; }|b:async(1)}")]
    [InlineData("send(a='x' + 'y')", "send{a:x' + 'y}")]
    public void ValuesAreSourceWithoutOuterQuotes(string source, string expected) => Assert.Equal(expected, Written(source));

    [Theory]
    [InlineData("send(ann, copies=2)", "send{<null>:ann|copies:2}")]
    [InlineData("send({a: 1}, 'x', ...rest)", "send{}")]
    [InlineData("send(undefined)", "send{}")]
    [InlineData("send(ann, bob)", "!")]
    [InlineData("send(a=1, a=2)", "!")]
    [InlineData("send(a.b=1, a[0]=2, [c]=3)", "send{a.b:1|a[0]:2|[c]:3}")]
    public void BareIdentifiersStandUnderTheNullKeyAndOtherPositionsAreDropped(string source, string expected) =>
        Assert.Equal(expected, Written(source));

    [Theory]
    [InlineData("'send(a=1)'")]
    [InlineData("")]
    [InlineData("send(a=1), send(a=2)")]
    [InlineData("await send(a=1)")]
    [InlineData("x = send(a=1)")]
    [InlineData("new Mail(to=1)")]
    [InlineData("{'name': 'send', 'arguments': {'a': f(1)}}")]
    [InlineData("[send(a=1)]")]
    [InlineData("{ send(a=1) }")]
    [InlineData("if (x) send(a=1)")]
    public void OnlyAStatementThatIsACallCounts(string source) => Assert.Equal("-", Written(source));

    [Theory]
    [InlineData("let x = 1; send(a=x)", "send{a:x}")]
    [InlineData("'words'\nsend(a=1)\nsend(a=2)", "send{a:1}")]
    [InlineData("send(a=1).then(b=2)", "send(a=1).then{b:2}")]
    [InlineData("send?.(a=1)", "send{a:1}")]
    [InlineData("send\n(a=1)", "send{a:1}")]
    [InlineData("send `a`", "send{}")]
    [InlineData("```js\nsend(a=1)\n```", "```js\nsend(a=1)\n`{}")]
    public void TheFirstSuchStatementIsTaken(string source, string expected) => Assert.Equal(expected, Written(source));

    [Theory]
    [InlineData("send(a=1")]
    [InlineData("send(a=1) with some words")]
    [InlineData("send(a=some words)")]
    [InlineData("send(a='it's')")]
    [InlineData("send(a='x\ny')")]
    [InlineData("send(class=1)")]
    [InlineData("send(function='x')")]
    [InlineData("json\n[send(a=1)")]
    [InlineData("```js\nsend(a=1)")]
    [InlineData("send(a=<node>)")]
    [InlineData("send(1 = 2)")]
    [InlineData("{a, b: send(c=1)}")]
    public void UnsoundSourceIsRefused(string source) => Assert.Equal("!", Written(source));

    [Theory]
    [InlineData("send(default=1, in=2, if=3, from=4)", "send{default:1|in:2|if:3|from:4}")]
    [InlineData("x\n++\nsend(a=1)", "-")]
    [InlineData("x\n!y\nsend(a=1)", "send{a:1}")]
    [InlineData("x in y", "-")]
    [InlineData("x y", "!")]
    public void KeywordsAndNewlinesFollowTheirPlace(string source, string expected) => Assert.Equal(expected, Written(source));

    [Fact]
    public void AnyTextGivesAValue() =>
        Prop.ForAll<string?>(text => Written(text ?? "").Length > 0)
            .Check(Config.QuickThrowOnFailure.WithReplay(20240811, 1).WithMaxTest(500));

    [Theory]
    [InlineData("f(a=")]
    [InlineData("{a:")]
    [InlineData("async(")]
    [InlineData("`${")]
    [InlineData("x=>{")]
    [InlineData("f(async(x),")]
    [InlineData("(a,b)=>{")]
    public void DeepNestingIsRefusedNotAStackOverflow(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000));
        Assert.Equal("!", Written(text));
    }
}
