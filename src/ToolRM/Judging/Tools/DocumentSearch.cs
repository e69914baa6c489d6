using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;

namespace ToolRM.Judging.Tools;

/// <summary>A document to search.</summary>
/// <param name="Title">Its title, shown with every hit.</param>
/// <param name="Text">Its text.</param>
public sealed record SearchedDocument(string Title, string Text);

/// <summary>
/// Search over documents that the caller gives, for a judge: BM25 over lower-case words (Robertson and Zaragoza 2009, k₁ = 1.2, b = 0.75). Held in memory; meant for
/// hundreds of documents.
/// </summary>
public sealed class DocumentSearch
{
    private const double Saturation = 1.2;
    private const double LengthWeight = 0.75;

    private readonly ValueList<SearchedDocument> _documents;
    private readonly Dictionary<string, int>[] _counts;
    private readonly int[] _lengths;
    private readonly Dictionary<string, int> _holders = new(StringComparer.Ordinal);
    private readonly double _meanLength;

    /// <summary>Reads the documents.</summary>
    /// <param name="documents">The documents; title and text are searched.</param>
    public DocumentSearch(ValueList<SearchedDocument> documents)
    {
        _documents = documents;
        (_counts, _lengths) = (new Dictionary<string, int>[documents.Count], new int[documents.Count]);
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] = new(StringComparer.Ordinal);
            foreach (var word in Words(documents[i].Title + "\n" + documents[i].Text))
            {
                _counts[i][word] = _counts[i].GetValueOrDefault(word) + 1;
                _lengths[i]++;
            }
            foreach (var word in _counts[i].Keys) _holders[word] = _holders.GetValueOrDefault(word) + 1;
        }
        _meanLength = _lengths.Length == 0 ? 0 : Math.Max(_lengths.Average(), 1);
    }

    /// <summary>The best documents with their scores, the best first; ties by place. Documents without a word of the query are no hits.</summary>
    /// <param name="query">The query.</param>
    /// <param name="count">Most hits.</param>
    public ValueList<KeyValuePair<SearchedDocument, double>> Find(string query, int count = 3)
    {
        ArgumentNullException.ThrowIfNull(query);
        string[] words = [.. Words(query).Distinct(StringComparer.Ordinal)];
        return Enumerable.Range(0, _documents.Count).Select(i => KeyValuePair.Create(_documents[i], Score(i, words))).Where(hit => hit.Value > 0)
            .OrderByDescending(hit => hit.Value).Take(count).ToValueList();
    }

    /// <summary>The function <c>search(query)</c>: up to <paramref name="count"/> documents with title and text.</summary>
    /// <param name="count">Most documents per search. Default 3 (ours).</param>
    /// <param name="excerpt">Most characters of each. Default 2,000 (ours).</param>
    public AIFunction Function(int count = 3, int excerpt = 2_000) => new TextFunction(
        "search", "Finds documents by words.", "query",
        (query, _) =>
        {
            var hits = Find(query, count);
            return ValueTask.FromResult(hits.Count == 0 ? "nothing found" : string.Join("\n\n", hits.Select(hit => string.Create(
                CultureInfo.InvariantCulture, $"{hit.Key.Title}\n{(hit.Key.Text.Length <= excerpt ? hit.Key.Text : hit.Key.Text[..excerpt] + "…")}"))));
        });

    private double Score(int document, string[] words)
    {
        var score = 0.0;
        foreach (var word in words)
        {
            if (_counts[document].GetValueOrDefault(word) is not (> 0 and var count)) continue;
            // ln(1 + (N − n + ½) / (n + ½)): never below 0, also for words in most documents.
            var rarity = Math.Log(1 + (_documents.Count - _holders[word] + 0.5) / (_holders[word] + 0.5));
            score += rarity * count * (Saturation + 1) / (count + Saturation * (1 - LengthWeight + LengthWeight * _lengths[document] / _meanLength));
        }
        return score;
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]));
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            yield return text[start..i].ToLowerInvariant();
            start = -1;
        }
    }
}
