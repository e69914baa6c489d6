using System.Net.Http.Headers;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Sampling;

/// <summary>Posts JSON to a model's server; whatever is no success is a <see cref="ProviderException"/>.</summary>
/// <param name="http">Sends; without redirects.</param>
/// <param name="who">The server's name, for messages: never with a query or a key.</param>
/// <param name="time">The clock, for dates in headers.</param>
internal sealed class ProviderHttp(HttpClient http, string who, TimeProvider time)
{
    private const int LongestDetail = 64 * 1024;

    public string Who => who;

    /// <summary>The answer, once its headers are there; the caller disposes of it.</summary>
    public async Task<HttpResponseMessage> PostAsync(Uri target, string? key, MapValue body, string model, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StringContent(ArgumentJson.Write(body), Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("toolrm", null));
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var response = await Guard(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            string detail;
            try
            {
                detail = await BodyAsync(response, LongestDetail, cancellationToken).ConfigureAwait(false);
            }
            catch (ProviderException)
            {
                detail = ""; // the status says enough
            }
            throw ProviderFailures.Of(who, model, (int)response.StatusCode, detail, Wait(response));
        }
    }

    /// <summary>How long the server wants to be left alone; null when it does not say.</summary>
    public TimeSpan? Wait(HttpResponseMessage response) => RateLimits.Wait(response.Headers, time.GetUtcNow());

    /// <summary>The body as UTF-8, whatever its header says: JSON has no other encoding (RFC 8259, 8.1).</summary>
    public async Task<string> BodyAsync(HttpResponseMessage response, int longest, CancellationToken cancellationToken)
    {
        await Guard(async () =>
        {
            await response.Content.LoadIntoBufferAsync(longest, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Broken connections as what they are; the message names the server and never the address's query.</summary>
    public async Task<T> Guard<T>(Func<Task<T>> exchange)
    {
        try
        {
            return await exchange().ConfigureAwait(false);
        }
        catch (Exception error) when (error is HttpRequestException or (IOException and not ProviderException))
        {
            throw new ProviderException($"{who}: {error.Message}", ProviderFailure.Transient, innerException: error);
        }
    }
}
