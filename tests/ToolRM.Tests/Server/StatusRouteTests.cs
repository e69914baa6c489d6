using System.Text.Json;
using ToolRM.Server;
using ToolRM.Server.Dialects;
using ToolRM.Server.Http;

namespace ToolRM.Tests.Server;

public class StatusRouteTests
{
    [Fact]
    public async Task HealthReadyModelsAndInfo()
    {
        await using var server = await TestedServer.StartAsync();
        Assert.Equal("""{"status":"ok"}""", (await server.GetAsync("/health")).Json().ToString());
        Assert.Equal("""{"status":"ready"}""", (await server.GetAsync("/ready")).Json().ToString());
        Assert.Equal("\"reference\"", (await server.GetAsync("/v1/models")).At("data[1].id").ToString());
        Assert.Equal("\"schema\"", (await server.GetAsync("/info")).At("model_id").ToString());
    }

    [Fact]
    public async Task MetricsCountRequestsCandidatesAndBatches()
    {
        await using var server = await TestedServer.StartAsync();
        (await server.PostAsync("/v1/rewards", """{"id": "q", "tools": [], "candidates": [{"id": "0", "text": "Hello."}, {"id": "1", "text": "Bye."}], "rewards": ["schema", "reference"]}""")).Json();
        (await server.PostAsync("/v1/rewards", "{")).Refused(400, "not JSON");
        var lines = (await server.GetAsync("/metrics")).Text.Split('\n');
        Assert.Contains("toolrm_server_requests_total{route=\"/v1/rewards\",status=\"200\"} 1", lines);
        Assert.Contains("toolrm_server_requests_total{route=\"/v1/rewards\",status=\"400\"} 1", lines);
        Assert.Contains("toolrm_server_request_duration_seconds_count{route=\"/v1/rewards\"} 2", lines);
        Assert.Contains("toolrm_server_candidates_total{scorer=\"schema\",outcome=\"scored\"} 2", lines);
        Assert.Contains("toolrm_server_candidates_total{scorer=\"reference\",outcome=\"unscored\"} 2", lines);
        Assert.Contains("toolrm_server_batch_candidates_bucket{scorer=\"schema\",le=\"1\"} 0", lines);
        Assert.Contains("toolrm_server_batch_candidates_bucket{scorer=\"schema\",le=\"2\"} 1", lines);
        Assert.Contains("toolrm_server_active_requests 0", lines);
        // The format: every sample belongs to a family that was announced, and every line is a comment or a name and a number.
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#')) Assert.Matches("""^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? [0-9.E+-]+$""", line);
    }

    [Fact]
    public async Task TheOpenApiDocumentHasExactlyTheRoutes()
    {
        await using var server = await TestedServer.StartAsync();
        using var document = JsonDocument.Parse((await server.GetAsync("/openapi.json")).Text);
        var described = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}"));
        Assert.Equal(
            ServerRoute.All.Select(route => $"post {route.Path}").Concat(StatusRoutes.Paths.Select(path => $"get {path}")).Order(StringComparer.Ordinal),
            described.Order(StringComparer.Ordinal));
        foreach (var path in StatusRoutes.Paths) Assert.Equal(200, (await server.GetAsync(path)).Status);
    }

    [Fact]
    public void EveryReferenceOfTheOpenApiDocumentLeadsSomewhere()
    {
        using var document = JsonDocument.Parse(StatusRoutes.OpenApi);
        var schemas = document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).ToHashSet();
        var used = StatusRoutes.OpenApi.Split("\"#/components/schemas/").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToHashSet();
        Assert.Equal(schemas.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/nothing.json", 404)]
    [InlineData("POST", "/nothing", 404)]
    [InlineData("GET", "/classify", 405)]
    [InlineData("POST", "/health", 405)]
    public async Task WhatIsNotThere_IsSaid(string method, string path, int status)
    {
        await using var server = await TestedServer.StartAsync();
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await server.Client.SendAsync(request);
        (await ServerAnswer.OfAsync(response)).Refused(status, "\"error\":{\"message\"");
    }

    [Fact]
    public async Task AKeyIsAskedFor_ButNotForHealth()
    {
        await using var server = await TestedServer.StartAsync(TestedServer.Options() with { ApiKey = new("secret") });
        Assert.Equal(200, (await server.GetAsync("/health")).Status);
        Assert.Equal(200, (await server.GetAsync("/ready")).Status);
        foreach (var path in (string[])["/metrics", "/openapi.json", "/v1/models", "/info"]) (await server.GetAsync(path)).Refused(401, "authentication_error");
        (await server.PostAsync("/v1/rewards", "not even JSON")).Refused(401, "authentication_error");
        (await server.PostAsync("/predict", "{}")).Refused(401, "\"error_type\":\"validation\"");
        foreach (var wrong in (string[])["Bearer secre", "Bearer secret2", "Basic secret", "Bearer "])
        {
            server.Client.DefaultRequestHeaders.Remove("Authorization");
            server.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", wrong);
            Assert.Equal(401, (await server.GetAsync("/metrics")).Status);
        }
        server.Client.DefaultRequestHeaders.Remove("Authorization");
        server.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer secret");
        Assert.Equal(200, (await server.GetAsync("/metrics")).Status);
    }

    [Fact]
    public void OptionsDoNotShowTheKey() => Assert.DoesNotContain("secret", (TestedServer.Options() with { ApiKey = new("secret") }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void AnEmptyKeyIsRefused() => Assert.Throws<ArgumentException>(() => new ApiKey(" "));

    [Fact]
    public void TheTelemetryNameIsPublic() => Assert.Equal("ToolRM.Server", ScoringServer.TelemetryName);
}
