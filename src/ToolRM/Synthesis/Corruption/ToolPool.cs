using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>Tools of other prompts, to be offered beside the right one as near rivals.</summary>
/// <remarks>
/// Likeness is the share of common words of names, descriptions and parameters. A rival is like the right tool but not so like
/// that it could do the same work: a tool that shares more than 0.6 of the words, has the same words in its name, or has a
/// verb and a noun in common with it is left out. Safe for many threads.
/// </remarks>
public sealed class ToolPool
{
    // Ours: below 0.08 tools have hardly a word in common; above 0.6 they are often two wordings of one service.
    private const double Least = 0.08, Most = 0.6;
    private const int Nearest = 12;
    private const int MostAdded = 3;

    private readonly List<(ToolShape Tool, HashSet<string> Words, HashSet<string> NameWords)> _tools = [];
    private readonly Dictionary<string, List<int>> _byWord = new(StringComparer.Ordinal);

    /// <summary>A pool.</summary>
    /// <param name="tools">The tools; of several with one name the first counts.</param>
    public ToolPool(IEnumerable<ToolDefinition> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tool in tools)
        {
            if (!names.Add(tool.Name)) continue;
            var shape = ToolShape.Of(tool);
            var words = ToolSimilarity.Words(shape);
            foreach (var word in words)
            {
                if (!_byWord.TryGetValue(word, out var list)) _byWord[word] = list = [];
                list.Add(_tools.Count);
            }
            _tools.Add((shape, words, Corruption.NameWords.Content(tool.Name)));
        }
    }

    /// <summary>Number of tools.</summary>
    public int Count => _tools.Count;

    /// <summary>The prompt with one to three rivals of a right call's tool among its tools, at random places; the prompt itself when there is none.</summary>
    internal Conversation AddTo(Conversation prompt, ValueList<ToolCall> right, SeededRandom random)
    {
        if (prompt.Tool(right[random.Next(right.Count)].Name) is not { } tool) return prompt;
        var rivals = Rivals(ToolShape.Of(tool), prompt);
        if (rivals.Count == 0) return prompt;
        var tools = prompt.Tools.ToList();
        foreach (var rival in random.Shuffled(rivals).Take(1 + random.Next(MostAdded))) tools.Insert(random.Next(tools.Count + 1), rival);
        return prompt with { Tools = tools.ToValueList() };
    }

    private List<ToolDefinition> Rivals(ToolShape tool, Conversation prompt)
    {
        var (words, name) = (ToolSimilarity.Words(tool), Corruption.NameWords.Content(tool.Name));
        var common = new Dictionary<int, int>();
        foreach (var word in words)
        {
            foreach (var index in _byWord.GetValueOrDefault(word) ?? []) common[index] = common.GetValueOrDefault(index) + 1;
        }
        return [.. common
            .Select(entry => (Index: entry.Key, Likeness: (double)entry.Value / (words.Count + _tools[entry.Key].Words.Count - entry.Value)))
            .Where(entry => entry.Likeness is >= Least and <= Most
                && !IsSameWork(name, _tools[entry.Index].NameWords) && prompt.Tool(_tools[entry.Index].Tool.Name) is null)
            .OrderByDescending(entry => entry.Likeness).ThenBy(entry => entry.Index)
            .Take(Nearest).Select(entry => _tools[entry.Index].Tool.Tool)];
    }

    /// <summary>Names of which the shorter one's words are all in the longer: getWeather beside getCurrentWeather.</summary>
    private static bool IsSameWork(HashSet<string> left, HashSet<string> right) =>
        left.Count == 0 || right.Count == 0 || left.IsSubsetOf(right) || right.IsSubsetOf(left);
}
