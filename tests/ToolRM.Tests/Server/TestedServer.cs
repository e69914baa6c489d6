using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Server;
using ToolRM.Server.Serving;

namespace ToolRM.Tests.Server;

/// <summary>A server in memory, without sockets.</summary>
internal sealed class TestedServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TestedServer(WebApplication application)
    {
        _application = application;
        Client = application.GetTestClient();
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _application.Services;

    /// <summary>Serves <c>schema</c> and <c>reference</c>, or what is given.</summary>
    public static ScoringServerOptions Options(params ServedScorer[] scorers) => new()
    {
        Scorers = scorers.Length > 0 ? scorers.ToValueList() : [ServedScorer.Of(Scorers.Require("schema")), ServedScorer.Of(Scorers.Require("reference"))],
    };

    public static async Task<TestedServer> StartAsync(ScoringServerOptions? options = null, Action<WebApplicationBuilder>? configure = null)
    {
        var application = ScoringServer.Create(options ?? Options(), configure: builder =>
        {
            builder.WebHost.UseTestServer();
            configure?.Invoke(builder);
        });
        await application.StartAsync();
        return new(application);
    }

    public Task<ServerAnswer> PostAsync(string path, string json) => PostAsync(path, Encoding.UTF8.GetBytes(json));

    public async Task<ServerAnswer> PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ServerAnswer.OfAsync(response);
    }

    public async Task<ServerAnswer> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return await ServerAnswer.OfAsync(response);
    }

    /// <summary>A conversation in Qwen's markup with one tool, up to the reply.</summary>
    public const string Prompt = "<|im_start|>system\n# Tools\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>\n"
        + """{"type": "function", "function": {"name": "area", "parameters": {"type": "object", "properties": {"base": {"type": "integer"}}, "required": ["base"]}}}"""
        + "\n</tools><|im_end|>\n<|im_start|>user\nArea of a triangle with base 10?<|im_end|>\n<|im_start|>assistant\n";

    public const string Right = "<tool_call>\n{\"name\": \"area\", \"arguments\": {\"base\": 10}}\n</tool_call><|im_end|>";

    public const string Wrong = "<tool_call>\n{\"name\": \"area\", \"arguments\": {\"base\": \"ten\"}}\n</tool_call><|im_end|>";

    /// <summary>A text as JSON.</summary>
    public static string Json(string text) => ArgumentJson.Write(ArgumentValue.Of(text));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }

    public Task StopAsync() => _application.StopAsync();
}

/// <summary>An answer: status, body, and the headers that tests look at.</summary>
internal sealed record ServerAnswer(int Status, string Text, string? RetryAfter, string? Unscored, string? UnscoredCount)
{
    public static async Task<ServerAnswer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.RetryAfter?.ToString(),
        Header(response, "X-ToolRM-Unscored"), Header(response, "X-ToolRM-Unscored-Count"));

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(';', values) : null;

    /// <summary>The body of a success.</summary>
    public ArgumentValue Json()
    {
        Assert.True(Status == 200, $"status {Status}: {Text}");
        return JsonParse.Of(Text).Value!;
    }

    /// <summary>What stands at a path of keys and positions, such as <c>data[0].probs[0]</c>.</summary>
    public ArgumentValue At(string path)
    {
        var value = Json();
        foreach (var step in path.Split('.', '['))
        {
            if (step.Length == 0) continue;
            value = step.EndsWith(']') ? ((ListValue)value).Items[int.Parse(step[..^1], System.Globalization.CultureInfo.InvariantCulture)] : ((MapValue)value)[step]!;
        }
        return value;
    }

    public double Number(string path) => ((FloatValue)At(path)).Value;

    public ServerAnswer Refused(int status, string part)
    {
        Assert.True(Status == status, $"status {Status}: {Text}");
        Assert.Contains(part, Text, StringComparison.Ordinal);
        return this;
    }
}
