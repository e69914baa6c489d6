using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Pools;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate best-of-n</c>: what choosing by a scorer gains.</summary>
internal static class EvaluateBestOfNCommand
{
    /// <summary>The command's name in <c>run.json</c>.</summary>
    public const string Name = "evaluate best-of-n";

    private const string ScoresFile = "scores.jsonl";
    private const string QuestionsFile = "questions.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "path", Description = "Folder with questions.jsonl.gz and pool.jsonl.gz, folder written by 'benchmark build', or a file of candidates with references (toolrm/candidates@1)" };
        var references = new Option<string?>("--references") { HelpName = "file", Description = "With a file of candidates: a file of tasks that gives the references by id" };
        var draws = PoolOptions.Draws();
        var (scorer, seed, output, overwrite, json) = (PoolOptions.Scorer(), PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var sample = new Option<string?>("--sample") { HelpName = "dir", Description = "Sample candidates for the prompts of --data first, into this run directory ('toolrm sample', whose options go with it), and measure on them" };
        var sampling = new SampleArguments();
        var command = new Command("best-of-n", """
            Draw n outputs of each question, let every selector choose one, and count the right choices. Example:
              toolrm evaluate best-of-n --data candidates.jsonl --scorer grounded --out runs/best-of-n
            """) { data, references, scorer, seed, draws, output, overwrite, json, sample };
        sampling.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sample) is null && sampling.FirstGiven(result) is { } given) result.AddError($"{given} goes with --sample");
        });
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var entry = RewardModels.Require(result.GetValue(scorer)!, services: console.Scorers);
            var options = new BestOfNOptions { Seed = result.GetValue(seed), Draws = result.GetValue(draws) };
            var source = result.GetValue(data)!;
            if (result.GetValue(sample) is { } folder)
            {
                var live = new SamplingRun(console with { Out = console.Error }, sampling.Read(result, source, folder, overwrite: false, options.Seed), cancellationToken);
                if (live.Run() is not 0 and var failed) return failed;
                source = live.Candidates;
            }
            var pool = Load(source, result.GetValue(references));
            var plan = new RunPlan(
                Name,
                new MapValue(
                [
                    new("data", ArgumentValue.Of(source)), new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry),
                    new("draws", ArgumentValue.Of(options.Draws)), new("resamples", ArgumentValue.Of(options.Resamples)),
                ]),
                [new RunFile(ScoresFile, ScoreJson.Schema), new RunFile(QuestionsFile, "toolrm/best-of-n@1")], pool.Files, options.Seed);
            var view = new PoolView(result.GetValue(json), static table => table.Title.Contains("outputs, all models", StringComparison.Ordinal) || table.Title == "Paired differences, all models");
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, view, cancellationToken);
            if (run is null) return 0;
            var scores = run.Score(entry.Create(options.Seed), pool, ScoresFile);
            var measured = BestOfNEvaluation.Run(pool, scores, options, cancellationToken);
            foreach (var outcome in measured.Strata[0].Questions) run.Append(QuestionsFile, outcome.Question.Id, () => Row(outcome));
            run.Finish(BestOfNReport.Of(measured), Summary(measured));
            return 0;
        });
        return command;
    }

    /// <summary>A pool from a folder or from a file of candidates.</summary>
    internal static CandidatePool Load(string data, string? references)
    {
        // The file of a built benchmark is read with the verdicts beside it, like its folder.
        var folder = Path.GetFileName(data) == BuiltPool.PoolsFile && Path.GetDirectoryName(Path.GetFullPath(data)) is { } parent && BuiltPool.IsAt(parent) ? parent : data;
        if (Directory.Exists(folder))
        {
            if (references is not null) throw new DataFormatException("--references: goes with a file of candidates; a folder of pools carries its references. Leave it out");
            return BuiltPool.IsAt(folder) ? BuiltPool.Load(folder, BuiltPool.PoolsFile) : KitPool.Load(folder);
        }
        return File.Exists(data)
            ? CandidateFilePool.Load(data, references)
            : throw new DataFormatException($"--data: there is no \"{data}\". Name a folder with pools, or a file of candidates");
    }

    /// <summary>A question's shares of right choices at the largest size, all models.</summary>
    private static MapValue Row(QuestionOutcome outcome) => new(
    [
        new("group", ArgumentValue.Of(outcome.Question.Group)),
        new("category", outcome.Question.Category is { } category ? ArgumentValue.Of(category) : ArgumentValue.Null),
        new("runs", ArgumentValue.Of(outcome.Runs)),
        new("right", new MapValue(Selectors.All.Select((selector, i) => new MapEntry(selector.Name, ArgumentValue.Of(outcome.Right[^1][i]))).ToValueList())),
    ]);

    /// <summary>The figures that <c>evaluate correlation</c> reads, among others.</summary>
    private static MapValue Summary(BestOfNResult result)
    {
        var measures = new BestOfNMeasures(result);
        var questions = measures.Questions(result.Strata[0], QuestionPart.All, measures.AtMost);
        double Accuracy(ISelector selector) => measures.Accuracy(questions, measures.AtMost, selector).Value;
        return new(
        [
            new("title", ArgumentValue.Of(result.Pool.Title)), new("questions", ArgumentValue.Of(questions.Count)), new("n", ArgumentValue.Of(result.Sizes[^1].ToString())),
            new("accuracy", new MapValue(Selectors.All.Select(selector => new MapEntry(selector.Name, ArgumentValue.Of(Accuracy(selector)))).ToValueList())),
            new("gain", ArgumentValue.Of(Accuracy(Selectors.Argmax) - Accuracy(Selectors.Uniform))),
        ]);
    }
}
