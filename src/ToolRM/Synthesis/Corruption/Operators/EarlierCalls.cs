using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>The arguments of the calls that an assistant message holds, also where they stand in its text between Hermes' marks.</summary>
internal static class EarlierCalls
{
    private const string Open = "<tool_call>", Close = "</tool_call>";

    public static IEnumerable<MapValue> Of(AssistantMessage message)
    {
        foreach (var call in message.Calls.ToArray())
        {
            if (call.ParseArguments().Value is MapValue arguments) yield return arguments;
        }
        for (var at = message.Text.IndexOf(Open, StringComparison.Ordinal); at >= 0; at = message.Text.IndexOf(Open, at + 1, StringComparison.Ordinal))
        {
            var start = at + Open.Length;
            var end = message.Text.IndexOf(Close, start, StringComparison.Ordinal);
            if (end < 0) yield break;
            if (JsonParse.Of(message.Text.AsSpan(start, end - start), JsonDialect.Python).Value is MapValue call
                && (call["arguments"] ?? call["parameters"]) is MapValue arguments) yield return arguments;
        }
    }
}
