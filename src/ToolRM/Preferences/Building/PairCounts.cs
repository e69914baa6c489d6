using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Preferences.Building;

/// <summary>What was read, what became pairs and what was left out, by reason.</summary>
/// <remarks>
/// Every candidate is counted once: candidates = right + undecided + wrong, and wrong = pairs + the wrong replies left out.
/// </remarks>
public sealed class PairCounts
{
    private readonly SortedDictionary<string, long> _prompts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _wrong = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, long>> _pairs = new(StringComparer.Ordinal);

    internal PairCounts() { }

    /// <summary>Rows read.</summary>
    public long Rows { get; internal set; }

    /// <summary>Different prompts among them, those left out too.</summary>
    public long Prompts { get; internal set; }

    /// <summary>Candidates read.</summary>
    public long Candidates { get; internal set; }

    /// <summary>Candidates that the verifier passed.</summary>
    public long Right { get; internal set; }

    /// <summary>Candidates that the verifier could not judge, those of rows without a reference too.</summary>
    public long Undecided { get; internal set; }

    /// <summary>Candidates that the verifier failed.</summary>
    public long Wrong { get; internal set; }

    /// <summary>Pairs, held out ones too.</summary>
    public long Pairs { get; internal set; }

    /// <summary>Pairs held out.</summary>
    public long HeldOut { get; internal set; }

    /// <summary>Pairs with random names.</summary>
    public long Obfuscated { get; internal set; }

    /// <summary>Prompts left out, by reason.</summary>
    public IReadOnlyDictionary<string, long> PromptsLeftOut => _prompts;

    /// <summary>Wrong replies left out, by reason.</summary>
    public IReadOnlyDictionary<string, long> WrongLeftOut => _wrong;

    /// <summary>Pairs by stratum of a kind.</summary>
    /// <param name="by">The kind.</param>
    public IReadOnlyDictionary<string, long> By(PairStratum by) => _pairs.GetValueOrDefault(Word(by)) ?? [];

    internal void LeaveOutPrompt(string reason, long wrong)
    {
        Add(_prompts, reason, 1);
        LeaveOut("prompt_" + reason, wrong);
    }

    internal void LeaveOut(string reason, long wrong)
    {
        if (wrong > 0) Add(_wrong, reason, wrong);
    }

    internal void AddPair(PlannedPair pair, bool heldOut)
    {
        Pairs++;
        if (heldOut) HeldOut++;
        foreach (var by in Enum.GetValues<PairStratum>()) Add(Table(Word(by)), pair.Stratum(by), 1);
        Add(Table("licence"), pair.Question.Licence ?? "unknown", 1);
        Add(Table("direction"), pair.Question.IsIrrelevance ? "no call over call" : pair.Wrong.IsAbstention ? "call over no call" : "call over call", 1);
    }

    /// <summary>The counts as JSON, for a manifest.</summary>
    public MapValue ToJson() => new MapBuilder()
        .Add("rows", ArgumentValue.Of(Rows))
        .Add("prompts", ArgumentValue.Of(Prompts))
        .Add("prompts_left_out", Json(_prompts))
        .Add("candidates", ArgumentValue.Of(Candidates))
        .Add("right", ArgumentValue.Of(Right))
        .Add("undecided", ArgumentValue.Of(Undecided))
        .Add("wrong", ArgumentValue.Of(Wrong))
        .Add("wrong_left_out", Json(_wrong))
        .Add("pairs", ArgumentValue.Of(Pairs))
        .Add("held_out", ArgumentValue.Of(HeldOut))
        .Add("obfuscated", ArgumentValue.Of(Obfuscated))
        .Add("pairs_by", new MapValue(_pairs.Select(table => new MapEntry(table.Key, Json(table.Value))).ToValueList()))
        .ToMap();

    private SortedDictionary<string, long> Table(string name) =>
        _pairs.TryGetValue(name, out var table) ? table : _pairs[name] = new(StringComparer.Ordinal);

    private static string Word(PairStratum by) => by.ToString().ToLowerInvariant();

    private static void Add(SortedDictionary<string, long> table, string key, long count) => table[key] = table.GetValueOrDefault(key) + count;

    private static MapValue Json(SortedDictionary<string, long> table) => new(table.Select(entry => new MapEntry(entry.Key, ArgumentValue.Of(entry.Value))).ToValueList());
}
