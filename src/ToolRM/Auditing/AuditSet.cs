using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Evaluation;
using ToolRM.Evaluation.Pairs;
using ToolRM.Verification;

namespace ToolRM.Auditing;

/// <summary>The items of an audit.</summary>
/// <param name="Title">What data it is, as reports name it.</param>
/// <param name="Items">In file order.</param>
/// <param name="Notes">What was left out, with counts, as sentences; empty when nothing was.</param>
public sealed record AuditSet(string Title, ValueList<AuditItem> Items, ValueList<string> Notes)
{
    /// <summary>Reads candidate groups with references (<c>toolrm/candidates@1</c>) or pairs of any form that <see cref="PairSet"/> reads; the first row tells.</summary>
    /// <param name="path">JSON Lines, plain or gzip.</param>
    /// <exception cref="DataFormatException">The file is missing or malformed, or has nothing to audit with.</exception>
    public static AuditSet Read(string path)
    {
        if (!File.Exists(path)) throw new DataFormatException($"{path}: there is no such file. Name a file of candidate groups with references, or of pairs (docs/formats.md)");
        using (var reader = RowReader.Open(path))
        {
            if (!reader.Read()) throw new DataFormatException($"{path}: expected rows, found none");
            if (reader.Parse() is not MapValue first || first["candidates"] is null) return OfPairs(PairSet.Read(path));
        }
        return OfGroups(Groups(path), Path.GetFileName(path));
    }

    /// <summary>Rows of candidate groups from a stream.</summary>
    /// <param name="rows">JSON Lines.</param>
    /// <param name="name">Name of the stream; for messages, and the title where rows have no <c>dataset</c>.</param>
    /// <exception cref="DataFormatException">A row is malformed, or there is nothing to audit with.</exception>
    public static AuditSet Read(Stream rows, string name) => OfGroups(Groups(JsonLinesReader.Open(rows, name)), name);

    /// <summary>
    /// Groups as items: every wrong reply against the first right one, both judged anew. Wrong replies of equal calls are one; those
    /// that could not be read have no calls to change and are left out.
    /// </summary>
    /// <param name="groups">The groups; ids are unique.</param>
    /// <param name="title">The title, where the groups name no data set.</param>
    /// <exception cref="DataFormatException">There is nothing to audit with.</exception>
    public static AuditSet OfGroups(IEnumerable<(CandidateGroup Group, string? Dataset)> groups, string title)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var (verifier, items, alone, unreadable, undecided) = (new CaseVerifier(), new List<AuditItem>(), 0, 0, 0);
        foreach (var (group, dataset) in groups)
        {
            if (dataset is not null) title = dataset;
            if (group.Reference is null)
            {
                alone++;
                continue;
            }
            var replies = verifier.Verify(group).Zip(group.Candidates).ToList();
            undecided += replies.Count(reply => reply.First.Verdict.Status == VerdictStatus.Undecided);
            var (right, seen, before) = (replies.Find(reply => reply.First.Verdict.Status == VerdictStatus.Pass).First, new HashSet<string>(StringComparer.Ordinal), items.Count);
            foreach (var (result, candidate) in replies)
            {
                if (right is null || result.Verdict.Status != VerdictStatus.Fail) continue;
                if (result.Reply?.Status is not (null or Parsing.ReplyStatus.Calls or Parsing.ReplyStatus.NoCall)) unreadable++;
                else if (seen.Add(CallKey.Of(result.Calls))) items.Add(AuditItem.Of($"{group.Id}/{candidate.Id}", group.Id, group.Prompt, right.Calls, result.Calls, group.Reference));
            }
            if (items.Count == before) alone++;
        }
        var notes = new List<string>();
        if (alone > 0) notes.Add($"{alone} prompts without a reference, or without both a right and a readable wrong reply, are left out");
        if (unreadable > 0) notes.Add($"{unreadable} wrong replies that cannot be read as calls are left out");
        if (undecided > 0) notes.Add($"{undecided} replies that cannot be judged are left out");
        return Checked(new(title, items.ToValueList(), notes.ToValueList()));
    }

    /// <summary>Pairs as items; wrong replies that could not be decoded are left out.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <exception cref="DataFormatException">There is nothing to audit with.</exception>
    public static AuditSet OfPairs(PairSet pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var items = pairs.Pairs.Where(pair => pair.Rejected is not null)
            .Select(pair => AuditItem.Of(pair.Id, pair.GroupId, pair.Prompt, pair.Chosen, pair.Rejected!.Value, pair.Reference)).ToValueList();
        var undecodable = pairs.Pairs.Count - items.Count;
        return Checked(new(pairs.Title, items, undecodable > 0 ? [$"{undecodable} pairs whose wrong reply cannot be read as calls are left out"] : []));
    }

    /// <summary>The first items alone, with a note.</summary>
    /// <param name="count">How many, at least 1.</param>
    public AuditSet First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count >= Items.Count ? this : this with { Items = Items.Take(count).ToValueList(), Notes = [.. Notes, $"the first {count} of {Items.Count} items are taken"] };
    }

    private static AuditSet Checked(AuditSet set) => set.Items.Count > 0 ? set : throw new DataFormatException(
        $"{set.Title}: expected a right and a wrong reply to at least one prompt, found none. {string.Join("; ", set.Notes)}. Check the references with 'toolrm verify --data'");

    private static IEnumerable<(CandidateGroup, string?)> Groups(string path)
    {
        foreach (var group in Groups(JsonLinesReader.Open(path))) yield return group;
    }

    private static IEnumerable<(CandidateGroup, string?)> Groups(JsonLinesReader rows)
    {
        using var reader = rows;
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var row = reader.Parse();
            var group = CandidatesJson.Read(row, reader.Where);
            if (!ids.Add(group.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{group.Id}\". Make the ids unique");
            yield return (group, (row as MapValue)?["dataset"] is TextValue text ? BenchmarkTitle.Own(text.Value, $"{reader.Where}: dataset") : null);
        }
    }
}
