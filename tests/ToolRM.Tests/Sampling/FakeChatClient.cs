using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ToolRM.Tests.Sampling;

/// <summary>A client of the user's own: answers from a function, without HTTP.</summary>
internal sealed class FakeChatClient(Func<IReadOnlyList<ChatMessage>, ChatOptions, CancellationToken, Task<ChatResponse>> answer) : IChatClient
{
    private int _calls;

    public FakeChatClient(Func<IReadOnlyList<ChatMessage>, ChatOptions, ChatResponse> answer)
        : this((messages, options, _) => Task.FromResult(answer(messages, options))) { }

    public int Calls => _calls;

    public static ChatResponse Text(string text) => new(new ChatMessage(ChatRole.Assistant, text)) { Usage = new() { InputTokenCount = 10, OutputTokenCount = 100 } };

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return answer([.. messages], options!, cancellationToken);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
