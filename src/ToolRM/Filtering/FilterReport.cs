using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Statistics;
using ToolRM.Numerics;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Filtering;

/// <summary>What was kept and dropped, as a report.</summary>
public static class FilterReport
{
    private const int SamplesPerReason = 5;
    private static readonly double[] Levels = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <summary>Makes the report.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="options">The policy.</param>
    /// <param name="title">What was filtered, such as the file's name.</param>
    /// <param name="facts">Where it came from.</param>
    public static Report Of(ValueList<FilterDecision> decisions, FilterOptions options, string title, ValueList<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(options);
        var kept = decisions.Where(decision => decision.IsKept).ToList();
        var sections = new List<ReportSection> { ByReason(decisions), BySource(decisions) };
        if (decisions.Any(decision => decision.Item.Score is Scored)) sections.Add(Scores(decisions));
        var known = decisions.Count(decision => decision.Item.IsRight is not null);
        if (known > 0) sections.Add(Right(decisions));
        if (kept.Count < decisions.Count) sections.Add(Samples(decisions, options));
        sections.Add(new TextSection("Policy", Policy(options)));
        var right = known == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" By the rows' references {Words(Share(decisions))} were right before and {Words(Share(kept))} after.");
        return new(
            $"Filter: {title}",
            string.Create(CultureInfo.InvariantCulture, $"{kept.Count} of {decisions.Count} kept ({(decisions.Count == 0 ? 0 : (double)kept.Count / decisions.Count):P1}), {decisions.Count(decision => decision.Item.Score is Unscored)} could not be scored.{right}"),
            facts, sections.ToValueList());
    }

    /// <summary>Some of what was dropped, a few of each reason, drawn by seed.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="options">The policy, for its seed.</param>
    public static ValueList<FilterDecision> Dropped(ValueList<FilterDecision> decisions, FilterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return decisions.Where(decision => !decision.IsKept).GroupBy(decision => decision.Reason).OrderBy(reason => reason.Key)
            .SelectMany(reason => reason.OrderBy(decision => SeededRandom.Of(options.Seed, decision.Item.Id, sample: 2).NextBits()).ThenBy(decision => decision.Item.Id, StringComparer.Ordinal).Take(SamplesPerReason))
            .ToValueList();
    }

    /// <summary>The policy in one sentence per step.</summary>
    /// <param name="options">The policy.</param>
    public static string Policy(FilterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var per = options.Per switch { FilterStratum.Source => " of each source", FilterStratum.Prompt => " of each prompt", _ => "" };
        var text = new List<string> { options.KeepUnscored ? "What could not be scored is kept." : "What could not be scored is dropped." };
        text.Add(options.Duplicates switch
        {
            DuplicateRule.Exact => "Of equal calls to an equal request the best-scored is kept.",
            DuplicateRule.Near => string.Create(CultureInfo.InvariantCulture, $"Of equal calls to an equal request, and of requests of which the three-word sequences have a Jaccard similarity of {options.Similarity} or more, the best-scored is kept."),
            _ => "Repetitions are kept.",
        });
        text.Add(string.Create(CultureInfo.InvariantCulture, $"{(options.Top is { } top ? $"Of what is left the {top} highest scores{per} are kept"
            : options.Share is { } share ? $"Of what is left the highest {share:P1}{per} are kept"
            : options.RandomShare is { } random ? $"Of what is left a random {random:P1}{per} is kept"
            : "All that is left is kept")}{(options.Threshold is { } threshold ? $", without scores below {threshold}" : "")}."));
        return string.Join(' ', text);
    }

    private static TableSection ByReason(ValueList<FilterDecision> decisions) => new(
        "Kept and dropped", null, ["reason", "items", "share"],
        decisions.GroupBy(decision => decision.Reason).OrderBy(reason => reason.Key)
            .Select(reason => Row(FilterJson.Word(reason.Key), (long)reason.Count(), new ReportCell(null, new Estimate((double)reason.Count() / decisions.Count), "P1"))).ToValueList());

    private static TableSection BySource(ValueList<FilterDecision> decisions)
    {
        var reasons = decisions.Select(decision => decision.Reason).Distinct().Order().ToList();
        return new(
            "By source", null, ["source", "items", "kept", .. reasons.Where(reason => reason != FilterReason.Kept).Select(FilterJson.Word)],
            decisions.GroupBy(decision => decision.Item.Source, StringComparer.Ordinal).OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => Row([
                source.Key, (ReportCell)(long)source.Count(), new ReportCell(null, new Estimate((double)source.Count(decision => decision.IsKept) / source.Count()), "P1"),
                .. reasons.Where(reason => reason != FilterReason.Kept).Select(reason => (ReportCell)(long)source.Count(decision => decision.Reason == reason)),
            ])).ToValueList());
    }

    private static TableSection Scores(ValueList<FilterDecision> decisions) => new(
        "Scores", "Quantiles of what could be scored, interpolated linearly between order statistics.",
        ["items", "scored", .. Levels.Select(level => level switch { 0 => "lowest", 1 => "highest", _ => level.ToString("P0", CultureInfo.InvariantCulture) })],
        new (string Name, IEnumerable<FilterDecision> Items)[] { ("all", decisions), ("kept", decisions.Where(decision => decision.IsKept)), ("dropped", decisions.Where(decision => !decision.IsKept)) }
            .Select(part =>
            {
                var values = part.Items.Select(decision => decision.Item.Score).OfType<Scored>().Select(score => score.Value).Order().ToList();
                return Row([part.Name, (ReportCell)(long)values.Count, .. Levels.Select(level => (ReportCell)new Estimate(values.Count == 0 ? double.NaN : Bootstrap.Quantile(values, level)))]);
            }).ToValueList());

    private static TableSection Right(ValueList<FilterDecision> decisions) => new(
        "Right by the rows' references", "Share of right items among those whose rows have a reference, with 95 % Wilson interval. No decision looks at it.",
        ["source", "all", "kept", "dropped"],
        decisions.GroupBy(decision => decision.Item.Source, StringComparer.Ordinal).OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => (Name: source.Key, Items: source.AsEnumerable()))
            .Prepend((Name: "all sources", Items: decisions))
            .Select(source => Row(source.Name, Share(source.Items), Share(source.Items.Where(decision => decision.IsKept)), Share(source.Items.Where(decision => !decision.IsKept)))).ToValueList());

    private static TableSection Samples(ValueList<FilterDecision> decisions, FilterOptions options) => new(
        "Some of what was dropped", $"{SamplesPerReason} of each reason, drawn by seed; whole rows in dropped-samples.jsonl.",
        ["id", "reason", "source", "score", "request", "calls"],
        Dropped(decisions, options).Select(decision => Row(
            decision.Item.Id, FilterJson.Word(decision.Reason) + (decision.Of is { } other ? " of " + other : ""), decision.Item.Source,
            decision.Item.Score is Scored scored ? new Estimate(scored.Value) : decision.Item.Score is Unscored ? "unscored" : "", Short(string.Join(' ', decision.Item.Request)), Short(decision.Item.Calls))).ToValueList());

    private static Estimate Share(IEnumerable<FilterDecision> decisions)
    {
        var known = decisions.Where(decision => decision.Item.IsRight is not null).ToList();
        return Wilson.Interval(known.Count(decision => decision.Item.IsRight == true), known.Count);
    }

    private static string Words(Estimate share) => string.Create(CultureInfo.InvariantCulture, $"{share.Value:F3} ({share.Low:F3} – {share.High:F3}, n {share.Count})");

    private static ValueList<ReportCell> Row(params ReportCell[] cells) => cells.ToValueList();

    private static string Short(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 119), "…");
}
