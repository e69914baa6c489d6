using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;
using ToolRM.Numerics;
using ToolRM.Runs;
using ToolRM.Synthesis.Corruption;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Cli;

/// <summary>
/// Carries <c>toolrm corrupt</c> out. Every row is corrupted anew even when an earlier start wrote it, so that the statistics
/// are those of the whole run; that takes a minute where asking a model would take a day.
/// </summary>
internal sealed class CorruptRun(CliConsole console, CancellationToken cancellationToken)
{
    private const string OutputName = "candidates.jsonl";
    private const int BatchRows = 256;

    private readonly CorruptStatistics _statistics = new();
    private readonly SchemaVerifier _schema = new();

    public required IReadOnlyList<string> Files { get; init; }
    public long Seed { get; init; }
    public string? Pool { get; init; }
    public IReadOnlyList<string> PoolSources { get; init; } = [];
    public int PerPrompt { get; init; }
    public int? Limit { get; init; }
    public double Irrelevant { get; init; }
    public bool Variants { get; init; }
    public ValueList<CorruptionOperator> Operators { get; init; }
    public Shard? Shard { get; init; }

    public int Run(string directory, bool overwrite)
    {
        foreach (var file in Files.Append(Pool ?? Files[0]))
        {
            if (!File.Exists(file)) throw new DataFormatException($"there is no file \"{file}\". Name JSON Lines files of candidate groups or of task rows");
        }
        var plan = new RunPlan("corrupt", Options(), [new RunFile(OutputName, CandidatesJson.Schema)], Files.Append(Pool).OfType<string>().Select(SourceFile.Of).ToValueList(), Seed);
        using var run = console.OpenRun(directory, plan, overwrite);
        if (console.IsDone(run, directory)) return 0;
        var pool = Pool is null ? null : ReadPool(Pool);
        var corruptor = new Corruptor(new() { Seed = Seed, PerPrompt = PerPrompt, Distractors = pool, Operators = Operators });
        var output = run.Output(OutputName);
        using (var progress = new RowProgress(console, "rows"))
        {
            var done = 0L;
            foreach (var batch in Files.SelectMany(Rows).Where(row => Shard?.Holds(row.Id) != false).Chunk(BatchRows))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var made = batch.AsParallel().AsOrdered().SelectMany(row => Groups(corruptor, row).Select(group => (group.Id, Row: CandidatesJson.Write(group))).ToList()).ToList();
                output.Append([.. made.Where(entry => output.Claim(entry.Id)).Select(entry => KeyValuePair.Create(entry.Id, entry.Row))]);
                progress.Report(done += batch.Length);
            }
        }
        run.Complete(_statistics.Summary());
        _statistics.Write(console.Out);
        console.Out.WriteLine($"candidates: {Path.Combine(directory, OutputName)}");
        return 0;
    }

    /// <summary>The groups of a row; none where nothing wrong could be made, or the right calls cannot be taken at their word.</summary>
    private IEnumerable<CandidateGroup> Groups(Corruptor corruptor, RightCallsRow row)
    {
        if (row.LeftOut is { } reason) { _statistics.Skip(reason); yield break; }
        if (_schema.Verify(row.Prompt.Tools, row.Right).Status != VerdictStatus.Pass) { _statistics.Skip("the right calls break the tools' schemas"); yield break; }
        if (Group(corruptor, row.Id, row.Source, row.Prompt, row.Right, row.Others) is { } group)
        {
            // Variants are right by the list that names them alone.
            yield return row.Reference is { } own && !Variants ? group with { Reference = own } : group;
        }
        if (Irrelevant > 0 && SeededRandom.Of(Seed, row.Id + "/irrelevant-share").NextDouble() < Irrelevant
            && IrrelevantPrompt.Of(Seed, row.Id, row.Prompt, row.Right) is { } prompt
            && Group(corruptor, IrrelevantId(row.Id), row.Source, prompt, [], []) is { } irrelevant) yield return irrelevant;
    }

    /// <summary>The id of the prompt without its right tools.</summary>
    internal static string IrrelevantId(string id) => id + "/irrelevant";

    private CandidateGroup? Group(Corruptor corruptor, string id, string source, Conversation prompt, ValueList<ToolCall> right, ValueList<Reference> others)
    {
        var variants = Variants ? RightVariants.Of(Seed, id, prompt, right) : [];
        var gold = new GoldCalls(right, GoldRule.BfclNormalised);
        List<Reference> accepted = [gold, .. variants.Select(variant => new GoldCalls(variant.Calls, GoldRule.BfclNormalised)), .. others];
        Reference? reference = accepted.Count == 1 ? null : new AnyOf(accepted.ToValueList());
        var corrupted = corruptor.Corrupt(id, prompt, right, reference);
        _statistics.Add(source, corrupted);
        if (corrupted.Wrong.Count == 0) return null;
        var candidates = new List<Candidate> { new("right", right.Count == 0 ? Abstentions.For(Seed, id) : "", right, "reference") };
        foreach (var variant in variants) candidates.Add(new(variant.Name, "", variant.Calls, "variant:" + variant.Name));
        for (var i = 0; i < corrupted.Wrong.Count; i++) candidates.Add(corrupted.Wrong[i].ToCandidate($"wrong-{i + 1}"));
        return new(id, corrupted.Prompt, candidates.ToValueList(), corrupted.Reference);
    }

    private IEnumerable<RightCallsRow> Rows(string file)
    {
        using var reader = JsonLinesReader.Open(file);
        if (Limit is not { } limit)
        {
            while (reader.Read()) yield return RightCallsRow.Read(reader.Parse(), reader.Where, file);
            yield break;
        }
        // The rows with the smallest draws, then in the file's order again.
        var drawn = new PriorityQueue<(long Line, RightCallsRow Row), double>(limit + 1);
        while (reader.Read())
        {
            var row = RightCallsRow.Read(reader.Parse(), reader.Where, file);
            drawn.Enqueue((reader.LineNumber, row), -SeededRandom.Of(Seed, row.Id + "/limit").NextDouble());
            if (drawn.Count > limit) drawn.Dequeue();
        }
        foreach (var (_, row) in drawn.UnorderedItems.Select(item => item.Element).OrderBy(item => item.Line)) yield return row;
    }

    private ToolPool ReadPool(string file)
    {
        using var reader = JsonLinesReader.Open(file);
        var tools = new List<ToolDefinition>();
        while (reader.Read())
        {
            var row = ToolRow.Read(reader.Parse(), reader.Where);
            if (PoolSources.Count == 0 || PoolSources.Contains(row.Source)) tools.Add(row.Tool);
        }
        if (tools.Count == 0) throw new DataFormatException($"{file}: expected tools of {string.Join(", ", PoolSources)}, found none. Leave --tool-source out to take all");
        return new(tools);
    }

    private MapValue Options() => new(
    [
        new("per_prompt", ArgumentValue.Of(PerPrompt)),
        new("limit", Limit is { } limit ? ArgumentValue.Of(limit) : ArgumentValue.Null),
        new("tools", Pool is null ? ArgumentValue.Null : ArgumentValue.Of(Pool)),
        new("tool_sources", Texts(PoolSources)),
        new("irrelevant", ArgumentValue.Of(Irrelevant)),
        new("variants", ArgumentValue.Of(Variants)),
        new("operators", Texts(Operators.Select(one => one.Name))),
        .. ShardOption.Entries(Shard),
    ]);

    private static ListValue Texts(IEnumerable<string> texts) => new(texts.Select(ArgumentValue (text) => ArgumentValue.Of(text)).ToValueList());
}
