using ToolRM.Conversations;
using ToolRM.Verification.Schemas;

namespace ToolRM.Models.Grounded;

/// <summary>An offered tool: its words and parameters, read once for each <see cref="ToolDefinition"/> object. Immutable.</summary>
internal sealed class ToolIndex
{
    private readonly Dictionary<string, ParameterIndex> _byName = new(StringComparer.Ordinal);

    public ToolIndex(ToolDefinition tool)
    {
        Name = tool.Name;
        Schema = CompiledToolSchema.Compile(tool);
        NameTokens = Tokenizer.Of(tool.Name, isIdentifier: true);
        DescriptionTokens = Tokenizer.Of(tool.Description ?? "");
        var root = JsonParse.Of(tool.Parameters.Text, JsonDialect.LastKeyWins).Value as MapValue;
        SourceText = root is not null && SchemaTypeWords.TakesSourceText(root, null);
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (root?["required"] is ListValue names)
        {
            foreach (var name in names.Items)
            {
                if (name is TextValue text) required.Add(text.Value);
            }
        }
        var parameters = new List<ParameterIndex>();
        if (root?["properties"] is MapValue properties)
        {
            foreach (var entry in properties.Entries)
            {
                var parameter = new ParameterIndex(entry.Key, entry.Value as MapValue, required.Contains(entry.Key), SourceText);
                if (_byName.TryAdd(entry.Key, parameter)) parameters.Add(parameter);
            }
        }
        Parameters = [.. parameters];
        RequiredCount = required.Count;
        Weigh();
    }

    public string Name { get; }

    public CompiledToolSchema Schema { get; }

    public Token[] NameTokens { get; }

    public Token[] DescriptionTokens { get; }

    public ParameterIndex[] Parameters { get; }

    public int RequiredCount { get; }

    public bool SourceText { get; }

    /// <summary>Content words by stem: 1 in the name, less in the description, less again in the parameters.</summary>
    public Dictionary<uint, float> Words { get; } = [];

    public ParameterIndex? Parameter(string name) => _byName.GetValueOrDefault(name);

    private void Weigh()
    {
        foreach (var token in NameTokens) Add(token, 1);
        foreach (var token in DescriptionTokens) Add(token, 0.7f);
        foreach (var parameter in Parameters)
        {
            foreach (var token in parameter.NameTokens) Add(token, 0.4f);
            foreach (var token in parameter.DescriptionTokens) Add(token, 0.2f);
            foreach (var value in parameter.Enum)
            {
                foreach (var token in Tokenizer.Of(value, isIdentifier: true)) Add(token, 0.4f);
            }
        }
    }

    private void Add(Token token, float weight)
    {
        if (token.IsNumber || token.Has(TokenMarks.Function)) return;
        Add(token.Stem, ToolWords.IsGeneric(token.Stem) ? 0.15f * weight : weight);
        if (weight < 0.5f) return;
        foreach (var same in Synonyms.Of(token.Stem)) Add(same, 0.6f * weight);
    }

    private void Add(uint stem, float weight)
    {
        ref var old = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(Words, stem, out _);
        old = Math.Max(old, weight);
    }
}
