using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Benchmarks;

/// <summary>Reply text to calls; UTF-16 bytes a second on one core. Wanted for hermes and openai-chat: 200 MB/s.</summary>
[MemoryDiagnoser]
[Config(typeof(Columns))]
public class ParsingBenchmarks
{
    private IReplyParser _parser = null!;
    private string _text = "";

    [Params("hermes", "openai-chat", "auto", "qwen3-coder", "pythonic")]
    public string Format { get; set; } = "hermes";

    [Params("typical", "long")]
    public string Reply { get; set; } = "typical";

    [GlobalSetup]
    public void Setup()
    {
        var name = Format == "auto" ? "hermes" : Format;
        _parser = ReplyFormats.Find(Format)!.Parser;
        _text = Text(name, Reply);
    }

    [Benchmark]
    public int Parse() => _parser.Parse(_text).Calls.Count;

    /// <summary>A reply with one call of three arguments, or with eight calls whose arguments hold long texts and lists.</summary>
    public static string Text(string format, string reply)
    {
        var renderer = ReplyFormats.Find(format)!.Renderer!;
        if (reply == "typical")
        {
            return renderer.Render([new("get_current_weather", "{\"location\": \"San Francisco, CA\", \"unit\": \"celsius\", \"days\": 3}")], "Let me look up the weather for you.");
        }
        var body = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog near the river bank. ", 12));
        var tags = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"\"tag-{i}\""));
        var calls = Enumerable.Range(0, 8).Select(i => new ToolCall(
            "create_document", $"{{\"title\": \"Report {i}\", \"body\": \"{body}\", \"tags\": [{tags}], \"options\": {{\"draft\": true, \"revision\": {i}, \"ratio\": 0.25}}}}"));
        return renderer.Render(calls.ToValueList(), "I will write all eight documents now.");
    }

    /// <summary>Adds the column MB/s, from the mean and the length of the reply.</summary>
    private sealed class Columns : ManualConfig
    {
        public Columns() => AddColumn(new Throughput());
    }

    private sealed class Throughput : IColumn
    {
        public string Id => "MB/s";
        public string ColumnName => "MB/s";
        public bool AlwaysShow => true;
        public ColumnCategory Category => ColumnCategory.Custom;
        public int PriorityInCategory => 0;
        public bool IsNumeric => true;
        public UnitType UnitType => UnitType.Dimensionless;
        public string Legend => "10^6 UTF-16 bytes a second";
        public bool IsAvailable(Summary summary) => true;
        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
        {
            if (summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "?";
            var format = (string)benchmarkCase.Parameters[nameof(Format)];
            var text = Text(format == "auto" ? "hermes" : format, (string)benchmarkCase.Parameters[nameof(Reply)]);
            return (text.Length * 2 / statistics.Mean * 1e3).ToString("F0", System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
