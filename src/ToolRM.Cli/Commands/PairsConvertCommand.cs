using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm pairs convert</c>: pairs of any form to ours or to TRL's.</summary>
internal static class PairsConvertCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "file", Description = "Pairs of any form that 'toolrm evaluate pairs' reads" };
        var to = new Option<PairOutput>("--to") { Required = true, Description = "'pairs' (toolrm/pairs@1) or 'trl' (TRL preference rows with tools)" };
        var toolsAsText = new Option<bool>("--tools-as-text") { Description = "With --to trl: tools as JSON text, for TRL before 4.7 and for tables of different schemas" };
        var output = new Option<string>("--out") { Required = true, HelpName = "file", Description = "The rows in the same order; compressed when the name ends in .gz" };
        var command = new Command("convert", """
            Convert pairs to toolrm/pairs@1 or to TRL's preference format. Nothing is verified, balanced or left out. Example:
              toolrm pairs convert --data pairs.jsonl --to trl --out trl.jsonl
            """) { data, to, toolsAsText, output };
        command.SetAction(result =>
        {
            var target = result.GetValue(output)!;
            if (Path.GetFullPath(target) == Path.GetFullPath(result.GetValue(data)!)) throw new DataFormatException($"--out: expected another file than --data, found the same, \"{target}\"");
            var pairs = PairSet.Read(result.GetValue(data)!);
            using var writer = new PairWriter(target, result.GetValue(to), result.GetValue(toolsAsText));
            foreach (var pair in pairs.Pairs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                writer.Write(pair);
            }
            writer.Complete();
            console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{writer.Rows} pairs written to {target}"));
            writer.ReportLosses(console);
            return 0;
        });
        return command;
    }
}
