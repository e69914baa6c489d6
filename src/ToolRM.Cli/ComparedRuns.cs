using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.Comparison;
using ToolRM.Reports;
using ToolRM.Runs;

namespace ToolRM.Cli;

/// <summary>Runs of <c>evaluate</c> read for a comparison, and what stands against comparing them.</summary>
internal sealed class ComparedRuns
{
    /// <summary>Facts of a report that say how it was measured and may differ between comparable runs.</summary>
    private static readonly HashSet<string> LooseFacts = new(StringComparer.Ordinal)
    {
        "scorer", "against", "seed", "unscored outputs", "bootstrap", "bootstrap resamples", "orders drawn per question",
    };

    /// <summary>Options that change the error of drawing and not what is measured; they are told, not refused.</summary>
    private static readonly HashSet<string> ToldOptions = new(StringComparer.Ordinal) { "draws", "seed", "orders drawn per question", "bootstrap", "bootstrap resamples", "resamples" };

    private readonly string _place;
    private readonly RunManifest? _manifest;

    private ComparedRuns(string place, RunManifest? manifest, string kind, MeasuredRun run) => (_place, _manifest, Kind, Run) = (place, manifest, kind, run);

    /// <summary>What was evaluated, such as <c>Pairs</c>: the report's title up to the colon.</summary>
    public string Kind { get; }

    /// <summary>The run.</summary>
    public MeasuredRun Run { get; }

    /// <summary>The report of a run directory or of a file.</summary>
    public static Report ReadReport(string place) => Files(place).Report;

    /// <summary>Reads the runs, and checks that they can be compared.</summary>
    /// <param name="places">Run directories, or report.json files.</param>
    /// <param name="allowDifferences">Whether other data and options are told in place of refused.</param>
    /// <param name="notes">What a reader of the comparison must know.</param>
    /// <exception cref="DataFormatException">A run is unfinished or damaged, or cannot be compared with the first.</exception>
    public static IReadOnlyList<MeasuredRun> Read(IReadOnlyList<string> places, bool allowDifferences, out IReadOnlyList<string> notes)
    {
        var runs = places.Select(Read).ToList();
        var told = new List<string>();
        foreach (var run in runs.Skip(1))
        {
            if (run.Kind != runs[0].Kind)
                throw new DataFormatException($"{run._place}: expected a report of {runs[0].Kind} as in {runs[0]._place}, found one of {run.Kind}. Compare runs of one command");
            foreach (var (name, before, now) in Differences(runs[0], run))
            {
                var text = $"{name} is {before} in {runs[0]._place} and {now} in {run._place}";
                if (!ToldOptions.Contains(name) && !allowDifferences)
                    throw new DataFormatException($"{text}: their figures measure different things. Run both on the same data with the same options, or take --allow-differences to compare what they share");
                told.Add(Sentence(name, before, now, run._place, runs[0]._place));
            }
        }
        var measures = runs[0].Run.Measures;
        if (runs.Any(run => run.Run.Measures != measures))
        {
            told.Add($"Rows per item are not at hand for {string.Join(", ", runs.Where(run => run.Run.Measures.Count == 0).Select(run => Folder(run._place)))}: no item is paired. Name run directories to have tests.");
            measures = [];
        }
        var names = Names(runs);
        notes = told;
        return [.. runs.Select((run, i) => run.Run with { Name = names[i], Measures = measures, Items = measures.Count == 0 ? [] : run.Run.Items })];
    }

    private static ComparedRuns Read(string place)
    {
        var (report, manifest, folder) = Files(place);
        var scorer = manifest?.Plan.Options["scorer"] is TextValue text ? text.Value : Fact(report, "scorer") is { } fact ? fact.Split(" (")[0] : "report";
        var (measures, items) = manifest?.Plan.Command switch
        {
            "evaluate pairs" => (MeasuredItems.PairMeasures, MeasuredItems.ReadPairs(Path.Combine(folder, "scores.jsonl"))),
            Commands.EvaluateBestOfNCommand.Name => (MeasuredItems.BestOfNMeasures, MeasuredItems.ReadBestOfN(Path.Combine(folder, "questions.jsonl"))),
            _ => ([], []),
        };
        return new(place, manifest, report.Title.Split(':')[0], new(scorer, scorer, report, measures, items));
    }

