using ToolRM.Numerics;

namespace ToolRM.Preferences.Building;

/// <summary>All that several rows say about one prompt: its right replies, and where its wrong ones stand.</summary>
/// <remarks>Where rows disagree about a name, the ordinally first stands, so that the order of the rows does not count.</remarks>
internal sealed class PairQuestion(UInt128 key, string group)
{
    private readonly Dictionary<string, WrongReply> _wrong = new(StringComparer.Ordinal);

    public UInt128 Key => key;

    public string Group => group;

    public string Id { get; private set; } = "";

    public string Source { get; private set; } = "";

    public string? Licence { get; private set; }

    public required bool IsMultiTurn { get; init; }

    public UInt128? Reference { get; private set; }

    /// <summary>Two rows of this prompt have different references: either may be wrong.</summary>
    public bool HasConflict { get; private set; }

    /// <summary>Why the prompt is left out from the start; null when it is not.</summary>
    public string? LeftOut { get; set; }

    /// <summary>Right replies of candidates, by what they call.</summary>
    public SortedDictionary<string, JudgedReply> Right { get; } = new(StringComparer.Ordinal);

    /// <summary>The right reply that the reference holds itself.</summary>
    public JudgedReply? RightOfReference { get; set; }

    public IEnumerable<WrongReply> Wrong => _wrong.Values;

    public int WrongCount => _wrong.Count;

    public void AddRow(string id, string source, string? licence, UInt128 reference)
    {
        if (licence is not null && (Licence is null || string.CompareOrdinal(licence, Licence) < 0)) Licence = licence;
        if (Reference is null || string.CompareOrdinal(id, Id) < 0) Id = id;
        if (Reference is null || string.CompareOrdinal(source, Source) < 0) Source = source;
        if (Reference is { } earlier && earlier != reference) HasConflict = true;
        Reference ??= reference;
    }

    public void AddRight(JudgedReply reply)
    {
        // Replies without calls differ by what they say; one of them is enough.
        if (!Right.TryGetValue(reply.Key, out var there) || string.CompareOrdinal(reply.Text, there.Text) < 0) Right[reply.Key] = reply;
    }

    /// <summary>Whether the reply was not there before.</summary>
    public bool AddWrong(string replyKey, WrongReply reply)
    {
        if (_wrong.TryAdd(replyKey, reply)) return true;
        // Of two that made the same calls the draw decides whose it is.
        if (reply.Rank(replyKey) < _wrong[replyKey].Rank(replyKey)) _wrong[replyKey] = reply;
        return false;
    }

    /// <summary>Forgets wrong replies that call what a right one calls (1 against 1.0, say); they show no difference.</summary>
    public int RemoveEqualToRight()
    {
        var removed = Right.Keys.Count(_wrong.Remove);
        return removed + (RightOfReference is { } reference && _wrong.Remove(reference.Key) ? 1 : 0);
    }

    /// <summary>The right reply beside a wrong one: of several the draw decides.</summary>
    public JudgedReply RightFor(long seed, WrongReply wrong)
    {
        if (Right.Count == 0) return RightOfReference!;
        return Right.Values.ElementAt(SeededRandom.Of(seed, "right\n" + PromptKeys.Text(wrong.Hash, 32)).Next(Right.Count));
    }

    public string Kind => IsIrrelevance ? "irrelevance" : IsMultiTurn ? "multi-turn" : "single-turn";

    /// <summary>Whether the right reply calls nothing.</summary>
    public bool IsIrrelevance => (Right.Count > 0 ? Right.Values.First() : RightOfReference)?.Calls is { Count: 0 };
}

/// <summary>Where a wrong reply stands, and what pairs are chosen by.</summary>
/// <param name="Row">The row, counted over all files, from 0.</param>
/// <param name="Candidate">Index in the row.</param>
/// <param name="Hash">Of prompt and calls.</param>
/// <param name="Label">What is wrong.</param>
/// <param name="Generator">Who wrote it.</param>
/// <param name="IsAbstention">Whether it calls nothing.</param>
internal sealed record WrongReply(int Row, int Candidate, UInt128 Hash, string Label, string Generator, bool IsAbstention)
{
    public UInt128 Rank(string replyKey) => PromptKeys.Hash(Generator + "\n" + replyKey);
}
