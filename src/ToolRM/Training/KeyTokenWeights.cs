namespace ToolRM.Training;

/// <summary>Weights of a loss over tokens that raise those which decide the tool (TL-Training, arXiv 2412.15495; rewards 1.2).</summary>
/// <remarks>The released code also finds the last token of each argument's value and leaves its weight at 1; here it is one of the others.</remarks>
public static class KeyTokenWeights
{
    /// <summary>Greatest weight of a key token (arXiv 2412.15495, the released default).</summary>
    public const double StandardCap = 9;

    /// <summary>
    /// The deciding tokens of a tool's name: the first, and for each other offered tool whose name begins with the same tokens the first
    /// token that tells them apart.
    /// </summary>
    /// <param name="name">Token ids of the right tool's name.</param>
    /// <param name="others">Token ids of the other tools' names.</param>
    /// <returns>Positions in the name, ascending, each once; empty for an empty name. A name that another one begins with ends before it is told apart, and gets no position for it.</returns>
    public static int[] KeyPositions(ReadOnlySpan<int> name, params IReadOnlyList<int[]> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (name.IsEmpty) return [];
        var positions = new SortedSet<int> { 0 };
        foreach (var other in others)
        {
            var common = name.CommonPrefixLength(other);
            if (common > 0 && common < name.Length) positions.Add(common);
        }
        return [.. positions];
    }

    /// <summary>Weight of a key token: min(others / keys, cap) where keys are fewer, else 1; 1 without key tokens.</summary>
    /// <param name="keys">Number of key tokens, at least 0.</param>
    /// <param name="others">Number of other tokens, at least 0.</param>
    /// <param name="cap">Greatest weight.</param>
    public static double KeyWeight(int keys, int others, double cap = StandardCap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        ArgumentOutOfRangeException.ThrowIfNegative(others);
        return keys > 0 && keys < others ? Math.Min((double)others / keys, cap) : 1;
    }

    /// <summary>One weight per token: <see cref="KeyWeight"/> for key tokens, 1 for others.</summary>
    /// <param name="isKey">Whether each token is a key token, [T].</param>
    /// <param name="cap">Greatest weight.</param>
    public static double[] Weights(ReadOnlySpan<bool> isKey, double cap = StandardCap)
    {
        var keys = isKey.Count(true);
        var weight = KeyWeight(keys, isKey.Length - keys, cap);
        var weights = new double[isKey.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = isKey[i] ? weight : 1;
        return weights;
    }

    /// <summary>Σ weight · cross-entropy / Σ weight; 0 without tokens.</summary>
    /// <param name="crossEntropies">Cross-entropy of each token in nats, [T].</param>
    /// <param name="isKey">Whether each token is a key token, [T].</param>
    /// <param name="cap">Greatest weight.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Loss(ReadOnlySpan<double> crossEntropies, ReadOnlySpan<bool> isKey, double cap = StandardCap)
    {
        if (crossEntropies.Length != isKey.Length) throw new ArgumentException($"isKey has {isKey.Length} elements, crossEntropies has {crossEntropies.Length}; one per token is needed.", nameof(isKey));
        var weights = Weights(isKey, cap);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++) (sum, total) = (sum + weights[i] * crossEntropies[i], total + weights[i]);
        return total == 0 ? 0 : sum / total;
    }
}
