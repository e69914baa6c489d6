using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>How the scores of single steps become one.</summary>
public enum StepAggregate
{
    /// <summary>The least.</summary>
    Minimum,

    /// <summary>The greatest.</summary>
    Maximum,

    /// <summary>The product.</summary>
    Product,

    /// <summary>The geometric mean: product to the power 1/n.</summary>
    Geometric,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>σ of the mean of the logits.</summary>
    MeanLogit,

    /// <summary>The mean of the odds p / (1 − p); not bounded by 1.</summary>
    MeanOdds,

    /// <summary>The last step's.</summary>
    Last,
}

/// <summary>One number out of the step probabilities of a process reward model.</summary>
/// <remarks>Source: arXiv 2410.01729 and kimsh0507/RewardMATH_official (rewards 2.7).</remarks>
public static class StepAggregation
{
    /// <summary>What a rollout without steps gets, as in the released code.</summary>
    public const double NoSteps = 0.5;

    // Ours: a probability of exactly 0 or 1 has no finite logit.
    private const double Bound = 1e-9;

    private static readonly (string Name, StepAggregate Aggregate)[] All =
    [
        ("min", StepAggregate.Minimum), ("max", StepAggregate.Maximum), ("product", StepAggregate.Product), ("geometric", StepAggregate.Geometric),
        ("mean", StepAggregate.Mean), ("mean-logit", StepAggregate.MeanLogit), ("mean-odds", StepAggregate.MeanOdds), ("last", StepAggregate.Last),
    ];

    /// <summary>Their names, in kebab case.</summary>
    public static ValueList<string> Names { get; } = All.Select(one => one.Name).ToValueList();

    /// <summary>The one of a name.</summary>
    /// <param name="name">The name, compared exactly.</param>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static StepAggregate Require(string name)
    {
        foreach (var one in All)
        {
            if (one.Name == name) return one.Aggregate;
        }
        throw new ArgumentException($"name is \"{name}\"; expected one of {string.Join(", ", Names)}", nameof(name));
    }

    /// <summary>The number.</summary>
    /// <param name="probabilities">One per step, 0 to 1, in order; none give <see cref="NoSteps"/>.</param>
    /// <param name="aggregate">How.</param>
    public static double Of(ReadOnlySpan<double> probabilities, StepAggregate aggregate)
    {
        if (probabilities.IsEmpty) return NoSteps;
        var (least, greatest, product, sum, logs, logits, odds) = (double.PositiveInfinity, double.NegativeInfinity, 1.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var p in probabilities)
        {
            if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probabilities), p, "a step's probability is 0 to 1");
            var inner = Math.Clamp(p, Bound, 1 - Bound);
            (least, greatest, product, sum) = (Math.Min(least, p), Math.Max(greatest, p), product * p, sum + p);
            (logs, logits, odds) = (logs + Math.Log(p), logits + Math.Log(inner / (1 - inner)), odds + inner / (1 - inner));
        }
        return aggregate switch
        {
            StepAggregate.Minimum => least,
            StepAggregate.Maximum => greatest,
            StepAggregate.Product => product,
            StepAggregate.Geometric => Math.Exp(logs / probabilities.Length), // the product of a long rollout is below the least double
            StepAggregate.Mean => sum / probabilities.Length,
            StepAggregate.MeanLogit => 1 / (1 + Math.Exp(-logits / probabilities.Length)),
            StepAggregate.MeanOdds => odds / probabilities.Length,
            _ => probabilities[^1],
        };
    }
}
