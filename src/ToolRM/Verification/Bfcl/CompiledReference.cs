using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>Function documents and accepted answers of one question, prepared once for any number of replies.</summary>
/// <remarks>Only the reference's side is prepared: normal forms of accepted texts, types, look-ups. Verdicts are never kept.</remarks>
internal sealed class CompiledReference
{
    private CompiledReference(CallMatching matching, SourceLanguage language, CompiledDocument?[] documents, CompiledAnswer[] answers)
    {
        Matching = matching;
        Language = language;
        Documents = documents;
        Answers = answers;
    }

    public CallMatching Matching { get; }

    public SourceLanguage Language { get; }

    /// <summary>Document of each answer, found by name, or for <see cref="CallMatching.Simple"/> the first; null when there is none.</summary>
    public CompiledDocument?[] Documents { get; }

    public CompiledAnswer[] Answers { get; }

    public static CompiledReference Of(ValueList<ToolDefinition> tools, AcceptedCalls reference)
    {
        var compiled = new CompiledDocument?[tools.Count];
        for (var i = 0; i < compiled.Length; i++) compiled[i] = CompiledDocument.Of(tools[i], reference.Language);
        var answers = reference.Calls.Select(call => new CompiledAnswer(call)).ToArray();
        var documents = new CompiledDocument?[answers.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            documents[i] = reference.Matching == CallMatching.Simple
                ? compiled.FirstOrDefault()
                : Array.Find(compiled, document => document!.Name == answers[i].Name);
        }
        return new(reference.Matching, reference.Language, documents, answers);
    }
}

/// <summary>One function document.</summary>
internal sealed class CompiledDocument
{
    private readonly CompiledParameter[] _parameters;

    private CompiledDocument(string name, CompiledParameter[] parameters, string[] required)
    {
        Name = name;
        UnderscoreName = name.Replace('.', '_');
        _parameters = parameters;
        Required = required;
    }

    public string Name { get; }

    /// <summary>The name as models without dots in names write it.</summary>
    public string UnderscoreName { get; }

    public string[] Required { get; }

    public CompiledParameter? Parameter(string name)
    {
        foreach (var parameter in _parameters)
        {
            if (parameter.Name == name) return parameter;
        }
        return null;
    }

    public static CompiledDocument Of(ToolDefinition tool, SourceLanguage language)
    {
        var schema = tool.Parameters.ToValue() as MapValue ?? MapValue.Empty;
        // BFCL's documents say "dict" here; a JSON Schema says "object", and its words are given BFCL's meaning.
        var isJsonSchema = schema["type"] is TextValue { Value: "object" };
        var parameters = schema["properties"] is MapValue properties
            ? properties.Entries.Select(entry => CompiledParameter.Of(entry.Key, entry.Value as MapValue ?? MapValue.Empty, language, isJsonSchema)).ToArray()
            : [];
        var required = schema["required"] is ListValue list ? list.Items.OfType<TextValue>().Select(text => text.Value).ToArray() : [];
        return new(tool.Name, parameters, required);
    }
}

/// <summary>One parameter of a document: its type word and what BFCL makes of it.</summary>
internal sealed record CompiledParameter(string Name, string TypeWord, HostType Type, string? ItemTypeWord, HostType ItemType, bool IsTuple, bool IsFloat, string? Defect)
{
    public static CompiledParameter Of(string name, MapValue schema, SourceLanguage language, bool isJsonSchema)
    {
        var word = WordOf(schema, isJsonSchema) ?? "";
        var type = HostTypes.Of(word, language);
        string? itemWord = null;
        var itemType = HostType.None;
        string? defect = type == HostType.None ? $"the document gives parameter '{name}' the unknown type '{word}'" : null;
        if (defect is null && HostTypes.IsNesting(word, language))
        {
            itemWord = schema["items"] is MapValue items && items["type"] is not null ? WordOf(items, isJsonSchema) : null;
            if (itemWord is null && isJsonSchema) itemType = HostType.None; // any items
            else if (itemWord is null) defect = $"the document gives parameter '{name}' the type '{word}' without the type of its items";
            else
            {
                itemType = HostTypes.Of(itemWord, language);
                if (itemType == HostType.None) defect = $"the document gives the items of parameter '{name}' the unknown type '{itemWord}'";
            }
        }
        return new(name, word, type, itemWord, itemType, word == "tuple", word == "float", defect);
    }

    /// <summary>The type word; of a JSON Schema in BFCL's words: number is float, object is dict, several types or none are any.</summary>
    private static string? WordOf(MapValue schema, bool isJsonSchema) => (schema["type"], isJsonSchema) switch
    {
        (TextValue { Value: "number" }, true) => "float",
        (TextValue { Value: "object" }, true) => "dict",
        (TextValue word, _) => word.Value,
        (ListValue list, true) when list.Items.Where(item => item is not TextValue { Value: "null" }).ToList() is [TextValue only] =>
            WordOf(new MapValue([new MapEntry("type", only)]), isJsonSchema),
        (_, true) => "any",
        _ => null,
    };
}
