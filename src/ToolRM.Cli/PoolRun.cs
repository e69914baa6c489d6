using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.Pools;
using ToolRM.Reports;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>
/// A run over pools or other groups of candidates, with a directory or without: scores are written as soon as they are there and not asked for again when the
/// run goes on; the report is written when all is done.
/// </summary>
internal sealed class PoolRun : IDisposable
{
    private const int BatchGroups = 64;

    private readonly CliConsole _console;
    private readonly RunDirectory? _directory;
    private readonly PoolView _view;
    private readonly CancellationToken _cancellationToken;

    private readonly List<IScorer> _scorers = [];

    private PoolRun(CliConsole console, RunDirectory? directory, PoolView view, CancellationToken cancellationToken) =>
        (_console, _directory, _view, _cancellationToken) = (console, directory, view, cancellationToken);

    /// <summary>Opens the directory, if one is wanted.</summary>
    /// <returns>Null when the same run is complete there already: that is said and its report printed.</returns>
    public static PoolRun? Open(CliConsole console, string? output, bool overwrite, RunPlan plan, PoolView view, CancellationToken cancellationToken)
    {
        if (output is null) return new(console, null, view, cancellationToken);
        var run = console.OpenRun(output, plan, overwrite);
        if (run.State == RunState.AlreadyComplete)
        {
            run.Dispose();
            view.Print(console, EarlierReport.Read(console, output));
            return null;
        }
        EarlierReport.Remove(output);
        return new(console, run, view, cancellationToken);
    }

    /// <summary>Scores every question, without those whose scores are in the file.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="file">The plan's file for these scores.</param>
    public PoolScores Score(IScorer scorer, CandidatePool pool, string file)
    {
        var scores = new PoolScores(scorer.Info);
        var given = Score(scorer, [.. pool.Questions.Select(question => question.ToGroup(scorer.Info.NeedsReference))], file, "questions");
        for (var i = 0; i < given.Count; i++) scores.Add(pool.Questions[i], given[i]);
        return scores;
    }

    /// <summary>Scores every group, without those whose scores are in the file.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="groups">The groups; ids are unique.</param>
    /// <param name="file">The plan's file for these scores.</param>
    /// <param name="unit">What a group is, in the progress line.</param>
    /// <returns>One list per group, one score per candidate.</returns>
    public IReadOnlyList<ValueList<Score>> Score(IScorer scorer, IReadOnlyList<CandidateGroup> groups, string file, string unit)
    {
        if (!_scorers.Contains(scorer)) _scorers.Add(scorer);
        var output = _directory?.Output(file);
        var known = output is { Rows: > 0 } ? Read(Path.Combine(_directory!.Path, file)) : [];
        var scores = new ValueList<Score>[groups.Count];
        var left = new List<int>();
        for (var i = 0; i < scores.Length; i++)
        {
            var found = groups[i].Candidates.Select(candidate => known.GetValueOrDefault(Id(groups[i], candidate))).ToList();
            if (found.Contains(null)) left.Add(i);
            else scores[i] = found.ToValueList()!;
        }
        using var progress = new RowProgress(_console, unit);
        var done = 0L;
        foreach (var batch in left.Chunk(BatchGroups))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var given = scorer.ScoreAsync([.. batch.Select(i => groups[i])], _cancellationToken).AsTask().GetAwaiter().GetResult();
            if (given.Count != batch.Length) throw new InvalidOperationException($"scorer \"{scorer.Info.Name}\" was asked about {batch.Length} groups and answered {given.Count}");
            for (var i = 0; i < batch.Length; i++) scores[batch[i]] = given[i];
            output?.Append(batch.SelectMany(i => Rows(groups[i], scores[i])).Where(row => !known.ContainsKey(row.Key)).ToList());
            progress.Report(done += batch.Length);
        }
        return scores;
    }

    /// <summary>Appends a row, unless it is there.</summary>
    public void Append(string file, string id, Func<MapValue> row)
    {
        if (_directory?.Output(file) is { } output && !output.Contains(id)) output.Append(id, row());
    }

    /// <summary>Writes the report and completes the run, where there is a directory, and prints the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="summary">The figures for <c>run.json</c>.</param>
    public void Finish(Report report, MapValue summary)
    {
        report = report with { Facts = [.. report.Facts, .. _scorers.SelectMany(ScorerFacts.Usage)] };
        if (_directory is not null)
        {
            ReportFiles.Write(report, _directory.Path);
            _directory.Complete(summary);
        }
        _view.Print(_console, report);
        if (_directory is not null) _console.Error.WriteLine($"report: {Path.Combine(_directory.Path, "report.html")}");
    }

    public void Dispose() => _directory?.Dispose();

    private static IEnumerable<KeyValuePair<string, MapValue>> Rows(CandidateGroup group, ValueList<Score> scores) => scores.Count == group.Candidates.Count
        ? group.Candidates.Zip(scores).Select(pair => KeyValuePair.Create(Id(group, pair.First), ScoreJson.Write(pair.Second)))
        : throw new InvalidOperationException($"a scorer gave {scores.Count} scores for \"{group.Id}\", which has {group.Candidates.Count} candidates");

    private static string Id(CandidateGroup group, Candidate candidate) => $"{group.Id}/{candidate.Id}";

    private static Dictionary<string, Score?> Read(string path)
    {
        var scores = new Dictionary<string, Score?>(StringComparer.Ordinal);
        // The run holds the file open for writing.
        using var reader = JsonLinesReader.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), path);
        while (reader.Read())
        {
            var row = reader.Parse(JsonDialect.Strict);
            if (row is MapValue map && map["id"] is TextValue id) scores.Add(id.Value, ScoreJson.Read(row, reader.Where));
        }
        return scores;
    }
}

/// <summary>How a report is printed.</summary>
/// <param name="IsJson">Whether as JSON, whole.</param>
/// <param name="IsShown">Which tables otherwise.</param>
internal sealed record PoolView(bool IsJson, Func<TableSection, bool> IsShown)
{
    public void Print(CliConsole console, Report report)
    {
        if (IsJson) console.Out.Write(ReportJson.Write(report));
        else ReportView.Write(console, report, IsShown);
    }
}
