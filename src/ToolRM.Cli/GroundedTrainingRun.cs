using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Models.Grounded;
using ToolRM.Preferences;
using ToolRM.Training;

namespace ToolRM.Cli;

/// <summary>Trains a model of kind grounded from files, writes it and says how well it fits.</summary>
internal sealed class GroundedTrainingRun(CliConsole console, GroundedTrainingOptions options, CancellationToken cancellationToken)
{
    private const int Shown = 40; // parts per table on the console

    public int Run(string[] pairs, string[] holdout, string output)
    {
        if (!output.EndsWith(".model", StringComparison.Ordinal)) throw new DataFormatException($"--out: expected a name that ends in .model, found \"{output}\". 'toolrm score' knows model files by it");
        var sources = pairs.Select(SourceFile.Of).ToList();
        foreach (var file in holdout) SourceFile.Of(file);
        var facts = sources.Select((file, i) => KeyValuePair.Create($"pairs-sha256-{i}", file.Sha256 ?? "")).ToDictionary();
        GroundedTrainingResult result;
        using (var features = new RowProgress(console, "pairs read"))
        {
            result = GroundedTraining.Train(pairs.SelectMany(Read), holdout.SelectMany(Read), options, facts, features, Report, cancellationToken);
        }
        Write(result.Model.Trained, output);
        Print(result);
        console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"model: {output}, {new FileInfo(output).Length / 1000} kB, {result.Model.Trained.Scorer.TreeCount} trees, sha256 {result.Model.Hash}"));
        return 0;
    }

    private static IEnumerable<PreferencePair> Read(string path)
    {
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read()) yield return PairJson.Read(reader.Parse(), reader.Where);
    }

    private void Report(TrainingRound round)
    {
        if (round.Round % 25 != 0) return;
        console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"round {round.Round}: loss {round.Train.Loss:0.0000} train, {round.HeldOut.Loss:0.0000} stopping; accuracy {round.Train.Accuracy:0.0000} train, {round.HeldOut.Accuracy:0.0000} stopping"));
    }

    // A stopped run leaves no half of a model.
    private static void Write(TrainedModel model, string output)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder) Directory.CreateDirectory(folder);
        var unfinished = output + ".unfinished";
        using (var stream = File.Create(unfinished)) model.Write(stream);
        File.Move(unfinished, output, overwrite: true);
    }

    private void Print(GroundedTrainingResult result)
    {
        var sets = result.Fits.Select(fit => fit.Set).Distinct().ToList();
        foreach (var by in result.Fits.GroupBy(fit => fit.By))
        {
            console.Out.WriteLine($"strict pair accuracy, {(by.Key == "all" ? "all pairs" : "by " + by.Key)}");
            console.Out.WriteLine($"  {"",-44}{string.Concat(sets.Select(set => $"{set + " (n)",20}"))}");
            foreach (var part in by.GroupBy(fit => fit.Name).OrderByDescending(part => part.Sum(fit => fit.Pairs)).Take(Shown))
            {
                var cells = sets.Select(set => part.FirstOrDefault(fit => fit.Set == set) is { } fit ? string.Create(CultureInfo.InvariantCulture, $"{fit.Accuracy:0.0000} ({fit.Pairs})") : "-");
                console.Out.WriteLine($"  {VisibleText.Of(part.Key),-44}{string.Concat(cells.Select(cell => $"{cell,20}"))}");
            }
        }
        console.Out.WriteLine("feature groups on the stopping pairs: part of the mean margin; mean size");
        foreach (var group in result.Importance) console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Group,-44}{group.Margin,20:+0.000;-0.000;0.000}{group.Size,20:0.000}"));
    }
}
