using System.Globalization;
using Spectre.Console;
using ToolRM.Conversations;
using ToolRM.Models.Files;
using ToolRM.Models.Grounded;
using ToolRM.Scoring;
using ToolRM.Training;

namespace ToolRM.Cli;

/// <summary>Scorers for people, and as rows.</summary>
internal static class ModelView
{
    public static MapValue Row(ResolvedScorer scorer)
    {
        List<MapEntry> entries =
        [
            new("name", ArgumentValue.Of(scorer.Entry.Name)), new("kind", ArgumentValue.Of(scorer.Kind)), new("source", ArgumentValue.Of(scorer.Source)),
            new("scale", ArgumentValue.Of(Scale(scorer.Entry))), new("needs", new ListValue(Needs(scorer.Entry).Select(ArgumentValue (need) => ArgumentValue.Of(need)).ToValueList())),
            new("deterministic", ArgumentValue.Of(scorer.Entry.IsDeterministic)), new("description", ArgumentValue.Of(scorer.Entry.Description)),
        ];
        if (scorer.Model is { } model)
        {
            entries.AddRange(
            [
                new("sha256", ArgumentValue.Of(model.Hash)), new("bytes", ArgumentValue.Of(Bytes(model.Trained))),
                new("provenance", new MapValue(model.Trained.Provenance.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => new MapEntry(fact.Key, ArgumentValue.Of(fact.Value))).ToValueList())),
            ]);
        }
        if (scorer.Identity is { } identity) entries.Add(new("identity", identity));
        if (scorer.Members.Count > 0) entries.Add(new("members", new ListValue(scorer.Members.Select(ArgumentValue (member) => Row(member)).ToValueList())));
        return new(entries.ToValueList());
    }

    public static void WriteList(CliConsole console, IReadOnlyList<ResolvedScorer> scorers)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in (string[])["name", "kind", "scale", "needs", "size", "source", "a high score says"]) table.AddColumn(column);
        foreach (var scorer in scorers)
        {
            table.AddRow(
                scorer.Entry.Name, scorer.Kind, Scale(scorer.Entry), string.Join(", ", Needs(scorer.Entry)),
                scorer.Model is { } model ? Size(model.Trained) : "-", scorer.Source, Markup.Escape(scorer.Entry.Description));
        }
        console.Rich().Write(table);
        console.Out.WriteLine("Model files (FILE.model) and scorer files (FILE.scorer.json) score by their path: docs/scorers.md.");
    }

    public static void Write(CliConsole console, ResolvedScorer scorer, int top)
    {
        WriteTree(console, scorer, depth: 0);
        if (scorer.Model is { } model) WriteModel(console, model, top);
    }

    private static void WriteTree(CliConsole console, ResolvedScorer scorer, int depth)
    {
        var indent = new string(' ', depth * 4);
        Line($"{scorer.Entry.Name}  ({scorer.Kind}, {(scorer.Source == "library" ? "of the library" : scorer.Source)})");
        Line($"  {scorer.Entry.Description}");
        Line($"  scale {Scale(scorer.Entry)}; needs {(Needs(scorer.Entry) is { Count: > 0 } needs ? string.Join(", ", needs) : "the reply's calls alone")}{(scorer.Entry.IsDeterministic ? "" : "; another time its scores may differ")}");
        if (scorer.File is not null)
        {
            foreach (var entry in ScorerFileJson.Write(scorer.File).Entries)
            {
                if (entry.Key is not ("schema" or "name" or "kind" or "members")) Line($"  {entry.Key}: {ArgumentJson.WriteSpaced(entry.Value)}");
            }
        }
        foreach (var member in scorer.Members) WriteTree(console, member, depth + 1);

        void Line(string text) => console.Out.WriteLine(VisibleText.Of(indent + text));
    }

    private static void WriteModel(CliConsole console, GroundedModel model, int top)
    {
        var (trained, rich) = (model.Trained, console.Rich());
        var scorer = trained.Scorer;
        Line($"  sha256 {model.Hash}");
        Line(string.Create(CultureInfo.InvariantCulture, $"  {Size(trained)}; {scorer.Schema.Kinds.Sum(kind => kind.Features.Length)} features of {scorer.Schema.Kinds.Count} kinds of rows, {scorer.TreeCount} trees, bias {scorer.Bias:0.####}"));
        foreach (var (purpose, calibrator) in trained.Calibrators.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Line($"  calibrated for {purpose}: {(calibrator is PlattCalibrator platt ? string.Create(CultureInfo.InvariantCulture, $"Platt, slope {platt.Slope:0.####}, offset {platt.Offset:0.####}") : "isotonic")}");
        }
        if (trained.Calibrators.Count == 0) Line("  not calibrated: scores are taken for log odds");
        Line("Trained on");
        foreach (var (name, fact) in trained.Provenance.OrderBy(fact => fact.Key, StringComparer.Ordinal)) Line($"  {name}: {fact}");
        foreach (var kind in scorer.FeatureWeights().GroupBy(weight => weight.Kind))
        {
            var shown = kind.OrderByDescending(weight => Math.Abs(weight.Weight)).ThenByDescending(weight => weight.Splits).ThenBy(weight => weight.Feature, StringComparer.Ordinal).Take(top).ToList();
            Line($"Weights of {kind.Key}, largest first{(shown.Count < kind.Count() ? $" ({shown.Count} of {kind.Count()})" : "")}");
            var table = new Table().Border(TableBorder.None).AddColumn("feature");
            foreach (var column in (string[])["per deviation", "unknown", "mean", "deviation", "splits"]) table.AddColumn(new TableColumn(column).RightAligned());
            foreach (var weight in shown)
            {
                table.AddRow(Markup.Escape(weight.Feature), Number(weight.Weight), Number(weight.Unknown), Number(weight.Centre), Number(weight.Scale), weight.Splits.ToString(CultureInfo.InvariantCulture));
            }
            rich.Write(table);
        }

        void Line(string text) => console.Out.WriteLine(VisibleText.Of(text));
    }

    private static string Number(double value) => value.ToString("0.0000;-0.0000;0", CultureInfo.InvariantCulture);

    private static string Scale(ScorerEntry entry) => entry.Scale.ToString().ToLowerInvariant();

    private static List<string> Needs(ScorerEntry entry) =>
        [.. Enum.GetValues<ScorerNeeds>().Where(need => need != ScorerNeeds.Calls && entry.Needs.HasFlag(need)).Select(need => need.ToString().ToLowerInvariant())];

    private static string Size(TrainedModel model) => string.Create(CultureInfo.InvariantCulture, $"{Bytes(model) / 1000.0:0.#} kB");

    private static long Bytes(TrainedModel model)
    {
        using var stream = new MemoryStream();
        model.Write(stream);
        return stream.Length;
    }
}
