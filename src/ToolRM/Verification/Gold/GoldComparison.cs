using ToolRM.Conversations;

namespace ToolRM.Verification.Gold;

/// <summary>Calls beside reference calls, and the pairs that the best assignment makes.</summary>
internal sealed class GoldComparison
{
    /// <summary>Most calls on either side that are paired; the weights of <see cref="PairSimilarity"/> hold up to here.</summary>
    public const int MaximumCalls = 256;

    private readonly PairSimilarity[] _pairs;

    private GoldComparison(GoldCall[] given, GoldCall[] gold)
    {
        (Given, Gold) = (given, gold);
        var size = Math.Max(given.Length, gold.Length);
        _pairs = new PairSimilarity[given.Length * gold.Length];
        var weights = new long[size * size]; // the missing rows or columns weigh 0
        for (var i = 0; i < given.Length; i++)
        {
            for (var j = 0; j < gold.Length; j++)
            {
                _pairs[i * gold.Length + j] = PairSimilarity.Of(given[i], gold[j]);
                weights[i * size + j] = _pairs[i * gold.Length + j].Weight;
            }
        }
        GoldOf = Assignment.Maximise(weights, size);
    }

    public GoldCall[] Given { get; }

    public GoldCall[] Gold { get; }

    /// <summary>The reference call of each call; an index past the end means none. Longer than <see cref="Given"/> when calls are missing.</summary>
    public int[] GoldOf { get; }

    public static GoldComparison Of(GoldCall[] given, GoldCall[] gold) => new(given, gold);

    /// <summary>What a call and a reference call have in common.</summary>
    public PairSimilarity Pair(int given, int gold) => _pairs[given * Gold.Length + gold];

    /// <summary>Whether every call has its full equal.</summary>
    public bool IsFull => Given.Length == Gold.Length && FullPairs == Given.Length;

    private int FullPairs => Pairs().Count(pair => pair.IsFull);

    private IEnumerable<PairSimilarity> Pairs()
    {
        for (var i = 0; i < Given.Length; i++)
        {
            if (GoldOf[i] < Gold.Length) yield return Pair(i, GoldOf[i]);
        }
    }

    /// <summary>Partial credit; see <see cref="GoldCallVerifier"/> for the meanings.</summary>
    public ValueList<VerdictComponent> Components()
    {
        var larger = Math.Max(Given.Length, Gold.Length);
        return
        [
            new("names", NameOverlap(Given.Select(call => call.Name), Given.Length, Gold.Select(call => call.Name), Gold.Length)),
            new("arguments", larger == 0 ? 1 : Pairs().Sum(pair => pair.Credit) / larger),
            new("calls", larger == 0 ? 1 : (double)FullPairs / larger),
            new("ordered", IsInOrder() ? 1 : 0),
        ];
    }

    private bool IsInOrder()
    {
        if (Given.Length != Gold.Length) return false;
        for (var i = 0; i < Given.Length; i++)
        {
            if (!Pair(i, i).IsFull) return false;
        }
        return true;
    }

    /// <summary>F1 of two multisets of names: twice the common ones over all; 1 when both are empty.</summary>
    public static double NameOverlap(IEnumerable<string> given, int givenCount, IEnumerable<string> gold, int goldCount)
    {
        if (givenCount + goldCount == 0) return 1;
        var left = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in gold) left[name] = left.GetValueOrDefault(name) + 1;
        var common = 0;
        foreach (var name in given)
        {
            if (left.GetValueOrDefault(name) == 0) continue;
            left[name]--;
            common++;
        }
        return 2.0 * common / (givenCount + goldCount);
    }
}
