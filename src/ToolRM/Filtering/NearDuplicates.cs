using ToolRM.Conversations;

namespace ToolRM.Filtering;

/// <summary>
/// Finds requests that share most of their words' sequences: MinHash with bands finds the pairs to look at, the exact Jaccard similarity of
/// their shingles decides. Nothing is called a near-duplicate by chance; one may be missed by chance.
/// </summary>
/// <remarks>
/// Shingles are the distinct sequences of three words; a shorter text is one shingle. 128 hash functions in 32 bands of 4 rows: a pair of
/// similarity s is looked at with probability 1 - (1 - s⁴)³², which is 1 - 10⁻⁷ at 0.8 and 0.87 at 0.5. Deterministic: the functions
/// are fixed. Source: Broder 1997; bands as in Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4; the numbers are ours.
/// Not safe for concurrent calls.
/// </remarks>
public sealed class NearDuplicates
{
    internal const int Words = 3;
    private const int Bands = 32;
    private const int Rows = 4;

    private readonly double _similarity;
    private readonly Dictionary<(int Band, ulong Hash), List<int>> _buckets = [];
    private readonly List<(string Id, ulong[] Shingles)> _known = [];

    /// <summary>No requests yet.</summary>
    /// <param name="similarity">Least similarity of a near-duplicate, above 0, at most 1.</param>
    public NearDuplicates(double similarity)
    {
        if (!(similarity > 0 && similarity <= 1)) throw new ArgumentOutOfRangeException(nameof(similarity), similarity, "must be above 0 and at most 1");
        _similarity = similarity;
    }

    /// <summary>The most alike of the requests known; when there is none, the request becomes known.</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="words">Its words; a request without any is like no other.</param>
    /// <returns>The other's id and the similarity; null when the request is new.</returns>
    public (string Id, double Similarity)? FindOrAdd(string id, ValueList<string> words)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (words.Count == 0) return null;
        var shingles = Shingles(words);
        var bands = BandHashes(shingles);
        (int Index, double Similarity)? best = null;
        var seen = new HashSet<int>();
        for (var band = 0; band < Bands; band++)
        {
            if (!_buckets.TryGetValue((band, bands[band]), out var bucket)) continue;
            foreach (var index in bucket)
            {
                if (!seen.Add(index)) continue;
                var similarity = Jaccard(shingles, _known[index].Shingles);
                if (similarity >= _similarity && (best is not { } found || similarity > found.Similarity || (similarity.Equals(found.Similarity) && index < found.Index))) best = (index, similarity);
            }
        }
        if (best is { } match) return (_known[match.Index].Id, match.Similarity);
        for (var band = 0; band < Bands; band++)
        {
            if (!_buckets.TryGetValue((band, bands[band]), out var bucket)) _buckets.Add((band, bands[band]), bucket = []);
            bucket.Add(_known.Count);
        }
        _known.Add((id, shingles));
        return null;
    }

    /// <summary>The similarity of two requests: shared shingles over all shingles, 0 to 1; 0 when one has no words.</summary>
    /// <param name="first">The words of one.</param>
    /// <param name="second">The words of the other.</param>
    public static double Similarity(ValueList<string> first, ValueList<string> second) =>
        first.Count == 0 || second.Count == 0 ? 0 : Jaccard(Shingles(first), Shingles(second));

    /// <summary>Hashes of the distinct shingles, sorted.</summary>
    private static ulong[] Shingles(ValueList<string> words)
    {
        var hashes = new SortedSet<ulong>();
        for (var i = 0; i + Words <= Math.Max(words.Count, Words); i++)
        {
            var hash = 0xCBF29CE484222325UL; // FNV-1a over UTF-16, a mark between words
            for (var j = i; j < Math.Min(i + Words, words.Count); j++)
            {
                foreach (var unit in words[j]) hash = unchecked((hash ^ unit) * 0x100000001B3UL);
                hash = unchecked((hash ^ 0x10000UL) * 0x100000001B3UL);
            }
            hashes.Add(Mix(hash));
        }
        return [.. hashes];
    }

    private static double Jaccard(ulong[] first, ulong[] second)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < first.Length && j < second.Length)
        {
            if (first[i] == second[j]) { shared++; i++; j++; }
            else if (first[i] < second[j]) i++;
            else j++;
        }
        return (double)shared / (first.Length + second.Length - shared);
    }

    private static ulong[] BandHashes(ulong[] shingles)
    {
        var bands = new ulong[Bands];
        for (var function = 0; function < Bands * Rows; function++)
        {
            var offset = Mix(unchecked((ulong)(function + 1) * 0x9E3779B97F4A7C15UL));
            var least = ulong.MaxValue;
            foreach (var shingle in shingles) least = Math.Min(least, Mix(shingle ^ offset));
            bands[function / Rows] = Mix(bands[function / Rows] ^ least);
        }
        return bands;
    }

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
