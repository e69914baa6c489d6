using Microsoft.AspNetCore.Http;
using ToolRM.Conversations;

namespace ToolRM.Server.Http;

/// <summary>How a dialect writes errors.</summary>
internal enum ErrorShape
{
    /// <summary><c>{"error": {"message", "type", "code"}}</c>: OpenAI's, which vLLM, SGLang and llama.cpp follow (dotnet 3.6), and ours.</summary>
    OpenAi,

    /// <summary><c>{"error", "error_type"}</c> of text-embeddings-inference (dotnet 3.5).</summary>
    Tei,
}

/// <summary>Errors as status and body.</summary>
internal static class ErrorShapes
{
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid or ErrorKind.Empty => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthorized => StatusCodes.Status401Unauthorized,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.WrongMethod => StatusCodes.Status405MethodNotAllowed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unscored => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.Overloaded => StatusCodes.Status429TooManyRequests,
        ErrorKind.Failed => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    public static MapValue Body(this ErrorShape shape, ErrorKind kind, string message) => shape switch
    {
        ErrorShape.Tei => new([new("error", ArgumentValue.Of(message)), new("error_type", ArgumentValue.Of(TeiType(kind)))]),
        _ => new(
        [
            new("error", new MapValue(
            [
                new("message", ArgumentValue.Of(message)),
                new("type", ArgumentValue.Of(OpenAiType(kind))),
                new("code", ArgumentValue.Of(Status(kind))),
            ])),
        ]),
    };

    private static string OpenAiType(ErrorKind kind) => kind switch
    {
        ErrorKind.Unauthorized => "authentication_error",
        ErrorKind.NotFound => "not_found_error",
        ErrorKind.Unscored => "unscored",
        ErrorKind.Overloaded => "rate_limit_error",
        ErrorKind.Failed => "server_error",
        ErrorKind.TimedOut or ErrorKind.Unavailable => "unavailable_error",
        _ => "invalid_request_error",
    };

    private static string TeiType(ErrorKind kind) => kind switch
    {
        ErrorKind.Empty => "empty",
        ErrorKind.Overloaded => "overloaded",
        ErrorKind.Failed => "backend",
        ErrorKind.TimedOut or ErrorKind.Unavailable => "unhealthy",
        _ => "validation",
    };
}
