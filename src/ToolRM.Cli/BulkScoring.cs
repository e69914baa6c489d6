using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>Scores a file batch by batch, written in the file's order. Groups of which every score is there are not scored again.</summary>
internal sealed class BulkScoring(CliConsole console, ScoringSubject subject, string data, Shard? shard, CancellationToken cancellationToken)
{
    private const string OutputName = "scores.jsonl";
    private const int BatchRows = 256;
    private const int MaximumReasons = 1000; // a reason can hold a name out of the data

    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private long _rows, _unscored;
    private double _sum;

    public int Run(string? outputDirectory, bool overwrite)
    {
        if (data != "-" && !File.Exists(data)) throw new DataFormatException($"--data: there is no file \"{data}\". Name a JSON Lines file, or - for standard input");
        if (outputDirectory is null)
        {
            Score(null);
            console.Error.WriteLine(Summary());
            WriteUsage();
            return 0;
        }
        var input = data == "-" ? SourceFile.OfStream("standard input") : SourceFile.Of(data);
        var options = new MapValue([new("data", ArgumentValue.Of(data)), .. subject.Options.Entries, .. ShardOption.Entries(shard)]);
        var plan = new RunPlan(subject.Verb, options, [new RunFile(OutputName, ScoreJson.Schema)], [input], subject.Seed);
        using var run = console.OpenRun(outputDirectory, plan, overwrite);
        if (console.IsDone(run, outputDirectory)) return 0;
        Score(run.Output(OutputName));
        CountFile(Path.Combine(outputDirectory, OutputName)); // rows of an earlier start count too
        run.Complete(new MapValue(
        [
            new("rows", ArgumentValue.Of(_rows)), new("unscored", ArgumentValue.Of(_unscored)),
            new("mean", _rows > _unscored ? ArgumentValue.Of(_sum / (_rows - _unscored)) : ArgumentValue.Null),
        ]));
        console.Out.WriteLine(Summary());
        WriteUsage();
        console.Out.WriteLine($"scores: {Path.Combine(outputDirectory, OutputName)}");
        return 0;
    }

    private void Score(RunOutput? output)
    {
        using var progress = new RowProgress(console, "rows");
        using var reader = data == "-" ? JsonLinesReader.Open(console.In, "standard input") : JsonLinesReader.Open(data);
        var batch = new List<ScoreRequest>();
        var read = 0L;
        while (reader.Read())
        {
            var request = subject.Read(reader.Parse(), reader.Where);
            progress.Report(++read);
            if (shard?.Holds(request.Group.Id) == false) continue;
            if (output is not null && Enumerable.Range(0, request.Group.Candidates.Count).All(i => output.Contains(request.Id(i))))
            {
                for (var i = 0; i < request.Group.Candidates.Count; i++) output.Claim(request.Id(i));
                continue;
            }
            batch.Add(request);
            if (batch.Count == BatchRows) Flush(batch, output);
        }
        Flush(batch, output);
    }

    private void Flush(List<ScoreRequest> batch, RunOutput? output)
    {
        if (batch.Count == 0) return;
        var scores = subject.Score(batch, cancellationToken);
        var rows = new List<KeyValuePair<string, MapValue>>();
        for (var i = 0; i < batch.Count; i++)
        {
            for (var j = 0; j < scores[i].Count; j++)
            {
                if (output is not null && !output.Claim(batch[i].Id(j))) continue;
                rows.Add(new(batch[i].Id(j), batch[i].Row(j, scores[i][j])));
                if (output is null) Count(scores[i][j]);
            }
        }
        if (output is not null) output.Append(rows);
        else foreach (var (_, row) in rows) console.Out.WriteLine(ArgumentJson.Write(row));
        batch.Clear();
    }

    private void CountFile(string path)
    {
        // The run still holds the file open for writing.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = JsonLinesReader.Open(file, path, new() { AllowEmpty = true });
        while (reader.Read()) Count(ScoreJson.Read(reader.Parse(JsonDialect.Strict), reader.Where));
    }

    private void Count(Score score)
    {
        _rows++;
        if (score is Scored scored) _sum += scored.Value;
        else
        {
            _unscored++;
            var reason = ((Unscored)score).Reason;
            if (_reasons.Count < MaximumReasons || _reasons.ContainsKey(reason)) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }
    }

    private string Summary()
    {
        var summary = string.Create(CultureInfo.InvariantCulture,
            $"{subject.Verb}: {_rows} replies by {subject.Name}, {_unscored} unscored{(_rows > _unscored ? $", mean {_sum / (_rows - _unscored):0.####}" : "")}");
        var reasons = _reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Take(5)
            .Select(reason => string.Create(CultureInfo.InvariantCulture, $"\n  {reason.Value} unscored: {VisibleText.Of(reason.Key)}"));
        return summary + string.Concat(reasons);
    }

    private void WriteUsage()
    {
        foreach (var (name, words) in subject.Usage()) console.Error.WriteLine($"{name}: {words}");
    }
}
