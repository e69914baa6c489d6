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
internal sealed class BulkVerification(CliConsole console, string data, Shard? shard, CancellationToken cancellationToken)
{
    private const string OutputName = "verdicts.jsonl";
    private const int BatchRows = 1024;
    private const int BatchCharacters = 4 * 1024 * 1024;

    private readonly CaseVerifier _verifier = new();
    private readonly SortedDictionary<string, long> _errorTypes = new(StringComparer.Ordinal);
    private long _rows, _passed, _failed, _undecided;

    public int Run(string? outputDirectory, bool overwrite)
    {
        if (data != "-" && !File.Exists(data)) throw new DataFormatException($"--data: there is no file \"{data}\". Name a JSON Lines file, or - for standard input");
        if (outputDirectory is null)
        {
            Verify(null);
            console.Error.WriteLine(Summary());
            return 0;
        }
        if (data == "-") throw new DataFormatException("--out: a run can be resumed only when its input can be read again. Save standard input to a file and name it, or leave --out out");
        var plan = new RunPlan("verify", new MapValue([new("data", ArgumentValue.Of(data)), .. ShardOption.Entries(shard)]), [new RunFile(OutputName, VerdictJson.Schema)], [SourceFile.Of(data)]);
        using var run = console.OpenRun(outputDirectory, plan, overwrite);
        if (console.IsDone(run, outputDirectory)) return 0;
        var path = Path.Combine(outputDirectory, OutputName);
        if (run.State == RunState.Resumed) CountFile(path);
        Verify(run.Output(OutputName));
        run.Complete(new MapValue(
        [
            new("rows", ArgumentValue.Of(_rows)), new("passed", ArgumentValue.Of(_passed)),
            new("failed", ArgumentValue.Of(_failed)), new("undecided", ArgumentValue.Of(_undecided)),
        ]));
        console.Out.WriteLine(Summary());
        foreach (var (type, count) in _errorTypes.OrderByDescending(entry => entry.Value)) console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {type}  {count}"));
        console.Out.WriteLine($"verdicts: {path}");
        return 0;
    }

    private void Verify(RunOutput? output)
    {
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

    /// <summary>Verifies a batch. Of several bad rows the first is reported, and what stands before it is written.</summary>
    private void Flush(List<JsonLine> batch, RunOutput? output)
    {
        var results = new IReadOnlyList<Item>?[batch.Count];
        var errors = new DataFormatException?[batch.Count];
        Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            try
            {
                results[i] = [.. Verify(batch[i], output)];
            }
            catch (DataFormatException error)
            {
                errors[i] = error;
            }
        });
        var bad = Array.FindIndex(errors, error => error is not null);
        var rows = new List<KeyValuePair<string, MapValue>>();
        foreach (var item in results.Take(bad < 0 ? batch.Count : bad).SelectMany(items => items!))
        {
            if (output is not null && !output.Claim(item.Id)) continue;
            Count(item.Result!.Verdict);
            rows.Add(new(item.Id, ResultJson.ToValue(item.Result)));
        }
        if (output is not null) output.Append(rows);
        else foreach (var (_, row) in rows) console.Out.WriteLine(ArgumentJson.Write(row));
        if (bad >= 0) throw errors[bad]!;
    }

    /// <summary>The row's replies; without a result those that an earlier process verified.</summary>
    private IEnumerable<Item> Verify(JsonLine line, RunOutput? output)
    {
        var value = line.Parse();
        IEnumerable<Case> cases;
        if (value is MapValue map && map["candidates"] is not null)
        {
            var group = CandidatesJson.Read(value, line.Where);
            if (shard?.Holds(group.Id) == false) yield break;
            cases = CaseVerifier.Cases(group);
        }
        else
        {
            var single = CaseJson.Read(value, line.Where);
            if (shard?.Holds(single.Id) == false) yield break;
            cases = [single];
        }
        foreach (var one in cases)
        {
            if (one.Id.Length == 0) throw new DataFormatException($"{line.Where}: id: expected an id, found an empty text. Give every row an id of its own");
            yield return new(one.Id, output is not null && output.Contains(one.Id) ? null : _verifier.Verify(one, line.Where));
        }
    }

    private void CountFile(string path)
    {
        // The run still holds the file open for writing.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = JsonLinesReader.Open(file, path, new() { AllowEmpty = true });
        while (reader.Read()) Count(VerdictJson.Read(reader.Parse(JsonDialect.Strict), reader.Where));
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

    private readonly record struct Item(string Id, CaseResult? Result);
}
