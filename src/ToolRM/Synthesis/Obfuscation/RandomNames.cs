using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>
/// Random names, given when a name is first met. A name depends on seed, item and the old name alone, not on what was met before
/// (but for the rare repeated draw).
/// </summary>
/// <remarks>
/// Dots stay, one random part for each: BFCL compares <c>m.f</c> as <c>m_f</c> for models that cannot write dots (tools-and-data 1.3).
/// A called <c>m_f</c> therefore gets the underscored form of the new name of an offered <c>m.f</c>.
/// </remarks>
internal sealed class RandomNames : INames
{
    private readonly ObfuscationOptions _options;
    private readonly string _itemId;
    private readonly string _itemText;
    private readonly string _letters;
    private readonly Dictionary<string, string> _tools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _underscored = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <param name="options">How names look.</param>
    /// <param name="itemId">The item's id.</param>
    /// <param name="itemText">All texts of the item; no new name occurs in it.</param>
    /// <param name="offered">Names of the offered tools.</param>
    public RandomNames(ObfuscationOptions options, string itemId, string itemText, IReadOnlyCollection<string> offered)
    {
        (_options, _itemId, _itemText) = (options, itemId, itemText);
        _letters = string.Concat(options.Alphabet.Where(char.IsAsciiLetter));
        foreach (var name in offered)
        {
            if (name.Contains('.') && !offered.Contains(name.Replace('.', '_'))) _underscored.TryAdd(name.Replace('.', '_'), name);
        }
        foreach (var name in offered) Tool(name);
    }

    public NameMap Map => new(Sorted(_tools), Sorted(_parameters));

    public string Tool(string name)
    {
        if (_tools.TryGetValue(name, out var known)) return known;
        var random = _underscored.TryGetValue(name, out var dotted) ? Tool(dotted).Replace('.', '_') : New("tool", name, parts: name.Count(character => character == '.') + 1);
        _tools.Add(name, random);
        return random;
    }

    public string Parameter(string name)
    {
        if (_parameters.TryGetValue(name, out var known)) return known;
        var random = New("parameter", name, parts: 1);
        _parameters.Add(name, random);
        return random;
    }

    public IEnumerable<KeyValuePair<string, string>> Known(bool parameters) => parameters ? _parameters.Concat(_tools) : _tools;

    private string New(string kind, string name, int parts)
    {
        for (var attempt = 0; ; attempt++)
        {
            var random = SeededRandom.Of(_options.Seed, $"{_itemId}\n{kind}\n{name}", attempt);
            var text = string.Join('.', Enumerable.Range(0, parts).Select(_ => Part(random)));
            if (!_itemText.Contains(text, StringComparison.Ordinal) && _taken.Add(text)) return text;
        }
    }

    private string Part(SeededRandom random)
    {
        var characters = new char[_options.MinimumLength + random.Next(_options.MaximumLength - _options.MinimumLength + 1)];
        for (var i = 0; i < characters.Length; i++)
        {
            var from = i == 0 ? _letters : _options.Alphabet;
            characters[i] = from[random.Next(from.Length)];
        }
        return new(characters);
    }

    private static ValueList<KeyValuePair<string, string>> Sorted(Dictionary<string, string> names) =>
        names.OrderBy(name => name.Key, StringComparer.Ordinal).ToValueList();
}

/// <summary>The old names by the new ones; others stay.</summary>
internal sealed class OldNames(NameMap map) : INames
{
    private readonly Dictionary<string, string> _tools = map.Tools.ToDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parameters = map.Parameters.ToDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);

    public string Tool(string name) => _tools.GetValueOrDefault(name, name);

    public string Parameter(string name) => _parameters.GetValueOrDefault(name, name);

    public IEnumerable<KeyValuePair<string, string>> Known(bool parameters) => parameters ? _parameters.Concat(_tools) : _tools;
}
