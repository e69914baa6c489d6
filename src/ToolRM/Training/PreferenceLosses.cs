namespace ToolRM.Training;

/// <summary>A loss and its derivative.</summary>
/// <param name="Value">The loss.</param>
/// <param name="Gradient">∂loss / ∂d, d being the score of the better item less that of the worse.</param>
public readonly record struct LossValue(double Value, double Gradient);

/// <summary>
/// Losses of published reward models over a pair's difference of scores, d = r⁺ − r⁻. The gradient for r⁺ is the given one, for r⁻ its negative.
/// </summary>
/// <remarks>With the squared sum of both scores as penalty (arXiv 2312.09244): <see cref="PairwiseLoss"/>.</remarks>
public static class PreferenceLosses
{
    /// <summary>What keeps Cooper's mean finite without pairs (ZJU-REAL/cooper).</summary>
    public const double CooperEpsilon = 1e-6;

    /// <summary>What keeps HERON's mean finite without decided pairs (abukharin3/HERON).</summary>
    public const double HeronEpsilon = 1e-5;

    /// <summary>−log σ(d): Bradley-Terry.</summary>
    /// <param name="difference">d.</param>
    public static LossValue BradleyTerry(double difference) => new(PairwiseLoss.Softplus(-difference), -PairwiseLoss.Sigmoid(-difference));

    /// <summary>−log σ(d − m): the difference has to exceed the strength of the preference (arXiv 2410.01257).</summary>
    /// <param name="difference">d.</param>
    /// <param name="strength">m; 1, 2 or 3 in HelpSteer2-Preference.</param>
    public static LossValue Margin(double difference, double strength) => BradleyTerry(difference - strength);

    /// <summary>−m · log σ(d): strong preferences count more, the target does not move (arXiv 2410.01257, the best of its three).</summary>
    /// <param name="difference">d.</param>
    /// <param name="strength">m; 1, 2 or 3 in HelpSteer2-Preference.</param>
    public static LossValue Scaled(double difference, double strength)
    {
        var (value, gradient) = BradleyTerry(difference);
        return new(strength * value, strength * gradient);
    }

    /// <summary>Σ over kept pairs of −log σ(d), over their number and 1e-6 (Cooper, arXiv 2508.05613). No kept pair gives 0.</summary>
    /// <param name="differences">d of each pair.</param>
    /// <param name="kept">Whether the pair counts: its positive was found and its negative is verified to be wrong.</param>
    /// <param name="gradients">∂loss / ∂d of each pair; written.</param>
    public static double Cooper(ReadOnlySpan<double> differences, ReadOnlySpan<bool> kept, Span<double> gradients)
    {
        if (kept.Length != differences.Length) throw new ArgumentException($"kept has {kept.Length} items, differences has {differences.Length}; they must be equal", nameof(kept));
        var count = 0;
        foreach (var one in kept) count += one ? 1 : 0;
        return Mean(differences, kept, gradients, count + CooperEpsilon);
    }

    /// <summary>Σ over decided pairs of −log σ(d), over their number and 1e-5 (HERON, arXiv 2309.02632). Without pairs 0.</summary>
    /// <param name="differences">d of each decided pair.</param>
    /// <param name="gradients">∂loss / ∂d of each pair; written.</param>
    public static double Heron(ReadOnlySpan<double> differences, Span<double> gradients) => Mean(differences, [], gradients, differences.Length + HeronEpsilon);

    private static double Mean(ReadOnlySpan<double> differences, ReadOnlySpan<bool> kept, Span<double> gradients, double divisor)
    {
        if (gradients.Length != differences.Length) throw new ArgumentException($"gradients has {gradients.Length} items, differences has {differences.Length}; they must be equal", nameof(gradients));
        var sum = 0.0;
        for (var i = 0; i < differences.Length; i++)
        {
            var loss = kept.IsEmpty || kept[i] ? BradleyTerry(differences[i]) : default;
            sum += loss.Value;
            gradients[i] = loss.Gradient / divisor;
        }
        return sum / divisor;
    }
}
