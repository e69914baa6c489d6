using System.Net;
using System.Net.Http.Headers;

namespace ToolRM.Tests.Datasets.Download;

/// <summary>Answers requests from memory, in the order in which answers were given for an address; the last one stays.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<HttpRequestMessage, HttpResponseMessage>>> _answers = new(StringComparer.Ordinal);

    /// <summary>What was asked, as method-free lines: address, range and whether a token came along.</summary>
    public List<string> Log { get; } = [];

    public FakeServer On(string address, params Func<HttpRequestMessage, HttpResponseMessage>[] answers)
    {
        _answers[address] = new(answers);
        return this;
    }

    public static Func<HttpRequestMessage, HttpResponseMessage> Status(int code, params (string Name, string Value)[] headers) => _ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)code);
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> Json(string json, params (string Name, string Value)[] headers) => request =>
    {
        var response = Status(200, headers)(request);
        response.Content = new StringContent(json);
        return response;
    };

    /// <summary>A file with a strong tag; honours Range with If-Range. Breaks off after so many bytes of an answer, if asked to.</summary>
    public static Func<HttpRequestMessage, HttpResponseMessage> File(byte[] bytes, string tag = "\"v1\"", int? breakAfter = null) => request =>
    {
        var from = request.Headers.Range is { } range && request.Headers.IfRange?.EntityTag?.Tag == tag ? (int)range.Ranges.First().From!.Value : 0;
        var response = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK);
        response.Headers.ETag = EntityTagHeaderValue.Parse(tag);
        response.Content = new StreamContent(new BreakingStream(bytes[from..], breakAfter ?? int.MaxValue));
        response.Content.Headers.ContentLength = bytes.Length - from;
        if (from > 0) response.Content.Headers.ContentRange = new(from, bytes.Length - 1, bytes.Length);
        return response;
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        Log.Add($"{address}{(request.Headers.Range is { } range ? $" {range}" : "")}{(request.Headers.Authorization is { } token ? $" [{token.Parameter}]" : "")}");
        var answer = _answers.TryGetValue(address, out var queue) ? (queue.Count > 1 ? queue.Dequeue() : queue.Peek()) : Status(404);
        var response = answer(request);
        response.RequestMessage = request;
        return Task.FromResult(response);
    }

    /// <summary>Gives so many bytes and then fails, as a cut connection does.</summary>
    private sealed class BreakingStream(byte[] bytes, int breakAfter) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer)
        {
            if (Position >= breakAfter) throw new IOException("the connection was cut");
            return base.Read(buffer[..Math.Min(buffer.Length, breakAfter - (int)Position)]);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return new(Read(buffer.Span));
            }
            catch (IOException error)
            {
                return ValueTask.FromException<int>(error);
            }
        }
    }
}
