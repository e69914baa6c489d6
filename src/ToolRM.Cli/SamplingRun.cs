using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Runs;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Cli;

/// <summary>
/// Samples into a run directory: every reply goes to <c>samples.jsonl</c> as it comes, failures to <c>failures.jsonl</c>; at the end
/// <c>candidates.jsonl</c> is made of all replies, also of those that an earlier start received.
/// </summary>
/// <remarks>The run is complete when every item has a reply. Memory: the candidates of the run while the last file is written.</remarks>
internal sealed class SamplingRun(CliConsole console, SampleRequest request, CancellationToken cancellationToken, StopRequest? stop = null)
{
    public const string CandidatesFile = "candidates.jsonl";
    private const string SamplesFile = "samples.jsonl";
    private const string FailuresFile = "failures.jsonl";
    private const int ShownReasons = 5;

    /// <summary>Where the candidates are when the run is done.</summary>
    public string Candidates => Path.Combine(request.Output, CandidatesFile);

    /// <summary>Carries the run out.</summary>
    /// <returns>0 when every item has a reply, 1 when some failed.</returns>
    public int Run()
    {
        if (!File.Exists(request.Data)) throw new DataFormatException($"--data: there is no file \"{request.Data}\". Name a JSON Lines file of prompts");
        using var http = console.CreateHttp();
        var generators = request.Generators.Select(generator => Generator(generator, http)).ToValueList();
        var sampler = new Sampler(generators, request.Options, console.Time);
        var prompts = SamplePrompts.Check(request.Data, request.Shard);
        using var run = console.OpenRun(request.Output, Plan(), request.Overwrite);
        if (run.State == RunState.AlreadyComplete)
        {
            if (!File.Exists(Candidates)) WriteCandidates();
            console.Out.WriteLine($"{request.Output}: this run is complete already; --overwrite starts anew");
            return 0;
        }
        // Candidates of an earlier start must not stand beside the replies of this one.
        File.Delete(Candidates);
        var store = new Store(run.Output(SamplesFile), run.Output(FailuresFile));
        SamplingProgress progress;
        using (var view = new SamplingView(console))
        {
            progress = stop is null
                ? sampler.RunAsync(SamplePrompts.Read(request.Data, request.Shard), store, prompts, view, cancellationToken).GetAwaiter().GetResult()
                : RunInWaves(generators, stop, store, view).GetAwaiter().GetResult();
        }
        var totals = WriteCandidates();
        var missing = progress.Failed;
        if (stop is not null && missing == 0) totals.Saved = Planned(prompts) - totals.Replies;
        if (missing == 0) run.Complete(totals.ToMap());
        console.Out.WriteLine(Summary(prompts, progress, totals));
        foreach (var (reason, count) in store.Reasons.OrderByDescending(entry => entry.Value).Take(ShownReasons)) console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"toolrm: {count} failed: {reason}"));
        if (missing > 0) console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"toolrm: {missing} of {progress.Total} items have no reply; run the same command again to ask for them again"));
        console.Out.WriteLine($"candidates: {Candidates}");
        return missing == 0 ? 0 : 1;
    }

    /// <summary>Replies that a run without early stop would have.</summary>
    private long Planned(long prompts) => prompts * request.Generators.Count * request.Options.Samples;

    private Task<SamplingProgress> RunInWaves(ValueList<Generator> generators, StopRequest rule, ISampleStore store, IProgress<SamplingProgress> view)
    {
        var planned = request.Generators.Count * request.Options.Samples;
        var earlier = new List<SampledReply>();
        ReadSamples(earlier.Add);
        return new WaveSampler(generators, request.Options, rule.Wave, console.Time).RunAsync(
            [.. SamplePrompts.Read(request.Data, request.Shard)], store, earlier, group => rule.IsEnough(group, planned), view, cancellationToken);
    }

    private Generator Generator(GeneratorRequest generator, HttpClient http)
    {
        if (generator.Endpoint.Problem() is { } problem) throw new DataFormatException($"--generator {generator.Name}: {problem}");
        return new(generator.Name, new OpenAiChatClient(generator.Endpoint, http, console.Time), generator.Format, generator.Price);
    }

    /// <summary>
    /// What the replies depend on. Not among it: addresses, because a server may come back on another machine, keys, prices, and what
    /// only changes how long it takes.
    /// </summary>
    private RunPlan Plan()
    {
        var options = request.Options;
        return new(
            "sample",
            Map(
                ("data", ArgumentValue.Of(request.Data)),
                ("generators", new ListValue(request.Generators.Select(ArgumentValue (generator) => Map(
                    ("name", ArgumentValue.Of(generator.Name)), ("model", ArgumentValue.Of(generator.Endpoint.Model)),
                    ("format", ArgumentValue.Of(generator.Format?.Name ?? "native")))).ToValueList())),
                ("samples", ArgumentValue.Of(options.Samples)),
                ("temperature", Number(options.Temperature)),
                ("top_p", Number(options.TopP)),
                ("max_tokens", options.MaxTokens is { } most ? ArgumentValue.Of(most) : null),
                ("tool_choice", options.ToolMode is { } mode ? ArgumentValue.Of(mode.GetType().Name) : null),
                ("sends_seed", ArgumentValue.Of(options.SendsSeed)),
                ("extra", request.Generators[0].Endpoint.Extra),
                ("early_stop", stop is null ? null : ArgumentValue.Of(stop.ToString())),
                (Shard.OptionName, request.Shard is { } shard ? ArgumentValue.Of(shard.ToString()) : null)),
            [new RunFile(SamplesFile, SampleJson.Schema), new RunFile(FailuresFile, SampleFailureJson.Schema)], [SourceFile.Of(request.Data)], options.Seed);
    }

    private static MapValue Map(params (string Key, ArgumentValue? Value)[] entries) =>
        new(entries.Where(entry => entry.Value is not null).Select(entry => new MapEntry(entry.Key, entry.Value!)).ToValueList());

    private static FloatValue? Number(float? number) =>
        number is { } value ? ArgumentValue.Of(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : null;

    /// <summary>Groups all replies by prompt, in the order of the prompts, generators and samples. Prompts without a reply are left out.</summary>
    private Totals WriteCandidates()
    {
        var totals = new Totals(request.Generators);
        var byPrompt = new Dictionary<string, List<SampledReply>>(StringComparer.Ordinal);
        ReadSamples(reply =>
        {
            totals.Add(reply);
            if (!byPrompt.TryGetValue(reply.Item.Prompt, out var replies)) byPrompt.Add(reply.Item.Prompt, replies = []);
            replies.Add(reply with { Message = "" });
        });
        var order = request.Generators.Select((generator, index) => (generator.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index, StringComparer.Ordinal);
        using var writer = JsonLinesWriter.Create(Candidates);
        foreach (var prompt in SamplePrompts.Read(request.Data, request.Shard))
        {
            if (!byPrompt.TryGetValue(prompt.Id, out var replies)) continue;
            var candidates = replies.OrderBy(reply => order[reply.Item.Generator]).ThenBy(reply => reply.Item.Sample).Select(reply => reply.ToCandidate());
            writer.Write(CandidatesJson.Write(prompt with { Candidates = candidates.ToValueList() }));
        }
        writer.Complete();
        return totals;
    }

    private void ReadSamples(Action<SampledReply> add)
    {
        // The run may hold the file open for writing.
        var file = new FileStream(Path.Combine(request.Output, SamplesFile), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = JsonLinesReader.Open(file, SamplesFile, new() { AllowEmpty = true });
        while (reader.Read()) add(SampleJson.Read(reader.Parse(JsonDialect.Strict), reader.Where));
    }

    private string Summary(long prompts, SamplingProgress progress, Totals totals) => string.Create(CultureInfo.InvariantCulture,
        $"sample: {totals.Replies} replies to {prompts} prompts by {request.Generators.Count} generators, {progress.Failed} failed, {progress.Retries} retries, {totals.InputTokens} tokens in, {totals.OutputTokens} out ({progress.TokensPerSecond:F0}/s){(totals.Cost is { } cost ? $", cost {cost:0.####}" : "")}{(totals.Saved is { } saved ? $", {saved} of {Planned(prompts)} saved by early stop" : "")}");

    /// <summary>Counts over all starts of the run.</summary>
    private sealed class Totals(ValueList<GeneratorRequest> generators)
    {
        private readonly Dictionary<string, TokenPrice?> _prices = generators.ToDictionary(generator => generator.Name, generator => generator.Price, StringComparer.Ordinal);
        private double _cost;

        public long Replies { get; private set; }

        public long InputTokens { get; private set; }

        public long OutputTokens { get; private set; }

        /// <summary>Replies that an early stop saved; null without one.</summary>
        public long? Saved { get; set; }

        public double? Cost => _prices.Values.Any(price => price is not null) ? _cost : null;

        public void Add(SampledReply reply)
        {
            Replies++;
            InputTokens += reply.InputTokens ?? 0;
            OutputTokens += reply.OutputTokens ?? 0;
            _cost += _prices.GetValueOrDefault(reply.Item.Generator)?.Cost(reply.InputTokens ?? 0, reply.OutputTokens ?? 0) ?? 0;
        }

        public MapValue ToMap() => Map(
            ("replies", ArgumentValue.Of(Replies)), ("input_tokens", ArgumentValue.Of(InputTokens)), ("output_tokens", ArgumentValue.Of(OutputTokens)),
            ("cost", Cost is { } cost ? ArgumentValue.Of(cost) : null), ("saved", Saved is { } saved ? ArgumentValue.Of(saved) : null));
    }

    /// <summary>The run directory's two files.</summary>
    private sealed class Store(RunOutput samples, RunOutput failures) : ISampleStore
    {
        public Dictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

        public bool Contains(string itemId) => samples.Contains(itemId);

        public void Add(SampledReply reply) => samples.Append(reply.Item.Id, SampleJson.Write(reply));

        /// <summary>An item may fail at every start: rows are numbered, since ids of a file are unique.</summary>
        public void Add(SampleFailure failure)
        {
            Reasons[failure.Reason] = Reasons.GetValueOrDefault(failure.Reason) + 1;
            var number = 1;
            while (failures.Contains(Id(failure, number))) number++;
            failures.Append(Id(failure, number), SampleFailureJson.Write(failure));
        }

        private static string Id(SampleFailure failure, int number) => string.Create(CultureInfo.InvariantCulture, $"{failure.Item.Id}#{number}");
    }
}
