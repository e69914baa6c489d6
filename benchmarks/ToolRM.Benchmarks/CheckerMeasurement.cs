using System.Diagnostics;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Evaluation.Conformance;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Benchmarks;

/// <summary>
/// <c>./build bench checker --data DIR [--rounds N]</c>: rows a second from JSON text to verdict, one thread. Documents and
/// answers are prepared once per question; nothing of a reply or a verdict is kept between rows. DIR is the data kit's
/// <c>fcrb-dev</c>; its decodable rows of Python questions are used, as benchmarks/peers/compare.py does.
/// </summary>
internal static class CheckerMeasurement
{
    public static int Run(string[] args)
    {
        var (folder, rounds) = (Option(args, "--data"), int.Parse(Option(args, "--rounds") ?? "7", CultureInfo.InvariantCulture));
        if (folder is null || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("bench checker: expected --data DIR, a folder with questions.jsonl.gz and conformance.jsonl.gz");
            return 2;
        }
        var questions = ConformanceQuestions.Load(Path.Combine(folder, "questions.jsonl.gz"));
        var rows = new List<(string Json, ReferenceChecker Checker, bool Valid)>();
        using (var reader = JsonLinesReader.Open(Path.Combine(folder, "conformance.jsonl.gz")))
        {
            while (reader.Read())
            {
                var row = ConformanceRow.Read(reader.Line);
                var (language, checker) = questions.Get(row.QuestionId, row.Where);
                if (!row.DecodeOk || language != SourceLanguage.Python) continue;
                rows.Add((ArgumentJson.WriteSpaced(PythonMarks.Write(row.Decoded!)), checker.With(row.UnderscoreNames), row.Valid));
            }
        }
        var seconds = new double[rounds];
        var bytes = 0L;
        for (var round = -2; round < rounds; round++) // two rounds to warm up
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var agree = 0;
            foreach (var (json, checker, valid) in rows)
            {
                if (Judge(json, checker) == valid) agree++;
            }
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (agree != rows.Count) throw new InvalidOperationException($"{rows.Count - agree} verdicts differ from the stored ones; run 'toolrm evaluate conformance'");
            if (round < 0) continue;
            seconds[round] = elapsed;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / rows.Count;
        }
        Array.Sort(seconds);
        var median = seconds[rounds / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"checker: rows {rows.Count}, seconds {median:F4}, rows/s {rows.Count / median:F0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"checker: rounds {rounds}, rows/s {rows.Count / seconds[^1]:F0} to {rows.Count / seconds[0]:F0}, bytes allocated a row {bytes}"));
        return 0;
    }

    private static bool Judge(string json, ReferenceChecker checker)
    {
        var parse = JsonParse.Of(json, JsonDialect.Python);
        var calls = parse.Value is null ? null : DecodedCall.FromBfcl(json.Contains("__", StringComparison.Ordinal) ? PythonMarks.Read(parse.Value) : parse.Value);
        return calls is not null && checker.Check(calls).Status == VerdictStatus.Pass;
    }

    internal static string? Option(string[] args, string name)
    {
        var index = Array.IndexOf(args, name);
        return index >= 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
