using ToolRM.Sampling;

namespace ToolRM.Tests.Sampling;

public class RateLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero); // 1772366400 s after 1970

    [Theory]
    [InlineData("1s", 1.0)]
    [InlineData("6m0s", 360.0)]
    [InlineData("20ms", 0.02)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("59", 59.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("1772366407", 7.0)]
    [InlineData("1772366407500", 7.5)]
    [InlineData("1700000000", 0.0)]
    [InlineData("-3", 0.0)]
    [InlineData("9000h", 86400.0)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("5x", null)]
    [InlineData("5", 5.0)]
    [InlineData("1e400", null)]
    public void Durations(string text, double? seconds)
    {
        var wait = RateLimits.Duration(text, Now);
        Assert.Equal(seconds is null, wait is null);
        if (seconds is { } expected) Assert.Equal(expected, wait!.Value.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(3.0, "Retry-After: 3")]
    [InlineData(30.0, "Retry-After: Sun, 01 Mar 2026 12:00:30 GMT")]
    [InlineData(0.0, "Retry-After: Sun, 01 Mar 2026 11:00:00 GMT")]
    [InlineData(1.5, "retry-after-ms: 1500", "Retry-After: 9")]
    [InlineData(20.0, "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 20s")]
    [InlineData(60.0, "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 20s", "x-ratelimit-remaining-tokens: 0", "x-ratelimit-reset-tokens: 1m")]
    [InlineData(null, "x-ratelimit-remaining-requests: 5", "x-ratelimit-reset-requests: 20s")]
    [InlineData(null, "x-ratelimit-reset-requests: 20s")]
    [InlineData(null, "Retry-After: later")]
    [InlineData(null)]
    public void Headers(double? seconds, params string[] headers)
    {
        using var response = FakeChatServer.Status(429, "", [.. headers.Select(header => (header[..header.IndexOf(':')], header[(header.IndexOf(':') + 2)..]))]);
        Assert.Equal(seconds, RateLimits.Wait(response.Headers, Now)?.TotalSeconds);
    }
}
