using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.Gains;
using ToolRM.Evaluation.Pairs;
using ToolRM.Runs;

namespace ToolRM.Cli;

/// <summary>Figures of scorers from finished runs of <c>evaluate pairs</c> and <c>evaluate best-of-n</c>.</summary>
internal sealed class EarlierRuns
{
    private readonly SortedDictionary<string, ValueList<PairOutcome>> _pairs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, double> _gains = new(StringComparer.Ordinal);
    private (string Folder, string Data)? _pairsPlan, _poolPlan;

    private EarlierRuns() { }

    /// <summary>What the accuracies are measured on.</summary>
    public string PairsTitle { get; private set; } = "";

    /// <summary>What the gains are measured on.</summary>
    public string PoolTitle { get; private set; } = "";

    /// <summary>Size of the draws.</summary>
    public string Size { get; private set; } = "";

    /// <summary>Manifests, as inputs of the new run.</summary>
    public ValueList<SourceFile> Files { get; private set; }

    /// <summary>Scorers with both figures, by name.</summary>
    public IReadOnlyList<ScorerPoint> Points => [.. _pairs.Where(entry => _gains.ContainsKey(entry.Key)).Select(entry => GainMeasurement.Of(entry.Key, [.. entry.Value], _gains[entry.Key]))];

    /// <summary>Reads run directories.</summary>
    /// <exception cref="DataFormatException">One is no finished run of these commands, stands twice, or was made on other data than its like.</exception>
    public static EarlierRuns Read(IReadOnlyList<string> folders)
    {
        var runs = new EarlierRuns();
        foreach (var folder in folders) runs.Add(folder);
        if (runs.Points.Count == 0)
        {
            throw new DataFormatException($"--runs: expected a run of 'evaluate pairs' and one of 'evaluate best-of-n' by the same scorer, found {runs._pairs.Count} and {runs._gains.Count} that do not meet. Run both for every scorer");
        }
        runs.Files = folders.Select(folder => SourceFile.Of(Path.Combine(folder, "run.json"))).ToValueList();
        return runs;
    }

    private void Add(string folder)
    {
        var manifest = RunManifest.Read(Path.Combine(folder, "run.json"));
        if (!manifest.IsComplete) throw new DataFormatException($"{folder}: expected a complete run, found one that is running or was stopped. Run its command again to go on");
        var scorer = Text(folder, manifest.Plan.Options, "scorer");
        switch (manifest.Plan.Command)
        {
            case "evaluate pairs":
                Same(ref _pairsPlan, folder, manifest);
                if (!_pairs.TryAdd(scorer, Outcomes(Path.Combine(folder, "scores.jsonl")))) throw Twice(folder, scorer);
                PairsTitle = Text(folder, manifest.Summary ?? MapValue.Empty, "title");
                break;
            case Commands.EvaluateBestOfNCommand.Name:
                Same(ref _poolPlan, folder, manifest);
                if (manifest.Summary?["gain"] is not FloatValue gain) throw new DataFormatException($"{folder}: expected a run whose summary has \"gain\", found none. Run 'evaluate best-of-n' again with --overwrite");
                if (!_gains.TryAdd(scorer, gain.Value)) throw Twice(folder, scorer);
                (PoolTitle, Size) = (Text(folder, manifest.Summary, "title"), Text(folder, manifest.Summary, "n"));
                break;
            default:
                throw new DataFormatException($"{folder}: expected a run of 'evaluate pairs' or 'evaluate best-of-n', found one of '{manifest.Plan.Command}'. Leave it out");
        }
    }

    /// <summary>Runs of one command must differ in the scorer alone, or their figures cannot be compared.</summary>
    private static void Same(ref (string Folder, string Data)? first, string folder, RunManifest manifest)
    {
        var data = string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', manifest.Plan.Inputs.Select(input => input.Sha256))} {manifest.Plan.Options["draws"]} {manifest.Plan.Options["chosen"]} {manifest.Plan.Seed}");
        first ??= (folder, data);
        if (first.Value.Data != data) throw new DataFormatException($"{folder}: expected the data, draws and seed of {first.Value.Folder}, found others. Compare scorers on the same benchmark");
    }

    private static ValueList<PairOutcome> Outcomes(string path)
    {
        var outcomes = new List<PairOutcome>();
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            outcomes.Add((reader.Parse(JsonDialect.Strict) as MapValue)?["outcome"] switch
            {
                TextValue { Value: "right" } => PairOutcome.Right,
                TextValue { Value: "wrong" } => PairOutcome.Wrong,
                TextValue { Value: "tie" } => PairOutcome.Tie,
                TextValue { Value: "unscored" } => PairOutcome.Unscored,
                _ => throw new DataFormatException($"{reader.Where}: expected an \"outcome\", found none. Run 'evaluate pairs' again with --overwrite"),
            });
        }
        return outcomes.ToValueList();
    }

    private static string Text(string folder, MapValue map, string key) => map[key] is TextValue text
        ? text.Value
        : throw new DataFormatException($"{folder}: expected run.json to name \"{key}\", found nothing. Run its command again with --overwrite");

    private static DataFormatException Twice(string folder, string scorer) => new($"{folder}: expected one such run per scorer, found a second one of \"{scorer}\". Leave one of them out");
}
