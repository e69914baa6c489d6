using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Sampling.OpenAi;

/// <summary>A server's answer: the message of its first choice, and what stands around it.</summary>
/// <param name="Message">The message; whatever the model put into it is data and read as far as it goes.</param>
/// <param name="Raw">The message's JSON, exactly as it came.</param>
/// <param name="FinishReason">Why the model stopped; null when not said.</param>
/// <param name="Usage">Tokens; null when not said.</param>
/// <param name="Id">The answer's id; null when not said.</param>
/// <param name="Model">The model that the server says it used; null when not said.</param>
internal sealed record ChatAnswer(AssistantMessage Message, string Raw, string? FinishReason, UsageDetails? Usage, string? Id, string? Model)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = JsonParse.MaximumDepth + 8 };

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body of an answer with status 200.</param>
    /// <param name="who">The server's name, for messages.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <exception cref="ProviderException">It holds no message: transient, unless the error in it says otherwise.</exception>
    public static ChatAnswer Read(string body, string who, string model)
    {
        string? raw = null;
        try
        {
            // The value tree keeps no spelling; the message has to.
            using var document = JsonDocument.Parse(body, Deep);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("choices", out var choices)
                && choices is { ValueKind: JsonValueKind.Array } && choices.GetArrayLength() > 0 && choices[0] is { ValueKind: JsonValueKind.Object } choice
                && choice.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object)
            {
                raw = message.GetRawText();
            }
        }
        catch (JsonException error)
        {
            throw new ProviderException($"{who} answered 200 with what is no JSON: {error.Message}", ProviderFailure.Transient, 200, innerException: error);
        }
        var parse = JsonParse.Of(body, JsonDialect.Python);
        var map = parse.Value as MapValue ?? throw new ProviderException($"{who} answered 200 with {(parse.Error is { } problem ? $"JSON that cannot be read: {problem}" : "JSON that is no object")}", ProviderFailure.Transient, 200);
        if (ErrorIn(map, who, model) is { } failed) throw failed;
        if (raw is null) throw new ProviderException($"{who} answered 200 without choices[0].message", ProviderFailure.Transient, 200);
        var first = (MapValue)((ListValue)map["choices"]!).Items[0];
        return new(MessageOf((MapValue)first["message"]!), raw, Text(first["finish_reason"]), UsageOf(map["usage"]), Text(map["id"]), Text(map["model"]));
    }

    /// <summary>An error that came with status 200, as gateways send it; null when there is none.</summary>
    public static ProviderException? ErrorIn(MapValue map, string who, string model)
    {
        if (map["error"] is null or NullValue) return null;
        var code = (map["error"] as MapValue)?["code"] is IntegerValue number && number.Value >= 400 && number.Value < 600 ? (int)number.Value : 500;
        return ProviderFailures.Of(who, model, code, map.ToString(), null);
    }

    public static UsageDetails? UsageOf(ArgumentValue? usage) => usage is not MapValue map ? null : new()
    {
        InputTokenCount = Count(map["prompt_tokens"]),
        OutputTokenCount = Count(map["completion_tokens"]),
        TotalTokenCount = Count(map["total_tokens"]),
    };

    public static string? Text(ArgumentValue? value) => (value as TextValue)?.Value;

    /// <summary>Arguments as the text that was emitted; a server that sends an object has parsed them already.</summary>
    public static string Arguments(ArgumentValue? value) => value switch
    {
        null or NullValue => "",
        TextValue text => text.Value,
        _ => ArgumentJson.Write(value),
    };

    private static AssistantMessage MessageOf(MapValue message)
    {
        var calls = new List<ToolCall>();
        if (message["tool_calls"] is ListValue list)
        {
            foreach (var item in list.Items)
            {
                if (item is MapValue call) calls.Add(CallOf(call["function"] as MapValue ?? call, Text(call["id"])));
            }
        }
        else if (message["function_call"] is MapValue single)
        {
            calls.Add(CallOf(single, null));
        }
        return new(Content(message["content"]), calls.ToValueList(), Text(message["reasoning_content"]) ?? Text(message["reasoning"]));
    }

    private static ToolCall CallOf(MapValue function, string? id) => new(Text(function["name"]) ?? "", Arguments(function["arguments"]), id);

    private static string Content(ArgumentValue? content)
    {
        if (content is not ListValue parts) return Text(content) ?? "";
        var text = new StringBuilder();
        foreach (var part in parts.Items) text.Append(Text((part as MapValue)?["text"]));
        return text.ToString();
    }

    private static long? Count(ArgumentValue? value) => value is IntegerValue number && number.Value >= 0 && number.Value <= long.MaxValue ? (long)number.Value : null;

    /// <summary>The JSON of a message that came in pieces, or from a client that keeps no JSON.</summary>
    public static string Rebuild(AssistantMessage message) => ((ListValue)OpenAiChat.Write(new([message], [])).Document["messages"]!).Items[0].ToString();
}
