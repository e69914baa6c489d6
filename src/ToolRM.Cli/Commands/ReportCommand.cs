using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.Comparison;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm report</c>: shows the report of a run, or compares runs of <c>evaluate</c>.</summary>
internal static class ReportCommand
{
    /// <summary>Tables of a comparison that are too long for a terminal, unless they are all there is.</summary>
    private static readonly string[] Long = [ComparisonReport.ChangedTitle, ComparisonReport.NumbersTitle];

    public static Command Create(CliConsole console)
    {
        var runs = new Argument<string[]>("runs") { HelpName = "run", Arity = ArgumentArity.OneOrMore, Description = "Run directories of 'evaluate ... --out', or report.json files; the first is what the others are compared with" };
        var output = new Option<string?>("--out") { HelpName = "dir", Description = "Write the comparison there as report.json, .md and .html" };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        var markdown = new Option<bool>("--markdown") { Description = "Print the report as Markdown" };
        var allow = new Option<bool>("--allow-differences") { Description = "Compare what runs of other data or options share; the report says how they differ" };
        var seed = new Option<long>("--seed") { HelpName = "number", Description = "Seed of intervals and random signs" };
        var resamples = new Option<int>("--resamples") { DefaultValueFactory = _ => new BootstrapOptions().Resamples, HelpName = "B", Description = "Bootstrap resamples, and draws of random signs" };
        var command = new Command("report", """
            Show the report of a run; of several runs, compare the others with the first on the same items: differences with intervals,
            McNemar's test or random signs, p-values adjusted by Holm. Example:
              toolrm report runs/before runs/after --out runs/comparison
            """)
        {
            runs, output, json, markdown, allow, seed, resamples,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(markdown)) result.AddError("take --json or --markdown, not both");
            if (result.GetValue(runs) is { Length: 1 } && result.GetValue(allow)) result.AddError("--allow-differences goes with two runs or more");
        });
        command.SetAction(result =>
        {
            if (result.GetValue(resamples) < 1) throw new DataFormatException($"--resamples: expected at least 1. Leave it out for {new BootstrapOptions().Resamples}");
            var places = result.GetValue(runs)!;
            var folder = result.GetValue(output);
            if (folder is not null && File.Exists(Path.Combine(folder, "run.json"))) throw new DataFormatException($"--out: {folder} holds a run, whose report would be replaced. Choose another directory");
            Report report;
            if (places.Length == 1) report = ComparedRuns.ReadReport(places[0]);
            else
            {
                var read = ComparedRuns.Read(places, result.GetValue(allow), out var notes);
                foreach (var note in notes) console.Error.WriteLine($"toolrm: {note}");
                report = ComparisonReport.Make(read, notes, new() { Seed = result.GetValue(seed), Resamples = result.GetValue(resamples) });
            }
            if (folder is not null) ReportFiles.Write(report, folder);
            if (result.GetValue(json)) console.Out.Write(ReportJson.Write(WithoutReplies(report)));
            else if (result.GetValue(markdown)) console.Out.Write(ReportMarkdown.Write(WithoutReplies(report)));
            else ReportView.Write(console, report, table => places.Length == 1 || !Long.Contains(table.Title) || report.Sections.Count < 3);
            if (places.Length > 1 && folder is null) console.Error.WriteLine("toolrm: --out, --markdown or --json give the items that changed and every shared number too");
            if (folder is not null) console.Error.WriteLine($"report: {Path.Combine(folder, "report.html")}");
            return 0;
        });
        return command;
    }

    // Rows of the data stay in the run directory: standard output may end in a log.
    private static Report WithoutReplies(Report report) => report with { Sections = report.Sections.Where(section => section is not DiffSection).ToValueList() };
}
