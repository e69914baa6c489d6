using System.Globalization;
using ToolRM.Datasets;
using ToolRM.Preferences;

namespace ToolRM.Cli;

/// <summary>Forms in which pairs are written.</summary>
internal enum PairOutput
{
    /// <summary>toolrm/pairs@1.</summary>
    Pairs,

    /// <summary>TRL preference rows.</summary>
    Trl,
}

/// <summary>Writes pairs in one of the forms and counts what the form could not carry.</summary>
internal sealed class PairWriter(string path, PairOutput form, bool toolsAsText) : IDisposable
{
    private readonly JsonLinesWriter _writer = JsonLinesWriter.Create(path);
    private long _losing;
    private string? _first;

    public long Rows => _writer.Rows;

    public void Write(PreferencePair pair)
    {
        if (form == PairOutput.Pairs)
        {
            _writer.Write(PairJson.Write(pair));
            return;
        }
        var (row, losses) = TrlPairs.Write(pair, toolsAsText);
        _writer.Write(row);
        if (losses.Count == 0) return;
        _losing++;
        _first ??= $"{pair.Id}: {losses[0].Path}: {losses[0].What}";
    }

    public void Complete() => _writer.Complete();

    public void ReportLosses(CliConsole console)
    {
        if (_losing > 0) console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"toolrm: {_losing} pairs are not carried whole by this form, the first is {VisibleText.Of(_first!)}"));
    }

    public void Dispose() => _writer.Dispose();
}
