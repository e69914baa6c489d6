namespace ToolRM.Training;

/// <summary>
/// max(0, |a − p|² − |a − n|² + margin): the anchor (a prompt) has to be nearer to the liked item than to the disliked one, by a margin
/// (arXiv 2402.09872, rewards 3.2). On unit vectors |a − b|² = 2 − 2 cos.
/// </summary>
public static class TripletLoss
{
    /// <summary>The released code's margin (Picsart-AI-Research/Social-Reward).</summary>
    public const double Margin = 0.3;

    /// <summary>The loss of two squared distances.</summary>
    /// <param name="liked">|a − p|².</param>
    /// <param name="disliked">|a − n|².</param>
    /// <param name="margin">The margin.</param>
    public static double OfDistances(double liked, double disliked, double margin = Margin) => Math.Max(0, liked - disliked + margin);

    /// <summary>The loss of one triplet. Means over a batch are the caller's.</summary>
    /// <param name="anchor">a, [C].</param>
    /// <param name="liked">p, [C].</param>
    /// <param name="disliked">n, [C].</param>
    /// <param name="anchorGradient">∂loss / ∂a, [C]; written.</param>
    /// <param name="likedGradient">∂loss / ∂p, [C]; written.</param>
    /// <param name="dislikedGradient">∂loss / ∂n, [C]; written.</param>
    /// <param name="margin">The margin.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Value(
        ReadOnlySpan<double> anchor, ReadOnlySpan<double> liked, ReadOnlySpan<double> disliked,
        Span<double> anchorGradient, Span<double> likedGradient, Span<double> dislikedGradient, double margin = Margin)
    {
        var width = anchor.Length;
        if (liked.Length != width || disliked.Length != width || anchorGradient.Length != width || likedGradient.Length != width || dislikedGradient.Length != width)
        {
            throw new ArgumentException($"anchor has {width} elements, liked {liked.Length}, disliked {disliked.Length}, gradients {anchorGradient.Length}, {likedGradient.Length}, {dislikedGradient.Length}; they must be equal", nameof(liked));
        }
        var (near, far) = (0.0, 0.0);
        for (var i = 0; i < width; i++)
        {
            near += (anchor[i] - liked[i]) * (anchor[i] - liked[i]);
            far += (anchor[i] - disliked[i]) * (anchor[i] - disliked[i]);
        }
        var loss = OfDistances(near, far, margin);
        for (var i = 0; i < width; i++)
        {
            // ∂/∂a = 2(a − p) − 2(a − n) = 2(n − p)
            anchorGradient[i] = loss > 0 ? 2 * (disliked[i] - liked[i]) : 0;
            likedGradient[i] = loss > 0 ? 2 * (liked[i] - anchor[i]) : 0;
            dislikedGradient[i] = loss > 0 ? 2 * (anchor[i] - disliked[i]) : 0;
        }
        return loss;
    }
}
