using System.Globalization;

namespace ToolRM.Scoring.Ensembles;

/// <summary>How members' scores become one.</summary>
/// <param name="Rule">The function.</param>
/// <param name="Scaling">How members' scores are made comparable. There is no default: what fits depends on the members.</param>
public sealed record EnsembleOptions(EnsembleRule Rule, EnsembleScaling Scaling)
{
    /// <summary>Weight of the deviation or variance; of rules without one it must be null, of the others it must be given.</summary>
    public double? Weight { get; init; }

    /// <summary>0 for population, 1 for sample, in the rule and in the disagreement that is reported. Rules with a spread need it; null counts as 0 for the others (ours).</summary>
    public int? Ddof { get; init; }

    /// <summary>What happens to a reply that a member could not score. Default: it stays unscored.</summary>
    public MissingMember Missing { get; init; } = MissingMember.Unscored;

    private bool HasSpread => Rule is EnsembleRule.MeanMinusDeviation or EnsembleRule.UncertaintyWeighted;

    /// <summary>Scores that a reply needs at least.</summary>
    internal int Least => HasSpread ? Ddof!.Value + 1 : 1;

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    /// <param name="members">How many members there are.</param>
    public string? Problems(int members)
    {
        var problems = new List<string>();
        if (members == 0) problems.Add("members: expected at least one");
        if (HasSpread && Weight is null) problems.Add("weight: this rule needs one, and there is no default: 1 for mean less deviation, 0.1 (PPO) or 0.5 (best-of-n) for uncertainty-weighted are the published ones");
        if (HasSpread && Ddof is null) problems.Add("ddof: this rule needs it: 0 for the population's spread, 1 for the sample's");
        if (!HasSpread && Weight is not null) problems.Add("weight: this rule has none. Leave it out");
        if (Weight is { } weight && !double.IsFinite(weight)) problems.Add("weight: expected a finite number");
        if (Ddof is not (null or 0 or 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"ddof: expected 0 or 1, found {Ddof}"));
        else if (HasSpread && Ddof is { } ddof && members is > 0 && members <= ddof) problems.Add("members: a sample's spread needs at least two");
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    /// <summary>One number of several.</summary>
    /// <param name="values">The members' scores, comparable.</param>
    internal double Aggregate(ReadOnlySpan<double> values) => Rule switch
    {
        EnsembleRule.Mean => Aggregation.Mean(values),
        EnsembleRule.Median => Aggregation.Median(values),
        EnsembleRule.Minimum => Aggregation.Minimum(values),
        EnsembleRule.MeanMinusDeviation => Aggregation.MeanMinusDeviation(values, Weight!.Value, Ddof!.Value),
        _ => Aggregation.UncertaintyWeighted(values, Weight!.Value, Ddof!.Value),
    };
}

/// <summary>The functions of <see cref="Aggregation"/>.</summary>
public enum EnsembleRule
{
    /// <summary><see cref="Aggregation.Mean"/>.</summary>
    Mean,

    /// <summary><see cref="Aggregation.Median"/>.</summary>
    Median,

    /// <summary><see cref="Aggregation.Minimum"/>, the worst case.</summary>
    Minimum,

    /// <summary><see cref="Aggregation.MeanMinusDeviation"/>.</summary>
    MeanMinusDeviation,

    /// <summary><see cref="Aggregation.UncertaintyWeighted"/>.</summary>
    UncertaintyWeighted,
}

/// <summary>How scores of several members are made comparable.</summary>
public enum EnsembleScaling
{
    /// <summary>They are: all members have one <see cref="ScoreScale"/>, and others are refused. That raw scores of two models are comparable is then your claim.</summary>
    Same,

    /// <summary><see cref="GroupScaling.Standardise"/> of each member within each group.</summary>
    Standardise,

    /// <summary><see cref="GroupScaling.Rank"/> of each member within each group.</summary>
    Rank,
}

/// <summary>What happens to a reply that a member could not score.</summary>
public enum MissingMember
{
    /// <summary>It is <see cref="Scoring.Unscored"/>, with the member's name and reason.</summary>
    Unscored,

    /// <summary>The other members decide, as long as the rule has enough of them. Replies of a group are then not all judged by the same members.</summary>
    LeftOut,
}
