using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;
using ToolRM.Datasets.Bfcl;
using ToolRM.Evaluation.Building;
using ToolRM.Evaluation.Conformance;
using ToolRM.Evaluation.Pools;
using ToolRM.Parsing.Bfcl;
using ToolRM.Preferences;
using ToolRM.Runs;
using ToolRM.Verification;

namespace ToolRM.Cli;

/// <summary>Carries <c>toolrm benchmark build</c> out: reads everything, then writes pairs, pools, irrelevance rows and verdicts into a run directory.</summary>
internal sealed class BenchmarkBuildRun(CliConsole console, BenchmarkBuildOptions options, CancellationToken cancellationToken)
{
    private const string PairsName = "pairs.jsonl";

    private readonly List<SourceFile> _inputs = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<string> _models = new(StringComparer.Ordinal);

    /// <summary>From BFCL's files and result folders.</summary>
    public int FromBfcl(string questions, string? answers, string outputs, string? handlersFile, string directory, bool overwrite)
    {
        var handlers = ModelHandlers.Default;
        if (handlersFile is not null)
        {
            var (document, where) = InputText.ReadJson(console, handlersFile);
            handlers = ModelHandlers.Read(document, where);
            _inputs.Add(SourceFile.Of(handlersFile));
        }
        var set = BfclQuestionSet.Load(questions, answers);
        _inputs.AddRange(set.Files);
        foreach (var skipped in set.SkippedFiles) _notes.Add($"{skipped}: left out, no single-turn category");
        var build = new BenchmarkBuild(set.Items.Select(BenchmarkQuestion.Of));
        using (var progress = new RowProgress(console, "outputs"))
        {
            var count = 0L;
            foreach (var file in BfclResultFile.Find(outputs))
            {
                _models.Add(file.Model);
                SourceFile? origin = null;
                var rows = 0;
                foreach (var row in file.Rows())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    origin = row.File;
                    rows++;
                    var handler = handlers.Of(file.Model, row.Row.Output);
                    build.Add(row.Row.Id, file.Model, file.Run, row.Row.Output, BfclDecoders.Find(handler.Decoder)!.Decode, handler.UnderscoreNames, row.Where);
                    progress.Report(++count);
                }
                _inputs.Add(origin! with { Rows = rows });
            }
        }
        var unknown = handlers.Unknown(_models);
        if (unknown.Count > 0) throw new DataFormatException($"{handlersFile}: no outputs of \"{unknown[0]}\"; there are outputs of {string.Join(", ", _models.Order(StringComparer.Ordinal).Take(5))}. Use the folders' names");
        return Write(build, "bfcl", directory, overwrite);
    }

    /// <summary>From the data kit's questions and conformance rows, which name handler and underscore flag themselves.</summary>
    public int FromKit(string folder, string directory, bool overwrite)
    {
        var (questionsFile, outputsFile) = (Path.Combine(folder, "questions.jsonl.gz"), Path.Combine(folder, "conformance.jsonl.gz"));
        var questions = SourceRows.Read(questionsFile, QuestionRow.Read).Select(row => BenchmarkQuestion.Of(row.Row)).ToList();
        _inputs.Add(SourceFile.Of(questionsFile) with { Rows = questions.Count });
        var build = new BenchmarkBuild(questions);
        using (var progress = new RowProgress(console, "outputs"))
        {
            var count = 0L;
            using var reader = JsonLinesReader.Open(outputsFile);
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = ConformanceRow.Read(reader.Line);
                _models.Add(row.Model);
                build.Add(row.QuestionId, row.Model, row.Run, row.Raw,
                    (output, language) => ReleaseHandlers.Decode(row.Handler, row.Model, output, language), row.UnderscoreNames, row.Where);
                progress.Report(++count);
            }
            _inputs.Add(SourceFile.Of(outputsFile) with { Rows = count });
        }
        return Write(build, "data kit", directory, overwrite);
    }

    private int Write(BenchmarkBuild build, string source, string directory, bool overwrite)
    {
        if (build.Counts.GetValueOrDefault("outputs") == 0)
        {
            throw new DataFormatException($"expected outputs to these questions, found none ({Number(build.Counts.GetValueOrDefault("without a question"))} to other questions). Give questions and outputs of the same version");
        }
        if (build.FirstWithoutQuestion is { } other)
        {
            _notes.Add($"{Number(build.Counts["without a question"])} outputs are to questions that are not among these, the first to \"{other}\". Version 3 calls simple_0 and java_0 what version 4 calls simple_python_0 and simple_java_0, and some texts changed: give questions and outputs of the same version");
        }
        var pairs = build.Pairs(options);
        var plan = new RunPlan("benchmark build",
            new MapValue(
            [
                new("source", ArgumentValue.Of(source)),
                new("title", ArgumentValue.Of(options.Title)),
                new("pairs", options.Pairs is { } wanted ? ArgumentValue.Of(wanted) : ArgumentValue.Null),
                new("balance", ArgumentValue.Of(options.Balance == LabelBalance.Paper ? "paper" : "uniform")),
            ]),
            [
                new RunFile(PairsName, PairJson.Schema), new RunFile(BuiltPool.PoolsFile, CandidatesJson.Schema),
                new RunFile(BuiltPool.IrrelevanceFile, CandidatesJson.Schema), new RunFile(BuiltPool.VerdictsFile, VerdictJson.Schema),
            ],
            _inputs.ToValueList(), options.Seed);
        using var run = RunDirectory.Open(directory, plan, overwrite ? ExistingRun.Overwrite : ExistingRun.Resume);
        foreach (var note in run.Notes.Concat(_notes)) console.Error.WriteLine($"toolrm: {note}");
        if (console.IsDone(run, directory)) return 0;
        // The title goes with every row, so that no evaluation takes the file for the published benchmark.
        Append(run, PairsName, pairs.Select(pair => KeyValuePair.Create(pair.Id, new MapValue([.. PairJson.Write(pair).Entries, new("dataset", ArgumentValue.Of(options.Title))]))));
        Append(run, BuiltPool.PoolsFile, build.Pools().Select(group => KeyValuePair.Create(group.Id, build.Row(group, options.Title))));
        Append(run, BuiltPool.IrrelevanceFile, build.Irrelevance().Select(group => KeyValuePair.Create(group.Id, build.Row(group, options.Title))));
        Append(run, BuiltPool.VerdictsFile, build.Verdicts().Select(verdict => KeyValuePair.Create(verdict.Key, VerdictJson.Write(verdict.Value))));
        var labels = pairs.CountBy(pair => pair.ErrorLabel).OrderByDescending(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal).ToList();
        run.Complete(new MapValue(
        [
            new("pairs_by_label", new MapValue(labels.Select(label => new MapEntry(label.Key, ArgumentValue.Of(label.Value))).ToValueList())),
            new("outputs", new MapValue(build.Counts.Select(count => new MapEntry(count.Key, ArgumentValue.Of(count.Value))).ToValueList())),
            new("models", ArgumentValue.Of(_models.Count)),
        ]));
        foreach (var (what, count) in build.Counts) console.Out.WriteLine($"{what}: {Number(count)}");
        console.Out.WriteLine($"pairs: {Number(pairs.Count)}");
        foreach (var (label, count) in labels) console.Out.WriteLine($"  {label}: {Number(count)}");
        console.Out.WriteLine($"written to {directory}");
        return 0;
    }

    private void Append(RunDirectory run, string name, IEnumerable<KeyValuePair<string, MapValue>> rows)
    {
        var output = run.Output(name);
        foreach (var batch in rows.Where(row => !output.Contains(row.Key)).Chunk(256))
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Append(batch);
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
