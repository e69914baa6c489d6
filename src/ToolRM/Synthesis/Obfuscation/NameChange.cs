using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>
/// Other names for the functions and parameters of one item, the same everywhere in it: catalogue (nested properties and
/// <c>required</c> too), earlier calls and the names on tool results, reference, replies. Descriptions, values, enums and messages stay.
/// </summary>
/// <remarks>
/// <para>
/// Every name of a call changes, offered or not: a hallucinated name must stay one (no new name is offered by accident) and must not be
/// told from the others by its looks. Of parameters likewise, at the top level and wherever a schema declares properties; keys of
/// free maps are data and stay.
/// </para>
/// <para>A verifier gives the same verdict, error type and label before and after.</para>
/// Source: toolrm 2.2 and 8 (4). Not safe for concurrent calls.
/// </remarks>
public sealed class NameChange
{
    // Parts of wire formats: an unreadable reply without them would no longer look like a call.
    private static readonly string[] FormatWords =
        ["name", "arguments", "parameters", "parameter", "function", "functions", "function_call", "tool", "tools", "tool_call", "tool_calls", "type", "id", "invoke", "action", "action_input", "null", "true", "false"];

    private readonly INames _names;
    private readonly bool _mentions;
    private readonly Dictionary<string, SchemaPlace> _places = new(StringComparer.Ordinal);
    private readonly Func<SeededRandom?> _order;

    private NameChange(INames names, Conversation prompt, Reference? reference, bool mentions, Func<SeededRandom?> order)
    {
        (_names, _mentions, _order) = (names, mentions, order);
        foreach (var tool in Catalogue(prompt, reference).GroupBy(tool => tool.Name, StringComparer.Ordinal)) _places.Add(tool.Key, SchemaPlace.Of(tool.Select(one => one.Parameters)));
    }

    /// <summary>The names given so far; all of the item once all its parts were changed. Null of <see cref="Back"/>.</summary>
    public NameMap? Map => (_names as RandomNames)?.Map;

    /// <summary>Random names for an item.</summary>
    /// <param name="group">The item with all its replies; names depend on its id and the seed.</param>
    /// <param name="options">How names look; <see cref="ObfuscationOptions.Share"/> does not count here.</param>
    public static NameChange Random(CandidateGroup group, ObfuscationOptions options)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var catalogue = Catalogue(group.Prompt, group.Reference).ToList();
        var names = new RandomNames(options, group.Id, CandidatesJson.Write(group).ToString(), catalogue.Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal));
        return new(names, group.Prompt, group.Reference, options.Mentions, () => options.Reorder ? SeededRandom.Of(options.Seed, "order\n" + group.Id) : null);
    }

    /// <summary>The old names for an item with random ones.</summary>
    /// <param name="map">The item's names.</param>
    /// <param name="prompt">The item's prompt, with random names.</param>
    /// <param name="reference">Its reference, with random names; null when it has none.</param>
    /// <param name="mentions">Whether descriptions were changed (<see cref="ObfuscationOptions.Mentions"/>).</param>
    public static NameChange Back(NameMap map, Conversation prompt, Reference? reference, bool mentions = false)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(prompt);
        return new(new OldNames(map), prompt, reference, mentions, () => null);
    }

    /// <summary>The prompt.</summary>
    /// <param name="prompt">Messages and tools.</param>
    public Conversation Of(Conversation prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var order = _order();
        return new(prompt.Messages.Select(Of).ToValueList(), prompt.Tools.Select(tool => Of(tool, order)).ToValueList());
    }

    /// <summary>A call, well-formed or not.</summary>
    /// <param name="call">The call.</param>
    public ToolCall Of(ToolCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call with { Name = _names.Tool(call.Name), ArgumentsText = new ArgumentRewriter(_names).Rewrite(call.ArgumentsText, Place(call.Name)) };
    }

    /// <summary>A list of calls.</summary>
    /// <param name="calls">The calls.</param>
    public ValueList<ToolCall> Of(ValueList<ToolCall> calls) => calls.Select(Of).ToValueList();

    /// <summary>A reference of any kind.</summary>
    /// <param name="reference">The reference.</param>
    public Reference Of(Reference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference switch
        {
            GoldCalls gold => gold with { Calls = Of(gold.Calls) },
            AcceptedCalls accepted => accepted with { Calls = accepted.Calls.Select(Of).ToValueList(), Documents = OfTools(accepted.Documents) },
            AnyOf any => new AnyOf(any.Alternatives.Select(Of).ToValueList()),
            PerTurn turns => new PerTurn(turns.Turns.Select(turn => turn is null ? null : Of(turn)).ToValueList()),
            ExpectedResults expected => expected with { Unsolved = expected.Unsolved.Select(result => result with { ToolName = _names.Tool(result.ToolName) }).ToValueList() },
            _ => reference,
        };
    }

    /// <summary>
    /// A text of the model beside its calls: names of tools that no prose holds by accident are changed. Of a text that could not be
    /// read as calls every word that is a name is changed.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="isUnreadable">Whether it could not be read as calls.</param>
    public string OfText(string text, bool isUnreadable) =>
        WordChange.Apply(text, isUnreadable ? _names.Known(parameters: true).Where(name => !FormatWords.Contains(name.Key)) : Identifiers());

    private Message Of(Message message) => message switch
    {
        AssistantMessage assistant => assistant with { Calls = Of(assistant.Calls) },
        ToolMessage { ToolName: { } name } tool => tool with { ToolName = _names.Tool(name) },
        _ => message,
    };

    private ToolDefinition Of(ToolDefinition tool, SeededRandom? order) => tool with
    {
        Name = _names.Tool(tool.Name),
        Description = tool.Description is { } text && _mentions ? Mentioned(text) : tool.Description,
        Parameters = new SchemaRewriter(_names, order, _mentions ? Mentioned : null).Rewrite(tool.Parameters),
    };

    private ValueList<ToolDefinition> OfTools(ValueList<ToolDefinition> tools)
    {
        var order = _order();
        return tools.Select(tool => Of(tool, order)).ToValueList();
    }

    private AcceptedCall Of(AcceptedCall call)
    {
        var (place, rewriter) = (Place(call.Name), new ArgumentRewriter(_names));
        return new(_names.Tool(call.Name), call.Parameters.Select(parameter => new AcceptedParameter(
            _names.Parameter(parameter.Name),
            parameter.Values.Select(value => rewriter.RewriteAccepted(value, place.Property(parameter.Name))).ToValueList())).ToValueList());
    }

    private string Mentioned(string text) => WordChange.Apply(text, Identifiers());

    // Either side of the change: the old name decides, so that the way back finds the same words.
    private IEnumerable<KeyValuePair<string, string>> Identifiers() =>
        _names.Known(parameters: false).Where(name => WordChange.IsIdentifier(_names is RandomNames ? name.Key : name.Value));

    private SchemaPlace Place(string tool) => _places.GetValueOrDefault(tool) ?? SchemaPlace.Unknown;

    private static IEnumerable<ToolDefinition> Catalogue(Conversation prompt, Reference? reference) => prompt.Tools.Concat(Documents(reference));

    private static IEnumerable<ToolDefinition> Documents(Reference? reference) => reference switch
    {
        AcceptedCalls accepted => accepted.Documents,
        AnyOf any => any.Alternatives.SelectMany(Documents),
        PerTurn turns => turns.Turns.SelectMany(Documents),
        _ => [],
    };
}
