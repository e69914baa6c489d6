using ToolRM.Sampling.OpenAi;

namespace ToolRM.Models;

/// <summary>What scorers that ask others need of the process: connections, a clock, keys.</summary>
/// <remarks>One <see cref="HttpClient"/> serves all scorers that are made with it and lives as long as the process, as .NET advises: connections are pooled and renewed, and a scorer has nothing to be disposed of.</remarks>
public sealed class ScorerServices
{
    private readonly Lazy<HttpClient> _http;

    /// <summary>Services of your own.</summary>
    /// <param name="createHttp">Makes the client when a scorer first needs it; null for <see cref="OpenAiChatClient.CreateHttp"/>.</param>
    /// <param name="time">The clock of waits; null for the system's.</param>
    /// <param name="variable">Gives an environment variable, or null; null for the process's.</param>
    public ScorerServices(Func<HttpClient>? createHttp = null, TimeProvider? time = null, Func<string, string?>? variable = null)
    {
        _http = new(createHttp ?? OpenAiChatClient.CreateHttp);
        (Time, Variable) = (time ?? TimeProvider.System, variable ?? Environment.GetEnvironmentVariable);
    }

    /// <summary>Those of the process.</summary>
    public static ScorerServices Shared { get; } = new();

    /// <summary>The client of all requests.</summary>
    public HttpClient Http => _http.Value;

    /// <summary>The clock of waits.</summary>
    public TimeProvider Time { get; }

    /// <summary>Gives an environment variable, or null.</summary>
    public Func<string, string?> Variable { get; }
}
