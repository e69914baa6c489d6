using System.CommandLine;
using ToolRM.Filtering;
using ToolRM.Models;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm filter</c>: training data by score.</summary>
internal static class FilterCommand
{
    private const string Drop = "drop";
    private const string Keep = "keep";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var standard = new FilterOptions();
        var data = new Option<string[]>("--data") { Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "file", Description = "JSON Lines (plain or gzip): messages with tools (TRL, OpenAI), prompt and completion (TRL), cases, or candidates" };
        var scorer = new Option<string?>("--scorer") { HelpName = "name", Description = "Which scorer; needed by --top, --share and --threshold. One of: " + string.Join(", ", RewardModels.All.Select(entry => entry.Name)) + ", a model file or a scorer file (docs/scorers.md)" };
        var top = new Option<int?>("--top") { HelpName = "k", Description = "Keep the k highest scores" };
        var share = new Option<double?>("--share") { HelpName = "p", Description = "Keep the share p with the highest scores" };
        var random = new Option<double?>("--random-share") { HelpName = "p", Description = "Keep a random share p: the baseline" };
        var threshold = new Option<double?>("--threshold") { HelpName = "score", Description = "Drop scores below; alone, or with one of the others" };
        var per = WordOption.Of("--per", "What --top and the shares are counted in", ("all", FilterStratum.All), ("source", FilterStratum.Source), ("prompt", FilterStratum.Prompt));
        var duplicates = WordOption.Of("--duplicates", "Which repetitions are dropped; the best-scored stays", (Keep, DuplicateRule.Keep), ("exact", DuplicateRule.Exact), ("near", DuplicateRule.Near));
        var similarity = new Option<double?>("--similarity") { HelpName = "s", Description = "With --duplicates near: least Jaccard similarity of the requests' three-word sequences, 0.5 to 1; 0.8 when left out" };
        var unscored = WordOption.Of("--unscored", "What becomes of what could not be scored", (Drop, Drop), (Keep, Keep));
        var turns = WordOption.Of("--turns", "Scored turns of a conversation: those with calls, or the last; the lowest score counts", ("calls", ScoredTurns.Calls), ("last", ScoredTurns.Last));
        var to = WordOption.Of("--to", "Format of kept.jsonl", ("same", FilterTarget.Same), ("trl", FilterTarget.Trl), ("trl-prompt-completion", FilterTarget.TrlPromptCompletion), ("openai", FilterTarget.OpenAi));
        var toolsAsText = new Option<bool>("--tools-as-text") { Description = "With --to trl and trl-prompt-completion: tools as JSON text, for TRL before 4.7 and for tables of different schemas" };
        var source = new Option<string>("--source-column") { HelpName = "name", DefaultValueFactory = _ => "source", Description = "Column that says where a row came from; without it candidates are of their model, rows of their file" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of random shares, of the order of equal scores, and of scorers that draw" };
        var output = new Option<string>("--out") { Required = true, HelpName = "dir", Description = "Run directory for kept.jsonl, decisions, samples of what was dropped and the report; run again to go on" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Remove an earlier run in that directory" };
        var command = new Command("filter", """
            Keep the best of training data by score: top k, a share, a threshold, per source or per prompt; without near-duplicates. Without a policy everything is kept. Example:
              toolrm filter --data train.jsonl --scorer grounded --share 0.5 --to trl --out runs/kept
            """)
        {
            data, scorer, top, share, random, threshold, per, duplicates, similarity, unscored, turns, to, toolsAsText, source, seed, output, overwrite,
        };
        command.Validators.Add(result =>
        {
            var options = new FilterOptions { Top = result.GetValue(top), Share = result.GetValue(share), RandomShare = result.GetValue(random), Threshold = result.GetValue(threshold), Similarity = result.GetValue(similarity) ?? standard.Similarity };
            if (options.Problems() is { } problems) result.AddError(problems);
            else if (options.NeedsScores && result.GetValue(scorer) is null) result.AddError("--top, --share and --threshold need scores; name a --scorer");
            if (result.GetValue(similarity) is not null && result.GetResult(duplicates) is not { Implicit: false }) result.AddError("--similarity goes with --duplicates near");
            if (result.GetValue(scorer) is null && result.GetResult(unscored) is { Implicit: false }) result.AddError("--unscored goes with --scorer");
        });
        command.SetAction(result =>
        {
            ScorerEntry? entry = result.GetValue(scorer) is { } name ? RewardModels.Require(name, services: console.Scorers) : null;
            var options = new FilterOptions
            {
                Top = result.GetValue(top),
                Share = result.GetValue(share),
                RandomShare = result.GetValue(random),
                Threshold = result.GetValue(threshold),
                Per = result.GetValue(per),
                Duplicates = result.GetValue(duplicates),
                Similarity = result.GetValue(similarity) ?? standard.Similarity,
                KeepUnscored = result.GetValue(unscored) == Keep,
                Seed = result.GetValue(seed),
            };
            return new FilterRun(console, result.GetValue(data)!, entry, options, result.GetValue(to), cancellationToken) { Turns = result.GetValue(turns), SourceColumn = result.GetValue(source)!, ToolsAsText = result.GetValue(toolsAsText) }
                .Run(result.GetValue(output)!, result.GetValue(overwrite));
        });
        return command;
    }
}
