namespace ToolRM.Training;

/// <summary>
/// Bradley-Terry loss with reward centering, L = -log σ(r⁺ - r⁻) + η (r⁺ + r⁻)² (toolrm 3), mixed with a pointwise loss that
/// makes scores comparable between groups: + λ (-log σ(r⁺) - log σ(-r⁻)).
/// </summary>
/// <param name="Centering">η; 0 turns centering off.</param>
/// <param name="Pointwise">λ; 0 leaves the pure pairwise loss.</param>
public readonly record struct PairwiseLoss(double Centering = 0.01, double Pointwise = 0)
{
    /// <summary>The loss of one pair.</summary>
    /// <param name="better">r⁺, the right item's score.</param>
    /// <param name="worse">r⁻, the wrong item's score.</param>
    public double Value(double better, double worse)
    {
        var sum = better + worse;
        var loss = Softplus(worse - better) + Centering * sum * sum;
        return Pointwise == 0 ? loss : loss + Pointwise * (Softplus(-better) + Softplus(worse));
    }

    /// <summary>First and second derivatives of one pair's loss.</summary>
    /// <param name="better">r⁺, the right item's score.</param>
    /// <param name="worse">r⁻, the wrong item's score.</param>
    public PairDerivatives Derivatives(double better, double worse)
    {
        var wrong = Sigmoid(worse - better); // 1 - σ(r⁺ - r⁻)
        var centre = 2 * Centering * (better + worse);
        var (pair, sum) = (wrong * (1 - wrong), 2 * Centering);
        if (Pointwise == 0) return new(centre - wrong, centre + wrong, pair, sum, 0, 0);
        var (right, taken) = (Sigmoid(-better), Sigmoid(worse));
        return new(
            centre - wrong - Pointwise * right,
            centre + wrong + Pointwise * taken,
            pair,
            sum,
            Pointwise * right * (1 - right),
            Pointwise * taken * (1 - taken));
    }

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ), without overflow.</summary>
    /// <param name="x">Any number.</param>
    internal static double Sigmoid(double x)
    {
        var power = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + power) : power / (1 + power);
    }

    /// <summary>log(1 + eˣ) = -log σ(-x), without overflow.</summary>
    /// <param name="x">Any number.</param>
    internal static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}

/// <summary>Derivatives of a pair's loss. The Hessian is <c>Difference</c> on (r⁺ - r⁻), <c>Sum</c> on (r⁺ + r⁻), and one term on each score.</summary>
/// <param name="Better">∂L/∂r⁺.</param>
/// <param name="Worse">∂L/∂r⁻.</param>
/// <param name="Difference">Curvature along r⁺ - r⁻.</param>
/// <param name="Sum">Curvature along r⁺ + r⁻.</param>
/// <param name="BetterAlone">Curvature along r⁺ alone, of the pointwise part.</param>
/// <param name="WorseAlone">Curvature along r⁻ alone, of the pointwise part.</param>
public readonly record struct PairDerivatives(double Better, double Worse, double Difference, double Sum, double BetterAlone, double WorseAlone);
