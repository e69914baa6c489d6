using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Cli;

/// <summary>
/// Puts the parts of a run together. The input is read once more: its order is the order of the rows, and every row that it must have
/// is missed by name. The result is what one run of all items would have written, <c>run.json</c> included.
/// </summary>
internal sealed class MergeRun(CliConsole console, ShardedRun shards, IReadOnlyList<string> data, CancellationToken cancellationToken)
{
    private const int BatchRows = 256;

    /// <summary>Commands whose runs can be merged.</summary>
    public const string Commands = "verify, score, reward, select, corrupt and sample";

    private RunPlan Plan => shards.Plan;

    public int Run(string directory, bool overwrite)
    {
        if (Plan.Command is not ("verify" or "score" or "reward" or "select" or "corrupt" or "sample")) throw new DataFormatException($"{shards.Directories[0]}: expected a run of {Commands}, found one of '{Plan.Command}'. Nothing else is sharded");
        if (shards.Directories.Any(part => Path.GetFullPath(part) == Path.GetFullPath(directory))) throw new DataFormatException($"--out: {directory} is one of the shards. Choose another directory");
        var inputs = Inputs();
        using var run = console.OpenRun(directory, Plan, overwrite);
        if (console.IsDone(run, directory)) return 0;
        var name = Plan.Outputs[0].Name;
        switch (Plan.Command)
        {
            case "sample":
                foreach (var file in Plan.Outputs) Append(run.Output(file.Name), shards.Directories.SelectMany(part => Rows(Path.Combine(part, file.Name))));
                WriteCandidates(Path.Combine(directory, SamplingRun.CandidatesFile), inputs[0]);
                break;
            case "corrupt":
                Append(run.Output(name), InOrder(name, inputs.SelectMany(CorruptIds), isWhole: false));
                break;
            case "select":
                Append(run.Output(name), InOrder(name, PromptIds(inputs[0]), isWhole: true));
                break;
            default:
                Append(run.Output(name), InOrder(name, ReplyIds(inputs[0], Plan.Command == "reward"), isWhole: true));
                break;
        }
        var rows = run.Output(name).Rows;
        run.Complete(Summary(Path.Combine(directory, name)));
        console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"merge: {rows} rows of {shards.Directories.Count} shards of '{Plan.Command}' in {directory}"));
        return 0;
    }

    /// <summary>The files of items, by their hash the ones that the shards read.</summary>
    private List<string> Inputs()
    {
        // The last input of corrupt may be the pool of tools.
        var count = Plan.Inputs.Count - (Plan.Command == "corrupt" && Plan.Options["tools"] is TextValue ? 1 : 0);
        if (data.Count > 0 && data.Count != count) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"--data: expected {count} files, as many as the shards read, found {data.Count}. Name them in the same order, or leave --data out"));
        var paths = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var expected = Plan.Inputs[i];
            var path = data.Count > 0 ? data[i] : expected.Path;
            if (expected.Sha256 is null) throw new DataFormatException($"the shards read {expected.Path}, which cannot be read again. Shard a file");
            if (!File.Exists(path)) throw new DataFormatException($"the shards read \"{expected.Path}\", which is not here; the order of the rows is that of this file. Name it with --data");
            if (SourceFile.Of(path).Sha256 is var found && found != expected.Sha256) throw new DataFormatException($"{path}: expected the file that the shards read, SHA-256 {expected.Sha256}, found {found}. Name that file with --data");
            paths.Add(path);
        }
        return paths;
    }

    /// <summary>Takes the rows of the items from their shards, item by item.</summary>
    /// <param name="name">The file in each shard.</param>
    /// <param name="items">Per item its id and those of the rows it may have, in the input's order.</param>
    /// <param name="isWhole">Whether every one of these rows must be there.</param>
    private IEnumerable<KeyValuePair<string, MapValue>> InOrder(string name, IEnumerable<(string Item, IReadOnlyList<string> Rows)> items, bool isWhole)
    {
        var parts = shards.Directories.Select(part => Rows(Path.Combine(part, name)).GetEnumerator()).ToList();
        try
        {
            var open = parts.Select(part => part.MoveNext()).ToArray();
            foreach (var (item, ids) in items)
            {
                var at = Shard.IndexOf(item, parts.Count) - 1;
                foreach (var id in ids)
                {
                    if (open[at] && parts[at].Current.Key == id)
                    {
                        yield return parts[at].Current;
                        open[at] = parts[at].MoveNext();
                    }
                    else if (isWhole)
                    {
                        throw new DataFormatException($"{Path.Combine(shards.Directories[at], name)}: expected the row of \"{id}\" next, found {(open[at] ? $"that of \"{parts[at].Current.Key}\"" : "the end")}. Run this shard again with --overwrite");
                    }
                }
            }
            var odd = Array.IndexOf(open, true);
            if (odd >= 0) throw new DataFormatException($"{Path.Combine(shards.Directories[odd], name)}: the row of \"{parts[odd].Current.Key}\" is of no item of the input in this shard. Run this shard again with --overwrite");
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    private void Append(RunOutput output, IEnumerable<KeyValuePair<string, MapValue>> rows)
    {
        using var progress = new RowProgress(console, "rows");
        var done = 0L;
        foreach (var batch in rows.Chunk(BatchRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Append([.. batch.Where(row => output.Claim(row.Key))]);
            progress.Report(done += batch.Length);
        }
    }

    /// <summary>Candidates in the order of the prompts; a prompt without a reply has none.</summary>
    private void WriteCandidates(string path, string prompts)
    {
        using var writer = JsonLinesWriter.Create(path);
        foreach (var (_, row) in InOrder(SamplingRun.CandidatesFile, SamplePrompts.Read(prompts).Select(prompt => (prompt.Id, (IReadOnlyList<string>)[prompt.Id])), isWhole: false)) writer.Write(row);
        writer.Complete();
    }

    private static IEnumerable<(string Item, IReadOnlyList<string> Rows)> ReplyIds(string path, bool isReward)
    {
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var row = reader.Parse();
            if (isReward)
            {
                var request = ScoreRequest.ReadReward(row, reader.Where);
                yield return (request.Group.Id, [.. Enumerable.Range(0, request.Group.Candidates.Count).Select(request.Id)]);
            }
            else if (row is MapValue map && map["candidates"] is not null)
            {
                var group = CandidatesJson.Read(row, reader.Where);
                yield return (group.Id, [.. group.Candidates.Select(candidate => $"{group.Id}/{candidate.Id}")]);
            }
            else
            {
                var id = CaseJson.Read(row, reader.Where).Id;
                yield return (id, [id]);
            }
        }
    }

    private static IEnumerable<(string Item, IReadOnlyList<string> Rows)> PromptIds(string path)
    {
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var id = CandidatesJson.Read(reader.Parse(), reader.Where).Id;
            yield return (id, [id]);
        }
    }

    private static IEnumerable<(string Item, IReadOnlyList<string> Rows)> CorruptIds(string path)
    {
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var id = reader.Parse() is MapValue map && map["id"] is TextValue text ? text.Value : throw new DataFormatException($"{reader.Where}: expected a row with an id, found none. Name the file that the shards read with --data");
            yield return (id, [id, CorruptRun.IrrelevantId(id)]);
        }
    }

    private static IEnumerable<KeyValuePair<string, MapValue>> Rows(string path)
    {
        using var reader = JsonLinesReader.Open(path, new() { AllowEmpty = true });
        while (reader.Read())
        {
            yield return reader.Parse(JsonDialect.Strict) is MapValue row && row["id"] is TextValue id
                ? new(id.Value, row)
                : throw new DataFormatException($"{reader.Where}: expected a row with an id, found none. Run this shard again with --overwrite");
        }
    }

    /// <summary>The figures of the whole: sums of counts; a mean is taken over all rows, as one run takes it.</summary>
    private MapValue? Summary(string path)
    {
        var parts = shards.Manifests.Select(manifest => manifest.Summary).OfType<MapValue>().ToList();
        if (parts.Count == 0) return null;
        var sum = SummarySum.Of(parts);
        if (Plan.Command is not ("score" or "reward" or "select")) return sum;
        var (name, total, count) = (Plan.Command == "select" ? "agreement" : "mean", 0.0, 0L);
        foreach (var (_, row) in Rows(path))
        {
            if ((Plan.Command == "select" ? SelectionJson.Read(row, path).Votes.Agreement : (ScoreJson.Read(row, path) as Scored)?.Value) is not { } value) continue;
            total += value;
            count++;
        }
        return new([.. sum.Entries.Where(entry => entry.Key != name), new(name, count > 0 ? ArgumentValue.Of(total / count) : ArgumentValue.Null)]);
    }
}