    /// <summary>The report, and run.json where the report lies in a run directory.</summary>
    private static (Report Report, RunManifest? Manifest, string Folder) Files(string place)
    {
        var isFolder = Directory.Exists(place);
        var folder = isFolder ? place : Path.GetDirectoryName(Path.GetFullPath(place))!;
        var file = isFolder ? Path.Combine(place, "report.json") : place;
        var manifestFile = Path.Combine(folder, "run.json");
        var manifest = (isFolder || Path.GetFileName(place) == "report.json") && File.Exists(manifestFile) ? RunManifest.Read(manifestFile) : null;
        if (manifest is { IsComplete: false }) throw new DataFormatException($"{place}: expected a complete run, found one that is running or was stopped. Run its command again to go on");
        if (!File.Exists(file)) throw new DataFormatException($"{place}: expected a run directory of 'evaluate' with report.json, or a report.json, found {(isFolder ? "no report.json there" : "no such file")}. Check the path");
        return (ReportJson.Read(File.ReadAllText(file), file), manifest, folder);
    }

    private static IEnumerable<(string Name, string First, string Second)> Differences(ComparedRuns first, ComparedRuns second) =>
        first._manifest is { } one && second._manifest is { } other ? OfPlans(one.Plan, other.Plan) : OfFacts(first.Run.Report, second.Run.Report);

    private static IEnumerable<(string, string, string)> OfPlans(RunPlan first, RunPlan second)
    {
        for (var i = 0; i < Math.Max(first.Inputs.Count, second.Inputs.Count); i++)
        {
            var (one, other) = (first.Inputs.ElementAtOrDefault(i), second.Inputs.ElementAtOrDefault(i));
            if (one?.Sha256 != other?.Sha256 || one is null) yield return ("the data", Describe(one), Describe(other));
        }
        foreach (var key in first.Options.Entries.Concat(second.Options.Entries).Select(entry => entry.Key).Distinct(StringComparer.Ordinal))
        {
            // "deterministic" is the scorer's own: a judge is to be compared with a model.
            if (key is "data" or "scorer" or "deterministic" or "against" || first.Options[key] == second.Options[key]) continue;
            yield return (ToldOptions.Contains(key) ? key : $"--{key}", first.Options[key]?.ToString() ?? "not set", second.Options[key]?.ToString() ?? "not set");
        }
        if (first.Seed != second.Seed) yield return ("seed", Number(first.Seed), Number(second.Seed));
    }

    private static IEnumerable<(string, string, string)> OfFacts(Report first, Report second)
    {
        foreach (var name in first.Facts.Concat(second.Facts).Select(fact => fact.Key).Distinct(StringComparer.Ordinal))
        {
            var (one, other) = (Fact(first, name), Fact(second, name));
            if (one == other || (LooseFacts.Contains(name) && !ToldOptions.Contains(name))) continue;
            yield return (name, one ?? "not stated", other ?? "not stated");
        }
    }

    private static string Sentence(string name, string before, string now, string place, string firstPlace) =>
        $"{char.ToUpperInvariant(name[0])}{name[1..]}: {before} in {Folder(firstPlace)}, {now} in {Folder(place)}."
        + (ToldOptions.Contains(name) ? "" : " Items are paired by their ids; whether an id means the same in both is not known.");

    /// <summary>The scorers' names; where one stands twice, with the folder, and where that does not tell them apart, with a number.</summary>
    private static string[] Names(List<ComparedRuns> runs)
    {
        string[] names = [.. runs.Select(run => run.Run.Scorer)];
        string[] longer = [.. runs.Select(run => $"{run.Run.Scorer} in {Folder(run._place)}")];
        names = [.. names.Select((name, i) => names.Count(other => other == name) > 1 ? longer[i] : name)];
        return [.. names.Select((name, i) => names.Count(other => other == name) > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name}, run {i + 1}") : name)];
    }

    /// <summary>Reports name no machine: the last folder alone.</summary>
    private static string Folder(string place)
    {
        var full = Path.GetFullPath(place);
        return Path.GetFileName(Path.TrimEndingDirectorySeparator(Directory.Exists(full) || Path.GetFileName(full) != "report.json" ? full : Path.GetDirectoryName(full)!));
    }

    private static string? Fact(Report report, string name) => report.Facts.FirstOrDefault(fact => fact.Key == name).Value;

    private static string Describe(SourceFile? file) => file is null ? "absent" : $"{Path.GetFileName(file.Path)} (SHA-256 {file.Sha256?[..12] ?? "unknown"})";

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
