using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Filtering;
using ToolRM.Reports;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>
/// Filters training data in three passes: score every row (kept as they come, so that a killed run goes on), decide, copy what is kept.
/// </summary>
/// <remarks>Memory: the words of the requests and the keys of the calls, not the rows. The files are read twice and must not be pipes.</remarks>
internal sealed class FilterRun(CliConsole console, IReadOnlyList<string> files, ScorerEntry? entry, FilterOptions options, FilterTarget target, CancellationToken cancellationToken)
{
    public const string KeptFile = "kept.jsonl";
    private const string ScoresFile = "scores.jsonl";
    private const string DecisionsFile = "decisions.jsonl";
    private const string SamplesFile = "dropped-samples.jsonl";
    private const int BatchRows = 256;

    private FilterFormat? _format;
    private string? _formatWhere;

    public ScoredTurns Turns { get; init; }

    public string SourceColumn { get; init; } = "source";

    /// <summary>Whether TRL's tools are written as JSON text.</summary>
    public bool ToolsAsText { get; init; }

    public int Run(string directory, bool overwrite)
    {
        foreach (var file in files)
        {
            if (!File.Exists(file)) throw new DataFormatException($"--data: there is no file \"{file}\". Name JSON Lines files of training data or candidates");
        }
        var plan = Plan();
        var view = new PoolView(IsJson: false, static table => table.Title != "Some of what was dropped");
        using var run = console.OpenRun(directory, plan, overwrite);
        if (run.State == RunState.AlreadyComplete)
        {
            view.Print(console, EarlierReport.Read(console, directory));
            return 0;
        }
        EarlierReport.Remove(directory);
        File.Delete(Path.Combine(directory, KeptFile));
        if (entry?.Scale == ScoreScale.Raw && options.NeedsScores && options.Per != FilterStratum.Prompt)
        {
            console.Error.WriteLine($"toolrm: the scores of {entry.Name} are made to be compared within one prompt, and this compares them between prompts; --per prompt does not");
        }
        var items = ScoreRows(run);
        var decisions = Filter.Decide(items, options);
        var losses = Copy(run, directory, decisions);
        var report = FilterReport.Of(decisions, options, string.Join(", ", files.Select(Path.GetFileName)), Facts(plan));
        ReportFiles.Write(report, directory);
        var kept = decisions.Count(decision => decision.IsKept);
        run.Complete(new MapValue([new("items", ArgumentValue.Of(decisions.Count)), new("kept", ArgumentValue.Of(kept)), new("finding", ArgumentValue.Of(report.Summary))]));
        view.Print(console, report);
        if (losses.Count > 0) console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"toolrm: {KeptFile}: what its format has no place for was left out {(losses.Count == 1 ? "once" : $"{losses.Count} times, first")}: {losses[0]}"));
        console.Error.WriteLine($"report: {Path.Combine(directory, "report.html")}");
        console.Out.WriteLine($"kept: {Path.Combine(directory, KeptFile)}");
        return 0;
    }

    private RunPlan Plan()
    {
        var entries = new List<MapEntry>
        {
            new("data", new ListValue(files.Select(ArgumentValue (file) => ArgumentValue.Of(file)).ToValueList())), new("to", ArgumentValue.Of(target.ToString())),
            new("turns", ArgumentValue.Of(Turns.ToString())), new("source_column", ArgumentValue.Of(SourceColumn)), new("per", ArgumentValue.Of(options.Per.ToString())),
            new("duplicates", ArgumentValue.Of(options.Duplicates.ToString())), new("similarity", ArgumentValue.Of(options.Similarity)), new("keep_unscored", ArgumentValue.Of(options.KeepUnscored)),
        };
        if (ToolsAsText) entries.Add(new("tools_as_text", ArgumentValue.True));
        if (entry is not null) entries.AddRange([new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry)]);
        if (options.Top is { } top) entries.Add(new("top", ArgumentValue.Of(top)));
        if (options.Share is { } share) entries.Add(new("share", ArgumentValue.Of(share)));
        if (options.RandomShare is { } random) entries.Add(new("random_share", ArgumentValue.Of(random)));
        if (options.Threshold is { } threshold) entries.Add(new("threshold", ArgumentValue.Of(threshold)));
        return new(
            "filter", new(entries.ToValueList()), [new RunFile(ScoresFile, ScoreJson.Schema), new RunFile(DecisionsFile, FilterJson.Schema), new RunFile(SamplesFile, FilterJson.Schema)],
            files.Select(SourceFile.Of).ToValueList(), options.Seed);
    }

    private ValueList<KeyValuePair<string, string>> Facts(RunPlan plan) =>
    [
        .. plan.Inputs.Select(file => KeyValuePair.Create("file " + Path.GetFileName(file.Path), "SHA-256 " + file.Sha256)),
        new("scorer", entry?.Name ?? "none"), new("seed", options.Seed.ToString(CultureInfo.InvariantCulture)), new("written as", target.ToString()),
    ];

    private List<FilterItem> ScoreRows(RunDirectory run)
    {
        var output = run.Output(ScoresFile);
        var known = output.Rows > 0 ? Known(Path.Combine(run.Path, ScoresFile)) : [];
        var (scorer, items, seen) = (entry?.Create(options.Seed), new List<FilterItem>(), new HashSet<string>(StringComparer.Ordinal));
        using var progress = new RowProgress(console, "rows");
        var done = 0L;
        foreach (var batch in Rows().Chunk(BatchRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var groups = batch.SelectMany(one => one.Row.Groups).ToList();
            // A row of which every score is there is not scored again.
            var isKnown = scorer is null || (known.Count > 0 && batch.All(one => TrainingItems.Of(one.Row, Empty(one.Row), "").All(item => known.ContainsKey(item.Id))));
            var scores = isKnown ? null : scorer!.ScoreAsync(groups, cancellationToken).AsTask().GetAwaiter().GetResult();
            var next = 0;
            var fresh = new List<KeyValuePair<string, MapValue>>();
            foreach (var (row, where, file) in batch)
            {
                var own = scores?.Skip(next).Take(row.Groups.Count).ToList();
                next += row.Groups.Count;
                foreach (var made in TrainingItems.Of(row, scorer is null ? null : own ?? Empty(row), file))
                {
                    if (!seen.Add(made.Id)) throw new DataFormatException($"{where}: expected one row per id, found a second one of \"{made.Id}\". Make the ids unique");
                    // What was kept counts, also where the row is scored again: a judge may say otherwise this time.
                    var item = scorer is not null && known.TryGetValue(made.Id, out var earlier) ? made with { Score = earlier } : made;
                    if (scorer is not null && !output.Contains(item.Id)) fresh.Add(new(item.Id, ScoreJson.Write(item.Score!)));
                    items.Add(item with { Score = Bare(item.Score) });
                }
            }
            if (fresh.Count > 0) output.Append(fresh);
            progress.Report(done += batch.Length);
        }
        ScorerFacts.WriteUsage(console, scorer);
        if (items.Count == 0) throw new DataFormatException($"{string.Join(", ", files)}: expected rows with a reply, found none. Check how the files were made");
        return items;
    }

    /// <summary>Scores of the row's shape that say nothing, to have its items' ids.</summary>
    private static List<ValueList<Score>> Empty(TrainingRow row) => [.. row.Groups.Select(group => group.Candidates.Select(_ => (Score)Score.Of(0)).ToValueList())];

    /// <summary>The value alone: components of a million rows are of no use to the decision.</summary>
    private static Score? Bare(Score? score) => score is Scored scored ? new Scored(scored.Value, scored.Scale) : score;

    private static Dictionary<string, Score> Known(string path)
    {
        // The run holds the file open for writing.
        using var reader = JsonLinesReader.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), path);
        var scores = new Dictionary<string, Score>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var row = reader.Parse(JsonDialect.Strict);
            if (row is MapValue map && map["id"] is TextValue id) scores[id.Value] = ScoreJson.Read(row, reader.Where);
        }
        return scores;
    }

    private List<string> Copy(RunDirectory run, string directory, ValueList<FilterDecision> decisions)
    {
        var byId = decisions.ToDictionary(decision => decision.Item.Id, StringComparer.Ordinal);
        var (rows, samples) = (run.Output(DecisionsFile), run.Output(SamplesFile));
        foreach (var chunk in decisions.Where(decision => !rows.Contains(decision.Item.Id)).Chunk(BatchRows)) rows.Append([.. chunk.Select(decision => KeyValuePair.Create(decision.Item.Id, FilterJson.Write(decision)))]);
        var shown = FilterReport.Dropped(decisions, options).Select(decision => decision.Item.Id).ToHashSet(StringComparer.Ordinal);
        var losses = new List<string>();
        using var writer = JsonLinesWriter.Create(Path.Combine(directory, KeptFile));
        foreach (var file in files)
        {
            using var reader = JsonLinesReader.Open(file);
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var value = reader.Parse();
                var row = Row(value, reader, file);
                var ids = row.Format == FilterFormat.Candidates ? row.Groups[0].Candidates.Select(candidate => TrainingItems.CandidateId(row, candidate)).ToList() : [row.Id];
                foreach (var id in ids.Where(id => shown.Contains(id) && !samples.Contains(id))) samples.Append(id, FilterJson.Write(byId[id], value));
                Write(writer, row, (MapValue)value, reader, ids, byId, losses);
            }
        }
        writer.Complete();
        return losses;
    }

    private void Write(
        JsonLinesWriter writer, TrainingRow row, MapValue value, JsonLinesReader reader, List<string> ids, Dictionary<string, FilterDecision> decisions, List<string> losses)
    {
        if (!ids.Any(id => decisions[id].IsKept)) return;
        if (target == FilterTarget.Same)
        {
            if (row.Format == FilterFormat.Candidates) writer.Write(TrainingRows.WithCandidates(value, i => decisions[ids[i]].IsKept));
            else writer.WriteLine(reader.Text);
            return;
        }
        for (var i = 0; i < ids.Count; i++)
        {
            if (!decisions[ids[i]].IsKept) continue;
            var written = TrainingRows.Write(row, decisions[ids[i]].Item, row.Format == FilterFormat.Candidates ? row.Groups[0].Candidates[i] : null, target, ToolsAsText);
            writer.Write(written.Document);
            losses.AddRange(written.Losses.Select(loss => $"{ids[i]}: {loss.Path}: {loss.What}"));
        }
    }

    private IEnumerable<(TrainingRow Row, string Where, string File)> Rows()
    {
        foreach (var file in files)
        {
            using var reader = JsonLinesReader.Open(file);
            while (reader.Read()) yield return (Row(reader.Parse(), reader, file), reader.Where, Stem(file));
        }
    }

    private TrainingRow Row(ArgumentValue value, JsonLinesReader reader, string file)
    {
        var row = TrainingRow.Read(value, string.Create(CultureInfo.InvariantCulture, $"{Stem(file)}:{reader.LineNumber}"), Turns, SourceColumn, reader.Where);
        (_format, _formatWhere) = (_format ?? row.Format, _formatWhere ?? reader.Where);
        return target == FilterTarget.Same && row.Format != _format
            ? throw new DataFormatException($"{reader.Where}: expected rows of one format, {_format} as at {_formatWhere}, found {row.Format}. Filter them apart, or name a format with --to")
            : row;
    }

    /// <summary>A file's name without folder and endings.</summary>
    private static string Stem(string file)
    {
        var name = Path.GetFileName(file);
        return name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;
    }
}
