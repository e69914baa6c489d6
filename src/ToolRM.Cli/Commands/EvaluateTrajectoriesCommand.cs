using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Evaluation.Trajectories;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate trajectories</c>: do the scores of calls foretell the success of the whole?</summary>
internal static class EvaluateTrajectoriesCommand
{
    private const string ScoresFile = "scores.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "file", Description = "Trajectories with outcomes, in the form of the data kit's trajectories/tau-bench file" };
        var (scorer, seed, output, overwrite, json) = (PoolOptions.Scorer(), PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("trajectories", """
            Score every call of multi-turn trajectories and measure how well their mean tells success from failure. Example:
              toolrm evaluate trajectories --data trajectories.jsonl --scorer grounded --out runs/trajectories
            """) { data, scorer, seed, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var entry = RewardModels.Require(result.GetValue(scorer)!, services: console.Scorers);
            if (entry.Needs.HasFlag(ScorerNeeds.Reference)) throw new DataFormatException($"--scorer: \"{entry.Name}\" needs a reference for every call, and trajectories have none. Take another scorer");
            var options = new BootstrapOptions { Seed = result.GetValue(seed) };
            var source = result.GetValue(data)!;
            var set = TrajectorySet.Read(source);
            var plan = new RunPlan(
                "evaluate trajectories",
                new MapValue([new("data", ArgumentValue.Of(source)), new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry), new("resamples", ArgumentValue.Of(options.Resamples))]),
                [new RunFile(ScoresFile, ScoreJson.Schema)], [set.File], options.Seed);
            var view = new PoolView(result.GetValue(json), static _ => true);
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, view, cancellationToken);
            if (run is null) return 0;
            var made = entry.Create(options.Seed);
            var turns = set.Rows.Select(TrajectorySet.Turns).ToList();
            var scores = run.Score(made, [.. turns.SelectMany(groups => groups)], ScoresFile, "turns");
            var next = 0;
            var scored = set.Rows.Select((row, i) => ScoredTrajectory.Of(row, [.. turns[i].Select(_ => scores[next++][0])])).ToList();
            var report = TrajectoryReport.Of(set, scored, made.Info, options);
            run.Finish(report, new MapValue([new("title", ArgumentValue.Of(report.Title)), new("finding", ArgumentValue.Of(report.Summary))]));
            return 0;
        });
        return command;
    }
}
