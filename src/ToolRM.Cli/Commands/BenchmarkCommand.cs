using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation;
using ToolRM.Evaluation.Building;
using ToolRM.Parsing.Bfcl;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm benchmark</c>: pairs, pools and irrelevance rows from models' raw outputs, and the check against the data kit.</summary>
internal static class BenchmarkCommand
{
    // Issue 3, item 2: verdicts of the pool exactly, labels of the pairs in 99 of 100.
    private const double PoolFloor = 1;
    private const double LabelFloor = 0.99;

    public static Command Create(CliConsole console, CancellationToken cancellationToken) =>
        new("benchmark", "Build a benchmark of right and wrong calls from models' raw outputs.")
        {
            Build(console, cancellationToken), Check(console, cancellationToken),
        };

    private static Command Build(CliConsole console, CancellationToken cancellationToken)
    {
        var questions = new Option<string?>("--questions") { HelpName = "file|dir", Description = "BFCL question file, or the folder that holds them (version 3 or 4)" };
        var answers = new Option<string?>("--answers") { HelpName = "file|dir", Description = "Accepted answers; the folder possible_answer beside the questions when left out" };
        var outputs = new Option<string?>("--outputs") { HelpName = "file|dir", Description = "Models' raw outputs: MODEL/BFCL_v3_CATEGORY_result.json at any depth" };
        var handlers = new Option<string?>("--handlers") { HelpName = "file", Description = "JSON object from model to decoder, or to {\"decoder\", \"underscore_to_dot\"}; \"*\" stands for the others. Without it texts are read by 'prompt', lists by 'openai-fc'" };
        var kit = new Option<string?>("--kit") { HelpName = "dir", Description = "In place of these four: the data kit's fcrb-dev folder, from its questions and conformance rows" };
        var output = new Option<string>("--out") { Required = true, HelpName = "dir", Description = "Run directory for pairs.jsonl, pools.jsonl, irrelevance.jsonl, verdicts.jsonl and run.json" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Remove an earlier run in that directory" };
        var pairs = new Option<int?>("--pairs") { HelpName = "n", Description = "How many pairs; one at every question with a wrong output when left out" };
        var balance = WordOption.Of("--balance", "Which shares of the error labels to aim at: the paper's or the same for all", ("paper", LabelBalance.Paper), ("uniform", LabelBalance.Uniform));
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Draws among equal candidates" };
        var title = new Option<string?>("--title") { HelpName = "text", Description = "What reports call the data" };
        var command = new Command("build", $"""
            Build pairs, candidate pools and irrelevance rows from questions, answers and models' raw outputs.
            Decoders: {string.Join(", ", BfclDecoders.All.Select(decoder => decoder.Name))}.
            Example:
              toolrm benchmark build --questions DIR --outputs DIR --out runs/benchmark
            """)
        {
            questions, answers, outputs, handlers, kit, output, overwrite, pairs, balance, seed, title,
        };
        command.Validators.Add(result =>
        {
            var isKit = result.GetValue(kit) is not null;
            if (isKit && (result.GetValue(questions) ?? result.GetValue(answers) ?? result.GetValue(outputs) ?? result.GetValue(handlers)) is not null) result.AddError("--kit stands in place of --questions, --answers, --outputs and --handlers");
            if (!isKit && (result.GetValue(questions) is null || result.GetValue(outputs) is null)) result.AddError("give --questions and --outputs, or --kit");
            if (result.GetValue(pairs) is < 1) result.AddError("--pairs must be at least 1");
        });
        command.SetAction(result =>
        {
            var folder = result.GetValue(kit);
            var name = folder is null ? null : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            var options = new BenchmarkBuildOptions
            {
                Pairs = result.GetValue(pairs),
                Balance = result.GetValue(balance),
                Seed = result.GetValue(seed),
                Title = result.GetValue(title) is { } given ? BenchmarkTitle.Own(given, "--title") : (name is null ? new BenchmarkBuildOptions().Title : $"pairs built from {name}"),
            };
            var run = new BenchmarkBuildRun(console, options, cancellationToken);
            return folder is null
                ? run.FromBfcl(result.GetValue(questions)!, result.GetValue(answers), result.GetValue(outputs)!, result.GetValue(handlers), result.GetValue(output)!, result.GetValue(overwrite))
                : run.FromKit(folder, result.GetValue(output)!, result.GetValue(overwrite));
        });
        return command;
    }

    private static Command Check(CliConsole console, CancellationToken cancellationToken)
    {
        var kit = new Option<string>("--kit") { Required = true, HelpName = "dir", Description = "The data kit's fcrb-dev folder" };
        var differences = new Option<int>("--differences") { DefaultValueFactory = _ => 20, HelpName = "n", Description = "How many differences to print" };
        var command = new Command("check", """
            Rebuild the data kit's pool verdicts and pair labels from its raw outputs and compare. Exit code 1 when a verdict differs or fewer than 99 % of the labels agree. Example:
              toolrm benchmark check --kit DIR
            """) { kit, differences };
        command.SetAction(result =>
        {
            var folder = result.GetValue(kit)!;
            if (!Directory.Exists(folder)) throw new DataFormatException($"--kit: there is no folder \"{folder}\". Name the folder that holds conformance.jsonl.gz");
            using var progress = new RowProgress(console, "outputs");
            var agreement = KitAgreement.Run(folder, progress, cancellationToken);
            progress.Dispose();
            var most = result.GetValue(differences);
            Write(console, "pool verdicts", agreement.Pool, most);
            console.Out.WriteLine($"  not among the outputs: {Number(agreement.PoolAbsent)}");
            Write(console, "pair labels", agreement.Main, most);
            Write(console, "pair labels, stored calls", agreement.MainStored, most);
            console.Out.WriteLine($"  neither decodable nor among the outputs: {Number(agreement.MainAbsent)}");
            return agreement.Pool.Share >= PoolFloor && agreement.Main.Share >= LabelFloor ? 0 : 1;
        });
        return command;
    }

    private static void Write(CliConsole console, string what, Agreement agreement, int most)
    {
        console.Out.WriteLine($"{what}: {Number(agreement.Agree)} of {Number(agreement.Compared)} agree ({Percent(agreement.Share)} %)");
        foreach (var difference in agreement.Differences.Take(most))
        {
            console.Out.WriteLine($"  differs: {difference.Where}: expected {difference.Expected}, found {difference.Found}");
        }
        if (agreement.Differences.Count > most) console.Out.WriteLine($"  and {Number(agreement.Differences.Count - most)} more; --differences shows them");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Three decimals, rounded down, so that only full agreement prints 100.000.</summary>
    private static string Percent(double share) => (Math.Floor(share * 100_000) / 1000).ToString("F3", CultureInfo.InvariantCulture);
}
