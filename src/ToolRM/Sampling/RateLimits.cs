using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace ToolRM.Sampling;

/// <summary>How long a server wants to be left alone, from the headers that servers send.</summary>
/// <remarks>
/// <c>Retry-After-Ms</c> and <c>Retry-After</c> (seconds or a date, RFC 9110 10.2.3) stand above <c>x-ratelimit-remaining-requests</c>,
/// <c>-tokens</c> and without a word behind, which count when nothing remains; then the longest of their <c>x-ratelimit-reset-…</c>
/// holds: a duration such as <c>6m0s</c> or <c>20ms</c>, seconds, or a time since 1970 in seconds or milliseconds.
/// </remarks>
internal static class RateLimits
{
    private static readonly string[] Kinds = ["-requests", "-tokens", ""];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("h", 3600), ("m", 60), ("s", 1)];

    /// <summary>The wait, at least 0; null when the headers say nothing.</summary>
    public static TimeSpan? Wait(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Header(headers, "retry-after-ms") is { } text && Number(text) is { } milliseconds) return Span(milliseconds / 1000);
        if (headers.RetryAfter is { } after)
        {
            var wait = after.Delta ?? after.Date - now;
            if (wait is not null) return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
        }
        TimeSpan? longest = null;
        foreach (var kind in Kinds)
        {
            if (Header(headers, "x-ratelimit-remaining" + kind) is not { } left || Number(left) is not <= 0) continue;
            if (Header(headers, "x-ratelimit-reset" + kind) is not { } reset || Duration(reset, now) is not { } wait) continue;
            if (longest is null || wait > longest) longest = wait;
        }
        return longest;
    }

    /// <summary>A duration in one of the spellings above; null when it is none.</summary>
    internal static TimeSpan? Duration(string text, DateTimeOffset now)
    {
        if (Number(text) is { } number)
        {
            return number switch
            {
                > 1e11 => Span(number / 1000 - now.ToUnixTimeMilliseconds() / 1000.0),
                > 1e8 => Span(number - now.ToUnixTimeMilliseconds() / 1000.0),
                _ => Span(number),
            };
        }
        var rest = text.AsSpan().Trim();
        var seconds = 0.0;
        if (rest.IsEmpty) return null;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return null;
            rest = rest[digits..];
            var known = false;
            foreach (var (unit, factor) in Units)
            {
                if (!rest.StartsWith(unit, StringComparison.Ordinal)) continue;
                seconds += count * factor;
                rest = rest[unit.Length..];
                known = true;
                break;
            }
            if (!known) return null;
        }
        return Span(seconds);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Never negative, and never longer than a day: what a header says is not to be trusted.</summary>
    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400));

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
