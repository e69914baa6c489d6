using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;

namespace ToolRM.Sampling.OpenAi;

/// <summary>
/// An <see cref="IChatClient"/> over HTTP for any server with OpenAI's chat completions. One request is one attempt: retries are
/// the <see cref="Sampler"/>'s, or those of a middleware of yours.
/// </summary>
/// <remarks>
/// <para>
/// Calls come back exactly as emitted, malformed arguments too (<see cref="FunctionCalls.FromContent"/>). The message's JSON stands in
/// <c>AdditionalProperties</c> of the response under <see cref="MessageKey"/>.
/// </para>
/// <para>
/// Honoured of <see cref="ChatOptions"/>: model, instructions, temperature, top p, top k, token limit, seed, penalties, stop sequences,
/// tools and tool mode, parallel calls, response format; <c>AdditionalProperties</c> become fields of the request. Not sent: images,
/// tools that are no functions. Answers are read up to 64 MiB.
/// </para>
/// <para>Safe for concurrent calls. Failures are <see cref="ProviderException"/>; cancellation is not one of them. Source: dotnet 3.8.</para>
/// </remarks>
public sealed class OpenAiChatClient : IChatClient
{
    /// <summary>Key of the response's <c>AdditionalProperties</c> with the message's JSON: exact, or put together when streamed.</summary>
    public const string MessageKey = "toolrm.message";

    /// <summary>Key of the response's <c>AdditionalProperties</c> with a <see cref="TimeSpan"/>: how long the server wants no further request.</summary>
    public const string WaitKey = "toolrm.wait";

    private const int LongestAnswer = 64 * 1024 * 1024;

    private readonly OpenAiEndpoint _endpoint;
    private readonly ProviderHttp _http;
    private readonly Uri _target;
    private readonly string _who;

    /// <summary>A client.</summary>
    /// <param name="endpoint">Where and which model.</param>
    /// <param name="http">
    /// Sends the requests and stays the caller's. It should not follow redirects, and its <see cref="HttpClient.Timeout"/> limits
    /// every request: see <see cref="CreateHttp"/>.
    /// </param>
    /// <param name="time">The clock, for dates in headers; null for the system's.</param>
    /// <exception cref="ArgumentException">The endpoint has no usable address or model; the message says what was expected.</exception>
    public OpenAiChatClient(OpenAiEndpoint endpoint, HttpClient http, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(http);
        if (endpoint.Problem() is { } problem) throw new ArgumentException(problem, nameof(endpoint));
        (_endpoint, _target, _who) = (endpoint, endpoint.Target, endpoint.Address.Authority);
        _http = new(http, _who, time ?? TimeProvider.System);
    }

    /// <summary>An <see cref="HttpClient"/> for long runs: no redirects, no limit of time of its own, connections renewed every ten minutes.</summary>
    public static HttpClient CreateHttp() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var response = await Send(ChatRequest.Write(_endpoint, messages, options, stream: false), options, cancellationToken).ConfigureAwait(false);
        var body = await _http.BodyAsync(response, LongestAnswer, cancellationToken).ConfigureAwait(false);
        var answer = ChatAnswer.Read(body, _who, Model(options));
        // The gateway's own word for a server that broke off behind it.
        if (answer.FinishReason == "error") throw new ProviderException($"{_who} ended the reply with an error", ProviderFailure.Transient, 200);
        return new(ChatMessages.ToChatMessages([answer.Message]).Value[0])
        {
            ResponseId = answer.Id,
            ModelId = answer.Model,
            FinishReason = Finish(answer),
            Usage = answer.Usage,
            AdditionalProperties = Properties(answer, response),
        };
    }

    /// <summary>Streams a reply: text and reasoning as they come, calls, usage and the reason of the end in the last update.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">The options; null for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProviderException">The stream broke, or ended before the reply did: what came is not the reply.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var response = await Send(ChatRequest.Write(_endpoint, messages, options, stream: true), options, cancellationToken).ConfigureAwait(false);
        var answer = new StreamedAnswer();
        var stream = await _http.Guard(() => response.Content.ReadAsStreamAsync(cancellationToken)).ConfigureAwait(false);
        await using var owned = stream.ConfigureAwait(false);
        var events = ServerEvents.Read(stream, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var ownedEvents = events.ConfigureAwait(false);
        var isDone = false;
        while (!isDone && await _http.Guard(() => events.MoveNextAsync().AsTask()).ConfigureAwait(false))
        {
            if (events.Current == "[DONE]")
            {
                isDone = true;
            }
            else
            {
                var chunk = JsonParse.Of(events.Current, JsonDialect.Python).Value as MapValue
                    ?? throw new ProviderException($"{_who} streamed what is no JSON object", ProviderFailure.Transient, 200);
                if (ChatAnswer.ErrorIn(chunk, _who, Model(options)) is { } failed) throw failed;
                if (answer.Add(chunk) is { } content) yield return new(ChatRole.Assistant, [content]);
            }
        }
        if (!isDone && !answer.IsFinished) throw new ProviderException($"{_who} ended the stream before the reply was whole", ProviderFailure.Transient, 200);
        var whole = answer.ToAnswer();
        if (whole.FinishReason == "error") throw new ProviderException($"{_who} ended the reply with an error", ProviderFailure.Transient, 200);
        var contents = ChatMessages.ToChatMessages([whole.Message with { Text = "", Reasoning = null }]).Value[0].Contents;
        if (whole.Usage is { } usage) contents.Add(new UsageContent(usage));
        yield return new(ChatRole.Assistant, contents)
        {
            ResponseId = whole.Id,
            ModelId = whole.Model,
            FinishReason = Finish(whole),
            AdditionalProperties = Properties(whole, response),
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return new ChatClientMetadata("openai", _endpoint.Address, _endpoint.Model);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Does nothing: the <see cref="HttpClient"/> is the caller's.</summary>
    public void Dispose() { }

    private Task<HttpResponseMessage> Send(MapValue body, ChatOptions? options, CancellationToken cancellationToken) =>
        _http.PostAsync(_target, _endpoint.ApiKey, body, Model(options), cancellationToken);

    private string Model(ChatOptions? options) => options?.ModelId ?? _endpoint.Model;

    private static ChatFinishReason? Finish(ChatAnswer answer) => string.IsNullOrWhiteSpace(answer.FinishReason) ? null : new ChatFinishReason(answer.FinishReason);

    private AdditionalPropertiesDictionary Properties(ChatAnswer answer, HttpResponseMessage response)
    {
        var properties = new AdditionalPropertiesDictionary { [MessageKey] = answer.Raw };
        if (_http.Wait(response) is { } wait) properties[WaitKey] = wait;
        return properties;
    }
}
