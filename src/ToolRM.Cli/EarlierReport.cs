using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Cli;

/// <summary>The report in a run directory that an earlier start left.</summary>
internal static class EarlierReport
{
    private static readonly string[] Names = ["report.json", "report.md", "report.html"];

    /// <summary>The report of a complete run. Pages that were removed since are written again from <c>report.json</c>.</summary>
    /// <exception cref="DataFormatException"><c>report.json</c> itself is missing or damaged.</exception>
    public static Report Read(CliConsole console, string directory)
    {
        console.Error.WriteLine($"toolrm: {directory}: this run is complete already; --overwrite starts anew");
        var path = Path.Combine(directory, Names[0]);
        if (!File.Exists(path)) throw new DataFormatException($"{directory}: the run is complete, but its {Names[0]} is missing. Start anew with --overwrite");
        var report = ReportJson.Read(File.ReadAllText(path), path);
        if (!Names.All(name => File.Exists(Path.Combine(directory, name)))) ReportFiles.Write(report, directory);
        return report;
    }

    /// <summary>Removes it: the report of one run must not stand beside the rows of another.</summary>
    public static void Remove(string directory)
    {
        foreach (var name in Names) File.Delete(Path.Combine(directory, name));
    }
}
