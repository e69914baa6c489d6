using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>A call whose arguments were read: what rewards compare.</summary>
/// <param name="Name">The name.</param>
/// <param name="Arguments">The arguments.</param>
public readonly record struct NamedArguments(string Name, MapValue Arguments)
{
    /// <summary>A call that a model emitted; null when its arguments are no JSON object.</summary>
    /// <param name="call">The call. Read as Python reads JSON: of a repeated key the last value stands.</param>
    public static NamedArguments? Of(ToolCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return JsonParse.Of(call.ArgumentsText, JsonDialect.Python).Value is MapValue arguments ? new NamedArguments(call.Name, arguments) : null;
    }
}
