using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Published;

/// <summary>A list of calls that a data set stores as text, with the text kept.</summary>
/// <param name="Text">The text as stored.</param>
/// <param name="Calls">The calls; null when the text is no list of calls, such as an output that could not be decoded.</param>
/// <remarks>
/// An item is a one-key object <c>{function: {argument: value}}</c> (toolrm 1.4), or <c>{"name", "arguments"}</c>. The latter
/// has two keys, so the two cannot be mistaken for each other. Arguments of the second form may be JSON text themselves.
/// </remarks>
public sealed record CallListText(string Text, ValueList<ToolCall>? Calls)
{
    /// <summary>Reads a text. Never throws: what is no list of calls is kept as text.</summary>
    /// <param name="text">The text.</param>
    public static CallListText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text, JsonParse.Of(text, JsonDialect.Python).Value is { } value ? CallsOf(value) : null);
    }

    /// <summary>A text, or the list itself where a copy of the data set holds it unpacked.</summary>
    internal static CallListText Read(DocumentNode node) => node.Value switch
    {
        TextValue text => Of(text.Value),
        ListValue list => new(ArgumentJson.Write(list), CallsOf(list)),
        _ => throw node.Expected("the JSON text of a list of calls"),
    };

    private static ValueList<ToolCall>? CallsOf(ArgumentValue value)
    {
        if (value is not ListValue list) return null;
        var calls = new ToolCall[list.Items.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            if (list.Items[i] is not MapValue map || CallOf(map) is not { } call) return null;
            calls[i] = call;
        }
        return calls.ToValueList();
    }

    private static ToolCall? CallOf(MapValue map)
    {
        if (map.Entries.Count == 1) return map.Entries[0].Value is MapValue arguments ? ToolCall.Of(map.Entries[0].Key, arguments) : null;
        if (map["name"] is not TextValue name) return null;
        return map["arguments"] switch
        {
            MapValue arguments => ToolCall.Of(name.Value, arguments),
            TextValue text => new ToolCall(name.Value, text.Value),
            _ => null,
        };
    }
}
