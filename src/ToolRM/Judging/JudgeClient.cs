using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;
using ToolRM.Scoring;

namespace ToolRM.Judging;

/// <summary>Puts questions to a judging model: fills the prompt, looks for a kept answer, asks otherwise, counts. Safe for concurrent calls.</summary>
internal sealed class JudgeClient
{
    private readonly IChatClient _client;
    private readonly JudgeOptions _options;
    private readonly JudgePrompt _prompt;
    private readonly JudgeCache? _cache;
    private readonly RetriedRequests _requests;
    private readonly Lock _lock = new();
    private ScorerUsage _usage;

    public JudgeClient(string name, JudgePrompt prompt, IChatClient client, JudgeOptions options, string? cacheDirectory, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems() is { } problems) throw new ArgumentException(problems, nameof(options));
        (_client, _options, _prompt) = (client, options, options.Prompt ?? prompt);
        _cache = cacheDirectory is null ? null : new(cacheDirectory);
        _requests = new(name, options.Requests, time ?? TimeProvider.System);
        _usage = new(0, Cost: options.Price is null ? null : 0);
    }

    public JudgePrompt Prompt => _prompt;

    public ScorerUsage Usage
    {
        get
        {
            lock (_lock) return _usage;
        }
    }

    /// <summary>The judge's words, or why there are none.</summary>
    /// <exception cref="ProviderException">No question will be answered before somebody changes something.</exception>
    public async Task<(string? Answer, string? Problem)> AskAsync(string id, int sample, (string Place, string Content)[] fillings, CancellationToken cancellationToken)
    {
        var (system, user) = (_prompt.System is { } part ? JudgePrompt.Fill(part, fillings) : null, JudgePrompt.Fill(_prompt.User, fillings));
        var key = JudgeCache.Key(Question(system, user, sample));
        if (_cache?.Find(key) is { } kept)
        {
            Count(usage => usage with { Answers = usage.Answers + 1, FromCache = usage.FromCache + 1 });
            return (kept.Text, null);
        }
        KeptAnswer answer;
        try
        {
            answer = await _requests.RunAsync(string.Create(CultureInfo.InvariantCulture, $"{id} {sample}"), stop => AskAsync(system, user, sample, stop), cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException problem) when (problem.Failure != ProviderFailure.Stop)
        {
            Count(usage => usage with { Failed = usage.Failed + 1 });
            return (null, problem.Message);
        }
        _cache?.Keep(key, answer);
        var (input, output) = (answer.InputTokens ?? 0, answer.OutputTokens ?? 0);
        Count(usage => usage with
        {
            Answers = usage.Answers + 1,
            InputTokens = usage.InputTokens + input,
            OutputTokens = usage.OutputTokens + output,
            Cost = _options.Price is { } price ? usage.Cost + price.Cost(input, output) : null,
        });
        return (answer.Text, null);
    }

    /// <summary>An answer could not be read.</summary>
    public void CountUnreadable() => Count(usage => usage with { Unreadable = usage.Unreadable + 1 });

    /// <summary>What a judge is shown of a prompt.</summary>
    public static (string Place, string Content)[] Shown(Conversation prompt, params ReadOnlySpan<(string Place, Candidate Reply)> replies)
    {
        var fillings = new List<(string, string)>
        {
            ("tools", string.Join('\n', prompt.Tools.Select(tool => ArgumentJson.WriteSpaced(ToolJson.WriteBare(tool))))),
            ("conversation", string.Join('\n', OpenAiChat.Write(prompt with { Tools = [] }).Document["messages"] is ListValue messages ? messages.Items.Select(ArgumentJson.WriteSpaced) : [])),
        };
        foreach (var (place, reply) in replies) fillings.Add((place, Shown(reply, prompt.Tools)));
        return [.. fillings];
    }

    /// <summary>
    /// A reply as JSON: its calls in the plain spelling of the scorers, or its text when it calls nothing. Neither ids nor who wrote it nor its
    /// spelling can tell a right reply from a wrong one.
    /// </summary>
    internal static string Shown(Candidate reply, ValueList<ToolDefinition> tools)
    {
        if (reply.Calls.Count == 0) return ArgumentJson.WriteSpaced(new MapBuilder().Add("text", reply.Text).ToMap());
        return ArgumentJson.WriteSpaced(new MapBuilder().AddList("calls", PlainSpelling.Of(reply, tools).Calls, call => CallJson.Write(call with { Id = null })).ToMap());
    }

    private async Task<KeptAnswer> AskAsync(string? system, string user, int sample, CancellationToken cancellationToken)
    {
        ChatMessage[] messages = system is null ? [new(ChatRole.User, user)] : [new(ChatRole.System, system), new(ChatRole.User, user)];
        var options = new ChatOptions { Temperature = _options.Temperature, MaxOutputTokens = _options.MaxTokens, Seed = _options.Seed + sample };
        var response = await _client.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        if (response.AdditionalProperties?.GetValueOrDefault(OpenAiChatClient.WaitKey) is TimeSpan wait) _requests.HoldFor(wait);
        return new(_prompt.Name, response.ModelId ?? _options.Model, response.Text, response.FinishReason?.Value, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount);
    }

    private MapValue Question(string? system, string user, int sample) => new MapBuilder()
        .Add("prompt", _prompt.Name).Add("prompt_sha256", _prompt.Hash)
        .Add("model", _options.Model)
        .Add("temperature", _options.Temperature is { } temperature ? ArgumentValue.Of(temperature) : null)
        .Add("max_tokens", _options.MaxTokens is { } tokens ? ArgumentValue.Of(tokens) : null)
        .Add("seed", _options.Seed is { } seed ? ArgumentValue.Of(seed) : null)
        .Add("extra", _options.Extra)
        .Add("sample", ArgumentValue.Of(sample))
        .Add("system", system).Add("user", user)
        .ToMap();

    private void Count(Func<ScorerUsage, ScorerUsage> change)
    {
        lock (_lock) _usage = change(_usage);
    }
}
