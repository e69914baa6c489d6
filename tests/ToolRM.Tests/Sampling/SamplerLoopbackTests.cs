using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Tests.Sampling;

/// <summary>Sampling through the real network stack: a server on this machine that hangs up, breaks off, refuses and at last answers.</summary>
[Trait("Lane", "Slow")]
public sealed class SamplerLoopbackTests : IDisposable
{
    private const string Stream = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _bodies = [];

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task AWholeReply_AtLast()
    {
        var body = FakeChatServer.Body(FakeChatServer.Call("f", "{\"a\": \"é\",}"));
        var reply = await Sample(
            false, "", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"choices\":", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
        Assert.Equal([new ToolCall("f", "{\"a\": \"é\",}", "call_9")], reply.Calls);
        Assert.Equal(4, reply.Attempts);
    }

    [Fact]
    public async Task AWholeStream_AtLast()
    {
        var reply = await Sample(
            true, Stream + "data: {\"choices\":[{\"delta\":{\"content\":\"ha\"}}]}\n\n", Stream,
            Stream + "data: {\"choices\":[{\"delta\":{\"content\":\"hal\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        Assert.Equal(("hallo", 3), (reply.Text, reply.Attempts));
    }

    private async Task<SampledReply> Sample(bool streams, params string[] answers)
    {
        _listener.Start();
        var server = Serve(answers);
        using var http = OpenAiChatClient.CreateHttp();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");
        using var client = new OpenAiChatClient(new(address, "m"), http);
        var store = new MemorySampleStore();
        var options = new SamplerOptions { Streams = streams, FirstDelay = TimeSpan.Zero, LongestDelay = TimeSpan.Zero };
        await new Sampler([new("g", client)], options).RunAsync([SamplingCases.Prompt("Grüße")], store);
        await server;
        Assert.Equal(answers.Length, _bodies.Count);
        Assert.All(_bodies, body => Assert.Equal(_bodies[0], body));
        Assert.Contains("Grüße", _bodies[0], StringComparison.Ordinal);
        return Assert.Single(store.Replies);
    }

    /// <summary>One connection per answer; whatever is missing of an answer never comes.</summary>
    private async Task Serve(string[] answers)
    {
        foreach (var answer in answers)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var length = 0;
            for (var line = await Line(stream); line.Length > 0; line = await Line(stream))
            {
                if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)) length = int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture);
            }
            var body = new byte[length];
            await stream.ReadExactlyAsync(body);
            _bodies.Add(Encoding.UTF8.GetString(body));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
    }

    private static async Task<string> Line(NetworkStream stream)
    {
        var (line, one) = (new StringBuilder(), new byte[1]);
        while (true)
        {
            await stream.ReadExactlyAsync(one);
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }
    }
}
