using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using ToolRM.Benchmarks;

// Long measurements that are no benchmark of one operation (a 10 GB stream, a whole data set): name and what it runs on the
// remaining arguments. To add one: a line here. './build bench NAME ...' runs it.
(string Name, Func<string[], int> Run)[] measurements =
[
    ("checker", CheckerMeasurement.Run),
    ("serve", ServeMeasurement.Run),
    ("stream", StreamMeasurement.Run),
    ("grounded", GroundedMeasurement.Run),
    ("toolrl", ToolRlMeasurement.Run),
    ("select", SelectMeasurement.Run),
];

if (args is ["list"])
{
    foreach (var (name, _) in measurements) Console.WriteLine(name);
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--list", "flat"]);
    return 0;
}
if (args is [var first, .. var rest] && Array.Find(measurements, measurement => measurement.Name == first) is { Run: { } run })
    return run(rest);

// A word is a part of a benchmark's name; what starts with '-' is BenchmarkDotNet's own.
string[] arguments = args switch
{
    [] => ["--filter", "*"],
    [['-', ..], ..] => args,
    [var filter, .. var options] => ["--filter", $"*{filter}*", .. options],
};
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments, config).ToList();
if (summaries.Count > 0 && summaries.All(summary => summary.Reports.All(report => report.Success))) return 0;
Console.Error.WriteLine($"bench: nothing was measured for '{string.Join(' ', args)}', or a benchmark failed. './build bench list' names them all.");
return 1;
