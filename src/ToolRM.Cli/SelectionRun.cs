using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Cli;

/// <summary>Chooses for every row of a candidate file, batch by batch, in the file's order. Rows that are chosen for are not scored again.</summary>
internal sealed class SelectionRun(CliConsole console, string data, ScorerEntry? entry, long seed, BestOfOptions options, CancellationToken cancellationToken)
{
    private const string OutputName = "selections.jsonl";
    private const int BatchRows = 64;

    private readonly BestOf _choice = new(entry?.Create(seed), options);
    private long _rows, _noCalls, _nothing, _tied, _considered, _saved, _unscored, _unreadable;
    private double _agreement;

    /// <summary>The rule by which recorded candidates are read no further; null reads all. Of live samples, which were stopped while they were drawn, null too.</summary>
    public EarlyStop? Stop { get; init; }

    /// <summary>Samples that were planned for every prompt of a live run; null for recorded candidates.</summary>
    public int? Planned { get; init; }

    /// <summary>Which prompts are chosen for; null for all.</summary>
    public Shard? Shard { get; init; }

    public int Run(string? directory, bool overwrite, string? stop)
    {
        if (!File.Exists(data)) throw new DataFormatException($"--data: there is no file \"{data}\". Name a JSON Lines file of candidates (toolrm/candidates@1)");
        if (directory is null)
        {
            Choose(null);
            console.Error.WriteLine(Summary());
            ScorerFacts.WriteUsage(console, _choice.Scorer);
            return 0;
        }
        var plan = new RunPlan("select", Options(stop), [new RunFile(OutputName, SelectionJson.Schema)], [SourceFile.Of(data)], entry?.Needs.HasFlag(ScorerNeeds.Seed) == true ? seed : null);
        using var run = console.OpenRun(directory, plan, overwrite);
        if (console.IsDone(run, directory)) return 0;
        Choose(run.Output(OutputName));
        CountFile(Path.Combine(directory, OutputName)); // rows of an earlier start count too
        run.Complete(SummaryMap());
        console.Out.WriteLine(Summary());
        ScorerFacts.WriteUsage(console, _choice.Scorer);
        console.Out.WriteLine($"selections: {Path.Combine(directory, OutputName)}");
        return 0;
    }

    private void Choose(RunOutput? output)
    {
        using var progress = new RowProgress(console, "prompts");
        using var reader = JsonLinesReader.Open(data);
        var batch = new List<(CandidateGroup Group, int Saved)>();
        var read = 0L;
        while (reader.Read())
        {
            var group = CandidatesJson.Read(reader.Parse(), reader.Where);
            if (group.Id.Length == 0) throw new DataFormatException($"{reader.Where}: id: expected an id, found an empty text. Give every row an id of its own");
            progress.Report(++read);
            if (Shard?.Holds(group.Id) == false || (output is not null && !output.Claim(group.Id))) continue;
            batch.Add(Cut(group));
            if (batch.Count == BatchRows) Flush(batch, output);
        }
        Flush(batch, output);
    }

    /// <summary>The candidates that the early stop lets through, and how many it saves.</summary>
    private (CandidateGroup Group, int Saved) Cut(CandidateGroup group)
    {
        var planned = Planned ?? group.Candidates.Count;
        if (Stop is { } rule)
        {
            var enough = VoteCount.Enough(group.Prompt, group.Candidates, rule);
            group = group with { Candidates = group.Candidates.Take(enough).ToValueList() };
        }
        return (group, Math.Max(0, planned - group.Candidates.Count));
    }

    private void Flush(List<(CandidateGroup Group, int Saved)> batch, RunOutput? output)
    {
        if (batch.Count == 0) return;
        cancellationToken.ThrowIfCancellationRequested();
        var chosen = _choice.ChooseAsync([.. batch.Select(one => one.Group)], cancellationToken).AsTask().GetAwaiter().GetResult()
            .Select((selected, i) => selected with { Saved = batch[i].Saved }).ToList();
        if (output is not null) output.Append([.. chosen.Select(selected => KeyValuePair.Create(selected.GroupId, SelectionJson.Write(selected)))]);
        else
        {
            foreach (var selected in chosen)
            {
                console.Out.WriteLine(ArgumentJson.Write(SelectionJson.Write(selected)));
                Count(selected);
            }
        }
        batch.Clear();
    }

    private void CountFile(string path)
    {
        // The run still holds the file open for writing.
        using var reader = JsonLinesReader.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), path, new() { AllowEmpty = true });
        while (reader.Read()) Count(SelectionJson.Read(reader.Parse(JsonDialect.Strict), reader.Where));
    }

    private void Count(Selected selected)
    {
        _rows++;
        _noCalls += selected.Outcome != SelectionOutcome.Nothing && selected.Calls.Count == 0 ? 1 : 0;
        _nothing += selected.Outcome == SelectionOutcome.Nothing ? 1 : 0;
        _tied += selected.Tied > 0 ? 1 : 0;
        _considered += selected.Votes.Considered;
        _saved += selected.Saved;
        _unscored += selected.Votes.Unscored;
        _unreadable += selected.Votes.Unreadable;
        _agreement += selected.Votes.Agreement;
    }

    private MapValue Options(string? stop)
    {
        var entries = new List<MapEntry> { new("data", ArgumentValue.Of(data)), new("selector", ArgumentValue.Of(options.Selector.Name)), new("ties", ArgumentValue.Of(TieRules.All[(int)options.Ties].Name)) };
        if (entry is not null) entries.AddRange([new("scorer", ArgumentValue.Of(entry.Name)), .. ScorerFacts.Of(entry)]);
        if (options.NoCallBelow is { } threshold) entries.AddRange([new("no_call_below", ArgumentValue.Of(threshold)), new("when_unscored", ArgumentValue.Of(options.WhenUnscored.ToString()))]);
        if (stop is not null) entries.Add(new("early_stop", ArgumentValue.Of(stop)));
        if (Planned is { } planned) entries.Add(new("planned", ArgumentValue.Of(planned)));
        entries.AddRange(ShardOption.Entries(Shard));
        return new(entries.ToValueList());
    }

    private MapValue SummaryMap() => new(
    [
        new("prompts", ArgumentValue.Of(_rows)), new("no_calls", ArgumentValue.Of(_noCalls)), new("nothing", ArgumentValue.Of(_nothing)), new("tied", ArgumentValue.Of(_tied)),
        new("considered", ArgumentValue.Of(_considered)), new("saved", ArgumentValue.Of(_saved)), new("unscored", ArgumentValue.Of(_unscored)), new("unreadable", ArgumentValue.Of(_unreadable)),
        new("agreement", _rows > 0 ? ArgumentValue.Of(_agreement / _rows) : ArgumentValue.Null),
    ]);

    private string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"select: {_rows} prompts by {options.Selector.Name}{(entry is null ? "" : $" of {entry.Name}")}, {_noCalls} without calls, {_nothing} without a readable candidate, {_tied} tied; {_considered} candidates considered, {_saved} saved, {_unscored} unscored, {_unreadable} unreadable{(_rows > 0 ? $"; mean agreement {_agreement / _rows:F3}" : "")}");
}
