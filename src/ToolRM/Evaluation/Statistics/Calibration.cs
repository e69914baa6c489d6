using ToolRM.Conversations;

namespace ToolRM.Evaluation.Statistics;

/// <summary>Whether stated probabilities are met: expected and greatest calibration error, Brier score, log loss, and bins for a reliability plot.</summary>
/// <remarks>
/// Source: rewards 1.12. Bins have equal width and are closed on the right, 0 belongs to the first; shares are of all items
/// (population, no correction for small bins). Without items: NaN, no bins. Probabilities outside 0 to 1 are refused.
/// </remarks>
public static class Calibration
{
    /// <summary>Default number of bins (ours; the source takes 10).</summary>
    public const int DefaultBins = 15;

    /// <summary>Mean gap between stated probability and share of right ones, bins weighted by their size.</summary>
    /// <param name="probabilities">Stated probability per item that it is right.</param>
    /// <param name="right">Whether it is.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    public static double ExpectedError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right, int bins = DefaultBins)
    {
        if (probabilities.IsEmpty) return double.NaN;
        double sum = 0;
        foreach (var bin in Bins(probabilities, right, bins)) sum += bin.Count * Math.Abs(bin.Right - bin.Stated);
        return sum / probabilities.Length;
    }

    /// <summary>Greatest gap of a bin between stated probability and share of right ones, 0 to 1; NaN without items.</summary>
    /// <param name="probabilities">Stated probability per item that it is right.</param>
    /// <param name="right">Whether it is.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    public static double MaximumError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right, int bins = DefaultBins)
    {
        if (probabilities.IsEmpty) return double.NaN;
        double greatest = 0;
        foreach (var bin in Bins(probabilities, right, bins)) greatest = Math.Max(greatest, Math.Abs(bin.Right - bin.Stated));
        return greatest;
    }

    /// <summary>Mean of −ln of the probability stated for what was the case; +∞ when that was 0 once, NaN without items.</summary>
    /// <param name="probabilities">Stated probability per item that it is right.</param>
    /// <param name="right">Whether it is.</param>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right)
    {
        Check(probabilities, right);
        double sum = 0;
        for (var i = 0; i < probabilities.Length; i++) sum -= Math.Log(right[i] ? probabilities[i] : 1 - probabilities[i]);
        return sum / probabilities.Length;
    }

    /// <summary>Mean probability stated for wrong items (MCIP of arXiv 2601.07264); NaN when nothing is wrong.</summary>
    /// <param name="probabilities">Stated probability per item that it is right.</param>
    /// <param name="right">Whether it is.</param>
    public static double StatedWhenWrong(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right)
    {
        Check(probabilities, right);
        var (sum, wrong) = (0.0, 0);
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!right[i]) (sum, wrong) = (sum + probabilities[i], wrong + 1);
        }
        return sum / wrong;
    }

    /// <summary>Mean squared gap between stated probability and outcome, 0 to 1; always saying ½ gives 0.25.</summary>
    /// <param name="probabilities">Stated probability per item that it is right.</param>
    /// <param name="right">Whether it is.</param>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right)
    {
        Check(probabilities, right);
        double sum = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var gap = probabilities[i] - (right[i] ? 1 : 0);
            sum += gap * gap;
        }
        return sum / probabilities.Length;
    }

    /// <summary>The bins that hold items, by rising probability.</summary>
    /// <param name="probabilities">Stated probability per item that it is right.</param>
    /// <param name="right">Whether it is.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    public static ValueList<CalibrationBin> Bins(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Check(probabilities, right);
        var (counts, hits, sums) = (new int[bins], new int[bins], new double[bins]);
        for (var i = 0; i < probabilities.Length; i++)
        {
            var bin = BinOf(probabilities[i], bins);
            counts[bin]++;
            sums[bin] += probabilities[i];
            if (right[i]) hits[bin]++;
        }
        var filled = new List<CalibrationBin>();
        for (var bin = 0; bin < bins; bin++)
        {
            if (counts[bin] > 0) filled.Add(new((double)bin / bins, (double)(bin + 1) / bins, sums[bin] / counts[bin], (double)hits[bin] / counts[bin], counts[bin]));
        }
        return filled.ToValueList();
    }

    /// <summary>Murphy's parts of the Brier score, of the means of bins.</summary>
    /// <param name="bins">Bins with items; NaN without any.</param>
    /// <remarks>
    /// Source: Murphy 1973. Brier = reliability - resolution + uncertainty when all items of a bin have one probability;
    /// otherwise a small rest comes from the differences within bins.
    /// </remarks>
    public static BrierParts Parts(ReadOnlySpan<CalibrationBin> bins)
    {
        long items = 0;
        double hits = 0;
        foreach (var bin in bins)
        {
            items += bin.Count;
            hits += bin.Right * bin.Count;
        }
        var rate = items == 0 ? double.NaN : hits / items;
        double reliability = 0, resolution = 0;
        foreach (var bin in bins)
        {
            reliability += (bin.Stated - bin.Right) * (bin.Stated - bin.Right) * bin.Count;
            resolution += (bin.Right - rate) * (bin.Right - rate) * bin.Count;
        }
        return new(items == 0 ? double.NaN : reliability / items, items == 0 ? double.NaN : resolution / items, rate * (1 - rate));
    }

    /// <summary>Position of a probability's bin, from 0.</summary>
    internal static int BinOf(double probability, int bins)
    {
        var bin = Math.Max(0, (int)Math.Ceiling(probability * bins) - 1);
        // The product rounds: 0.07 · 100 is a little above 7, and 0.07 belongs to the bin that it closes.
        return bin > 0 && probability <= (double)bin / bins ? bin - 1 : bin;
    }

    private static void Check(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> right)
    {
        if (probabilities.Length != right.Length) throw new ArgumentException($"probabilities has {probabilities.Length} items, right has {right.Length}; they must be equal", nameof(right));
        foreach (var probability in probabilities)
        {
            if (!(probability >= 0 && probability <= 1)) throw new ArgumentOutOfRangeException(nameof(probabilities), probability, "a probability must be from 0 to 1");
        }
    }
}

/// <summary>Items whose stated probability lies in one range.</summary>
/// <param name="Low">Left end, open (closed for 0).</param>
/// <param name="High">Right end, closed.</param>
/// <param name="Stated">Mean stated probability.</param>
/// <param name="Right">Share of right ones.</param>
/// <param name="Count">Items in the bin; at least 1.</param>
public readonly record struct CalibrationBin(double Low, double High, double Stated, double Right, int Count);

/// <summary>Parts of the Brier score.</summary>
/// <param name="Reliability">Mean squared gap between stated probability and share of right ones; 0 is best.</param>
/// <param name="Resolution">Variance of the bins' shares: what the probabilities tell apart; high is good.</param>
/// <param name="Uncertainty">Brier score of always stating the overall share.</param>
public readonly record struct BrierParts(double Reliability, double Resolution, double Uncertainty);
