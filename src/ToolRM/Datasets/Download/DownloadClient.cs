using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Download;

/// <summary>
/// Requests with retries and redirects. Redirects are followed here and not by the handler, because the hub states a file's
/// hash on the answer that redirects, and because the token must not travel to another host.
/// </summary>
/// <remarks>
/// Tried again: broken connections, 408, 429 and 5xx. Not tried again: every other refusal, and a redirect from https to http.
/// The handler must not follow redirects itself (<see cref="CreateHandler"/>).
/// </remarks>
internal sealed partial class DownloadClient(HttpMessageInvoker invoker, DownloadOptions options, TimeProvider time)
{
    private const int MostRedirects = 8;
    private const int MostPages = 1000; // ours: a million files at the hub's 1,000 a page
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    public DownloadOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public static SocketsHttpHandler CreateHandler() => new() { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(30) };

    /// <summary>Carries out an attempt until it succeeds or may not be tried again.</summary>
    /// <param name="what">What is fetched; for messages.</param>
    /// <param name="attempt">One attempt; throws <see cref="TransientException"/> for what may pass, and <see cref="HttpRequestException"/> or <see cref="IOException"/> for a broken connection.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> Retry<T>(string what, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var delay = Options.FirstDelay;
        for (var number = 1; ; number++)
        {
            TransientException problem;
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (TransientException error)
            {
                problem = error;
            }
            catch (Exception error) when (error is HttpRequestException or HttpIOException)
            {
                problem = new(error.Message, null, error);
            }
            if (number >= Options.Attempts)
            {
                throw new DownloadException($"{what}: {problem.Message} ({number} attempts). Check the connection and run the same command again; it goes on where it stopped", problem);
            }
            var wait = problem.RetryAfter is { } asked ? (asked < LongestRetryAfter ? asked : LongestRetryAfter) : delay;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, Time, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <summary>Sends a request and follows redirects; gives answers 200, 206 and 416, and turns every other into an exception.</summary>
    /// <param name="address">The address.</param>
    /// <param name="what">What is fetched; for messages.</param>
    /// <param name="prepare">Adds headers; may be null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The answer, with what the answers on the way said about the file. The caller disposes of it.</returns>
    public async Task<DownloadAnswer> Send(Uri address, string what, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
    {
        string? sha256 = null, revision = null;
        var at = address;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("toolrm", null));
            // Offsets of a resumed transfer count the bytes of the file, so no compression on the way.
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            prepare?.Invoke(request);
            if (Options.Token is { } token && TakesToken(at)) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            sha256 ??= Sha256Of(response);
            revision ??= Header(response, "X-Repo-Commit") ?? Header(response, "X-Revision");
            if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
            {
                response.Dispose();
                if (redirects == MostRedirects) throw new DownloadException($"{what}: {address} redirects more than {MostRedirects} times. Check the address");
                var next = new Uri(at, location);
                if (next.Scheme is not ("https" or "http") || (at.Scheme == "https" && next.Scheme != "https"))
                {
                    throw new DownloadException($"{what}: {at.Host} redirects to {next.Scheme}://{next.Host}, which is not safe. Check the address");
                }
                at = next;
                continue;
            }
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return new(response, sha256, revision);
            }
            using (response) throw Refusal(response, at, what);
        }
    }

    /// <summary>A small JSON document.</summary>
    public async Task<(ArgumentValue Value, string? Revision)> Json(Uri address, string what, CancellationToken cancellationToken)
    {
        var page = await Page(address, what, cancellationToken).ConfigureAwait(false);
        return (page.Value, page.Revision);
    }

    /// <summary>A listing of several pages, each naming the next one in its header <c>Link</c> (RFC 8288).</summary>
    /// <exception cref="DownloadException">The next page is on another host, which must not see the token, or there is no end of pages.</exception>
    public async Task<List<ArgumentValue>> Pages(Uri address, string what, CancellationToken cancellationToken)
    {
        var pages = new List<ArgumentValue>();
        for (var at = address; ;)
        {
            var page = await Page(at, what, cancellationToken).ConfigureAwait(false);
            pages.Add(page.Value);
            if (page.Link is null || NextLink().Match(page.Link) is not { Success: true } link) return pages;
            if (!Uri.TryCreate(at, link.Groups["target"].Value, out var next) || !SameHost(next, address))
                throw new DownloadException($"{what}: {address.Host} names a next page that is not at {address.GetLeftPart(UriPartial.Authority)}. Check the hub's address");
            if (pages.Count == MostPages) throw new DownloadException($"{what}: {address.Host} lists more than {MostPages} pages. Check the hub's address");
            at = next;
        }
    }

    private Task<(ArgumentValue Value, string? Revision, string? Link)> Page(Uri address, string what, CancellationToken cancellationToken) => Retry(what, async token =>
    {
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(token);
        stalled.CancelAfter(Options.Stall);
        try
        {
            using var answer = await Send(address, what, null, stalled.Token).ConfigureAwait(false);
            if (answer.Response.StatusCode != HttpStatusCode.OK) throw new DownloadException($"{what}: {address.Host} answered {(int)answer.Response.StatusCode} to {address}. Run the same command again later");
            var parse = JsonParse.Of(await answer.Response.Content.ReadAsStringAsync(stalled.Token).ConfigureAwait(false), JsonDialect.Python);
            return (parse.Value ?? throw new TransientException($"{address.Host} sent no JSON: {parse.Error}"), answer.Revision, answer.Response.Headers.TryGetValues("Link", out var links) ? string.Join(", ", links) : null);
        }
        catch (OperationCanceledException error) when (!token.IsCancellationRequested)
        {
            throw new TransientException($"{address.Host} did not answer in {Options.Stall.TotalSeconds} s", null, error);
        }
    }, cancellationToken);

    [GeneratedRegex("<(?<target>[^>]*)>(?:\\s*;[^,;<]*)*?;\\s*rel\\s*=\\s*\"?next\"?(?=\\s*(?:[;,]|$))", RegexOptions.IgnoreCase)]
    private static partial Regex NextLink();

    private bool TakesToken(Uri address) => SameHost(address, Options.Hub) || SameHost(address, Options.RowsServer);

    private static bool SameHost(Uri one, Uri other) => one.Scheme == other.Scheme && one.Authority == other.Authority;

    private Exception Refusal(HttpResponseMessage response, Uri address, string what)
    {
        var code = (int)response.StatusCode;
        var answered = $"{address.Host} answered {code}";
        return code switch
        {
            408 or 429 or >= 500 => new TransientException(answered, RetryAfter(response)),
            401 or 403 => new DownloadException(Options.Token is null
                ? $"{what}: {answered}: it wants a token. Set HF_TOKEN, or name the variable with --token-env, and accept the data set's terms on its page"
                : $"{what}: {answered} although a token was sent. Check that the token is valid and that you accepted the data set's terms on its page"),
            404 or 410 => new DownloadException($"{what}: {answered}: it is not there. Check name, revision and address ({address.GetLeftPart(UriPartial.Path)})"),
            _ => new DownloadException($"{what}: {answered} to {address.GetLeftPart(UriPartial.Path)}. Check the address"),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date is { } date ? date - Time.GetUtcNow() : null);
        return after is { } wait && wait < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    /// <summary>The hub gives the SHA-256 of large files as <c>X-Linked-Etag</c>; of small ones the tag is a git hash of 40 digits.</summary>
    private static string? Sha256Of(HttpResponseMessage response) =>
        Header(response, "X-Linked-Etag")?.Trim('"') is { Length: 64 } tag && tag.All(char.IsAsciiHexDigit) ? tag.ToLowerInvariant() : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

/// <summary>An answer and what was said about the file on the way to it.</summary>
/// <param name="Response">The last answer.</param>
/// <param name="Sha256">The file's hash as the hub states it; null when it does not.</param>
/// <param name="Revision">The commit as the hub states it; null when it does not.</param>
internal sealed record DownloadAnswer(HttpResponseMessage Response, string? Sha256, string? Revision) : IDisposable
{
    public void Dispose() => Response.Dispose();
}

/// <summary>A failure that may pass.</summary>
internal sealed class TransientException : Exception
{
    public TransientException(string message, TimeSpan? retryAfter = null, Exception? inner = null) : base(message, inner) => RetryAfter = retryAfter;

    public TimeSpan? RetryAfter { get; }
}
