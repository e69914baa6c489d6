using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using ToolRM.Conversations;
using ToolRM.Evaluation.Conformance;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate conformance</c>: our verdicts against the original's.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken) =>
        new("evaluate", "Measure verifiers and scorers.")
        {
            Conformance(console, cancellationToken),
            EvaluatePairsCommand.Create(console, cancellationToken),
            EvaluateBestOfNCommand.Create(console, cancellationToken),
            EvaluateOneToManyCommand.Create(console, cancellationToken),
            EvaluateIrrelevanceCommand.Create(console, cancellationToken),
            EvaluateCalibrationCommand.Create(console, cancellationToken),
            EvaluateFilterCommand.Create(console, cancellationToken),
            EvaluateTrajectoriesCommand.Create(console, cancellationToken),
            EvaluateRewardsCommand.Create(console, cancellationToken),
            EvaluateCorrelationCommand.Create(console, cancellationToken),
        };

    private static Command Conformance(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "dir", Description = "Folder with questions.jsonl.gz and conformance.jsonl.gz" };
        var from = new Option<ConformanceSource>("--from") { Description = "'decoded' judges the stored calls, 'raw' also decodes the models' outputs" };
        var differences = new Option<int>("--differences") { DefaultValueFactory = _ => 20, HelpName = "n", Description = "How many differences to print" };
        var command = new Command("conformance", """
            Compare decoder and checker with verdicts of the original BFCL code. Exit code 1 when a verdict on stored calls differs. Example:
              toolrm evaluate conformance --data DIR --from raw
            """) { data, from, differences };
        command.SetAction(result =>
        {
            var folder = result.GetValue(data)!;
            if (!Directory.Exists(folder)) throw new DataFormatException($"--data: there is no folder \"{folder}\". Name the folder that holds conformance.jsonl.gz");
            using var progress = new RowProgress(console, "rows");
            var report = ConformanceCheck.Run(folder, result.GetValue(from), progress, cancellationToken);
            progress.Dispose();
            Write(console, report, result.GetValue(differences));
            return report.Source == ConformanceSource.Decoded && report.Agree < report.Rows ? 1 : 0;
        });
        return command;
    }

    private static void Write(CliConsole console, ConformanceReport report, int differences)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("handler", "output").AddColumns(
            new TableColumn("rows").RightAligned(), new TableColumn("agree").RightAligned(), new TableColumn("%").RightAligned());
        foreach (var group in report.Groups)
        {
            table.AddRow(Markup.Escape(group.Handler), group.Output, Number(group.Rows), Number(group.Agree), Percent((double)group.Agree / group.Rows));
        }
        foreach (var kind in report.Groups.GroupBy(group => group.Output).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            table.AddRow("all", kind.Key, Number(kind.Sum(group => group.Rows)), Number(kind.Sum(group => group.Agree)),
                Percent((double)kind.Sum(group => group.Agree) / kind.Sum(group => group.Rows)));
        }
        console.Rich().Write(table);
        foreach (var difference in report.Differences.Take(differences))
        {
            console.Out.WriteLine($"differs: {difference.Handler} {difference.Id}: expected {difference.Expected}, found {difference.Found}"
                + (difference.DecodeError is null ? "" : $" ({difference.DecodeError})"));
        }
        if (report.Differences.Count > differences) console.Out.WriteLine($"and {report.Differences.Count - differences} more; --differences shows them");
        console.Out.WriteLine($"conformance: rows {report.Rows}, agree {report.Agree} ({Percent(report.Share)}%)");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Three decimals, rounded down, so that only full agreement prints 100.000.</summary>
    private static string Percent(double share) => (Math.Floor(share * 100_000) / 1000).ToString("F3", CultureInfo.InvariantCulture);
}
