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
        var command = new Command("quickstart", """
            Parse, verify, score, train and evaluate on the built-in examples, and write reports. Example:
              toolrm quickstart --out runs/quickstart
            """) { output };
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

        string At(params string[] parts) => Path.Combine([output, .. parts]);
        BuiltInExamples.WriteData(At("data"));
        rich.MarkupLine("\n[bold]3. Score[/] a reply without a reference, by the model that is part of the tool, and say why.");
        var code = Show(console, All, "score", At("data", BuiltInExamples.ScoredCase), "--scorer", "grounded", "--explain");
        if (code != 0) return code;

        rich.MarkupLine("\n[bold]4. Train[/] a small model of the same kind on 100 tasks of ours: pairs of a right and a wrong reply, some held out.");
        code = Show(console, Head, "pairs", "--data", At("data", "tasks.jsonl"), "--per-prompt", "6", "--holdout", "0.3", "--out", At("training"), "--overwrite");
        if (code == 0) code = Show(console, Head, "train", "grounded", "--pairs", At("training", "pairs.jsonl"), "--holdout", At("training", "holdout.jsonl"), "--seed", "1", "--out", At("small.model"));
        if (code != 0) return code;

        rich.MarkupLine("\n[bold]5. Evaluate[/]: how often the small model orders held-out pairs rightly, and what choosing by 'grounded' gains.");
        code = Show(console, Head, "evaluate", "pairs", "--data", At("training", "holdout.jsonl"), "--scorer", At("small.model"), "--against", "schema", "--out", At("pairs"), "--overwrite");
        if (code == 0) code = Show(console, Head, "evaluate", "best-of-n", "--data", At("data", "tasks.jsonl"), "--scorer", "grounded", "--out", At("best-of-n"), "--overwrite");
        if (code != 0) return code;

        rich.Line($"""

            [bold]Reports[/], for a browser:
              {At("pairs", "report.html")}
              {At("best-of-n", "report.html")}

            Next: docs/quickstart.md, a page for each use.
              toolrm verify --explain < case.json                             a case of your own; docs/formats.md says how it looks
              toolrm score --scorer grounded --explain < case.json            the same without a reference
              toolrm sample --data FILE --generator URL#MODEL --out DIR       candidates from models of yours
              toolrm pairs, toolrm train grounded                             a model of your own data
              toolrm evaluate pairs --data FILE --scorer grounded --out run   is it any good?
            """);
        return 0;
    }

    private static bool All(string line) => true;

    private static bool Head(string line) => line.Trim().Length > 0;

    /// <summary>Runs a command as a user would, in this process; prints its line and its output up to the first line that is not wanted.</summary>
    private static int Show(CliConsole console, Func<string, bool> isWanted, params string[] arguments)
    {
        console.Rich().Line($"\n[dim]$ toolrm {string.Join(' ', arguments.Where(argument => argument != "--overwrite"))}[/]");
        using var text = new StringWriter();
        var code = ToolRmCommand.Run(arguments, console with { Out = text, OutHasColours = false });
        foreach (var line in text.ToString().TrimEnd().Split('\n').TakeWhile(isWanted)) console.Out.WriteLine(line.TrimEnd());
        return code;
    }
}
