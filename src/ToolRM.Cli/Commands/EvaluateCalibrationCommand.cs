using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Reliability;
using ToolRM.Evaluation.Statistics;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate calibration</c>: do a scorer's probabilities mean what they say?</summary>
internal static class EvaluateCalibrationCommand
{
    private const string ScoresFile = "scores.jsonl";
    private const string AllModels = "all";
    private const string OpenModels = "open";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "path", Description = "Folder with questions.jsonl.gz and pool.jsonl.gz, folder written by 'benchmark build', or a file of candidates with references (toolrm/candidates@1)" };
        var references = new Option<string?>("--references") { HelpName = "file", Description = "With a file of candidates: a file of tasks that gives the references by id" };
        var models = WordOption.Of("--models", "Whose replies count: every model's, or those of models with open weights, which a folder's models.jsonl.gz names", (AllModels, AllModels), (OpenModels, OpenModels));
        var (scorer, seed, output, overwrite, json) = (PoolOptions.Scorer(), PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("calibration", """
            Compare the stated probabilities of models' replies, at the rate at which models give them, with the share that is right. Example:
              toolrm evaluate calibration --data candidates.jsonl --scorer grounded --out runs/calibration
            """) { data, references, scorer, models, seed, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var entry = RewardModels.Require(result.GetValue(scorer)!, services: console.Scorers);
            if (entry.Scale != ScoreScale.Probability) throw new DataFormatException(
                $"--scorer: \"{entry.Name}\" gives {entry.Scale.ToString().ToLowerInvariant()} scores, and calibration is that of probabilities. Take one of {string.Join(", ", RewardModels.All.Where(other => other.Scale == ScoreScale.Probability).Select(other => other.Name))}, or a model file");
            var options = new BootstrapOptions { Seed = result.GetValue(seed) };
            var (source, which) = (result.GetValue(data)!, result.GetValue(models)!);
            var pool = EvaluateBestOfNCommand.Load(source, result.GetValue(references));
            var stratum = Stratum(pool, which);
            var plan = new RunPlan(
                "evaluate calibration",
                new MapValue(
                [
                    new("data", ArgumentValue.Of(source)), new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry), new("models", ArgumentValue.Of(which)), new("resamples", ArgumentValue.Of(options.Resamples)),
                ]),
                [new RunFile(ScoresFile, ScoreJson.Schema)], pool.Files, options.Seed);
            var view = new PoolView(result.GetValue(json), static _ => true);
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, view, cancellationToken);
            if (run is null) return 0;
            var report = CalibrationReport.Of(pool, run.Score(entry.Create(options.Seed), pool, ScoresFile), stratum, options);
            run.Finish(report, new MapValue([new("title", ArgumentValue.Of(report.Title)), new("finding", ArgumentValue.Of(report.Summary))]));
            return 0;
        });
        return command;
    }

    private static PoolStratum Stratum(CandidatePool pool, string which)
    {
        var strata = PoolStratum.Of(pool);
        if (which == AllModels) return strata[0];
        return strata.FirstOrDefault(stratum => stratum.Name == "open models") ?? throw new DataFormatException(
            "--models open: the data does not say which models are open, or no open model has an output. Add models.jsonl(.gz) to the folder, or take --models all");
    }
}
