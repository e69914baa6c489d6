using System.Net;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Tests.Sampling;

/// <summary>A request as the server saw it.</summary>
internal sealed record ChatCall(Uri Address, string? Key, MapValue Body, CancellationToken Token)
{
    public string Model => ((TextValue)Body["model"]!).Value;

    /// <summary>The last message's text: the prompt's id in most tests.</summary>
    public string Prompt => ((TextValue)((MapValue)((ListValue)Body["messages"]!).Items[^1])["content"]!).Value;

    public long? Seed => Body["seed"] is IntegerValue seed ? (long)seed.Value : null;

    public bool Streams => Body["stream"] == ArgumentValue.True;
}

/// <summary>A chat server in memory. Answers may be thrown too, as a broken connection is.</summary>
internal sealed class FakeChatServer(Func<ChatCall, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<ChatCall> _calls = [];

    public IReadOnlyList<ChatCall> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    public HttpClient Http() => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public static HttpResponseMessage Status(int code, string body = "", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)code) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    /// <summary>An answer with a message, which stands in it as given.</summary>
    public static HttpResponseMessage Reply(string message, string finish = "stop", params (string Name, string Value)[] headers) =>
        Status(200, Body(message, finish), headers);

    public static string Body(string message, string finish = "stop") =>
        $$$"""{"id":"c1","object":"chat.completion","model":"real-model","choices":[{"index":0,"message":{{{message}}},"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}""";

    public static string Text(string text) => $$"""{"role":"assistant","content":{{ArgumentValue.Of(text)}}}""";

    public static string Call(string name, string arguments, string id = "call_9") =>
        $$$"""{"role":"assistant","content":null,"tool_calls":[{"id":"{{{id}}}","type":"function","function":{"name":"{{{name}}}","arguments":{{{ArgumentValue.Of(arguments)}}}}}]}""";

    /// <summary>A stream of events; each is sent as its own read.</summary>
    public static HttpResponseMessage Events(params string[] events) => Stream([.. events.Select(data => $"data: {data}\n\n")]);

    public static HttpResponseMessage Stream(string[] pieces, Func<CancellationToken, Task>? end = null) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(new PieceStream(pieces, end)) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = (MapValue)JsonParse.Of(await request.Content!.ReadAsStringAsync(CancellationToken.None)).Value!;
        var call = new ChatCall(request.RequestUri!, request.Headers.Authorization?.Parameter, body, cancellationToken);
        lock (_lock) _calls.Add(call);
        cancellationToken.ThrowIfCancellationRequested();
        return answer(call);
    }

    /// <summary>Gives one piece a read; at the end it closes, or does what it was told, such as break or wait for ever.</summary>
    private sealed class PieceStream(string[] pieces, Func<CancellationToken, Task>? end) : Stream
    {
        private int _next;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_next == pieces.Length)
            {
                if (end is not null) await end(cancellationToken);
                return 0;
            }
            var bytes = Encoding.UTF8.GetBytes(pieces[_next++]);
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
