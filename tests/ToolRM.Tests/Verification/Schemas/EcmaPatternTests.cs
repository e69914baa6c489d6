using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Tests.Verification.Schemas;

public class EcmaPatternTests
{
    [Theory]
    [InlineData("b", "abc", true)]                       // a search, not a full match
    [InlineData("^b$", "abc", false)]
    [InlineData("^a$", "a\n", false)]                    // .NET's $ would accept
    [InlineData(@"^\d+$", "12", true)]
    [InlineData(@"^\d+$", "١٢", false)]                  // ASCII digits only
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^[\w-.]+$", "a-b.c", true)]            // a hyphen after a class escape is a hyphen
    [InlineData(@"^\s$", "\ufeff", true)]
    [InlineData("^.$", "😀", true)]                      // a code point
    [InlineData("^.$", "\r", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[^a]$", "a", false)]
    [InlineData(@"^[\s\S]{2}$", "😀\n", true)]
    [InlineData(@"^[^\S]$", "😀", false)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData(@"^\u{1F600}\x41\u0042$", "😀AB", true)]
    [InlineData(@"^\ud83d\ude00$", "😀", true)]
    [InlineData("^[a[b]+$", "[ab", true)]
    [InlineData("^[a-z-[aeiou]]$", "b]", true)]          // no class subtraction: a class with "-" and "[", then "]"
    [InlineData("^[a-z-[aeiou]]$", "b", false)]
    [InlineData(@"^\/\-\.$", "/-.", true)]
    [InlineData("^(?:a|b)(?<year>[0-9]{4})$", "a2024", true)]
    [InlineData(@"^#\t[\b]$", "#\t\b", true)]
    public void MatchesAsEcmaScriptDoes(string pattern, string text, bool matches) =>
        Assert.Equal(matches, EcmaPattern.TryCreate(pattern)!.IsMatch(text));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\bword\b")]
    [InlineData(@"\p{L}")]
    [InlineData("[😀]")]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData(@"a\")]
    [InlineData(@"\u{110000}")]
    [InlineData(@"\u12")]
    [InlineData("a{1000000}")]
    public void UnsupportedOrMalformed_IsIgnoredAndSaidSo(string pattern)
    {
        Assert.Null(EcmaPattern.TryCreate(pattern));
        var schema = "{\"type\":\"string\",\"pattern\":" + new ToolRM.Conversations.TextValue(pattern) + "}";
        var verdict = SchemaTesting.OnParameter(schema, "\"x\"");
        Assert.Equal(VerdictStatus.Pass, verdict.Status);
        Assert.Equal(["pattern"], verdict.IgnoredKeywords);
    }

    [Fact]
    public void ACatastrophicPattern_IsLinear() =>
        Assert.False(EcmaPattern.TryCreate("^(a+)+$")!.IsMatch(new string('a', 100_000) + "b"));
}
