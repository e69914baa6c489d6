using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Irrelevance;
using ToolRM.Evaluation.Pools;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate irrelevance</c>: does a scorer know when not to call?</summary>
internal static class EvaluateIrrelevanceCommand
{
    private const string CallableFile = "callable-scores.jsonl";
    private const string IrrelevanceFile = "irrelevance-scores.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "dir", Description = "Folder with questions.jsonl.gz, pool.jsonl.gz and irrelevance.jsonl.gz, or folder written by 'benchmark build'" };
        var draws = PoolOptions.Draws();
        var (scorer, seed, output, overwrite, json) = (PoolOptions.Scorer(), PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("irrelevance", """
            Compare the scores of right calls with those of calls that should not be made, and count wrong calls and wrong abstentions of every selector. Example:
              toolrm evaluate irrelevance --data DIR --scorer grounded --out runs/irrelevance
            """) { data, scorer, seed, draws, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var entry = RewardModels.Require(result.GetValue(scorer)!, services: console.Scorers);
            var options = new BestOfNOptions { Seed = result.GetValue(seed), Draws = result.GetValue(draws) };
            var folder = result.GetValue(data)!;
            var isBuilt = BuiltPool.IsAt(folder);
            var irrelevance = PoolAbstentions.Merge(isBuilt ? BuiltPool.Load(folder, BuiltPool.IrrelevanceFile) : KitIrrelevance.Load(folder));
            var callable = PoolAbstentions.Merge(isBuilt ? BuiltPool.Load(folder, BuiltPool.PoolsFile) : KitPool.Load(folder));
            var plan = new RunPlan(
                "evaluate irrelevance",
                new MapValue(
                [
                    new("data", ArgumentValue.Of(folder)), new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry),
                    new("draws", ArgumentValue.Of(options.Draws)), new("resamples", ArgumentValue.Of(options.Resamples)),
                ]),
                [new RunFile(CallableFile, ScoreJson.Schema), new RunFile(IrrelevanceFile, ScoreJson.Schema)],
                [.. callable.Files, .. irrelevance.Files], options.Seed);
            var view = new PoolView(result.GetValue(json), static _ => true);
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, view, cancellationToken);
            if (run is null) return 0;
            var made = entry.Create(options.Seed);
            var report = IrrelevanceReport.Of(
                callable, run.Score(made, callable, CallableFile), irrelevance, run.Score(made, irrelevance, IrrelevanceFile), options, cancellationToken);
            run.Finish(report, new MapValue([new("title", ArgumentValue.Of(report.Title)), new("finding", ArgumentValue.Of(report.Summary))]));
            return 0;
        });
        return command;
    }
}
