using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.Pairs;
using ToolRM.Models;
using ToolRM.Reports;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>What <c>toolrm evaluate pairs</c> was asked for.</summary>
internal sealed record PairRunOptions(
    string Data, string Scorer, string? Against, ChosenReply Chosen, long Seed, string? NoiseIds, int Resamples, string? Out, bool Overwrite, bool Json);

/// <summary>
/// Scores pairs and reports on them. Everything that can be wrong with the input is found before the first file is written;
/// the report's files come last, when every pair is scored.
/// </summary>
internal sealed class PairRun(CliConsole console, PairRunOptions options, CancellationToken cancellationToken)
{
    private const string First = "scores.jsonl";
    private const string Second = "scores-against.jsonl";
    private const int BatchPairs = 64;

    public async Task<int> RunAsync()
    {
        var entry = RewardModels.Require(options.Scorer, "--scorer", console.Scorers);
        var entryAgainst = options.Against is { } name ? RewardModels.Require(name, "--against", console.Scorers) : null;
        var (scorer, against) = (entry.Create(options.Seed), entryAgainst?.Create(options.Seed));
        // Model files of the same content have the same name.
        if (against is not null && against.Info.Name == scorer.Info.Name) throw new DataFormatException($"--against: \"{options.Against}\" is the scorer itself. Name another one, or leave --against out");
        var noise = options.NoiseIds is { } path ? LabelNoise.Read(path) : LabelNoise.Known;
        var set = PairSet.Read(options.Data, options.Chosen);
        var input = SourceFile.Of(options.Data);
        if (options.Out is null)
        {
            Print(Report(set, noise, input, [scorer, against], new(scorer.Info, await ScoreAsync(set, scorer, null).ConfigureAwait(false)),
                against is null ? null : new(against.Info, await ScoreAsync(set, against, null).ConfigureAwait(false))));
            return 0;
        }
        using var run = console.OpenRun(options.Out, Plan(input, entry, entryAgainst), options.Overwrite);
        if (run.State == RunState.AlreadyComplete)
        {
            Print(EarlierReport.Read(console, options.Out));
            return 0;
        }
        EarlierReport.Remove(options.Out);
        var report = Report(set, noise, input, [scorer, against], new(scorer.Info, await ScoreAsync(set, scorer, run.Output(First)).ConfigureAwait(false)),
            against is null ? null : new(against.Info, await ScoreAsync(set, against, run.Output(Second)).ConfigureAwait(false)));
        ReportFiles.Write(report, options.Out);
        run.Complete(new MapValue([new("title", ArgumentValue.Of(set.Title)), new("pairs", ArgumentValue.Of(set.Pairs.Count)), new("finding", ArgumentValue.Of(report.Summary))]));
        Print(report);
        console.Error.WriteLine($"report: {Path.Combine(options.Out, "report.html")}");
        return 0;
    }

    private RunPlan Plan(SourceFile input, ScorerEntry scorer, ScorerEntry? against)
    {
        List<MapEntry> entries =
        [
            new("data", ArgumentValue.Of(options.Data)), new("scorer", ArgumentValue.Of(scorer.Name)), .. ScorerFacts.Of(scorer, against),
            new("against", against is null ? ArgumentValue.Null : ArgumentValue.Of(against.Name)),
            new("chosen", ArgumentValue.Of(Word(options.Chosen))), new("resamples", ArgumentValue.Of(options.Resamples)),
        ];
        var inputs = new List<SourceFile> { input };
        if (options.NoiseIds is { } noise) inputs.Add(SourceFile.Of(noise));
        ValueList<RunFile> outputs = against is null
            ? [new(First, PairResultJson.Schema)]
            : [new(First, PairResultJson.Schema), new(Second, PairResultJson.Schema)];
        return new("evaluate pairs", new MapValue(entries.ToValueList()), outputs, inputs.ToValueList(), options.Seed);
    }

    /// <summary>Scores what the output does not have yet, and gives the scores of all.</summary>
    private async Task<ValueList<PairResult>> ScoreAsync(PairSet set, IScorer scorer, RunOutput? output)
    {
        var results = output is null ? [] : Done(set, output);
        using var progress = new RowProgress(console, $"pairs by {scorer.Info.Name}");
        foreach (var batch in set.Pairs.Where(pair => !results.ContainsKey(pair.Id)).Chunk(BatchPairs).ToList())
        {
            var scored = await PairScoring.ScoreAsync(scorer, batch, options.Seed, cancellationToken).ConfigureAwait(false);
            output?.Append([.. scored.Select(result => KeyValuePair.Create(result.Pair.Id, PairResultJson.Write(result)))]);
            foreach (var result in scored) results.Add(result.Pair.Id, result);
            progress.Report(results.Count);
        }
        return set.Pairs.Select(pair => results[pair.Id]).ToValueList();
    }

    private Dictionary<string, PairResult> Done(PairSet set, RunOutput output)
    {
        var results = new Dictionary<string, PairResult>(StringComparer.Ordinal);
        if (output.Rows == 0) return results;
        var pairs = set.Pairs.ToDictionary(pair => pair.Id, StringComparer.Ordinal);
        using var reader = JsonLinesReader.Open(Path.Combine(options.Out!, output.Description.Name));
        while (reader.Read())
        {
            var row = reader.Parse(JsonDialect.Strict);
            if (row is not MapValue map || map["id"] is not TextValue id || !pairs.TryGetValue(id.Value, out var pair))
            {
                throw new DataFormatException($"{reader.Where}: this row is of no pair of {options.Data}. Start anew with --overwrite");
            }
            results.Add(id.Value, PairResultJson.Read(row, pair, reader.Where));
        }
        return results;
    }

    private Report Report(PairSet set, LabelNoise noise, SourceFile input, IScorer?[] scorers, PairScores scores, PairScores? against) =>
        PairReport.Make(new(set, scores, against, noise, new() { Resamples = options.Resamples, Seed = options.Seed },
        [
            new("data file", Path.GetFileName(input.Path)), new("sha256", input.Sha256 ?? ""), new("right reply", Word(options.Chosen)),
            new("label noise", $"{noise.Source}, {noise.Count.ToString(CultureInfo.InvariantCulture)} questions"),
            new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
            .. scorers.OfType<IScorer>().SelectMany(ScorerFacts.Usage),
        ]));

    private void Print(Report report)
    {
        // Worst misses are rows of the data: they go to the run directory, not to a stream that may end in a log.
        if (options.Json) console.Out.WriteLine(ReportJson.Write(report with { Sections = report.Sections.Where(section => section is not DiffSection).ToValueList() }));
        else ReportView.Write(console, report, table => table.Title is "Accuracy" or "Both orders" or "By error label, in numbers" or "Each reply alone" || table.Title.Contains(" against ", StringComparison.Ordinal));
    }

    private static string Word(ChosenReply chosen) => chosen == ChosenReply.Model ? "model" : "reference";
}
