using System.CommandLine;
using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Evaluation.Statistics;
using ToolRM.Runs;
using ToolRM.Scoring;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm audit</c>: what a scorer or a reward pays for that is not being right.</summary>
internal static class AuditCommand
{
    private const string ScoresFile = "scores.jsonl";
    private const string Turned = "turned";

    /// <summary>Items taken of a file; 20 attacks make some forty groups of each. Ours.</summary>
    private const int DefaultItems = 1000;

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var name = new Argument<string>("scorer") { HelpName = "name|file", Description = "One of: " + NamedScorer.Known };
        var data = new Option<string?>("--data") { HelpName = "file", Description = "Candidate groups with references, or pairs (docs/formats.md); our own examples when left out" };
        var options = new Option<string?>("--options") { HelpName = "json", Description = "Settings of a reward as a JSON object" };
        var attacks = new Option<string?>("--attacks") { HelpName = "names", Description = "Only these, with commas between: " + string.Join(", ", Attacks.All.Select(attack => attack.Name)) };
        var items = new Option<int>("--items") { DefaultValueFactory = _ => DefaultItems, HelpName = "n", Description = "Take the first n items, each a right and a wrong reply" };
        var above = new Option<double?>("--fail-above") { HelpName = "share", Description = "Exit code 1 when an attack turns the order of right and wrong in more than this share of the items, 0 to 1" };
        var (seed, output, overwrite, json) = (PoolOptions.Seed(), PoolOptions.Output(), PoolOptions.Overwrite(), PoolOptions.Json());
        var command = new Command("audit", """
            Try a fixed list of attacks on replies, such as padding, duplicate calls, unasked arguments and instructions to the scorer, and
            measure how much each raises a score without being right. Rewards get rollouts made up around each reply (docs/audit.md). Example:
              toolrm audit grounded --out runs/audit
            """)
        {
            name, data, options, attacks, items, above, seed, output, overwrite, json,
        };
        PoolOptions.Validate(command, output, overwrite);
        items.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1) result.AddError($"--items: expected at least 1, found {result.Tokens[0].Value}");
        });
        above.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double?>() is not (>= 0 and <= 1)) result.AddError($"--fail-above: expected 0 to 1, found {result.Tokens[0].Value}");
        });
        command.SetAction(result =>
        {
            var drawn = result.GetValue(seed);
            var (scorer, definition) = NamedScorer.Require(console, result.GetValue(name)!, result.GetValue(options), drawn, simulated: true, "scorer");
            var chosen = Chosen(result.GetValue(attacks));
            var file = result.GetValue(data);
            var set = (file is null ? BuiltInExamples.AuditSet() : AuditSet.Read(file)).First(result.GetValue(items));
            ValueList<SourceFile> sources = file is null ? [] : [SourceFile.Of(file)];
            var plan = new RunPlan(
                "audit",
                new([
                    new("scorer", definition), new("data", ArgumentValue.Of(file ?? set.Title)), new("items", ArgumentValue.Of(set.Items.Count)),
                    new("attacks", new ListValue(chosen.Select(attack => (ArgumentValue)ArgumentValue.Of(attack.Name)).ToValueList())),
                ]),
                [new(ScoresFile, ScoreJson.Schema)], sources, drawn);
            var view = new PoolView(result.GetValue(json), static table => table.Title is AuditReport.WrongTitle or AuditReport.RightTitle);
            var folder = result.GetValue(output);
            using var run = PoolRun.Open(console, folder, result.GetValue(overwrite), plan, view, cancellationToken);
            double? turned;
            if (run is null) turned = RunManifest.Read(Path.Combine(folder!, "run.json")).Summary?[Turned] is FloatValue found ? found.Value : null;
            else
            {
                var audit = AuditPlan.Of(set, drawn, chosen);
                var scores = run.Score(scorer, [.. audit.Probes.Select(probe => scorer.Info.NeedsReference ? probe.Group : probe.Group with { Reference = null })], ScoresFile, "replies with and without attack");
                var measure = AuditMeasure.Of(audit, scores, new() { Seed = drawn });
                turned = measure.Worst?.Turned.Value ?? 0;
                var report = AuditReport.Of(scorer.Info.Name, audit, measure,
                [
                    new("data", set.Title), .. sources.Select(source => new KeyValuePair<string, string>("file " + Path.GetFileName(source.Path), $"SHA-256 {source.Sha256}")),
                    new("scorer", ArgumentJson.Write(definition)), new("seed", drawn.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    new("bootstrap resamples", new BootstrapOptions().Resamples.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ]);
                run.Finish(report, new([new("title", ArgumentValue.Of(report.Title)), new("finding", ArgumentValue.Of(report.Summary)), new(Turned, ArgumentValue.Of(turned.Value))]));
            }
            if (result.GetValue(above) is not { } limit || turned is not { } worst || worst <= limit) return 0;
            console.Error.WriteLine(FormattableString.Invariant($"toolrm: the worst attack turns {worst:F3} of its items, more than {limit}"));
            return 1;
        });
        return command;
    }

    private static ValueList<Attack> Chosen(string? names)
    {
        if (names is null) return Attacks.All;
        var asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => Attacks.Require(name)).ToHashSet();
        return asked.Count > 0 ? Attacks.All.Where(asked.Contains).ToValueList() : throw new DataFormatException("--attacks: expected names with commas between, found none");
    }
}
