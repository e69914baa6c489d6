using System.Globalization;

namespace ToolRM.Filtering;

/// <summary>What is kept. Without a policy everything that is no duplicate is.</summary>
public sealed record FilterOptions
{
    /// <summary>Keep so many of each stratum, the highest scores; at least 1. Null (default) for no such limit.</summary>
    public int? Top { get; init; }

    /// <summary>Keep this share of each stratum, the highest scores; above 0, at most 1. The paper's experiment keeps 0.5 (toolrm 4.2).</summary>
    public double? Share { get; init; }

    /// <summary>Keep this share of each stratum, drawn by <see cref="Seed"/>: the baseline of <see cref="Share"/>.</summary>
    public double? RandomShare { get; init; }

    /// <summary>Drop scores below this, in the scorer's unit; goes with any of the others, as a second bar.</summary>
    public double? Threshold { get; init; }

    /// <summary>What a stratum is. Default all items together, as in the paper; per source keeps the mixture of the data.</summary>
    public FilterStratum Per { get; init; }

    /// <summary>Which repetitions are dropped. Default none. Of items that repeat each other the best-scored stays.</summary>
    public DuplicateRule Duplicates { get; init; }

    /// <summary>
    /// Least Jaccard similarity of the requests' shingles that makes a near-duplicate, 0.5 to 1. Default 0.8 (as in Lee et al.,
    /// arXiv:2107.06499, section 4.2).
    /// </summary>
    public double Similarity { get; init; } = 0.8;

    /// <summary>Whether what could not be scored is kept, beside what the policy keeps. Default false (ours: nothing vouches for it).</summary>
    public bool KeepUnscored { get; init; }

    /// <summary>Seed of random shares and of the order of equal scores.</summary>
    public long Seed { get; init; }

    /// <summary>Whether the policy looks at scores.</summary>
    public bool NeedsScores => Top is not null || Share is not null || Threshold is not null;

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        if (new object?[] { Top, Share, RandomShare }.Count(one => one is not null) > 1) problems.Add("take one of top, share and random share");
        if (Top is < 1) problems.Add(Text($"top: expected at least 1, found {Top}"));
        OfOne(Share, "share");
        OfOne(RandomShare, "random share");
        if (Threshold is { } threshold && !double.IsFinite(threshold)) problems.Add(Text($"threshold: expected a finite number, found {threshold}"));
        if (!(Similarity >= 0.5 && Similarity <= 1)) problems.Add(Text($"similarity: expected 0.5 to 1, found {Similarity}"));
        return problems.Count == 0 ? null : string.Join("; ", problems);

        void OfOne(double? value, string name)
        {
            if (value is { } number && !(number > 0 && number <= 1)) problems.Add(Text($"{name}: expected a number above 0 and at most 1, found {number}"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What is compared with what.</summary>
public enum FilterStratum
{
    /// <summary>All items.</summary>
    All,

    /// <summary>The items of one source.</summary>
    Source,

    /// <summary>The items of one prompt: the best of n replies.</summary>
    Prompt,
}

/// <summary>Which repetitions are dropped.</summary>
public enum DuplicateRule
{
    /// <summary>None.</summary>
    Keep,

    /// <summary>Equal calls to an equal request (letters and digits only, without case).</summary>
    Exact,

    /// <summary>Those, and requests that are almost equal whatever the calls (<see cref="NearDuplicates"/>).</summary>
    Near,
}
