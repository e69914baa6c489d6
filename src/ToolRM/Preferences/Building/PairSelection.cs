namespace ToolRM.Preferences.Building;

/// <summary>Which wrong replies become pairs: first a few per prompt, then caps over all.</summary>
/// <remarks>
/// <para>
/// Per prompt: prompts are served in an order drawn by the seed. Each takes replies one by one: first of labels that it has not
/// yet taken, of these (with <see cref="LabelAim.Even"/>) the label that all prompts before took least, then the generator taken
/// least, then as drawn.
/// </para>
/// <para>
/// Caps: a stratum may hold at most c pairs, where c is the largest number for which no stratum has more than the given share of what
/// is left, that is c ≤ share · Σ min(size, c). Pairs beyond c go as drawn.
/// </para>
/// Ours: how the paper balanced is not known (toolrm 2.2).
/// </remarks>
internal static class PairSelection
{
    /// <summary>At most so many wrong replies per prompt.</summary>
    public static List<PlannedPair> PerPrompt(IEnumerable<PairQuestion> questions, PairBuildOptions options)
    {
        var chosen = new List<PlannedPair>();
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        var generators = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var question in questions.OrderBy(question => PromptKeys.Hash($"{options.Seed}\n{question.Key:x32}")))
        {
            var free = question.Wrong.Select(wrong => new PlannedPair(question, wrong)).OrderBy(pair => pair.Draw(options.Seed, "prompt")).ThenBy(pair => pair.Wrong.Hash).ToList();
            var taken = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = 0; i < options.WrongPerPrompt && free.Count > 0; i++)
            {
                // MinBy gives the first of equals: the one drawn.
                var next = free.MinBy(pair => (
                    taken.GetValueOrDefault(pair.Wrong.Label),
                    options.Labels == LabelAim.Even ? labels.GetValueOrDefault(pair.Wrong.Label) : 0,
                    options.Labels == LabelAim.Even ? generators.GetValueOrDefault(pair.Wrong.Generator) : 0))!;
                free.Remove(next);
                chosen.Add(next);
                Count(taken, next.Wrong.Label);
                Count(labels, next.Wrong.Label);
                Count(generators, next.Wrong.Generator);
            }
        }
        return chosen;
    }

    /// <summary>Holds each stratum to its share; the others are returned as well.</summary>
    public static (List<PlannedPair> Kept, int LeftOut) Capped(List<PlannedPair> pairs, PairCap cap, long seed)
    {
        var strata = pairs.GroupBy(pair => pair.Stratum(cap.By), StringComparer.Ordinal).ToList();
        if (strata.Count < 2) return (pairs, 0);
        var share = cap.MaximumShare ?? Math.Min(1, 2.0 / strata.Count);
        var most = Cap([.. strata.Select(stratum => stratum.Count())], share);
        var kept = strata.SelectMany(stratum => Drawn(stratum, seed, cap.By.ToString()).Take(most)).ToList();
        return (kept, pairs.Count - kept.Count);
    }

    /// <summary>Holds pairs whose right reply is no call to a share of all.</summary>
    public static (List<PlannedPair> Kept, int LeftOut) WithIrrelevance(List<PlannedPair> pairs, double share, long seed)
    {
        var others = pairs.Count(pair => !pair.Question.IsIrrelevance);
        // n / (n + others) ≤ share. Without any others there is nothing to hold a share of.
        var most = others == 0 ? pairs.Count : (int)Math.Floor(share / (1 - share) * others);
        var kept = pairs.Where(pair => !pair.Question.IsIrrelevance).Concat(Drawn(pairs.Where(pair => pair.Question.IsIrrelevance), seed, "irrelevance").Take(most)).ToList();
        return (kept, pairs.Count - kept.Count);
    }

    /// <summary>The largest c with c ≤ share · Σ min(size, c); at least the smallest size, which equal shares always allow.</summary>
    internal static int Cap(int[] sizes, double share)
    {
        Array.Sort(sizes);
        var (low, high) = (sizes[0], sizes[^1]);
        // c / Σ min(size, c) never falls as c grows, so halving finds the last c that fits.
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            var sum = sizes.Sum(size => (long)Math.Min(size, middle));
            if (middle <= share * sum + 1e-9) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private static IEnumerable<PlannedPair> Drawn(IEnumerable<PlannedPair> pairs, long seed, string purpose) =>
        pairs.Select(pair => (Pair: pair, Draw: pair.Draw(seed, purpose))).OrderBy(entry => entry.Draw).ThenBy(entry => entry.Pair.Wrong.Hash).Select(entry => entry.Pair);

    private static void Count(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
