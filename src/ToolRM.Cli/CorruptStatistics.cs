using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;
using ToolRM.Verification;

namespace ToolRM.Cli;

/// <summary>What a run of <c>toolrm corrupt</c> made: by operator, by label, by source, and what was thrown away. Safe for concurrent calls.</summary>
internal sealed class CorruptStatistics
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _labels = new(StringComparer.Ordinal), _sources = new(StringComparer.Ordinal), _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Kept, long NotWrong, long Convention)> _operators = new(StringComparer.Ordinal);
    private long _prompts, _without;

    public void Skip(string reason)
    {
        lock (_lock) Count(_skipped, reason);
    }

    public void Add(string source, CorruptedPrompt corrupted)
    {
        lock (_lock)
        {
            _prompts++;
            if (corrupted.Wrong.Count == 0) _without++;
            foreach (var wrong in corrupted.Wrong)
            {
                Count(_labels, wrong.Label is { } label ? VerdictJson.Word(label) : "none");
                Count(_sources, source);
            }
            foreach (var attempt in corrupted.Attempts)
            {
                var (kept, notWrong, convention) = _operators.GetValueOrDefault(attempt.Operator);
                _operators[attempt.Operator] = (kept + (attempt.Kept ? 1 : 0), notWrong + attempt.NotWrong, convention + attempt.Convention);
            }
        }
    }

    public MapValue Summary() => new(
    [
        new("prompts", ArgumentValue.Of(_prompts)),
        new("prompts_without_products", ArgumentValue.Of(_without)),
        new("rows_skipped", Map(_skipped)),
        new("wrong_by_source", Map(_sources)),
        new("wrong_by_label", Map(_labels)),
        new("operators", new MapValue(Corruptions.All.Where(one => _operators.ContainsKey(one.Name)).Select(one => new MapEntry(one.Name, new MapValue(
        [
            new("kept", ArgumentValue.Of(_operators[one.Name].Kept)),
            new("not_wrong", ArgumentValue.Of(_operators[one.Name].NotWrong)),
            new("convention_or_repeated", ArgumentValue.Of(_operators[one.Name].Convention)),
        ]))).ToValueList())),
    ]);

    public void Write(TextWriter writer)
    {
        writer.WriteLine($"prompts: {Number(_prompts)}, {Number(_without)} of them without a wrong reply; wrong replies: {Number(_labels.Values.Sum())}");
        foreach (var (reason, count) in _skipped) writer.WriteLine($"  rows left out: {reason}: {Number(count)}");
        foreach (var (source, count) in _sources) writer.WriteLine($"  source {source}: {Number(count)}");
        foreach (var (label, count) in _labels) writer.WriteLine($"  label {label}: {Number(count)}");
        writer.WriteLine("operator, kept, thrown away as not wrong, as convention or repeated:");
        foreach (var one in Corruptions.All)
        {
            if (_operators.TryGetValue(one.Name, out var count)) writer.WriteLine($"  {one.Name,-26} {Number(count.Kept),8} {Number(count.NotWrong),8} {Number(count.Convention),8}");
        }
    }

    private static void Count(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static MapValue Map(SortedDictionary<string, long> counts) => new(counts.Select(entry => new MapEntry(entry.Key, ArgumentValue.Of(entry.Value))).ToValueList());

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
