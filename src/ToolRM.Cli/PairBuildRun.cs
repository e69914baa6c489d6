using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Preferences.Building;
using ToolRM.Preferences.Overlap;
using ToolRM.Runs;

namespace ToolRM.Cli;

/// <summary>Carries <c>toolrm pairs</c> out. The manifest is written last: a folder without it is not complete.</summary>
internal sealed class PairBuildRun(CliConsole console, PairBuildOptions options, CancellationToken cancellationToken)
{
    private const string PairsName = "pairs.jsonl", HoldoutName = "holdout.jsonl", ManifestName = "manifest.json";

    public required IReadOnlyList<string> Data { get; init; }

    public required IReadOnlyList<string> References { get; init; }

    public required IReadOnlyList<string> Exclude { get; init; }

    public required double SequenceShare { get; init; }

    public required double? ToolShare { get; init; }

    public PairOutput Form { get; init; }

    public bool ToolsAsText { get; init; }

    public int Run(string directory, bool overwrite)
    {
        foreach (var file in Data.Concat(References).Concat(Exclude))
        {
            if (!File.Exists(file)) throw new DataFormatException($"{file}: there is no such file. Name a JSON Lines file, plain or gzip");
        }
        var existing = new[] { ManifestName, PairsName, HoldoutName }.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
        if (existing is not null && !overwrite) throw new DataFormatException($"{existing}: there are pairs of an earlier run. Name another folder, or replace them with --overwrite");

        var filter = new OverlapFilter(SequenceShare, ToolShare);
        ValueList<SourceFile> excluded = [.. Exclude.Select(path => ReadExcluded(path, filter))];
        var references = References.Count == 0 ? null : SourcedGroup.ReadReferences(References);
        var build = Plan(references, Exclude.Count == 0 ? null : filter);
        if (build.Counts.Pairs == 0) throw new DataFormatException($"no pairs came of {Number(build.Counts.Candidates)} candidates: {Reasons(build.Counts)}. Check the references with 'toolrm verify --data'");

        Directory.CreateDirectory(directory);
        File.Delete(Path.Combine(directory, ManifestName));
        var outputs = Write(build, references, directory);
        var version = ToolVersion.Current;
        new PairManifest(
            version.Commit is null ? version.Version : $"{version.Version}+{version.Commit}", options, [.. Data.Select(SourceFile.Of)], [.. References.Select(SourceFile.Of)],
            excluded, Exclude.Count == 0 ? null : filter, outputs, build.Counts).Write(Path.Combine(directory, ManifestName));
        Report(build.Counts, directory);
        return 0;
    }

    private SourceFile ReadExcluded(string path, OverlapFilter filter)
    {
        var (rows, known) = (0L, 0L);
        using (var reader = JsonLinesReader.Open(path))
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows++;
                if (filter.Add(reader.Parse())) known++;
            }
        }
        if (known == 0) throw new DataFormatException($"--exclude {path}: expected rows with messages or tools, found none in {Number(rows)} rows. 'toolrm data info' tells what the file is");
        return SourceFile.Of(path) with { Rows = rows };
    }

    private PairBuild Plan(IReadOnlyDictionary<string, Reference>? references, OverlapFilter? filter)
    {
        using var progress = new RowProgress(console, "prompts verified");
        return PairBuild.Plan(Groups(references, progress), options, filter);
    }

    private IEnumerable<SourcedGroup> Groups(IReadOnlyDictionary<string, Reference>? references, RowProgress progress)
    {
        var count = 0L;
        foreach (var group in SourcedGroup.ReadFiles(Data, references))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return group;
            progress.Report(++count);
        }
    }

    private ValueList<SourceFile> Write(PairBuild build, IReadOnlyDictionary<string, Reference>? references, string directory)
    {
        using var pairs = new PairWriter(Path.Combine(directory, PairsName), Form, ToolsAsText);
        using var holdout = options.Holdout > 0 ? new PairWriter(Path.Combine(directory, HoldoutName), Form, ToolsAsText) : null;
        using (var progress = new RowProgress(console, "prompts written"))
        {
            foreach (var built in build.Pairs(Groups(references, progress))) (built.IsHeldOut ? holdout! : pairs).Write(built.Pair);
        }
        pairs.Complete();
        holdout?.Complete();
        pairs.ReportLosses(console);
        // Of an earlier run with a hold-out.
        if (holdout is null) File.Delete(Path.Combine(directory, HoldoutName));
        return holdout is null ? [Written(PairsName, pairs.Rows)] : [Written(PairsName, pairs.Rows), Written(HoldoutName, holdout.Rows)];

        SourceFile Written(string name, long rows) => SourceFile.Of(Path.Combine(directory, name)) with { Path = name, Rows = rows };
    }

    private void Report(PairCounts counts, string directory)
    {
        console.Out.WriteLine($"pairs: {Number(counts.Pairs)} of {Number(counts.Prompts)} prompts, {Number(counts.HeldOut)} held out");
        foreach (var by in Enum.GetValues<PairStratum>())
        {
            var strata = counts.By(by).OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToList();
            console.Out.WriteLine($"  by {by.ToString().ToLowerInvariant()}: {string.Join(", ", strata.Take(12).Select(entry => $"{VisibleText.Of(entry.Key)} {Number(entry.Value)}"))}{(strata.Count > 12 ? ", …" : "")}");
        }
        console.Out.WriteLine($"  left out: {Reasons(counts)}");
        console.Out.WriteLine($"written to {directory}");
    }

    private static string Reasons(PairCounts counts)
    {
        var reasons = counts.WrongLeftOut.Select(entry => $"{entry.Key} {Number(entry.Value)}").ToList();
        if (counts.Undecided > 0) reasons.Insert(0, $"undecided {Number(counts.Undecided)}");
        reasons.AddRange(counts.PromptsLeftOut.Where(entry => !counts.WrongLeftOut.ContainsKey("prompt_" + entry.Key)).Select(entry => $"prompt_{entry.Key} without wrong replies {Number(entry.Value)}"));
        return reasons.Count == 0 ? "nothing" : string.Join(", ", reasons);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
