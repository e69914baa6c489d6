using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Reports;

/// <summary>Writes a report in all its forms.</summary>
public static class ReportFiles
{
    /// <summary>Writes <c>report.json</c>, <c>report.md</c> and <c>report.html</c>, replacing earlier ones.</summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">Where to; made when absent.</param>
    /// <remarks>
    /// All three are made before the first is written, each goes to a temporary name first, and <c>report.html</c> is moved
    /// last: where it is new, the report is whole.
    /// </remarks>
    /// <exception cref="ArgumentException">A row or a series of the report has another length than its headings.</exception>
    /// <exception cref="DataFormatException">The folder cannot be written to.</exception>
    public static void Write(Report report, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        (string Name, string Text)[] files =
        [
            ("report.json", ReportJson.Write(report)),
            ("report.md", ReportMarkdown.Write(report)),
            ("report.html", ReportHtml.Write(report)),
        ];
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name + ".part"), text, new UTF8Encoding(false));
            foreach (var (name, _) in files) File.Move(Path.Combine(folder, name + ".part"), Path.Combine(folder, name), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{folder}: the report cannot be written: {error.Message} Choose another directory", error);
        }
    }
}
