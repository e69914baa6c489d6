using System.CommandLine;
using Spectre.Console;
using ToolRM.Parsing;
using ToolRM.Verification;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm quickstart</c>: what the tool does, shown on our own examples, which are part of it.</summary>
internal static class QuickstartCommand
{
    public static Command Create(CliConsole console)
    {
        var output = new Option<string>("--out") { DefaultValueFactory = _ => Path.Combine("runs", "quickstart"), HelpName = "dir", Description = "Folder for the example data and the reports; what an earlier quickstart left there is replaced" };
        var command = new Command("quickstart", "Parse, verify, explain and evaluate the built-in examples, and write reports on them.") { output };
        command.SetAction(result => Run(console, result.GetValue(output)!));
        return command;
    }

    private static int Run(CliConsole console, string output)
    {
        var rich = console.Rich();
        var cases = BuiltInExamples.Cases().ToList();
        rich.MarkupLine("[bold]1. Parse[/]: what a model wrote, to calls. Each reply is in another wire format.");
        foreach (var example in cases)
        {
            var reply = ReplyFormats.Find(example.Format ?? ReplyFormats.Auto.Name)!.Parser.Parse(example.Reply!, ReplyEnd.Unknown, example.Prompt.Tools);
            rich.Line($"\n[dim]{example.Reply!.ReplaceLineEndings("⏎")}[/]");
            ReplyView.Write(console, reply);
        }
        rich.MarkupLine("\n[bold]2. Verify and explain[/]: which are right, which are wrong, where and why.\n");
        var verifier = new CaseVerifier();
        var results = cases.Select(one => verifier.Verify(one)).ToList();
        foreach (var result in results) VerdictView.Write(console, result, explain: true);
        var right = results.Count(result => result.Verdict.Status == VerdictStatus.Pass);
        rich.Line($"\n[bold]{results.Count} replies, {right} right, {results.Count - right} wrong.[/]");

        rich.MarkupLine("\n[bold]3. Evaluate[/]: how well a scorer tells right from wrong without seeing the reference, on 100 tasks of ours.");
        var data = Path.Combine(output, "data");
        BuiltInExamples.WriteData(data);
        var pairs = Path.Combine(output, "pairs");
        var bestOfN = Path.Combine(output, "best-of-n");
        var code = Show(console, "evaluate", "pairs", "--data", Path.Combine(data, "pairs.jsonl"), "--scorer", "schema", "--against", "shortest", "--out", pairs);
        if (code == 0) code = Show(console, "evaluate", "best-of-n", "--data", Path.Combine(data, "tasks.jsonl"), "--scorer", "schema", "--out", bestOfN);
        if (code != 0) return code;
        rich.Line($"""

            [bold]Reports[/], for a browser:
              {Path.Combine(pairs, "report.html")}
              {Path.Combine(bestOfN, "report.html")}

            Next:
              toolrm parse < reply.txt                        a reply of your own; the format is found by its markers
              toolrm verify --explain < case.json             a case of your own; docs/formats.md says how it looks
              toolrm verify --data replies.jsonl --out run    a whole file, resumable
              toolrm evaluate pairs --data FILE --scorer schema --out run    the same measurement on pairs of your own
              toolrm formats                                  the wire formats
            """);
        return 0;
    }

    /// <summary>Runs a command as a user would, in this process, and prints its line and the head of its report: the rest is in the files.</summary>
    private static int Show(CliConsole console, params string[] arguments)
    {
        console.Rich().Line($"\n[dim]$ toolrm {string.Join(' ', arguments)}[/]");
        using var report = new StringWriter();
        var code = ToolRmCommand.Run([.. arguments, "--overwrite"], console with { Out = report, OutHasColours = false });
        foreach (var line in report.ToString().Split('\n').TakeWhile(line => line.Trim().Length > 0)) console.Out.WriteLine(line.TrimEnd());
        return code;
    }
}
