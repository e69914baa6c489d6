using FsCheck;
using FsCheck.Fluent;
using ToolRM.Verification;

namespace ToolRM.Tests.Verification;

public class StringNormalisationTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(2024, 1);

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("New York, N.Y.", "newyorkny")]
    [InlineData("a b,c.d/e-f_g*h^i", "abcdefghi")]
    [InlineData("a\tb\nc(d)[e]", "a\tb\nc(d)[e]")] // only the eight characters go
    [InlineData("it's", "it\"s")]
    [InlineData("-", "")]
    [InlineData("CAFÉ", "café")]                   // vector 138
    [InlineData("İ", "i\u0307")]                   // vector 139: two code points
    [InlineData("STRASSE", "strasse")]             // vector 140: no folding, so never equal to "straße"
    [InlineData("straße", "straße")]
    [InlineData("ẞ", "ß")]
    [InlineData("K", "k")]                         // Kelvin sign
    [InlineData("\U00010400", "\U00010428")]       // Deseret, beyond the BMP
    public void TextsBecomeTheirNormalForm(string text, string expected) => Assert.Equal(expected, StringNormalisation.Bfcl(text));

    // Each expectation was printed by Python 3.11: re.sub(r"[ ,./\-_*^]", "", s).lower().replace("'", '"').
    [Theory]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("Σ", "σ")]                         // no letter before it
    [InlineData("ΟΔΟΣ ΟΔΟΣ", "οδοσοδος")]          // the blank is gone before lower-casing
    [InlineData("ΟΔΟΣ\nΟΔΟΣ", "οδος\nοδος")]
    [InlineData("ΑΣ'", "ας\"")]                    // ' is case-ignorable
    [InlineData("ΑΣ'Α", "ασ\"α")]
    [InlineData("A'Σ", "a\"ς")]
    [InlineData("ΑΣ\u0301Α", "ασ\u0301α")]         // so is a combining accent
    [InlineData("Α\u0301Σ", "α\u0301ς")]
    [InlineData("1Σ", "1σ")]
    [InlineData("ªΣ", "ªς")]                       // cased without being a letter of either case
    [InlineData("aΣ!", "aς!")]
    public void FinalSigma_FollowsPython(string text, string expected) => Assert.Equal(expected, StringNormalisation.Bfcl(text));

    [Fact]
    public void LoneSurrogatesSurvive() => Assert.Equal("a\ud800b", StringNormalisation.Bfcl("A\ud800B"));

    [Fact]
    public void LongTextsTakeTheSamePath() => Assert.Equal(new string('a', 1000) + "é", StringNormalisation.Bfcl(new string('A', 1000) + "-É"));

    [Fact]
    public void UnchangedText_IsTheSameInstance()
    {
        var normal = new string("already\tnormal");
        Assert.Same(normal, StringNormalisation.Bfcl(normal));
    }

    [Fact]
    public void EqualsNormalised_SaysWhatTheNormalFormSays()
    {
        var piece = Gen.Elements("a", "A", "b", " ", ",", "-", "'", "\"", "é", "É", "Σ", "İ", "\n", "z", "\ud800");
        var text = Gen.ListOf(piece).Select(string.Concat);
        Prop.ForAll(Gen.Two(text).ToArbitrary(), pair =>
        {
            var (left, right) = (pair.Item1, StringNormalisation.Bfcl(pair.Item2));
            Assert.True(StringNormalisation.EqualsNormalised(left, StringNormalisation.Bfcl(left)));
            Assert.Equal(StringNormalisation.Bfcl(left) == right, StringNormalisation.EqualsNormalised(left, right));
            Assert.False(StringNormalisation.EqualsNormalised(left, StringNormalisation.Bfcl(left) + "q"));
        }).Check(Fixed);
    }

    [Fact]
    public void EqualsNormalised_DoesNotAllocateForAscii()
    {
        StringNormalisation.EqualsNormalised("New York", "newyork");
        var before = GC.GetAllocatedBytesForCurrentThread();
        StringNormalisation.EqualsNormalised("New York", "newyork");
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
