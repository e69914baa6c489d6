using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.Pools;
using ToolRM.Reports;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>
/// A run over pools, with a directory or without: scores are written as soon as they are there and not asked for again when the
/// run goes on; the report is written when all is done.
/// </summary>
internal sealed class PoolRun : IDisposable
{
    private const int BatchQuestions = 64;

    private readonly CliConsole _console;
    private readonly RunDirectory? _directory;
    private readonly PoolView _view;
    private readonly CancellationToken _cancellationToken;

    private PoolRun(CliConsole console, RunDirectory? directory, PoolView view, CancellationToken cancellationToken) =>
        (_console, _directory, _view, _cancellationToken) = (console, directory, view, cancellationToken);

    /// <summary>Opens the directory, if one is wanted.</summary>
    /// <returns>Null when the same run is complete there already: that is said and its report printed.</returns>
    public static PoolRun? Open(CliConsole console, string? output, bool overwrite, RunPlan plan, PoolView view, CancellationToken cancellationToken)
    {
        if (output is null) return new(console, null, view, cancellationToken);
        var run = RunDirectory.Open(output, plan, overwrite ? ExistingRun.Overwrite : ExistingRun.Resume);
        foreach (var note in run.Notes) console.Error.WriteLine($"toolrm: {note}");
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
        var output = _directory?.Output(file);
        var known = output is { Rows: > 0 } ? Read(Path.Combine(_directory!.Path, file)) : [];
        var scores = new PoolScores(scorer.Info);
        var left = new List<PoolQuestion>();
        foreach (var question in pool.Questions)
        {
            var found = Readable(question).Select(candidate => known.GetValueOrDefault(Id(question, candidate))).ToList();
            if (found.Contains(null)) left.Add(question);
            else scores.Add(question, found.ToValueList()!);
        }
        using var progress = new RowProgress(_console, "questions");
        var done = 0L;
        foreach (var batch in left.Chunk(BatchQuestions))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            scores.AddAsync(scorer, batch, _cancellationToken).GetAwaiter().GetResult();
            output?.Append(batch.SelectMany(question => Rows(question, scores)).Where(row => !known.ContainsKey(row.Key)).ToList());
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
        if (_directory is not null)
        {
            ReportFiles.Write(report, _directory.Path);
            _directory.Complete(summary);
        }
        _view.Print(_console, report);
        if (_directory is not null) _console.Error.WriteLine($"report: {Path.Combine(_directory.Path, "report.html")}");
    }

    public void Dispose() => _directory?.Dispose();

    private static IEnumerable<KeyValuePair<string, MapValue>> Rows(PoolQuestion question, PoolScores scores) =>
        question.Outputs.Zip(scores.Of(question)).Where(pair => pair.First.IsReadable)
            .Select(pair => KeyValuePair.Create(Id(question, pair.First.Candidate), ScoreJson.Write(pair.Second)));

    private static IEnumerable<Candidate> Readable(PoolQuestion question) =>
        question.Outputs.Where(output => output.IsReadable).Select(output => output.Candidate);

    private static string Id(PoolQuestion question, Candidate candidate) => $"{question.Id}/{candidate.Id}";

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
