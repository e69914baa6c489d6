using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Evaluation.Gains;
using ToolRM.Evaluation.Pairs;
using ToolRM.Models;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate correlation</c>: does pair accuracy foretell the gain of best-of-n?</summary>
internal static class EvaluateCorrelationCommand
{
    private const string ScorersFile = "scorers.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var runs = new Option<string[]>("--runs") { HelpName = "dir", AllowMultipleArgumentsPerToken = true, Description = "Finished runs of 'evaluate pairs' and 'evaluate best-of-n', two per scorer" };
        var scorers = new Option<string?>("--scorers") { HelpName = "names", Description = "In place of --runs: scorers to measure, with commas between; 'all' for every one" };
        var pairs = new Option<string?>("--pairs") { HelpName = "file", Description = "With --scorers: a file of pairs" };
        var pools = new Option<string?>("--pools") { HelpName = "path", Description = "With --scorers: a folder with pools, or a file of candidates with references" };
        var draws = PoolOptions.Draws();
        var (seed, output, overwrite, json) = (PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("correlation", """
            Correlate the pair accuracy of several scorers with what choosing by them gains. Example:
              toolrm evaluate correlation --scorers grounded,schema --pairs pairs.jsonl --pools candidates.jsonl
            """) { runs, scorers, pairs, pools, seed, draws, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.Validators.Add(result =>
        {
            var (byRuns, byScorers) = (result.GetValue(runs) is { Length: > 0 }, result.GetValue(scorers) is not null);
            if (byRuns == byScorers) result.AddError("give either --runs, or --scorers with --pairs and --pools");
            else if (byScorers && (result.GetValue(pairs) is null || result.GetValue(pools) is null)) result.AddError("--scorers goes with --pairs and --pools");
        });
        command.SetAction(result =>
        {
            var view = new PoolView(result.GetValue(json), static _ => true);
            var options = new BestOfNOptions { Seed = result.GetValue(seed), Draws = result.GetValue(draws) };
            return result.GetValue(runs) is { Length: > 0 } folders
                ? FromRuns(folders)
                : Measure(Entries(result.GetValue(scorers)!, console.Scorers), result.GetValue(pairs)!, result.GetValue(pools)!);

            int FromRuns(string[] folders)
            {
                var earlier = EarlierRuns.Read(folders);
                var plan = new RunPlan("evaluate correlation", MapValue.Empty, [new(ScorersFile, "toolrm/scorer-points@1")], earlier.Files);
                using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, view, cancellationToken);
                if (run is not null) Finish(run, earlier.PairsTitle, earlier.PoolTitle, earlier.Size, earlier.Points, [new("runs", string.Join(", ", folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))))]);
                return 0;
            }

            int Measure(IReadOnlyList<ScorerEntry> entries, string pairsFile, string poolPath)
            {
                var (set, pool) = (PairSet.Read(pairsFile), EvaluateBestOfNCommand.Load(poolPath, null));
                var plan = new RunPlan(
                    "evaluate correlation",
                    new MapValue([new("scorers", ArgumentValue.Of(string.Join(',', entries.Select(entry => entry.Name)))), new("draws", ArgumentValue.Of(options.Draws)), .. ScorerFacts.Of([.. entries])]),
                    [new(ScorersFile, "toolrm/scorer-points@1")], [SourceFile.Of(pairsFile), .. pool.Files], options.Seed);
                using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, view, cancellationToken);
                if (run is null) return 0;
                var points = entries.Select(entry => GainMeasurement.OfAsync(entry.Create(options.Seed), set, pool, options, cancellationToken).GetAwaiter().GetResult()).ToList();
                Finish(run, set.Title, pool.Title, new BestOfNSize(options.Sizes[^1], AtMost: true).ToString(), points, []);
                return 0;
            }
        });
        return command;
    }

    private static void Finish(PoolRun run, string pairs, string pools, string size, IReadOnlyList<ScorerPoint> points, ReadOnlySpan<KeyValuePair<string, string>> facts)
    {
        foreach (var point in points) run.Append(ScorersFile, point.Scorer, () => Row(point));
        var title = pairs == pools ? pools : $"pairs of {pairs}, best-of-n of {pools}";
        var report = GainCorrelation.Report(title, $"accuracy of the highest score less that of a uniform draw, {size} outputs, all models, all questions", points, [new("pairs", pairs), new("pools", pools), .. facts]);
        run.Finish(report, new MapValue([new("scorers", ArgumentValue.Of(points.Count)), new("finding", ArgumentValue.Of(report.Summary))]));
    }

    private static List<ScorerEntry> Entries(string names, ScorerServices services)
    {
        if (names == "all") return [.. RewardModels.All];
        var entries = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => RewardModels.Require(name, "--scorers", services)).ToList();
        if (entries.Count == 0) throw new DataFormatException("--scorers: expected names with commas between, found none. 'all' takes every one");
        return entries.Count == entries.DistinctBy(entry => entry.Name).Count() ? entries : throw new DataFormatException($"--scorers: expected each scorer once, found \"{names}\". Name each once");
    }

    private static MapValue Row(ScorerPoint point) => new(
    [
        new("strict", ArgumentValue.Of(point.Strict)), new("ties_half", ArgumentValue.Of(point.TiesHalf)), new("gain", ArgumentValue.Of(point.Gain)),
    ]);
}
