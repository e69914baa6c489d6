using FsCheck;
using FsCheck.Fluent;
using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

public class LineDiffTests
{
    [Fact]
    public void ChangedLinesStandBesideEachOther() => Assert.Equal(
        [new("call", "call", true), new("x = 1", "x = 2", false), new("y = 3", null, false), new("z", "z", true)],
        LineDiff.Of("call\nx = 1\ny = 3\nz", "call\nx = 2\nz"));

    // The common lines b and d keep their rows; a is only left, e only right.
    [Fact]
    public void CommonLinesInTheMiddleAreFound() => Assert.Equal(
        [new("a", null, false), new("b", "b", true), new("c", "x", false), new("d", "d", true), new(null, "e", false)],
        LineDiff.Of("a\nb\nc\nd", "b\nx\nd\ne"));

    [Fact]
    public void NothingAgainstSomething()
    {
        Assert.Empty(LineDiff.Of("", ""));
        Assert.Equal([new(null, "a", false)], LineDiff.Of("", "a"));
    }

    // Reading down one side gives the text of that side; equal rows are equal.
    [Fact]
    public void BothSidesAreWhole() =>
        Prop.ForAll(Lines(), Lines(), (left, right) =>
        {
            var rows = LineDiff.Of(string.Join('\n', left), string.Join('\n', right));
            return rows.Where(row => row.Left is not null).Select(row => row.Left!).SequenceEqual(left)
                && rows.Where(row => row.Right is not null).Select(row => row.Right!).SequenceEqual(right)
                && rows.All(row => row.Same == (row.Left is not null && row.Left == row.Right));
        }).Check(Config.QuickThrowOnFailure.WithReplay(20261121, 5));

    // 3,000 by 3,000 lines would be nine million cells; they are shown as different throughout.
    [Fact]
    public void VeryLongTexts_AreNotComparedLineByLine()
    {
        var left = string.Join('\n', Enumerable.Range(0, 3000));
        var right = string.Join('\n', Enumerable.Range(1, 3000).Select(i => i * 2));
        Assert.Equal(3000, LineDiff.Of(left, right).Count(row => !row.Same));
    }

    private static Arbitrary<string[]> Lines() => Gen.Elements("a", "b", "c").ArrayOf().Where(lines => lines.Length > 0).ToArbitrary();
}
