using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Verification;

namespace ToolRM.Cli;

/// <summary>
/// Verifies a file row by row: batches are read by one thread, verified by all, written in the file's order. Memory is that of
/// a batch, plus the ids of the rows when there is a run directory.
/// </summary>
internal sealed class BulkVerification(CliConsole console, string data, CancellationToken cancellationToken)
{
    private const string OutputName = "verdicts.jsonl";
    private const int BatchRows = 1024;
    private const int BatchCharacters = 4 * 1024 * 1024;

    private readonly CaseVerifier _verifier = new();
    private readonly SortedDictionary<string, long> _errorTypes = new(StringComparer.Ordinal);
    private long _rows, _passed, _failed, _undecided;

    public int Run(string? outputDirectory, bool overwrite)
    {
        if (outputDirectory is null)
        {
            Verify(null);
            console.Error.WriteLine(Summary());
            return 0;
        }
        if (data != "-" && !File.Exists(data)) throw Missing();
        var input = data == "-" ? SourceFile.OfStream("standard input") : SourceFile.Of(data);
        var plan = new RunPlan(
            "verify", new MapValue([new("data", ArgumentValue.Of(data))]), [new RunFile(OutputName, VerdictJson.Schema)], [input]);
        using var run = RunDirectory.Open(outputDirectory, plan, overwrite ? ExistingRun.Overwrite : ExistingRun.Resume);
        foreach (var note in run.Notes) console.Error.WriteLine($"toolrm: {note}");
        if (run.State == RunState.AlreadyComplete)
        {
            console.Out.WriteLine($"{outputDirectory}: this run is complete already; --overwrite starts anew");
            return 0;
        }
        Verify(run.Output(OutputName));
        run.Complete(new MapValue(
        [
            new("rows", ArgumentValue.Of(_rows)), new("passed", ArgumentValue.Of(_passed)),
            new("failed", ArgumentValue.Of(_failed)), new("undecided", ArgumentValue.Of(_undecided)),
        ]));
        console.Out.WriteLine(Summary());
        foreach (var (type, count) in _errorTypes.OrderByDescending(entry => entry.Value)) console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {type}  {count}"));
        console.Out.WriteLine($"verdicts: {Path.Combine(outputDirectory, OutputName)}");
        return 0;
    }

    private void Verify(RunOutput? output)
    {
        if (data != "-" && !File.Exists(data)) throw Missing();
        using var progress = new RowProgress(console, "verdicts");
        using var reader = data == "-" ? JsonLinesReader.Open(console.In, "standard input") : JsonLinesReader.Open(data);
        var batch = new List<JsonLine>();
        var characters = 0;
        while (reader.Read())
        {
            batch.Add(reader.Line);
            characters += batch[^1].Text.Length;
            if (batch.Count < BatchRows && characters < BatchCharacters) continue;
            Flush(batch, output);
            progress.Report(_rows);
            batch.Clear();
            characters = 0;
        }
        Flush(batch, output);
    }

    private void Flush(List<JsonLine> batch, RunOutput? output)
    {
        var results = new CaseResult[batch.Count][];
        try
        {
            Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = cancellationToken }, i => results[i] = Verify(batch[i]));
        }
        catch (AggregateException error) when (error.InnerExceptions.OfType<DataFormatException>().FirstOrDefault() is { } first)
        {
            throw new DataFormatException(first.Message, first);
        }
        var rows = new List<KeyValuePair<string, MapValue>>();
        foreach (var result in results.SelectMany(row => row))
        {
            Count(result.Verdict); // rows of an earlier start count too
            if (output is not null && output.Contains(result.Id)) continue;
            rows.Add(new(result.Id, ResultJson.ToValue(result)));
        }
        if (output is not null) output.Append(rows);
        else foreach (var (_, row) in rows) console.Out.WriteLine(ArgumentJson.Write(row));
    }

    private CaseResult[] Verify(JsonLine line)
    {
        var value = line.Parse();
        return value is MapValue map && map["candidates"] is not null
            ? [.. _verifier.Verify(CandidatesJson.Read(value, line.Where))]
            : [_verifier.Verify(CaseJson.Read(value, line.Where))];
    }

    private void Count(Verdict verdict)
    {
        _rows++;
        if (verdict.Status == VerdictStatus.Pass) _passed++;
        else if (verdict.Status == VerdictStatus.Fail) _failed++;
        else _undecided++;
        if (verdict.ErrorType is { } type) _errorTypes[type] = _errorTypes.GetValueOrDefault(type) + 1;
    }

    private string Summary() => string.Create(
        CultureInfo.InvariantCulture, $"verify: {_rows} replies, {_passed} right, {_failed} wrong, {_undecided} undecided");

    private DataFormatException Missing() => new($"--data: there is no file \"{data}\". Name a JSON Lines file, or - for standard input");
}
