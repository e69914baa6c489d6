using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ToolRM.Benchmarks;

/// <summary>
/// <c>./build bench stream [--gigabytes 10]</c>: generates cases into the standard input of <c>toolrm verify --data -</c> in
/// a process of its own, and prints rows a second and that process's peak working set. Nothing is kept on disk.
/// </summary>
internal static class StreamMeasurement
{
    public static int Run(string[] args)
    {
        var gigabytes = double.Parse(CheckerMeasurement.Option(args, "--gigabytes") ?? "10", CultureInfo.InvariantCulture);
        var target = (long)(gigabytes * 1e9);
        var start = Stopwatch.GetTimestamp();
        var tool = Path.Combine(AppContext.BaseDirectory, "ToolRM.Cli.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, "verify", "--data", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var verdicts = Task.Run(() => CountLines(process.StandardOutput.BaseStream));
        var summary = process.StandardError.ReadToEndAsync();
        var peak = Task.Run(() => Peak(process));
        var (rows, bytes) = Feed(process.StandardInput.BaseStream, target);
        process.StandardInput.Close();
        process.WaitForExit();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.Write(summary.Result);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"stream: {bytes / 1e9:F2} GB, rows {rows}, verdicts {verdicts.Result}, seconds {seconds:F1}, rows/s {rows / seconds:F0}, MB/s {bytes / 1e6 / seconds:F0}, peak working set {peak.Result / 1e6:F0} MB"));
        return process.ExitCode == 0 && verdicts.Result == rows ? 0 : 1;
    }

    /// <summary>Writes cases until the size is reached: every fourth right, the others wrong in value, count or form.</summary>
    private static (long Rows, long Bytes) Feed(Stream stream, long target)
    {
        var rows = 0L;
        var bytes = 0L;
        while (bytes < target)
        {
            var line = Encoding.UTF8.GetBytes(Row(rows));
            stream.Write(line);
            rows++;
            bytes += line.Length;
        }
        stream.Flush();
        return (rows, bytes);
    }

    private static string Row(long number)
    {
        var town = "Town " + number.ToString(CultureInfo.InvariantCulture);
        var call = $$"""{\"name\": \"forecast\", \"arguments\": {\"town\": \"{{town}}\", \"days\": {{number % 7}} } }""";
        var reply = (number % 4) switch
        {
            0 => $@"<tool_call>\n{call}\n</tool_call>",
            1 => $@"<tool_call>\n{call.Replace("Town", "City", StringComparison.Ordinal)}\n</tool_call>",
            2 => $@"<tool_call>\n{call}\n</tool_call>\n<tool_call>\n{call}\n</tool_call>",
            _ => @"<tool_call>\n" + call[..^6],
        };
        return $$$"""{"id": "row-{{{number}}}", "messages": [{"role": "user", "content": "What will the weather be in {{{town}}} for the next {{{number % 7}}} days? Please be brief, and say it in Celsius if you can."}], "tools": [{"type": "function", "function": {"name": "forecast", "description": "Weather forecast for a town, for up to seven days, with the chance of rain and the wind.", "parameters": {"type": "object", "properties": {"town": {"type": "string", "description": "The town's name"}, "days": {"type": "integer", "minimum": 0, "maximum": 7}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"] } }, "required": ["town", "days"] } } }], "reply": "{{{reply}}}", "reference": {"kind": "gold-calls", "calls": [{"name": "forecast", "arguments": {"town": "{{{town}}}", "days": {{{number % 7}}} } }]} }""" + "\n";
    }

    private static long CountLines(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var lines = 0L;
        for (int read; (read = stream.Read(buffer)) > 0;) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        return lines;
    }

    private static long Peak(Process process)
    {
        var peak = 0L;
        while (!process.WaitForExit(50))
        {
            process.Refresh();
            if (!process.HasExited) peak = Math.Max(peak, process.WorkingSet64);
        }
        return peak;
    }
}
