using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.OneToMany;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate one-to-many</c>: is a right output above all wrong ones?</summary>
internal static class EvaluateOneToManyCommand
{
    private const string ScoresFile = "scores.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "path", Description = "Folder with questions.jsonl.gz and pool.jsonl.gz, folder written by 'benchmark build', or a file of candidates with references (toolrm/candidates@1)" };
        var references = new Option<string?>("--references") { HelpName = "file", Description = "With a file of candidates: a file of tasks that gives the references by id" };
        var wrong = new Option<int>("--wrong") { HelpName = "number", DefaultValueFactory = _ => OneToManyMeasures.Wrong, Description = "Most wrong outputs that a right one meets (RewardMATH: 9)" };
        wrong.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1) result.AddError($"--wrong: expected at least 1, found {result.Tokens[0].Value}");
        });
        var (scorer, seed, output, overwrite, json) = (PoolOptions.Scorer(), PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("one-to-many", """
            Let each right output meet several wrong ones of its question: accuracy and mean reciprocal rank, as RewardMATH does. Example:
              toolrm evaluate one-to-many --data candidates.jsonl --scorer grounded --out runs/one-to-many
            """) { data, references, scorer, wrong, seed, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var entry = RewardModels.Require(result.GetValue(scorer)!, services: console.Scorers);
            var options = new OneToManyOptions { Seed = result.GetValue(seed), Wrong = result.GetValue(wrong) };
            var source = result.GetValue(data)!;
            var pool = EvaluateBestOfNCommand.Load(source, result.GetValue(references));
            var plan = new RunPlan(
                "evaluate one-to-many",
                new MapValue([new("data", ArgumentValue.Of(source)), new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry), new("wrong", ArgumentValue.Of(options.Wrong)), new("resamples", ArgumentValue.Of(options.Resamples))]),
                [new RunFile(ScoresFile, ScoreJson.Schema)], pool.Files, options.Seed);
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, new PoolView(result.GetValue(json), static _ => true), cancellationToken);
            if (run is null) return 0;
            var measured = OneToManyEvaluation.Run(pool, run.Score(entry.Create(options.Seed), pool, ScoresFile), options);
            if (measured.BySize[^1].Count == 0) throw new DataFormatException($"{source}: expected a question with a right and a wrong output, found none. Use pools of several models");
            var figures = OneToManyReport.Figures(measured);
            run.Finish(OneToManyReport.Of(measured), new MapValue(
            [
                new("title", ArgumentValue.Of(pool.Title)), new("questions", ArgumentValue.Of(measured.BySize[^1].Count)), new("accuracy", ArgumentValue.Of(figures.Accuracy.Value)),
                new("accuracy_with_ties", ArgumentValue.Of(figures.AccuracyWithTies.Value)), new("mrr", ArgumentValue.Of(figures.ReciprocalRank.Value)),
            ]));
            return 0;
        });
        return command;
    }
}
