using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Agreement;
using ToolRM.Evaluation.Statistics;
using ToolRM.Models;
using ToolRM.Rewards;
using ToolRM.Runs;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm evaluate rewards</c>: scorers and rewards side by side on judged outputs.</summary>
internal static class EvaluateRewardsCommand
{
    private const string All = "all";
    private const string RowsFile = "rewards.jsonl";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "path", Description = "Folder with questions.jsonl.gz and pool.jsonl.gz, folder written by 'benchmark build', or a file of candidates with references" };
        var scorers = new Option<string>("--scorers") { DefaultValueFactory = _ => All, HelpName = "names", Description = "With commas between: " + NamedScorer.Known + "; 'all' adds every scorer and reward that works without settings" };
        var (seed, output, overwrite, json) = (PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("rewards", """
            Compare scorers and rewards with the verdicts of a pool: AUROC, order within a question, coverage and time per output. Rewards
            with settings of their own go in as composition files. Example:
              toolrm evaluate rewards --data candidates.jsonl --scorers all,mine.json --out runs/rewards
            """) { data, scorers, seed, output, overwrite, json };
        PoolOptions.Validate(command, output, overwrite);
        command.SetAction(result =>
        {
            var (path, drawn) = (result.GetValue(data)!, result.GetValue(seed));
            var (named, leftOut) = Named(console, result.GetValue(scorers)!, drawn);
            var pool = EvaluateBestOfNCommand.Load(path, null);
            var plan = new RunPlan(
                "evaluate rewards", new([new("data", ArgumentValue.Of(path)), new("scorers", new ListValue(named.Select(one => (ArgumentValue)one.Definition).ToValueList()))]),
                [new(RowsFile, "toolrm/scorer-agreement@1")], pool.Files, drawn);
            using var run = PoolRun.Open(console, result.GetValue(output), result.GetValue(overwrite), plan, new PoolView(result.GetValue(json), static _ => true), cancellationToken);
            if (run is null) return 0;
            var agreements = new List<ScorerAgreement>();
            using (var progress = new RowProgress(console, "scorers"))
            {
                foreach (var one in named)
                {
                    agreements.Add(ScorerAgreement.OfAsync(one.Scorer, pool, new() { Seed = drawn }, cancellationToken: cancellationToken).GetAwaiter().GetResult());
                    progress.Report(agreements.Count);
                }
            }
            foreach (var agreement in agreements) run.Append(RowsFile, agreement.Scorer, () => Row(agreement));
            var report = AgreementReport.Of(pool, agreements, leftOut, [new("seed", drawn.ToString(CultureInfo.InvariantCulture)), new("bootstrap resamples", new BootstrapOptions().Resamples.ToString(CultureInfo.InvariantCulture))]);
            run.Finish(report, new([new("title", ArgumentValue.Of(report.Title)), new("finding", ArgumentValue.Of(report.Summary))]));
            return 0;
        });
        return command;
    }

    private static (List<NamedScorer> Named, List<(string, string)> LeftOut) Named(CliConsole console, string names, long seed)
    {
        var (named, leftOut) = (new List<NamedScorer>(), new List<(string, string)>());
        var given = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in given.Where(name => name != All)) named.Add(NamedScorer.Require(console, name, null, seed, simulated: false, "--scorers"));
        if (given.Contains(All)) AddAll();
        if (named.Count == 0) throw new DataFormatException("--scorers: expected names with commas between, found none. 'all' takes every one");
        if (named.Select(one => one.Scorer.Info.Name).Distinct().Count() < named.Count) throw new DataFormatException($"--scorers: expected each name once, found \"{names}\". Give compositions names of their own");
        return (named, leftOut);

        void AddAll()
        {
            foreach (var entry in RewardModels.All.Where(entry => IsNew(entry.Name))) named.Add(NamedScorer.Require(console, entry.Name, null, seed, simulated: false, "--scorers"));
            foreach (var entry in RewardFunctions.All.Where(entry => IsNew(entry.Info.Name)))
            {
                if (entry.Options.FirstOrDefault(option => option.Default is null) is { } open) leftOut.Add((entry.Info.Name, $"setting \"{open.Name}\" has no default; write a composition file with a value"));
                else named.Add(NamedScorer.Require(console, entry.Info.Name, null, seed, simulated: false, "--scorers"));
            }
        }

        bool IsNew(string name) => !named.Exists(one => one.Scorer.Info.Name == name);
    }

    private static MapValue Row(ScorerAgreement agreement) => new(
    [
        new("sees_reference", ArgumentValue.Of(agreement.SeesReference)), new("scored", ArgumentValue.Of(agreement.Scored)), new("unscored", ArgumentValue.Of(agreement.Unscored)),
        new("auroc", Number(agreement.Auroc.Value)), new("tau_b", Number(agreement.Tau.Value)), new("microseconds", Number(agreement.Microseconds)),
    ]);

    /// <summary>Null where there is nothing to measure.</summary>
    private static ArgumentValue Number(double value) => double.IsFinite(value) ? ArgumentValue.Of(value) : ArgumentValue.Null;
}
