using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Scoring.Ensembles;

/// <summary>Several scorers as one. Blunts what single members can be talked into; errors that they share stay (rewards 2.2).</summary>
/// <remarks>
/// Components: <c>disagreement</c>, the deviation of the members' comparable scores; <c>scored-by</c> where members are missing; and each member's own score under its name,
/// a second one of a name as <c>name-2</c>. Members are asked at the same time.
/// </remarks>
public sealed class EnsembleScorer : IMeteredScorer
{
    private readonly ValueList<IScorer> _members;
    private readonly string[] _names;
    private readonly EnsembleOptions _options;

    /// <summary>An ensemble.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="members">The members, at least one.</param>
    /// <param name="options">How their scores become one.</param>
    /// <exception cref="ArgumentException">The options make no sense, or the members' scales differ where they must not.</exception>
    public EnsembleScorer(string name, ValueList<IScorer> members, EnsembleOptions options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems(members.Count) is { } problems) throw new ArgumentException(problems, nameof(options));
        if (ScaleProblem(members.Select(member => (member.Info.Name, member.Info.Scale)).ToValueList(), options) is { } problem) throw new ArgumentException(problem, nameof(members));
        (_members, _options, _names) = (members, options, Distinct(members));
        Info = new(name, ScaleOf(members.Select(member => member.Info.Scale).ToValueList(), options), members.Any(member => member.Info.NeedsReference));
    }

    /// <inheritdoc/>
    public ScorerInfo Info { get; }

    /// <summary>The members, in order.</summary>
    public ValueList<IScorer> Members => _members;

    /// <inheritdoc/>
    public ScorerUsage? Usage => _members.Select(member => (member as IMeteredScorer)?.Usage).Aggregate((ScorerUsage?)null, (sum, usage) => sum is null || usage is null ? sum ?? usage : sum.Plus(usage));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var given = await Task.WhenAll(_members.Select(member => member.ScoreAsync(groups, cancellationToken).AsTask())).ConfigureAwait(false);
        var scores = new ValueList<Score>[groups.Count];
        for (var i = 0; i < scores.Length; i++) scores[i] = Combine([.. given.Select(member => member[i])], groups[i].Candidates.Count);
        return scores;
    }

    /// <summary>The scale of an ensemble's scores.</summary>
    /// <param name="members">The members' scales.</param>
    /// <param name="options">The options.</param>
    /// <remarks>A mean, median or least of probabilities is one; less a spread it is not, nor is what was scaled within a group.</remarks>
    public static ScoreScale ScaleOf(ValueList<ScoreScale> members, EnsembleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Scaling != EnsembleScaling.Same || members.Count == 0) return ScoreScale.Raw;
        return options.Rule is EnsembleRule.Mean or EnsembleRule.Median or EnsembleRule.Minimum ? members[0] : ScoreScale.Raw;
    }

    internal static string? ScaleProblem(ValueList<(string Name, ScoreScale Scale)> members, EnsembleOptions options)
    {
        if (options.Scaling != EnsembleScaling.Same) return null;
        foreach (var member in members)
        {
            if (member.Scale != members[0].Scale)
                return $"members: {members[0].Name} gives {members[0].Scale.ToString().ToLowerInvariant()} scores and {member.Name} {member.Scale.ToString().ToLowerInvariant()} ones, which are not comparable. Take scaling \"standardise\" or \"rank\"";
        }
        return null;
    }

    private ValueList<Score> Combine(ValueList<Score>[] given, int candidates)
    {
        var comparable = Array.ConvertAll(given, Comparable);
        var scores = new Score[candidates];
        for (var i = 0; i < scores.Length; i++) scores[i] = Combine(given, comparable, i);
        return ValueList.Own(scores);
    }

    private Score Combine(ValueList<Score>[] given, double[][] comparable, int candidate)
    {
        var (values, parts) = (new List<double>(), new List<ScoreComponent>());
        Unscored? missing = null;
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i][candidate] is not Scored scored)
            {
                missing ??= new Unscored($"{_names[i]}: {((Unscored)given[i][candidate]).Reason}");
                continue;
            }
            values.Add(comparable[i][candidate]);
            parts.Add(new(_names[i], scored.Value));
        }
        if (missing is not null && (_options.Missing == MissingMember.Unscored || values.Count < Math.Max(1, _options.Least))) return missing;
        var numbers = values.ToArray();
        var value = _options.Aggregate(numbers);
        if (!double.IsFinite(value)) return new Unscored("the members' scores are too large to be combined");
        var disagreement = numbers.Length > (_options.Ddof ?? 0) ? Dispersion.Deviation(numbers, _options.Ddof ?? 0) : 0;
        if (!double.IsFinite(disagreement)) return new Unscored("the members' scores are too far apart to be combined");
        parts.Insert(0, new("disagreement", disagreement));
        if (missing is not null) parts.Insert(1, new("scored-by", numbers.Length));
        var words = missing is null ? null : string.Create(CultureInfo.InvariantCulture, $"{numbers.Length} of {given.Length} members; {missing.Reason}");
        return new Scored(value, Info.Scale, parts.ToValueList(), words);
    }

    /// <summary>A member's scores of a group, comparable; NaN where it gave none. Scaled over those that it scored.</summary>
    private double[] Comparable(ValueList<Score> scores)
    {
        var own = scores.OfType<Scored>().Select(scored => scored.Value).ToArray();
        if (_options.Scaling == EnsembleScaling.Standardise) GroupScaling.Standardise(own);
        else if (_options.Scaling == EnsembleScaling.Rank) GroupScaling.Rank(own);
        var (comparable, next) = (new double[scores.Count], 0);
        for (var i = 0; i < comparable.Length; i++) comparable[i] = scores[i] is Scored ? own[next++] : double.NaN;
        return comparable;
    }

    private static string[] Distinct(ValueList<IScorer> members)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "disagreement", "scored-by" };
        return [.. members.Select(member =>
        {
            var name = member.Info.Name;
            for (var again = 2; !names.Add(name); again++) name = string.Create(CultureInfo.InvariantCulture, $"{member.Info.Name}-{again}");
            return name;
        })];
    }
}
