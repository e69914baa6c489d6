using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Scoring;

namespace ToolRM.Filtering;

/// <summary>Decides which items are kept. Pure and deterministic: it depends on the items, not on their order.</summary>
/// <remarks>
/// In this order: what could not be scored is set aside; of repetitions the best-scored stays; of each stratum the policy keeps its number of
/// what is left; of that, scores below the threshold fall. Equal scores are ranked by a draw from seed and id, because files
/// are often sorted by source or difficulty. A share of n items is p · n, rounded half up.
/// </remarks>
public static class Filter
{
    /// <summary>Decides.</summary>
    /// <param name="items">The items; ids are unique.</param>
    /// <param name="options">The policy; null keeps all.</param>
    /// <returns>One decision per item, in the order of the items.</returns>
    /// <exception cref="ArgumentException">The options contradict themselves, or need scores and an item has none.</exception>
    public static ValueList<FilterDecision> Decide(IReadOnlyList<FilterItem> items, FilterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        options ??= new();
        if (options.Problems() is { } problems) throw new ArgumentException(problems, nameof(options));
        if (options.NeedsScores && items.FirstOrDefault(item => item.Score is null) is { } without) throw new ArgumentException($"the policy needs scores and \"{without.Id}\" has none", nameof(items));
        var decisions = new FilterDecision[items.Count];
        var draws = items.Select(item => SeededRandom.Of(options.Seed, item.Id).NextBits()).ToArray();
        // Best first; the unscored behind, so that of repetitions a scored one stays.
        var ranked = Enumerable.Range(0, items.Count)
            .OrderByDescending(i => items[i].Score is Scored scored ? scored.Value : double.NegativeInfinity)
            .ThenBy(i => draws[i]).ThenBy(i => items[i].Id, StringComparer.Ordinal).ToList();
        foreach (var i in ranked)
        {
            if (items[i].Score is Unscored) decisions[i] = new(items[i], options.KeepUnscored ? FilterReason.KeptUnscored : FilterReason.Unscored);
        }
        var left = ranked.Where(i => decisions[i] is null or { IsKept: true }).ToList();
        if (options.Duplicates != DuplicateRule.Keep) left = WithoutDuplicates(items, decisions, left, options);
        foreach (var stratum in left.Where(i => decisions[i] is null).GroupBy(i => Stratum(items[i], options.Per), StringComparer.Ordinal)) Decide(items, decisions, [.. stratum], draws, options);
        return decisions.ToValueList();
    }

    private static List<int> WithoutDuplicates(IReadOnlyList<FilterItem> items, FilterDecision[] decisions, List<int> ranked, FilterOptions options)
    {
        var exact = new Dictionary<string, string>(StringComparer.Ordinal);
        var near = new NearDuplicates(options.Similarity);
        var left = new List<int>();
        foreach (var i in ranked)
        {
            var item = items[i];
            var key = $"{item.Calls}\n{string.Join(' ', item.Request)}";
            if (!exact.TryAdd(key, item.Id)) decisions[i] = new(item, FilterReason.Duplicate, exact[key]);
            else if (options.Duplicates == DuplicateRule.Near && near.FindOrAdd(item.Id, item.Request) is { } other)
            {
                decisions[i] = new(item, FilterReason.NearDuplicate, other.Id, other.Similarity);
                exact[key] = other.Id; // who repeats this one is told of the one that stays
            }
            else left.Add(i);
        }
        return left;
    }

    /// <summary>Decides a stratum, which is a list of positions, best first.</summary>
    private static void Decide(IReadOnlyList<FilterItem> items, FilterDecision[] decisions, List<int> stratum, ulong[] draws, FilterOptions options)
    {
        var count = options.Top ?? (options.Share ?? options.RandomShare) switch
        {
            { } share => (int)Math.Floor((share * stratum.Count) + 0.5),
            _ => stratum.Count,
        };
        // A draw of its own: the order of equal scores must not be the order of the random share.
        if (options.RandomShare is not null) stratum = [.. stratum.OrderBy(i => SeededRandom.Of(options.Seed, items[i].Id, sample: 1).NextBits()).ThenBy(i => draws[i])];
        for (var place = 0; place < stratum.Count; place++)
        {
            var item = items[stratum[place]];
            decisions[stratum[place]] = new(item, item.Score is Scored scored && scored.Value < options.Threshold ? FilterReason.BelowThreshold
                : place < count ? FilterReason.Kept
                : options.RandomShare is null ? FilterReason.BelowOthers : FilterReason.NotDrawn);
        }
    }

    private static string Stratum(FilterItem item, FilterStratum per) => per switch { FilterStratum.Source => item.Source, FilterStratum.Prompt => item.Prompt, _ => "" };
}
