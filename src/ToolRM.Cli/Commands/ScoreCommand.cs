using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm score</c>: a scorer's numbers, for one case or a whole file.</summary>
internal static class ScoreCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var file = InputText.Argument("The case as JSON (docs/formats.md); standard input when left out");
        var scorer = new Option<string>("--scorer") { Required = true, HelpName = "name", Description = "Which scorer: of the list above, a model file (FILE.model) or a scorer file (FILE.scorer.json, docs/scorers.md)" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of scorers that draw" };
        var data = new Option<string?>("--data") { HelpName = "file", Description = "Score every row of a JSON Lines file (plain or gzip, '-' for standard input) of cases or of candidate groups" };
        var output = new Option<string?>("--out") { HelpName = "dir", Description = "With --data: run directory for scores.jsonl; run again to go on. Without it scores go to standard output" };
        var overwrite = new Option<bool>("--overwrite") { Description = "With --out: remove an earlier run in that directory" };
        var explain = new Option<bool>("--explain") { Description = "Say what each call and argument added to the score; in rows of --data as components that sum to \"raw\". Only of models" };
        var shard = ShardOption.Create();
        var command = new Command("score", $$"""
            Score replies: rows of toolrm/scores@1, a value (higher is better) or the reason why there is none. Scorers:
            {{string.Join('\n', RewardModels.All.Select(entry => $"  {entry.Name,-12} {entry.Description}"))}}
            Exit code of a single case: 0 scored, 1 unscored. Examples:
              toolrm score --scorer grounded --explain case.json
              toolrm score --scorer grounded --data candidates.jsonl --out runs/scores
            """)
        {
            file, scorer, seed, data, output, overwrite, explain, shard,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(data) is not null && result.GetValue(file) is not null) result.AddError("give either a case or --data, not both");
            if (result.GetValue(data) is null && result.GetValue(output) is not null) result.AddError("--out goes with --data");
            if (result.GetValue(data) is null && result.GetValue(shard) is not null) result.AddError("--shard goes with --data");
            if (result.GetValue(output) is null && result.GetValue(overwrite)) result.AddError("--overwrite goes with --out");
        });
        command.SetAction(result =>
        {
            var name = result.GetValue(scorer)!;
            var (entry, model) = result.GetValue(explain) ? RewardModels.RequireExplained(name) : (RewardModels.Require(name, services: console.Scorers), null);
            if (result.GetValue(data) is { } rows)
            {
                return new BulkScoring(console, ScoringSubject.Of(entry, result.GetValue(seed), model is not null), rows, ShardOption.Read(result.GetValue(shard)), cancellationToken).Run(result.GetValue(output), result.GetValue(overwrite));
            }
            var (value, where) = InputText.ReadJson(console, result.GetValue(file));
            var request = ScoreRequest.Read(value, where);
            if (model is not null)
            {
                foreach (var candidate in request.Group.Candidates.AsSpan().ToArray())
                {
                    if (!request.IsCase) console.Out.WriteLine(VisibleText.Of(candidate.Id));
                    foreach (var line in model.Explain(request.Group.Prompt, candidate).Lines()) console.Out.WriteLine(VisibleText.Of(line));
                }
                return 0;
            }
            var scores = entry.Create(result.GetValue(seed)).ScoreAsync([request.Group], cancellationToken).AsTask().GetAwaiter().GetResult()[0];
            for (var i = 0; i < scores.Count; i++) console.Out.WriteLine(ArgumentJson.Write(request.Row(i, scores[i])));
            return scores.Any(score => score is Unscored) ? 1 : 0;
        });
        return command;
    }
}
