using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.Pairs;
using ToolRM.Models;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate pairs</c>: does a scorer put the right reply before the wrong one?</summary>
internal static class EvaluatePairsCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", RewardModels.All.Select(entry => entry.Name));
        var data = new Option<string>("--data") { Required = true, HelpName = "file", Description = "Pairs as JSON Lines, plain or gzip, or Arrow: toolrm/pairs@1, the data kit's main, FC-RewardBench, ToolRM's training pairs, TRBench-BFCL, or TRL preference rows" };
        var scorer = new Option<string>("--scorer") { Required = true, HelpName = "name", Description = $"Who scores: {names}, a model file or a scorer file (docs/scorers.md)" };
        var against = new Option<string?>("--against") { HelpName = "name", Description = "A second scorer: McNemar's test (random signs by question where one has several pairs) and the interval of the difference" };
        var chosen = WordOption.Of("--chosen", "Right reply of the data kit's rows: 'reference' (first accepted values) or 'model' (a real accepted output)", ("reference", ChosenReply.Reference), ("model", ChosenReply.Model));
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of scorers that draw, of the order in which replies are shown, and of the bootstrap" };
        var resamples = new Option<int>("--resamples") { DefaultValueFactory = _ => 2000, HelpName = "B", Description = "Bootstrap resamples" };
        var noise = new Option<string?>("--noise-ids") { HelpName = "file", Description = "Questions with doubtful labels, one id a line; in place of the built-in list" };
        var output = new Option<string?>("--out") { HelpName = "dir", Description = "Run directory for the scores and report.json, .md and .html; run again to go on" };
        var overwrite = new Option<bool>("--overwrite") { Description = "With --out: remove an earlier run in that directory" };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON, without rows of the data" };
        var command = new Command("pairs", """
            Measure how often a scorer puts the right reply before the wrong one: strictly, with ties at ½, by error label, category,
            model and more, with 95 % intervals. Example:
              toolrm evaluate pairs --data main.jsonl.gz --scorer schema --against shortest --out run
            """)
        {
            data, scorer, against, chosen, seed, resamples, noise, output, overwrite, json,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(resamples) < 1) throw new DataFormatException("--resamples: expected at least 1. Leave it out for 2000");
            if (result.GetValue(overwrite) && result.GetValue(output) is null) throw new DataFormatException("--overwrite needs --out. Name the run directory");
            return new PairRun(console, new(
                result.GetValue(data)!, result.GetValue(scorer)!, result.GetValue(against), result.GetValue(chosen), result.GetValue(seed),
                result.GetValue(noise), result.GetValue(resamples), result.GetValue(output), result.GetValue(overwrite), result.GetValue(json)), cancellationToken).RunAsync().GetAwaiter().GetResult();
        });
        return command;
    }
}
