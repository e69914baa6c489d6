using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Conversations.Formats;

namespace ToolRM.Sampling.OpenAi;

/// <summary>The body of a request for one reply.</summary>
/// <remarks>Source: dotnet 3.8. Left out: images and other contents that are no text (refused), <c>n</c>, log-probabilities.</remarks>
internal static class ChatRequest
{
    /// <exception cref="NotSupportedException">A content is no text, or a tool no function.</exception>
    /// <exception cref="DataFormatException">A message has an unknown role.</exception>
    public static MapValue Write(OpenAiEndpoint endpoint, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var fields = new List<MapEntry>();
        Put(fields, "model", ArgumentValue.Of(options?.ModelId ?? endpoint.Model));
        Put(fields, "messages", Messages(messages, options?.Instructions));
        if (options is not null) PutOptions(fields, endpoint, options);
        if (stream)
        {
            Put(fields, "stream", ArgumentValue.True);
            Put(fields, "stream_options", new MapValue([new("include_usage", ArgumentValue.True)]));
        }
        foreach (var entry in endpoint.Extra.Entries) Put(fields, entry.Key, entry.Value);
        if (options?.AdditionalProperties is { } more)
        {
            foreach (var (key, value) in more) Put(fields, key, ElementValues.Read(value) ?? throw new NotSupportedException($"the option \"{key}\" has a type that is not JSON"));
        }
        return new(fields.ToValueList());
    }

    private static void PutOptions(List<MapEntry> fields, OpenAiEndpoint endpoint, ChatOptions options)
    {
        Put(fields, "temperature", Number(options.Temperature));
        Put(fields, "top_p", Number(options.TopP));
        Put(fields, "top_k", Number(options.TopK));
        Put(fields, endpoint.TokenLimitField, Number(options.MaxOutputTokens));
        Put(fields, "seed", Number(options.Seed));
        Put(fields, "frequency_penalty", Number(options.FrequencyPenalty));
        Put(fields, "presence_penalty", Number(options.PresencePenalty));
        if (options.StopSequences is { Count: > 0 } stops) Put(fields, "stop", new ListValue(stops.Select(ArgumentValue (stop) => ArgumentValue.Of(stop)).ToValueList()));
        Put(fields, "response_format", Format(options.ResponseFormat));
        if (options.Tools is not { Count: > 0 } tools) return;
        Put(fields, "tools", new ListValue(tools.Select(Tool).ToValueList()));
        Put(fields, "tool_choice", options.ToolMode switch
        {
            NoneChatToolMode => ArgumentValue.Of("none"),
            AutoChatToolMode => ArgumentValue.Of("auto"),
            RequiredChatToolMode { RequiredFunctionName: { } name } => new MapBuilder().Add("type", "function").Add("function", new MapBuilder().Add("name", name).ToMap()).ToMap(),
            RequiredChatToolMode => ArgumentValue.Of("required"),
            _ => null,
        });
        if (options.AllowMultipleToolCalls is { } parallel) Put(fields, "parallel_tool_calls", ArgumentValue.Of(parallel));
    }

    private static ArgumentValue Messages(IEnumerable<ChatMessage> messages, string? instructions)
    {
        var given = messages.ToList();
        foreach (var content in given.SelectMany(message => message.Contents))
        {
            if (content is DataContent or UriContent) throw new NotSupportedException($"{content.GetType().Name} cannot be sent: only texts, calls and their results are");
        }
        var converted = ChatMessages.FromChatMessages(given).Value.ToList();
        if (!string.IsNullOrEmpty(instructions)) converted.Insert(0, new SystemMessage(instructions));
        return OpenAiChat.Write(new(WithIds(converted), [])).Document["messages"]!;
    }

    /// <summary>
    /// Gives calls without an id one, and answers without one that of the first call not yet answered: servers refuse a conversation
    /// without, and many data sets have none.
    /// </summary>
    internal static ValueList<Message> WithIds(IEnumerable<Message> messages)
    {
        var (result, open, made) = (new List<Message>(), new Queue<string>(), 0);
        foreach (var message in messages)
        {
            switch (message)
            {
                case AssistantMessage assistant:
                    var calls = assistant.Calls.Select(call => call.Id is null ? call with { Id = string.Create(CultureInfo.InvariantCulture, $"call_{made++}") } : call).ToValueList();
                    open = new(calls.Select(call => call.Id!));
                    result.Add(assistant with { Calls = calls });
                    break;
                case ToolMessage { CallId: null } tool:
                    result.Add(open.TryDequeue(out var id) ? tool with { CallId = id } : tool);
                    break;
                case ToolMessage tool:
                    open = new(open.Where(call => call != tool.CallId));
                    result.Add(tool);
                    break;
                default:
                    result.Add(message);
                    break;
            }
        }
        return result.ToValueList();
    }

    private static ArgumentValue Tool(AITool tool) => tool is AIFunctionDeclaration declaration
        ? ToolJson.Write(FunctionDeclarations.FromDeclaration(declaration) with { Returns = null }) // no field of OpenAI's
        : throw new NotSupportedException($"the tool \"{tool.Name}\" is no function");

    private static MapValue? Format(ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatJson { Schema: { } schema } json => new MapBuilder().Add("type", "json_schema").Add("json_schema", new MapBuilder()
            .Add("name", json.SchemaName ?? "reply").Add("description", json.SchemaDescription).Add("schema", ElementValues.Read(schema)).ToMap()).ToMap(),
        ChatResponseFormatJson => new MapBuilder().Add("type", "json_object").ToMap(),
        ChatResponseFormatText => new MapBuilder().Add("type", "text").ToMap(),
        _ => null,
    };

    private static IntegerValue? Number(long? number) => number is { } value ? ArgumentValue.Of(value) : null;

    /// <summary>The shortest decimal: 0.7 in 32 bits is sent as 0.7, not as 0.699999988.</summary>
    private static FloatValue? Number(float? number) => number is { } value
        ? ArgumentValue.Of(double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;

    /// <summary>Sets a field; null sets nothing.</summary>
    private static void Put(List<MapEntry> fields, string key, ArgumentValue? value)
    {
        if (value is null) return;
        var at = fields.FindIndex(field => field.Key == key);
        if (at < 0) fields.Add(new(key, value));
        else fields[at] = new(key, value);
    }
}
