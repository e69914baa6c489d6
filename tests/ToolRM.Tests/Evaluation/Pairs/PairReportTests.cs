using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Reports;
using ToolRM.Scoring;
using static ToolRM.Tests.Evaluation.Pairs.PairExamples;

namespace ToolRM.Tests.Evaluation.Pairs;

public class PairReportTests
{
    private static Report Make(ValueList<PairResult> first, ValueList<PairResult>? second = null, ScoreScale scale = ScoreScale.Centred) => PairReport.Make(new(
        new("ToolRM examples", first.Select(result => result.Pair).ToValueList(), LeftOut: 3),
        new(new("one", scale), first),
        second is { } results ? new(new("two", scale), results) : null,
        LabelNoise.Known,
        new() { Resamples = 50 },
        [new("seed", "0")]));

    private static string Cell(TableSection table, int row, string column) =>
        table.Rows[row][table.Columns.ToList().IndexOf(column)] is { Number: { } number } ? $"{number.Value:0.###}" : table.Rows[row][table.Columns.ToList().IndexOf(column)].Text!;

    private static TableSection Table(Report report, string title) => report.Sections.OfType<TableSection>().Single(section => section.Title == title);

    [Fact]
    public void TheTitleNamesTheData_AndTheFindingItsNumbers()
    {
        var report = Make([Result("1", 1, 0), Result("2", 0, 0)]);
        Assert.Equal("Pairs: ToolRM examples", report.Title);
        // Strict 1 of 2 with its Wilson interval, ties at ½ (1 + ½)/2.
        Assert.StartsWith("one scores the right reply higher in 0.500 [0.095, 0.905] of 2 pairs; with ties at ½ 0.750", report.Summary, StringComparison.Ordinal);
        Assert.Contains(new("pairs left out (no accepted output of a model)", "3"), report.Facts);
        Assert.Contains(new("seed", "0"), report.Facts);
    }

    [Fact]
    public void DecodablePairs_AndPairsWithoutNoise_StandApart()
    {
        var undecodable = Result("1", 0, 1);
        var noisy = Result("2", 0, 1);
        var report = Make(
        [
            undecodable with { Pair = undecodable.Pair with { Rejected = null, RejectedText = "f(" } },
            noisy with { Pair = noisy.Pair with { QuestionId = "parallel_84" } },
            Result("3", 1, 0),
        ]);
        var table = Table(report, "Accuracy");
        Assert.Equal(
            ["decodable pairs 2 0.5", "all pairs 3 0.333", "decodable pairs without known label noise 1 1", "all pairs without known label noise 2 0.5"],
            Enumerable.Range(0, table.Rows.Count).Select(row => $"{Cell(table, row, "pairs")} {Cell(table, row, "n")} {Cell(table, row, "strict")}"));
    }

    [Fact]
    public void PartsOfWhichThereIsOne_HaveNoTable()
    {
        var report = Make([Result("1", 1, 0), Result("2", 1, 0)]);
        Assert.DoesNotContain(report.Sections, section => section.Title is "By category" or "Live and non-live" or "By generating model" or "Function documents");
        var live = Result("3", 1, 0);
        report = Make([Result("1", 1, 0) is var plain ? plain with { Pair = plain.Pair with { Category = "simple" } } : plain, live with { Pair = live.Pair with { Category = "live_simple" } }]);
        Assert.Equal(["live", "non-live"], Table(report, "Live and non-live").Rows.Select(row => row[0].Text));
    }

    [Fact]
    public void TwoScorers_StandSideBySide()
    {
        var report = Make([Result("1", 1, 0), Result("2", 0, 1)], [Result("1", 0, 1), Result("2", 0, 1)]);
        Assert.Equal(["one", "two"], Table(report, "Accuracy").Rows.Select(row => row[1].Text));
        var comparison = Table(report, "one against two");
        Assert.Equal(("0", "1", "0", "1"), (Cell(comparison, 0, "both right"), Cell(comparison, 0, "only one"), Cell(comparison, 0, "only two"), Cell(comparison, 0, "neither")));
        Assert.Equal(["one", "two"], report.Sections.OfType<BarSection>().Single().Series.Select(series => series.Name));
    }

    [Fact]
    public void PointwiseFigures_AreNotGivenForRawScales()
    {
        ValueList<PairResult> results = [Result("1", 0.75, 0.25), Result("2", 0.5, 0.25)];
        Assert.DoesNotContain(Make(results, scale: ScoreScale.Raw).Sections, section => section.Title == "Each reply alone");
        Assert.Contains(Make(results).Sections, section => section.Title == "Each reply alone");
        Assert.DoesNotContain(Make(results).Sections, section => section is CurveSection);
        Assert.Single(Make(results, scale: ScoreScale.Probability).Sections.OfType<CurveSection>());
    }

    [Fact]
    public void WorstMisses_StandByFallingMargin_WithTheirCalls()
    {
        var misses = Make([Result("1", 0, 1), Result("2", 1, 0), Result("3", 0, 5)]).Sections.OfType<DiffSection>().Single();
        Assert.Equal(["3", "1"], misses.Items.Select(item => item.Id));
        Assert.Equal(("right, score 0", "f(\n  a = 1\n)", "wrong, score 5", "f(\n  a = 2\n)"), (misses.Items[0].LeftTitle, misses.Items[0].Left, misses.Items[0].RightTitle, misses.Items[0].Right));
        Assert.Equal("Call f with 1.", misses.Items[0].Prompt);
    }

    [Fact]
    public void EveryReport_CanBeWritten()
    {
        var text = ReportMarkdown.Write(Make([Result("1", null, 1)], [Result("1", 1, 1)], ScoreScale.Probability));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }
}
