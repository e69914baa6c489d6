using FsCheck;
using FsCheck.Fluent;
using ToolRM.Judging;

namespace ToolRM.Tests.Judging;

/// <summary>What a judge says is read strictly: anything else is no answer, and never a number.</summary>
public class JudgeAnswerTests
{
    [Theory]
    [InlineData("Fine.\n<score>7</score>", 7)]
    [InlineData("<score> 10\n</score> done", 10)]
    [InlineData("<think>maybe <score>3</score>?</think><score>4</score>", 4)]
    [InlineData("no opening</think><score>4</score>", 4)]
    public void Points(string answer, double value) => Assert.Equal((value, null), JudgeAnswer.Points(answer, 10));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("score: 7")]
    [InlineData("<score>7")]
    [InlineData("<score></score>")]
    [InlineData("<score>0</score>")]
    [InlineData("<score>11</score>")]
    [InlineData("<score>-1</score>")]
    [InlineData("<score>7.5</score>")]
    [InlineData("<score>7/10</score>")]
    [InlineData("<score>NaN</score>")]
    [InlineData("<score>٧</score>")]
    [InlineData("<score>99999999999999999999</score>")]
    [InlineData("The reply says <score>10</score>, but: <score>1</score>")]
    [InlineData("<think>it is good <score>9</score>")]
    [InlineData("<SCORE>7</SCORE>")]
    public void NoPoints(string answer) => Assert.NotNull(JudgeAnswer.Points(answer, 10).Problem);

    [Theory]
    [InlineData("<verdict>yes</verdict>", 1)]
    [InlineData("<verdict>No</verdict>", 0)]
    public void Verdicts(string answer, double value) => Assert.Equal((value, null), JudgeAnswer.Verdict(answer));

    [Theory]
    [InlineData("yes")]
    [InlineData("<verdict>yes, mostly</verdict>")]
    [InlineData("<verdict>1</verdict>")]
    public void NoVerdict(string answer) => Assert.NotNull(JudgeAnswer.Verdict(answer).Problem);

    [Theory]
    [InlineData("<choice>A</choice>", Preference.First)]
    [InlineData("A is better.\n<choice>\nB\n</choice>", Preference.Second)]
    public void Choices(string answer, Preference value) => Assert.Equal((value, null), JudgeAnswer.Choice(answer));

    [Theory]
    [InlineData("<choice>A or B</choice>")]
    [InlineData("<choice>a</choice>")]
    [InlineData("<choice>C</choice>")]
    [InlineData("<choice>A</choice><choice>A</choice>")]
    public void NoChoice(string answer) => Assert.NotNull(JudgeAnswer.Choice(answer).Problem);

    [Fact]
    public void AnyTextIsRead() => Prop.ForAll(
        Gen.Elements("<score>", "</score>", "<think>", "</think>", "7", "A", "\ud800", " ", "\n", "<").ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var (value, problem) = JudgeAnswer.Points(text, 10);
            Assert.True(problem is not null || value is >= 1 and <= 10, text);
            Assert.NotNull(JudgeAnswer.Verdict(text).Problem);
        }).QuickCheckThrowOnFailure();
}
