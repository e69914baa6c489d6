using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.Filters;
using ToolRM.Evaluation.Statistics;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate filter</c>: what filtering by a scorer does to the share of right outputs.</summary>
internal static class EvaluateFilterCommand
{
    private const string ScoresFile = "scores.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "path", Description = "Folder with questions.jsonl.gz and pool.jsonl.gz, folder written by 'benchmark build', or a file of candidates with references (toolrm/candidates@1)" };
        var references = new Option<string?>("--references") { HelpName = "file", Description = "With a file of candidates: a file of tasks that gives the references by id" };
        var share = new Option<double>("--share") { HelpName = "p", DefaultValueFactory = _ => 0.5, Description = "Share that is kept (toolrm 4.2: half)" };
        var threshold = new Option<double>("--threshold") { HelpName = "score", DefaultValueFactory = _ => 0.5, Description = "Threshold that is measured beside it" };
        var (scorer, seed, output, overwrite, json) = (PoolOptions.Scorer(), PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("filter", """
            Cut the models' outputs down by score and count the right ones: all, a random share, the best share, the best of each model, a threshold. Example:
              toolrm evaluate filter --data candidates.jsonl --scorer grounded --out runs/filter
            """) { data, references, scorer, share, threshold, seed, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var entry = RewardModels.Require(result.GetValue(scorer)!, services: console.Scorers);
            var (source, part, bar) = (result.GetValue(data)!, result.GetValue(share), result.GetValue(threshold));
            if (!(part > 0 && part <= 1)) throw new DataFormatException($"--share: expected a number above 0 and at most 1, found {ArgumentValue.Of(part)}");
            if (!double.IsFinite(bar)) throw new DataFormatException($"--threshold: expected a finite number, found {ArgumentValue.Of(bar)}");
            var options = new BootstrapOptions { Seed = result.GetValue(seed) };
            var pool = EvaluateBestOfNCommand.Load(source, result.GetValue(references));
            var plan = new RunPlan(
                "evaluate filter",
                new MapValue(
                [
                    new("data", ArgumentValue.Of(source)), new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry), new("share", ArgumentValue.Of(part)), new("threshold", ArgumentValue.Of(bar)),
                    new("resamples", ArgumentValue.Of(options.Resamples)),
                ]),
                [new RunFile(ScoresFile, ScoreJson.Schema)], pool.Files, options.Seed);
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, new PoolView(result.GetValue(json), static _ => true), cancellationToken);
            if (run is null) return 0;
            var report = FilterMeasureReport.Of(pool, run.Score(entry.Create(options.Seed), pool, ScoresFile), part, bar, options);
            run.Finish(report, new MapValue([new("title", ArgumentValue.Of(report.Title)), new("finding", ArgumentValue.Of(report.Summary))]));
            return 0;
        });
        return command;
    }
}
