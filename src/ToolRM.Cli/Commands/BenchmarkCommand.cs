using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Building;

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
            Check(console, cancellationToken),
        };

    private static Command Check(CliConsole console, CancellationToken cancellationToken)
    {
        var kit = new Option<string>("--kit") { Required = true, HelpName = "dir", Description = "The data kit's fcrb-dev folder" };
        var differences = new Option<int>("--differences") { DefaultValueFactory = _ => 20, HelpName = "n", Description = "How many differences to print" };
        var command = new Command("check", "Rebuild the data kit's pool verdicts and pair labels from its raw outputs and compare. Exit code 1 when a verdict differs or fewer than 99 % of the labels agree.") { kit, differences };
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
