using ToolRM.Conversations;

namespace ToolRM.Sampling;

/// <summary>Turns what an <c>IChatClient</c> throws, and what a server answers, into a <see cref="ProviderException"/>.</summary>
internal static class ProviderFailures
{
    private const int LongestDetail = 300;

    /// <summary>A server's answer that is no success.</summary>
    /// <param name="who">The server's name.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The answer's text; may be empty or anything.</param>
    /// <param name="retryAfter">How long to wait; null when not said.</param>
    public static ProviderException Of(string who, string model, int status, string body, TimeSpan? retryAfter)
    {
        var (detail, code) = Detail(body);
        var answered = $"{who} answered {status}{(detail.Length > 0 ? $" ({detail})" : "")}";
        if (code == "insufficient_quota") return new($"{answered}. The account's quota is spent: raise it or take another key", ProviderFailure.Stop, status);
        return status switch
        {
            401 => new($"{answered}. Check the API key: name the environment variable that holds it", ProviderFailure.Stop, status),
            402 => new($"{answered}. The account has no credit left", ProviderFailure.Stop, status),
            404 or 405 or 410 => new($"{answered}. Check the address, which mostly ends in /v1, and the model's name \"{model}\"", ProviderFailure.Stop, status),
            >= 300 and < 400 => new($"{answered}, a redirect, which is not followed. Give the final address", ProviderFailure.Stop, status),
            408 or 409 or 425 or 429 or >= 500 => new(answered, ProviderFailure.Transient, status, retryAfter),
            _ => new($"{answered}. The request was refused: check prompt, tools and options against what the server takes", ProviderFailure.Refused, status),
        };
    }

    /// <summary>What any client threw; null when it is the caller's own cancellation.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="name">Whose client it was.</param>
    /// <param name="model">The model, for messages.</param>
    /// <param name="timeout">The limit of a request, for messages.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static ProviderException? Of(Exception error, string name, string model, TimeSpan timeout, CancellationToken cancellationToken) => error switch
    {
        ProviderException known => known,
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        OperationCanceledException or TimeoutException => new(
            FormattableString.Invariant($"{name}: no whole reply within {timeout.TotalSeconds} s"), ProviderFailure.Transient, innerException: error),
        HttpRequestException { StatusCode: { } status } => Of(name, model, (int)status, error.Message, null),
        HttpRequestException or IOException => new($"{name}: {Line(error.Message)}", ProviderFailure.Transient, innerException: error),
        // Our own converters refuse a prompt, or a foreign client failed in a way of its own: another try gives the same.
        _ => new($"{name}: {(error is DataFormatException or NotSupportedException ? "" : error.GetType().Name + ": ")}{Line(error.Message)}", ProviderFailure.Refused, innerException: error),
    };

    /// <summary>What a body says went wrong, in one line, and its code. Servers write <c>error.message</c>, <c>message</c> or <c>detail</c>.</summary>
    private static (string Detail, string? Code) Detail(string body)
    {
        if (JsonParse.Of(body, JsonDialect.Python).Value is not MapValue map) return (Line(body), null);
        var error = map["error"] as MapValue ?? map;
        var message = error["message"] ?? error["detail"] ?? map["error"] ?? map;
        return (Line(message is TextValue text ? text.Value : message.ToString()), ((error["code"] as TextValue) ?? (error["type"] as TextValue))?.Value);
    }

    /// <summary>A server's words as part of one line of ours: without control characters, not too long.</summary>
    private static string Line(string text)
    {
        var shortened = text.Length <= LongestDetail ? text : string.Concat(text.AsSpan(0, LongestDetail - 1), "…");
        return new string([.. shortened.Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
    }
}
