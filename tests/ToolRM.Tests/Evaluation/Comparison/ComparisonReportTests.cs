using ToolRM.Evaluation.Comparison;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Tests.Evaluation.Comparison;

public class ComparisonReportTests
{
    private static TableSection Table(Report report, string title) => Assert.IsType<TableSection>(Assert.Single(report.Sections, section => section.Title == title));

    [Fact]
    public void Measures_ArePairedItemByItem()
    {
        var report = ComparisonReport.Make([ComparisonExamples.Run("A", "11110000"), ComparisonExamples.Run("B", "11011111")], [], new() { Resamples = 100 });
        var row = Table(report, "Shared measures").Rows[0];
        // B is right in 7 of 8 where A is in 4; A alone has c, B alone has e, f, g, h: p = 2 · (1 + 5) / 2⁵ = 0.375.
        Assert.Equal(["B", "strict accuracy"], row.Take(2).Select(cell => cell.Text));
        Assert.Equal([8, 0.5, 0.875, 0.375, 0.375, 1, 1, 4], row.Skip(2).Select(cell => cell.Number!.Value.Value));
        // The tests: two measures and two parts. Even items a c e g: A alone c, B alone e, g; odd: B alone f, h, p = 0.5.
        Assert.Contains("4 tests", Table(report, "Shared measures").Note, StringComparison.Ordinal);
        Assert.Equal(Holm.Adjust([0.375, 0.375, 1, 0.5]), Table(report, "Shared measures").Rows.Concat(Table(report, "By part: strict accuracy").Rows).Select(cells => cells[7].Number!.Value.Value).ToArray());
        Assert.StartsWith("B less A on 8 shared items: strict accuracy +0.375 ", report.Summary, StringComparison.Ordinal);
        Assert.Contains("p = 0.38, 1 by Holm over 4 tests", report.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void ItemsOfOneGroup_AreNoIndependentTests()
    {
        var report = ComparisonReport.Make([.. new[] { ("A", "00000000"), ("B", "11111111") }.Select(run => Grouped(ComparisonExamples.Run(run.Item1, run.Item2)))], []);
        // Two groups of four, all for B: 2 / 2², where McNemar's test would say 2 / 2⁸.
        Assert.Equal(0.5, Table(report, "Shared measures").Rows[0][6].Number!.Value.Value);
        Assert.Contains("4 tests are made in this report, 0 McNemar's and 4 by random signs", Table(report, "Shared measures").Note, StringComparison.Ordinal);
        Assert.Contains("random signs' p = 0.5", report.Summary, StringComparison.Ordinal);

        static MeasuredRun Grouped(MeasuredRun run) => run with { Items = [.. run.Items.Select((item, i) => item with { Group = i < 4 ? "g" : "h" })] };
    }

    [Fact]
    public void SwappingTheRuns_FlipsTheSign_AndKeepsP()
    {
        var (one, other) = (ComparisonExamples.Run("A", "1101=010"), ComparisonExamples.Run("B", "00110=11"));
        var forth = Table(ComparisonReport.Make([one, other], []), "Shared measures").Rows;
        var back = Table(ComparisonReport.Make([other, one], []), "Shared measures").Rows;
        for (var i = 0; i < forth.Count; i++)
        {
            Assert.Equal(forth[i][5].Number!.Value.Value, -back[i][5].Number!.Value.Value);
            Assert.Equal(forth[i][6].Number!.Value.Value, back[i][6].Number!.Value.Value);
        }
    }

    [Fact]
    public void ItemsOfOneRunAlone_AreCountedNamedAndNotTested()
    {
        var report = ComparisonExamples.Full;
        // "other" has g, h, i, j; "before" has a to h.
        Assert.Equal(2, Table(report, "Shared measures").Rows.Single(row => row[0].Text == "other" && row[1].Text == "strict accuracy")[2].Number!.Value.Value);
        Assert.Equal(
            [("before", 6, "a, b, c, d, e, f"), ("other", 2, "i, j")],
            Table(report, "Items that only one run has").Rows.Select(row => (row[1].Text!, (int)row[2].Number!.Value.Value, row[3].Text!)));
    }

    [Fact]
    public void NumbersOfTheReports_AreMatchedByPlace_WhateverTheScorerIsCalled()
    {
        var rows = Table(ComparisonExamples.Full, ComparisonReport.NumbersTitle).Rows;
        Assert.Equal(["Accuracy", "By scorer"], rows.Select(row => row[0].Text).Distinct());
        var scored = rows.Single(row => row[0].Text == "By scorer");
        Assert.Equal(["scorer", "argmax (scorer)"], scored.Skip(1).Take(2).Select(cell => cell.Text));
        // 0.75, 1.5 and 2, less 0.75.
        Assert.Equal([0.75, 1.5, 2, 0.75, 1.25], scored.Skip(3).Select(cell => cell.Number!.Value.Value));
    }

    [Fact]
    public void RunsWithoutItems_HaveDifferencesAndNoTest()
    {
        var report = ComparisonReport.Make([.. new[] { ("A", 0.5), ("B", 0.75) }.Select(run => ComparisonExamples.Run(run.Item1, "", figure: run.Item2) with { Measures = [] })], []);
        Assert.Equal([ComparisonReport.NumbersTitle], report.Sections.Select(section => section.Title));
        Assert.Contains("without tests", report.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsThatShareNoItem_SaySo()
    {
        var report = ComparisonReport.Make([ComparisonExamples.Run("A", "11"), ComparisonExamples.Run("B", "11", start: 5)], []);
        Assert.Equal("B shares no item with A.", report.Summary);
        Assert.Contains("| n/a |", ReportMarkdown.Write(report), StringComparison.Ordinal);
        _ = ReportHtml.Write(report);
    }

    [Fact]
    public void FewerThanTwoRuns_OrOtherMeasures_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ComparisonReport.Make([ComparisonExamples.Run("A", "1")], []));
        Assert.Throws<ArgumentException>(() => ComparisonReport.Make([ComparisonExamples.Run("A", "1"), ComparisonExamples.Run("B", "1") with { Measures = [] }], []));
    }
}
