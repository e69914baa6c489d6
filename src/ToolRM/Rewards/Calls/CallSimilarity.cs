using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>How much the arguments of two calls of the same tool have in common.</summary>
/// <param name="KeyOverlap">Jaccard index of the names of arguments, 0 to 1; 1 when both calls have none, 0 when one has none.</param>
/// <param name="EqualValues">How many arguments of the reference the call has with an equal value.</param>
public readonly record struct CallSimilarity(double KeyOverlap, int EqualValues)
{
    /// <summary>Compares two calls. Names of arguments are unique, so their multiset and their set are the same.</summary>
    /// <param name="reference">Arguments of the reference.</param>
    /// <param name="predicted">Arguments of the call.</param>
    /// <param name="comparison">When values are equal.</param>
    public static CallSimilarity Of(MapValue reference, MapValue predicted, ValueComparison comparison = ValueComparison.Json)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(predicted);
        var (common, equal) = (0, 0);
        foreach (ref readonly var entry in reference.Entries.AsSpan())
        {
            if (predicted[entry.Key] is not { } value) continue;
            common++;
            if (comparison.AreEqual(entry.Value, value)) equal++;
        }
        var (own, other) = (reference.Entries.Count, predicted.Entries.Count);
        var overlap = own == 0 && other == 0 ? 1 : (double)common / (own + other - common);
        return new(overlap, equal);
    }

    /// <summary>MatchTIR's similarity of two calls of the same tool: (1 + J + C) / (2 + |reference arguments|), 0 to 1.</summary>
    /// <param name="referenceArguments">How many arguments the reference has.</param>
    /// <remarks>Source: credit-and-rl 3.9.</remarks>
    public double Share(int referenceArguments) => (1 + KeyOverlap + EqualValues) / (2 + referenceArguments);
}
