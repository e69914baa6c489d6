using FsCheck;
using FsCheck.Fluent;
using ToolRM.Reports.Charts;

namespace ToolRM.Tests.Reports;

public class ChartTests
{
    [Fact]
    public void MarksStandAtRoundNumbers()
    {
        // 0 to 0.93 in about five steps: 0.186, next of 1, 2, 5 is 0.2
        Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8", "1.0"], Labels(Axis.Linear([0, 0.93], 5, round: true)));
        Assert.Equal(["−20", "−10", "0", "10", "20"], Labels(Axis.Linear([-14, 20], 5, round: true)));
        Assert.Equal(["0", "2", "4"], Labels(Axis.Linear([0, 5], 3, round: false)));
    }

    [Fact]
    public void ALogarithmicAxis_IsMarkedAtItsValues_OrAtPowers()
    {
        Assert.Equal(["1", "2", "4", "8", "32"], Labels(Axis.Log([8, 1, 2, 4, 32, 0, -3])));
        Assert.Equal(["1", "2", "4", "8", "16"], Labels(Axis.Log(Enumerable.Range(1, 20).Select(i => (double)i))));
        // 4 is the second of five doublings from 1 to 32
        Assert.Equal(0.4, Axis.Log([1, 32]).Position(4), 12);
    }

    [Fact]
    public void AnyValues_GiveAnAxisThatHoldsThem() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), values =>
        {
            var axis = Axis.Linear(values, 5, round: true);
            return axis.Minimum < axis.Maximum
                && axis.Ticks.Count is >= 1 and <= 20
                && values.Where(Axis.CanDraw).All(value => axis.Position(value) is >= -1e-6 and <= 1 + 1e-6);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121, 9));

    [Theory]
    [InlineData(1e15, 1e15 - 0.125)]
    [InlineData(5e-324, 0)]
    [InlineData(1e-90, 2e-90)]
    [InlineData(3, 3)]
    [InlineData(double.NaN, double.PositiveInfinity)]
    public void ValuesThatAlmostAgree_GiveFewMarks(double one, double other) =>
        Assert.InRange(Axis.Linear([one, other], 5, round: true).Ticks.Count, 1, 20);

    [Fact]
    public void LongNamesKeepStartAndEnd()
    {
        var fitted = TextWidth.Fit("live_parallel_multiple_with_a_long_name_17", 13, 160);
        Assert.StartsWith("live_", fitted, StringComparison.Ordinal);
        Assert.EndsWith("_17", fitted, StringComparison.Ordinal);
        Assert.Contains('…', fitted);
        Assert.InRange(TextWidth.Of(fitted, 13), 100, 160);
        Assert.Equal("short", TextWidth.Fit("short", 13, 160));
    }

    // Family, flag and accent are several characters each; none is cut in two.
    [Fact]
    public void GraphemesAreNotCut()
    {
        const string family = "👨‍👩‍👧‍👦";
        var fitted = TextWidth.Fit(string.Concat(Enumerable.Repeat(family, 40)), 13, 300);
        Assert.Equal("", fitted.Replace(family, "", StringComparison.Ordinal).Replace("…", "", StringComparison.Ordinal));
    }

    [Fact]
    public void AnyText_FitsItsRoom() =>
        Prop.ForAll(ArbMap.Default.ArbFor<char[]>(), characters => TextWidth.Of(TextWidth.Fit(new string(characters), 13, 60), 13) <= 60)
            .Check(Config.QuickThrowOnFailure.WithReplay(20261121, 11));

    private static IEnumerable<string> Labels(Axis axis) => axis.Ticks.Select(tick => tick.Label);
}
