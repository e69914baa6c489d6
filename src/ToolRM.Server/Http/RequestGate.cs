using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ToolRM.Conversations;
using ToolRM.Sampling;
using ToolRM.Server.Dialects;
using ToolRM.Server.Serving;
using ToolRM.Server.Telemetry;

namespace ToolRM.Server.Http;

/// <summary>
/// What every scoring request passes: key, limit of requests, body, answer; and what becomes of each way to fail. Nothing that a
/// client sends leaves here as an exception.
/// </summary>
internal sealed class RequestGate(ScoringService service, ServerLoad load, ServerMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly ScoringServerOptions _options = service.Options;

    public RequestDelegate For(ServerRoute route) => context => HandleAsync(route, context);

    private async Task HandleAsync(ServerRoute route, HttpContext context)
    {
        var start = time.GetTimestamp();
        RequestField? body = null;
        try
        {
            if (_options.ApiKey?.IsShownBy(context.Request) == false)
            {
                await RefuseAsync(route, null, context, ErrorKind.Unauthorized, "the header \"Authorization: Bearer KEY\" is missing or holds another key");
                return;
            }
            using var share = load.Enter();
            if (share is null)
            {
                // Not by an exception: this is the way out under overload, and has to be cheap.
                await RefuseAsync(route, null, context, ErrorKind.Overloaded, "too many requests at once; send this one again later");
                return;
            }
            body = await RequestBody.ReadAsync(context.Request, _options, share, context.RequestAborted);
            if (_options.LogContent && logger.IsEnabled(LogLevel.Information)) logger.LogInformation("{Path} {Body}", route.Path, ArgumentJson.Write(body.Value.Value));
            var answer = await route.Answer(new(body.Value, service, context, time.GetUtcNow().ToUnixTimeSeconds()));
            await JsonAnswer.WriteAsync(context.Response, StatusCodes.Status200OK, answer);
        }
        catch (Exception error)
        {
            await FailAsync(route, body, context, error);
        }
        finally
        {
            var elapsed = time.GetElapsedTime(start);
            metrics.Request(route.Path, context.Response.StatusCode, elapsed);
            if (logger.IsEnabled(LogLevel.Debug)) logger.LogDebug("{Path} {Status} {Milliseconds} ms", route.Path, context.Response.StatusCode, elapsed.TotalMilliseconds);
        }
    }

    private async Task FailAsync(ServerRoute route, RequestField? body, HttpContext context, Exception error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // half an answer must not look like a whole one
            return;
        }
        switch (error)
        {
            case RequestError refused:
                await RefuseAsync(route, body, context, refused.Kind, refused.Message);
                break;
            case DataFormatException:
                await RefuseAsync(route, body, context, ErrorKind.Invalid, error.Message);
                break;
            case BadHttpRequestException bad:
                await RefuseAsync(route, body, context, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorKind.TooLarge : ErrorKind.Invalid, bad.Message);
                break;
            case OperationCanceledException or IOException when context.RequestAborted.IsCancellationRequested:
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest; // for the metrics; nobody reads it
                break;
            case ScorerFailedException { InnerException: ProviderException gone }:
                // What another server answered may quote what the user sent; its status does not.
                if (_options.LogContent) logger.LogError(gone, "{Path}: the scorer's own server gives no answers", route.Path);
                else logger.LogError("{Path}: the scorer's own server gives no answers: {Failure}, status {Status}", route.Path, gone.Failure, gone.Status);
                await RefuseAsync(route, body, context, ErrorKind.Unavailable, "the scorer asks another server, which gives no answers; the server's log says more");
                break;
            default:
                // An exception's message may quote what the user sent; type and place do not.
                var cause = error is ScorerFailedException { InnerException: { } inner } ? inner : error;
                if (_options.LogContent) logger.LogError(cause, "{Path} failed", route.Path);
                else logger.LogError("{Path} failed: {Type}\n{Place}", route.Path, cause.GetType().FullName, cause.StackTrace);
                await RefuseAsync(route, body, context, ErrorKind.Failed, "the scorer failed; the server's log says where");
                break;
        }
    }

    private async Task RefuseAsync(ServerRoute route, RequestField? body, HttpContext context, ErrorKind kind, string message)
    {
        if (kind is ErrorKind.Overloaded or ErrorKind.TimedOut or ErrorKind.Unavailable) context.Response.Headers.RetryAfter = _options.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (kind == ErrorKind.Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        await JsonAnswer.WriteAsync(context.Response, ErrorShapes.Status(kind), route.ErrorsFor(body).Body(kind, message));
    }
}
