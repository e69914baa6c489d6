using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Models;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm model</c>: which scorers there are, and what is in one.</summary>
internal static class ModelCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken) => new("model", "List scorers and look into models and scorer files (docs/scorers.md).")
    {
        List(console), Inspect(console, cancellationToken),
    };

    private static Command List(CliConsole console)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line" };
        var command = new Command("list", """
            List the scorers that have a name: scale, what their scores depend on, size, source. Example:
              toolrm model list
            """) { json };
        command.SetAction(result =>
        {
            var rows = RewardModels.All.Select(entry => RewardModels.Resolve(entry.Name)).ToList();
            if (result.GetValue(json)) foreach (var row in rows) console.Out.WriteLine(ArgumentJson.Write(ModelView.Row(row)));
            else ModelView.WriteList(console, rows);
            return 0;
        });
        return command;
    }

    private static Command Inspect(CliConsole console, CancellationToken cancellationToken)
    {
        var name = new Argument<string>("scorer") { Description = "A scorer's name, a model file (FILE.model) or a scorer file (FILE.scorer.json)" };
        var probe = new Option<bool>("--probe") { Description = "Ask for the scores of one small question and say what came back; costs a request or two of remote scorers and judges" };
        var top = new Option<int>("--top") { HelpName = "n", DefaultValueFactory = _ => 20, Description = "Weights shown per kind of rows, largest first" };
        var json = new Option<bool>("--json") { Description = "Facts as JSON" };
        var command = new Command("inspect", """
            Look into a scorer. Of a model: features, weights, calibration, training data, hash. Of a scorer file: what it resolves to, with its identity.
              toolrm model inspect grounded
              toolrm model inspect my.scorer.json --probe
            Exit code with --probe: 0 scored, 1 unscored.
            """)
        {
            name, probe, top, json,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(top) < 0) throw new DataFormatException("--top: expected 0 or more");
            var resolved = RewardModels.Resolve(result.GetValue(name)!, "scorer", console.Scorers);
            if (result.GetValue(json)) console.Out.WriteLine(ArgumentJson.Write(ModelView.Row(resolved)));
            else ModelView.Write(console, resolved, result.GetValue(top));
            return result.GetValue(probe) ? ScorerProbe.Run(console, resolved.Entry, cancellationToken) : 0;
        });
        return command;
    }
}
