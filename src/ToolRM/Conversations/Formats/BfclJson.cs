namespace ToolRM.Conversations.Formats;

/// <summary>
/// The Berkeley Function Calling Leaderboard's documents: question rows (<c>id</c>, <c>question</c>, <c>function</c>),
/// answer rows (<c>id</c>, <c>ground_truth</c>), and what a category's name says.
/// </summary>
/// <remarks>
/// Source: tools-and-data 1.1 to 1.3 (BFCL v4). Type words of the documents (<c>dict</c>, <c>float</c>, <c>ArrayList</c>) are
/// kept. All readers throw <see cref="DataFormatException"/> with the place inside the document.
/// </remarks>
public static class BfclJson
{
    private const string NextStep = "See docs/formats.md, \"BFCL documents\"";

    /// <summary>Function documents: a list of <c>{name, description, parameters}</c>, or one such object.</summary>
    /// <param name="documents">The value of <c>function</c>.</param>
    /// <param name="where">Where the value stands, such as <c>questions.jsonl:12: function</c>; for messages.</param>
    public static ValueList<ToolDefinition> ReadDocuments(ArgumentValue documents, string where = "function") =>
        ReadDocuments(DocumentNode.Root(documents, where, NextStep));

    /// <summary>Accepted answers: a list of one-key objects <c>{function: {parameter: [accepted value, …]}}</c>.</summary>
    /// <param name="groundTruth">The value of <c>ground_truth</c>.</param>
    /// <param name="category">The category's name, from which matching and language follow.</param>
    /// <param name="where">Where the value stands, such as <c>answers.jsonl:12: ground_truth</c>; for messages.</param>
    public static AcceptedCalls ReadAcceptedCalls(ArgumentValue groundTruth, string category, string where = "ground_truth")
    {
        ArgumentNullException.ThrowIfNull(category);
        return ReadAcceptedCalls(DocumentNode.Root(groundTruth, where, NextStep), category);
    }

    /// <summary>A question row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    public static BfclQuestion ReadQuestion(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var id = node.Required("id").Text();
        return new(
            id,
            CategoryOf(id),
            node.Required("question").List(turn => turn.List(message => ChatMessageJson.Read(message, argumentsAsObjects: true))),
            node.Optional("function") is { } documents ? ReadDocuments(documents) : []);
    }

    /// <summary>An answer row of a single-turn category.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    public static BfclAnswer ReadAnswer(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var id = node.Required("id").Text();
        return new(id, ReadAcceptedCalls(node.Required("ground_truth"), CategoryOf(id)));
    }

    /// <summary>
    /// The category in an item's id: <c>live_multiple</c> of <c>live_multiple_3-1-0</c>, <c>simple_python</c> of
    /// <c>simple_python_12</c>. Of a format-sensitivity id, whose three parts are joined by <c>:</c>, the third counts.
    /// </summary>
    /// <param name="id">The item's id.</param>
    public static string CategoryOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var item = id.AsSpan(id.LastIndexOf(':') + 1);
        // The number is the last part that starts with a digit; what follows it (-1-0, @2024-08) belongs to it.
        for (var i = item.Length - 2; i >= 0; i--)
        {
            if (item[i] == '_' && char.IsAsciiDigit(item[i + 1])) return item[..i].ToString();
        }
        return item.ToString();
    }

    /// <summary>How a category's calls are paired (tools-and-data 1.3): <c>parallel</c> before <c>multiple</c>, otherwise simple.</summary>
    /// <param name="category">The category's name.</param>
    public static CallMatching MatchingOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        if (category.Contains("parallel", StringComparison.Ordinal)) return CallMatching.Parallel;
        return category.Contains("multiple", StringComparison.Ordinal) ? CallMatching.Multiple : CallMatching.Simple;
    }

    /// <summary>A category's language (tools-and-data 1.2, item 1): JavaScript, else Java, else Python.</summary>
    /// <param name="category">The category's name.</param>
    public static SourceLanguage LanguageOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        if (category.Contains("javascript", StringComparison.Ordinal)) return SourceLanguage.JavaScript;
        return category.Contains("java", StringComparison.Ordinal) ? SourceLanguage.Java : SourceLanguage.Python;
    }

    /// <summary>Whether a category has no accepted answers because no call is right (<c>irrelevance</c>, <c>live_irrelevance</c>).</summary>
    /// <param name="category">The category's name.</param>
    public static bool IsIrrelevance(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        return category.Contains("irrelevance", StringComparison.Ordinal);
    }

    /// <summary>Function documents as BFCL writes them.</summary>
    /// <param name="documents">The documents.</param>
    public static ListValue WriteDocuments(ValueList<ToolDefinition> documents) =>
        new(documents.Select(ArgumentValue (document) => ToolJson.WriteBare(document)).ToValueList());

    /// <summary>Accepted answers as BFCL writes them: one-key objects. Matching and language are in the category's name, not here.</summary>
    /// <param name="reference">The answers.</param>
    public static ListValue WriteAcceptedCalls(AcceptedCalls reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new(reference.Calls.Select(ArgumentValue (call) => new MapValue([new(call.Name, WriteParameters(call.Parameters))])).ToValueList());
    }

    internal static ValueList<ToolDefinition> ReadDocuments(DocumentNode node) => node.IsMap ? [ToolJson.Read(node)] : node.List(ToolJson.Read);

    internal static AcceptedCalls ReadAcceptedCalls(DocumentNode node, string category) =>
        new(node.List(ReadOneKeyCall), MatchingOf(category), LanguageOf(category));

    internal static AcceptedCall ReadOneKeyCall(DocumentNode node)
    {
        var calls = node.Entries((name, parameters) => new AcceptedCall(name, ReadParameters(parameters)));
        return calls.Count == 1 ? calls[0] : throw node.Expected("an object with one key, the function's name");
    }

    internal static ValueList<AcceptedParameter> ReadParameters(DocumentNode node) =>
        node.Entries((name, values) => new AcceptedParameter(name, values.Value is ListValue list
            ? list.Items
            : throw values.Expected("an array of accepted values")));

    private static MapValue WriteParameters(ValueList<AcceptedParameter> parameters) =>
        new(parameters.Select(parameter => new MapEntry(parameter.Name, new ListValue(parameter.Values))).ToValueList());
}

/// <summary>A question of BFCL.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Category">The category in the id.</param>
/// <param name="Turns">Messages by turn; single-turn categories have one.</param>
/// <param name="Documents">The function documents, with BFCL's type words; empty for multi-turn items, whose documents are elsewhere.</param>
public sealed record BfclQuestion(string Id, string Category, ValueList<ValueList<Message>> Turns, ValueList<ToolDefinition> Documents)
{
    /// <summary>The first turn with the documents as offered tools: the whole prompt of a single-turn item.</summary>
    public Conversation Prompt => new(Turns.Count == 0 ? [] : Turns[0], Documents);
}

/// <summary>An answer of BFCL.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Accepted">The accepted calls.</param>
public sealed record BfclAnswer(string Id, AcceptedCalls Accepted);
