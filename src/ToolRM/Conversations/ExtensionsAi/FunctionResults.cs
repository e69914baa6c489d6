using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations.Formats;

namespace ToolRM.Conversations.ExtensionsAi;

/// <summary>Tool messages to and from Microsoft.Extensions.AI's <see cref="FunctionResultContent"/>.</summary>
/// <remarks>
/// That type has no tool name, status, duration or cost; the exact message is kept in <c>RawRepresentation</c>, which lives in
/// memory only.
/// </remarks>
public static class FunctionResults
{
    /// <summary>A tool's result as content of a message.</summary>
    /// <param name="message">The message. Without a call id the content's <c>CallId</c> is the empty text.</param>
    /// <param name="path">Its place, for losses.</param>
    public static Converted<FunctionResultContent> ToContent(ToolMessage message, string path = "message")
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = new FunctionResultContent(message.CallId ?? "", message.Text) { RawRepresentation = message };
        var (result, losses) = (message.Result, new List<Loss>());
        if (message.ToolName is not null) losses.Add(new(path, "the tool's name is kept in memory only"));
        if (result.Status != ToolStatus.Ok)
        {
            content.Exception = new InvalidOperationException($"the tool's result has the status {result.Status}");
            losses.Add(new(path, $"the result's status ({result.Status}) is kept in memory only"));
        }
        if (result.Duration is not null || result.Cost is not null) losses.Add(new(path, "the result's duration and cost are kept in memory only"));
        return new(content, losses.ToValueList());
    }

    /// <summary>A tool message from content of a message.</summary>
    /// <param name="content">The content; with an exception the status is <see cref="ToolStatus.Error"/>.</param>
    /// <param name="path">Its place, for losses.</param>
    public static Converted<ToolMessage> FromContent(FunctionResultContent content, string path = "message")
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.RawRepresentation is ToolMessage raw && (raw.CallId ?? "") == content.CallId && content.Result is string same && same == raw.Text)
        {
            return new(raw, []);
        }
        var text = Text(content.Result);
        var status = content.Exception is null ? ToolStatus.Ok : ToolStatus.Error;
        return new(
            new(new ToolResult(text ?? "", status), content.CallId.Length == 0 ? null : content.CallId),
            text is null ? [new(path, $"the result has the type {content.Result!.GetType().Name}, which is not JSON, and is lost")] : []);
    }

    /// <summary>A text as it is, everything else as JSON; null when it cannot be written.</summary>
    private static string? Text(object? result) => result switch
    {
        null => "",
        string text => text,
        // What AIFunction returns for a text: written as JSON again it would be in quotes (dotnet 1.5).
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonElement { ValueKind: not JsonValueKind.Undefined } element => element.GetRawText(),
        _ => ElementValues.Read(result) is { } value ? ArgumentJson.Write(value) : null,
    };
}
