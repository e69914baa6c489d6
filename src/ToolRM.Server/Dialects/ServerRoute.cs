using System.Globalization;
using Microsoft.AspNetCore.Http;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Server.Http;
using ToolRM.Server.Serving;

namespace ToolRM.Server.Dialects;

/// <summary>A path that scores what is posted to it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Errors">How its dialect writes errors.</param>
/// <param name="Answer">Makes the answer's body.</param>
/// <param name="TeiKey">The key that makes a body TEI's where a path has two dialects; null where it has not.</param>
internal sealed record ServerRoute(string Path, ErrorShape Errors, Func<ScoringRequest, Task<ArgumentValue>> Answer, string? TeiKey = null)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServerRoute> All { get; } =
        [RewardsRoute.Route, OpenRlhfRoute.Route, .. PoolingRoutes.Routes, .. PairRoutes.Routes, .. TeiRoutes.Routes];

    /// <summary>How errors are written for a body; null for one that was not read.</summary>
    public ErrorShape ErrorsFor(RequestField? body) =>
        TeiKey is not null && body is { } read && read.Optional(TeiKey) is not null && read.Optional("documents") is null ? ErrorShape.Tei : Errors;
}

/// <summary>A request whose body was read.</summary>
/// <param name="Body">The body.</param>
/// <param name="Service">Scores.</param>
/// <param name="Context">The connection's side, for headers and the client's end.</param>
/// <param name="Created">When, in Unix seconds.</param>
internal sealed record ScoringRequest(RequestField Body, ScoringService Service, HttpContext Context, long Created)
{
    /// <summary>Names the places whose number is a stand-in for a score that there is not.</summary>
    public const string UnscoredHeader = "X-ToolRM-Unscored";

    /// <summary>How many there are: <see cref="UnscoredHeader"/> names the first of many.</summary>
    public const string UnscoredCountHeader = "X-ToolRM-Unscored-Count";

    // Ours: proxies take 4 or 8 kB for all headers together.
    private const int LongestUnscoredHeader = 2048;

    public CancellationToken ClientGone => Context.RequestAborted;

    /// <summary>The scorer that the body names.</summary>
    public ScoringQueue Queue() => Service.Queue(Body.Optional("model")?.Text());

    /// <summary>Numbers for a dialect that cannot say "unscored".</summary>
    /// <param name="scores">The scores, in the order of the request.</param>
    /// <param name="number">A score's number in the dialect.</param>
    /// <exception cref="RequestError">A score is missing and no number stands for it.</exception>
    public double[] Numbers(Score[] scores, Func<Scored, double> number)
    {
        var numbers = new double[scores.Length];
        List<int>? unscored = null;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] is Scored scored)
            {
                numbers[i] = number(scored);
                continue;
            }
            numbers[i] = Service.Options.UnscoredValue
                ?? throw new RequestError(ErrorKind.Unscored, $"reply {i} cannot be scored: {((Unscored)scores[i]).Reason}");
            (unscored ??= []).Add(i);
        }
        if (unscored is not null)
        {
            Context.Response.Headers[UnscoredHeader] = Places(unscored);
            Context.Response.Headers[UnscoredCountHeader] = unscored.Count.ToString(CultureInfo.InvariantCulture);
        }
        return numbers;
    }

    private static string Places(List<int> places)
    {
        var text = string.Join(',', places);
        return text.Length <= LongestUnscoredHeader ? text : text[..text.LastIndexOf(',', LongestUnscoredHeader)];
    }

    /// <summary>An answer's id: of the request where it gives one.</summary>
    public string Id(string kind) => $"{kind}-{Body.Optional("request_id")?.Text() ?? Context.TraceIdentifier}";
}
