using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ToolRM.Tests.Cli;

namespace ToolRM.Tests.Server;

/// <summary>The command: usage in memory, the rest in processes and over sockets.</summary>
public class ServeCommandTests
{
    private static readonly Dictionary<string, string> None = [];

    private const string Group = """{"id": "q", "tools": [], "candidates": [{"id": "0", "text": "x"}]}""";

    [Theory]
    [InlineData("'--scorer' is required")]
    [InlineData("there is no scorer \"nope\"", "--scorer", "nope")]
    [InlineData("expected 'refuse' or a finite number", "--scorer", "schema", "--unscored", "NaN")]
    [InlineData("NO_SUCH_VARIABLE is not set", "--scorer", "schema", "--api-key-variable", "NO_SUCH_VARIABLE")]
    [InlineData("there is no format \"nope\"", "--scorer", "schema", "--format", "nope")]
    [InlineData("expected an address such as", "--scorer", "schema", "--url", "nowhere")]
    [InlineData("Workers is 0", "--scorer", "schema", "--workers", "0")]
    [InlineData("QueueCandidates is 1, less than one request of 1024", "--scorer", "schema", "--queue", "1")]
    [InlineData("two Scorers have one name", "--scorer", "schema", "--scorer", "schema")]
    [InlineData("no-such-file.json", "--scorer", "schema", "--config", "no-such-file.json")]
    public void WrongUsage_IsNamed(string part, params string[] arguments) => CliRun.Of("", ["serve", .. arguments]).AssertRefused(part);

    [Fact]
    [Trait("Lane", "Slow")]
    public async Task OnSigterm_RequestsUnderWayAreAnswered_AndTheExitCodeIs0()
    {
        await using var server = await ServeProcess.StartAsync(None, "--scorer", "schema", "--url", "http://127.0.0.1:0", "--drain-delay-seconds", "1");
        using var client = new HttpClient { BaseAddress = server.Address };
        using var slow = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await slow.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        // A request of which one byte is missing when the server is told to stop.
        await slow.SendAsync(Encoding.ASCII.GetBytes($"POST /v1/rewards HTTP/1.1\r\nHost: x\r\nContent-Length: {Group.Length}\r\n\r\n{Group[..^1]}"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/ready", UriKind.Relative))).StatusCode);
        var stopped = server.TerminateAsync();
        HttpStatusCode ready;
        do ready = (await client.GetAsync(new Uri("/ready", UriKind.Relative))).StatusCode;
        while (ready == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        await slow.SendAsync(Encoding.ASCII.GetBytes(Group[^1..]));
        var buffer = new byte[4096];
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(buffer, 0, await slow.ReceiveAsync(buffer)), StringComparison.Ordinal);
        var (code, error) = await stopped;
        Assert.Equal(0, code);
        Assert.Contains("toolrm: stopped", error, StringComparison.Ordinal);
    }

    // Over real sockets, where a client that is refused may still be sending.
    [Fact]
    [Trait("Lane", "Slow")]
    public async Task FiftyMegabytes_BrokenHttp_AndGoneClients_LeaveTheServerAlive()
    {
        await using var server = await ServeProcess.StartAsync(None, "--scorer", "schema", "--url", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = server.Address };
        foreach (var chunked in (bool[])[false, true])
        {
            using var content = new ByteArrayContent(new byte[50_000_000]);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/rewards") { Content = content };
            request.Headers.TransferEncodingChunked = chunked;
            // The rest is taken from a client that is still sending, else it would see a broken connection in place of the answer.
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(request)).StatusCode);
        }
        foreach (var text in (string[])["GET", "POST /v1/rewards HTTP/1.1\r\n\r\n", "POST /v1/rewards HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", "\0\0\0\0", "POST /v1/rewards HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"])
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(text));
        }
        using var good = new StringContent(Group);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(new Uri("/v1/rewards", UriKind.Relative), good)).StatusCode);
        Assert.Equal(0, (await server.TerminateAsync()).Code);
    }

    [Fact]
    [Trait("Lane", "Slow")]
    public async Task TlsAndKey_ByConfigurationAndVariable()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = folder.At("server.pfx");
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pfx, "pass"));
        var configuration = folder.At("server.json");
        await File.WriteAllTextAsync(configuration, $$$"""{"Kestrel": {"Endpoints": {"Https": {"Url": "https://127.0.0.1:0", "Certificate": {"Path": {{{TestedServer.Json(path)}}}, "Password": "pass"} } } } }""");
        await using var server = await ServeProcess.StartAsync(new Dictionary<string, string> { ["TOOLRM_API_KEY"] = "secret" }, "--scorer", "schema", "--config", configuration);
        Assert.Equal("https", server.Address.Scheme);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
        Assert.DoesNotContain("secret", (await server.TerminateAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Lane", "Slow")]
    public async Task TracesAndMetricsGoOutByOtlp()
    {
        var received = new ConcurrentDictionary<string, int>();
        var builder = WebApplication.CreateSlimBuilder();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{signal}", async (HttpRequest request, string signal) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received[signal + (text.Contains(signal == "traces" ? "score schema" : "toolrm.server.requests", StringComparison.Ordinal) ? ", ours" : "")] = 1;
        });
        await collector.StartAsync();
        var variables = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        await using (var server = await ServeProcess.StartAsync(variables, "--scorer", "schema", "--url", "http://127.0.0.1:0"))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            using var content = new StringContent(Group);
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(new Uri("/v1/rewards", UriKind.Relative), content)).StatusCode);
            Assert.Equal(0, (await server.TerminateAsync()).Code);
        }
        Assert.Contains("traces, ours", received.Keys);
        Assert.Contains("metrics, ours", received.Keys);
    }
}
