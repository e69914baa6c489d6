using System.CommandLine;
using System.Reflection;
using Spectre.Console;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;
using ToolRM.Verification;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm quickstart</c>: what the tool does, shown on our own examples, which are part of it.</summary>
internal static class QuickstartCommand
{
    private const string Prefix = "examples/cases/";

    public static Command Create(CliConsole console)
    {
        var command = new Command("quickstart", "Parse, verify and explain the built-in examples.");
        command.SetAction(_ =>
        {
            Run(console);
            return 0;
        });
        return command;
    }

    private static void Run(CliConsole console)
    {
        var rich = console.Rich();
        var cases = Cases().ToList();
        rich.MarkupLine("[bold]1. Parse[/]: what a model wrote, to calls. Each reply is in another wire format.");
        foreach (var example in cases)
        {
            var reply = ReplyFormats.Find(example.Format ?? ReplyFormats.Auto.Name)!.Parser.Parse(example.Reply!, ReplyEnd.Unknown, example.Prompt.Tools);
            rich.Line($"\n[dim]{example.Reply!.ReplaceLineEnders()}[/]");
            ReplyView.Write(console, reply);
        }
        rich.MarkupLine("\n[bold]2. Verify and explain[/]: which are right, which are wrong, where and why.\n");
        var verifier = new CaseVerifier();
        var results = cases.Select(one => verifier.Verify(one)).ToList();
        foreach (var result in results) VerdictView.Write(console, result, explain: true);
        var right = results.Count(result => result.Verdict.Status == VerdictStatus.Pass);
        rich.Line($"\n[bold]{results.Count} replies, {right} right, {results.Count - right} wrong.[/]");
        rich.WriteLine("""

            Next:
              toolrm parse < reply.txt                        a reply of your own; the format is found by its markers
              toolrm verify --explain < case.json             a case of your own; docs/formats.md says how it looks
              toolrm verify --data replies.jsonl --out run    a whole file, resumable
              toolrm formats                                  the wire formats
            """);
    }

    /// <summary>The built-in cases, by name.</summary>
    internal static IEnumerable<Case> Cases()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream);
            yield return CaseJson.Read(JsonParse.Of(reader.ReadToEnd()).Value ?? throw new InvalidOperationException($"{name} is no JSON"), name);
        }
    }

    private static string ReplaceLineEnders(this string text) => text.ReplaceLineEndings("⏎");
}
