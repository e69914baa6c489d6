namespace ToolRM.Evaluation.OneToMany;

/// <summary>
/// One right reply against several wrong ones of the same question: harder than a single pair, because all have to be beaten
/// (arXiv 2410.01729; kimsh0507/RewardMATH_official; rewards 2.7).
/// </summary>
public static class OneToManyMeasures
{
    /// <summary>How many wrong ones a right one meets in RewardMATH.</summary>
    public const int Wrong = 9;

    /// <summary>Whether the right one scores above all wrong ones; a tie loses. True without a wrong one.</summary>
    /// <param name="right">Score of the right one.</param>
    /// <param name="wrong">Scores of the wrong ones.</param>
    public static bool IsFirst(double right, ReadOnlySpan<double> wrong) => Rank(right, wrong) == 1;

    /// <summary>Whether no wrong one scores above the right one; a tie wins.</summary>
    /// <param name="right">Score of the right one.</param>
    /// <param name="wrong">Scores of the wrong ones.</param>
    public static bool IsFirstOrTied(double right, ReadOnlySpan<double> wrong)
    {
        foreach (var score in wrong)
        {
            if (score > right) return false;
        }
        return true;
    }

    /// <summary>1 / rank of the right one, where wrong ones with the same score rank first.</summary>
    /// <param name="right">Score of the right one.</param>
    /// <param name="wrong">Scores of the wrong ones.</param>
    public static double ReciprocalRank(double right, ReadOnlySpan<double> wrong) => 1.0 / Rank(right, wrong);

    /// <summary>Place of the right one, from 1; wrong ones with the same score rank first.</summary>
    /// <param name="right">Score of the right one.</param>
    /// <param name="wrong">Scores of the wrong ones.</param>
    public static int Rank(double right, ReadOnlySpan<double> wrong)
    {
        var rank = 1;
        foreach (var score in wrong)
        {
            if (score >= right) rank++;
        }
        return rank;
    }

    /// <summary>
    /// Comparisons of the right one with each wrong one as scores, in the way of the released code: the right one gets its wins and 1, a wrong one
    /// that was beaten 1, a wrong one that won n + 2.
    /// </summary>
    /// <param name="won">Whether the right one won, per wrong one; n of them.</param>
    /// <returns>Scores for the functions above. The right one is first exactly when it won all.</returns>
    /// <remarks>The rank is then 1 and the number of comparisons lost, so long as one was won. Without a win, none was beaten, and it is n + 1.</remarks>
    public static (double Right, double[] Wrong) FromComparisons(ReadOnlySpan<bool> won)
    {
        var (wins, wrong) = (0, new double[won.Length]);
        for (var i = 0; i < wrong.Length; i++)
        {
            wins += won[i] ? 1 : 0;
            wrong[i] = won[i] ? 1 : won.Length + 2;
        }
        return (wins + 1, wrong);
    }

    /// <summary>Expected accuracy of scores drawn at random: 1 / (n + 1).</summary>
    /// <param name="wrong">n, wrong ones; at least 0.</param>
    public static double RandomAccuracy(int wrong)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wrong);
        return 1.0 / (wrong + 1);
    }

    /// <summary>Expected reciprocal rank of scores drawn at random: (1 + 1/2 + … + 1/(n + 1)) / (n + 1); 0.2929 for nine.</summary>
    /// <param name="wrong">n, wrong ones; at least 0.</param>
    public static double RandomReciprocalRank(int wrong)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wrong);
        var sum = 0.0;
        for (var rank = 1; rank <= wrong + 1; rank++) sum += 1.0 / rank;
        return sum / (wrong + 1);
    }
}
