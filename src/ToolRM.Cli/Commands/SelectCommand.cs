using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm select</c>: one of several candidates for every prompt.</summary>
internal static class SelectCommand
{
    private static readonly ValueList<ISelector> Choices = Selectors.All.Where(selector => selector != Selectors.Oracle).ToValueList();

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "file", Description = "JSON Lines (plain or gzip) of candidates (toolrm/candidates@1); with --sample, of prompts" };
        var scorer = new Option<string?>("--scorer") { HelpName = "name", Description = "Which scorer; needed by argmax, reward-vote and --no-call-below. One of: " + string.Join(", ", RewardModels.All.Select(entry => entry.Name)) + ", a model file or a scorer file (docs/scorers.md)" };
        var selector = WordOption.Of("--selector", "Who is taken; the rules are above", [.. Choices.OrderByDescending(one => one == Selectors.Argmax).Select(one => (one.Name, one.Name))]);
        var ties = WordOption.Of("--ties", "Who is taken among equals", TieRules.All);
        var threshold = new Option<double?>("--no-call-below") { HelpName = "score", Description = "When the chosen candidate's score is below, \"no call\" wins" };
        var whenUnscored = WordOption.Of("--when-unscored", "With --no-call-below: what becomes of a chosen candidate without a score", ("keep", UnscoredChoice.Keep), ("no-call", UnscoredChoice.NoCall));
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of scorers that draw, and of --sample" };
        var output = new Option<string?>("--out") { HelpName = "dir", Description = "Run directory for selections.jsonl; run again to go on. Without it choices go to standard output" };
        var overwrite = new Option<bool>("--overwrite") { Description = "With --out: remove an earlier run in that directory" };
        var sample = new Option<string?>("--sample") { HelpName = "dir", Description = "Sample candidates for the prompts of --data first, into this run directory ('toolrm sample', whose options go with it), and choose among them" };
        var (stop, sampling, shard) = (new StopArguments(), new SampleArguments(), ShardOption.Create());
        var command = new Command("select", $$"""
            Choose one of the candidates of every prompt: rows of toolrm/selections@1 with the calls, the score, the agreement and why. Selectors:
            {{string.Join('\n', Choices.Select(one => $"  {one.Name,-12} {one.Rule}"))}}
            Example:
              toolrm select --data candidates.jsonl --scorer grounded --out runs/chosen
            """)
        {
            data, scorer, selector, ties, threshold, whenUnscored, seed, output, overwrite, sample, shard,
        };
        stop.AddTo(command);
        sampling.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(sample) is null && sampling.FirstGiven(result) is { } given) result.AddError($"{given} goes with --sample");
            if (result.GetValue(output) is null && result.GetValue(overwrite)) result.AddError("--overwrite goes with --out");
            if (result.GetValue(sample) is not null && result.GetValue(shard) is not null) result.AddError("--shard goes without --sample: sample in parts, merge, then select");
            if (result.GetValue(threshold) is null && result.GetResult(whenUnscored) is { Implicit: false }) result.AddError("--when-unscored goes with --no-call-below");
            if (result.GetValue(threshold) is { } number && !double.IsFinite(number)) result.AddError("--no-call-below must be a finite number");
            if (result.GetValue(scorer) is not null || result.Errors.Any()) return;
            var chosen = Selectors.Find(result.GetValue(selector) ?? "") ?? Selectors.Argmax; // defaults are not set yet
            if (chosen.NeedsScores) result.AddError($"--selector {chosen.Name} needs scores; name a --scorer");
            else if (result.GetValue(threshold) is not null) result.AddError("--no-call-below needs scores; name a --scorer");
        });
        command.SetAction(result =>
        {
            ScorerEntry? entry = result.GetValue(scorer) is { } name ? RewardModels.Require(name, services: console.Scorers) : null;
            var options = new BestOfOptions { Selector = Selectors.Find(result.GetValue(selector)!)!, Ties = result.GetValue(ties), NoCallBelow = result.GetValue(threshold), WhenUnscored = result.GetValue(whenUnscored) };
            var (source, rule) = (result.GetValue(data)!, stop.Read(result));
            int? planned = null;
            if (result.GetValue(sample) is { } folder)
            {
                var request = sampling.Read(result, source, folder, overwrite: false, result.GetValue(seed));
                var live = new SamplingRun(console with { Out = console.Error }, request, cancellationToken, rule);
                if (live.Run() is not 0 and var failed) return failed;
                (source, planned) = (live.Candidates, request.Generators.Count * request.Options.Samples);
            }
            return new SelectionRun(console, source, entry, result.GetValue(seed), options, cancellationToken) { Stop = planned is null ? rule?.Rule : null, Planned = planned, Shard = ShardOption.Read(result.GetValue(shard)) }
                .Run(result.GetValue(output), result.GetValue(overwrite), rule?.ToString());
        });
        return command;
    }
}
