using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using ToolRM.Server.Dialects;
using ToolRM.Server.Serving;
using ToolRM.Server.Telemetry;
using static ToolRM.Server.Dialects.AnswerJson;

namespace ToolRM.Server.Http;

/// <summary>What a server tells about itself: health, readiness, metrics, its contract, its scorers.</summary>
internal sealed class StatusRoutes(ScoringService service, ServerLoad load, ServerMetrics metrics, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>The OpenAPI document, as it is served.</summary>
    public static string OpenApi { get; } = ReadOpenApi();

    /// <summary>The paths, all for GET.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["/health", "/ready", "/metrics", "/openapi.json", "/v1/models", "/info"];

    private bool _draining;

    /// <summary>From now on the server is not ready, though it still answers.</summary>
    public void Drain() => Volatile.Write(ref _draining, true);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", context => JsonAnswer.WriteAsync(context.Response, 200, AnswerJson.Map(("status", Text("ok")))));
        routes.MapGet("/ready", context =>
        {
            var ready = !Volatile.Read(ref _draining) && !lifetime.ApplicationStopping.IsCancellationRequested;
            return JsonAnswer.WriteAsync(context.Response, ready ? 200 : 503, AnswerJson.Map(("status", Text(ready ? "ready" : "stopping"))));
        });
        routes.MapGet("/metrics", Guarded(context => JsonAnswer.WriteAsync(context.Response, 200, PrometheusText.ContentType, PrometheusText.Of(metrics, load, service.Queues))));
        routes.MapGet("/openapi.json", Guarded(context => JsonAnswer.WriteAsync(context.Response, 200, "application/json", OpenApi)));
        routes.MapGet("/v1/models", Guarded(context => JsonAnswer.WriteAsync(context.Response, 200, Models())));
        routes.MapGet("/info", Guarded(context => JsonAnswer.WriteAsync(context.Response, 200, Info())));
        routes.MapFallback("{*path}", SayWhyNotAsync);
    }

    /// <summary>A path that is not there, or that another method has.</summary>
    private static Task SayWhyNotAsync(HttpContext context)
    {
        var allowed = ServerRoute.All.Any(route => context.Request.Path.Equals(route.Path, StringComparison.Ordinal)) ? "POST"
            : Paths.Any(path => context.Request.Path.Equals(path, StringComparison.Ordinal)) ? "GET" : null;
        if (allowed is null)
            return JsonAnswer.WriteAsync(context.Response, 404, ErrorShape.OpenAi.Body(ErrorKind.NotFound, "there is no such path; /openapi.json lists those there are"));
        context.Response.Headers.Allow = allowed;
        return JsonAnswer.WriteAsync(context.Response, 405, ErrorShape.OpenAi.Body(ErrorKind.WrongMethod, $"this path takes {allowed}"));
    }

    private RequestDelegate Guarded(RequestDelegate next) => context => service.Options.ApiKey?.IsShownBy(context.Request) == false
        ? JsonAnswer.WriteAsync(context.Response, 401, ErrorShape.OpenAi.Body(ErrorKind.Unauthorized, "the header \"Authorization: Bearer KEY\" is missing or holds another key"))
        : next(context);

    /// <summary>OpenAI's list of models.</summary>
    private Conversations.MapValue Models() => AnswerJson.Map(
        ("object", Text("list")),
        ("data", List(service.Queues.Select(queue => (Conversations.ArgumentValue)AnswerJson.Map(
            ("id", Text(queue.Scorer.Name)), ("object", Text("model")), ("created", Count(time.GetUtcNow().ToUnixTimeSeconds())), ("owned_by", Text("toolrm")))))));

    /// <summary>TEI's description of the model it serves: our first scorer.</summary>
    private Conversations.MapValue Info() => AnswerJson.Map(
        ("model_id", Text(service.Queues[0].Scorer.Name)),
        ("model_dtype", Text("float64")),
        ("model_type", AnswerJson.Map(("reranker", AnswerJson.Map(
            ("id2label", AnswerJson.Map(("0", Text("LABEL_0")))), ("label2id", AnswerJson.Map(("LABEL_0", Count(0)))))))),
        ("max_input_length", Count(service.Options.MaximumBodyBytes)),
        ("max_client_batch_size", Count(service.Options.MaximumCandidates)),
        ("version", Text(typeof(StatusRoutes).Assembly.GetName().Version!.ToString(3))));

    private static string ReadOpenApi()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ToolRM.Server.openapi.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
