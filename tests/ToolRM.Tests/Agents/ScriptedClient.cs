using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ToolRM.Tests.Agents;

/// <summary>A model that answers from a script, one entry per request, and keeps what it was asked. The last entry repeats.</summary>
internal sealed class ScriptedClient(params ChatResponseUpdate[][] script) : IChatClient
{
    private int _next;

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    /// <summary>Called with the request's number before it is answered; may throw.</summary>
    public Func<int, CancellationToken, Task>? Before { get; init; }

    public bool IsDisposed { get; private set; }

    public static ChatResponseUpdate[] Calls(params (string Id, string Name, string Arguments)[] calls) =>
        [Update([.. calls.Select(call => (AIContent)Call(call.Id, call.Name, call.Arguments)), Usage(3, 5)], ChatFinishReason.ToolCalls)];

    public static ChatResponseUpdate[] Text(string text) => [Update([new TextContent(text), Usage(3, 5)], ChatFinishReason.Stop)];

    public static ChatResponseUpdate Update(IList<AIContent> contents, ChatFinishReason? end = null) =>
        new(ChatRole.Assistant, contents) { FinishReason = end, ResponseId = "r", MessageId = "m" };

    public static FunctionCallContent Call(string id, string name, string arguments) =>
        ToolRM.Conversations.ExtensionsAi.FunctionCalls.ToContent(new(name, arguments, id)).Value;

    public static UsageContent Usage(int input, int output) => new(new() { InputTokenCount = input, OutputTokenCount = output });

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        (await AnswerAsync(messages, options, cancellationToken)).ToChatResponse();

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in await AnswerAsync(messages, options, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("script", null, "scripted-1") : null;

    public void Dispose() => IsDisposed = true;

    private async Task<ChatResponseUpdate[]> AnswerAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        int number;
        lock (Requests)
        {
            number = _next++;
            Requests.Add(([.. messages], options?.Clone()));
        }
        if (Before is not null) await Before(number, cancellationToken);
        return script[Math.Min(number, script.Length - 1)];
    }
}
