using System.Globalization;
using ToolRM.Sampling;

namespace ToolRM.Cli;

/// <summary>The progress line of sampling on standard error: rewritten on a terminal, every half minute elsewhere.</summary>
internal sealed class SamplingView(CliConsole console) : IProgress<SamplingProgress>, IDisposable
{
    private readonly TimeSpan _interval = console.ErrorIsInteractive ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(30);
    private TimeSpan _next = console.ErrorIsInteractive ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(30);
    private int _shown;

    public void Report(SamplingProgress value)
    {
        if (value.Elapsed < _next) return;
        _next = value.Elapsed + _interval;
        var line = Line(value);
        if (!console.ErrorIsInteractive)
        {
            console.Error.WriteLine(line);
            return;
        }
        console.Error.Write($"\r{line.PadRight(_shown)}");
        _shown = line.Length;
    }

    /// <summary>The line, such as <c>120/400 replies, 812 tokens/s, cost 0.0123, 3 retries, 1 failed, 0:02:10 left</c>.</summary>
    internal static string Line(SamplingProgress progress)
    {
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{progress.Earlier + progress.Replies}{(progress.Total is { } total ? $"/{total}" : "")} replies, {progress.TokensPerSecond:F0} tokens/s");
        if (progress.Cost is { } cost) line += string.Create(CultureInfo.InvariantCulture, $", cost {cost:0.####}");
        line += string.Create(CultureInfo.InvariantCulture, $", {progress.Retries} retries, {progress.Failed} failed");
        // Nothing has come: the reader wants to know why, not when it would end.
        if (progress is { Replies: 0, LastRetry: { } reason }) return $"{line}; the last: {VisibleText.Of(reason)}";
        return progress.Remaining is { } left ? line + string.Create(CultureInfo.InvariantCulture, $", {(long)left.TotalHours}:{left:mm\\:ss} left") : line;
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown > 0) console.Error.Write("\r" + new string(' ', _shown) + "\r");
        _shown = 0;
    }
}
