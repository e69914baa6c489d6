using System.Globalization;

namespace ToolRM.Cli;

/// <summary>Rows done and rows a second on standard error: one line rewritten on a terminal, a line every half minute elsewhere.</summary>
internal sealed class RowProgress(CliConsole console, string unit, TimeProvider? time = null) : IProgress<long>, IDisposable
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly long _start = (time ?? TimeProvider.System).GetTimestamp();
    private readonly TimeSpan _interval = console.ErrorIsInteractive ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(30);
    private TimeSpan _next = console.ErrorIsInteractive ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(30);
    private bool _shown;

    public void Report(long value)
    {
        var elapsed = _time.GetElapsedTime(_start);
        if (elapsed < _next) return;
        _next = elapsed + _interval;
        var line = string.Create(CultureInfo.InvariantCulture, $"{value} {unit}, {value / elapsed.TotalSeconds:F0}/s");
        if (console.ErrorIsInteractive) console.Error.Write($"\r{line}   ");
        else console.Error.WriteLine(line);
        _shown = true;
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (!_shown || !console.ErrorIsInteractive) return;
        console.Error.Write("\r" + new string(' ', 60) + "\r");
        _shown = false;
    }
}
