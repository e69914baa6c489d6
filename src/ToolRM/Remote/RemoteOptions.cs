using System.Globalization;
using ToolRM.Sampling;
using ToolRM.Scoring;

namespace ToolRM.Remote;

/// <summary>Which server is asked for scores, and how.</summary>
/// <param name="Address">The server, such as <c>http://localhost:8000</c>; the dialect's path is put behind it unless it ends with it.</param>
/// <param name="Dialect">What it speaks.</param>
public sealed record RemoteOptions(Uri Address, RemoteDialect Dialect)
{
    /// <summary>The model's name as the server knows it; null sends none, which servers of one model take.</summary>
    public string? Model { get; init; }

    /// <summary>Sent as a bearer token; never logged or printed. Null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How prompt and reply become text. Default <see cref="ReplyRendering.HermesChatMl"/>; <c>toolrm-rewards</c> sends values and renders nothing.</summary>
    public ReplyRendering Rendering { get; init; } = ReplyRendering.HermesChatMl;

    /// <summary>Whether vLLM is asked for an activated number (a probability of one label) in place of the raw one. Default false: order within a group is the same, and no number is rounded to 1.</summary>
    public bool Activation { get; init; }

    /// <summary>Which of several numbers of a text (its class) is the score, from 0; null takes the only one, and more are an error.</summary>
    public int? Class { get; init; }

    /// <summary>What becomes of the rows of <c>vllm-pooling</c>. Default the last one (as OpenRLHF and verl read scalar models).</summary>
    public RemoteRows Rows { get; init; } = RemoteRows.Last;

    /// <summary>What the numbers mean. Default <see cref="ScoreScale.Raw"/>. Our own server says it with every score, and a difference is an error.</summary>
    public ScoreScale Scale { get; init; } = ScoreScale.Raw;

    /// <summary>Whether references are sent, to our own server alone, for scorers that judge by them. Default false.</summary>
    public bool SendsReference { get; init; }

    /// <summary>Most replies of one request, at least 1. Default 16 (ours). Groups go whole to <c>toolrm-rewards</c>, whatever their size.</summary>
    public int BatchReplies { get; init; } = 16;

    /// <summary>Most UTF-16 characters of one request's texts, at least 1; fewer replies go together then. Default 1,000,000 (ours).</summary>
    public int BatchCharacters { get; init; } = 1_000_000;

    /// <summary>Longest text of one reply with its prompt, in UTF-16 characters; a longer one is <see cref="Unscored"/> and not sent. Default 400,000 (ours: more than 32,768 tokens ever take).</summary>
    public int LongestText { get; init; } = 400_000;

    /// <summary>Bounds and retries.</summary>
    public RequestPolicy Requests { get; init; } = new();

    /// <summary>Where requests go.</summary>
    internal Uri Target
    {
        get
        {
            var builder = new UriBuilder(Address) { Fragment = "" };
            var path = builder.Path.TrimEnd('/');
            var own = Dialect.Path;
            if (!path.EndsWith(own, StringComparison.Ordinal))
            {
                // http://host/v1, as users know it from chat, and /v1/rerank.
                if (path.EndsWith("/v1", StringComparison.Ordinal) && own.StartsWith("/v1/", StringComparison.Ordinal)) path = path[..^3];
                path += own;
            }
            builder.Path = path;
            return builder.Uri;
        }
    }

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https")) problems.Add($"url: expected an address such as http://localhost:8000, found \"{Address}\"");
        else if (Address.UserInfo.Length > 0) problems.Add("url: expected an address without a name and password in it; give a key by an environment variable");
        if (Model is { Length: 0 }) problems.Add("model: expected the model's name, found an empty text");
        if (Rendering.IsChat && Dialect != RemoteDialect.VllmClassify && Dialect != RemoteDialect.VllmPooling) problems.Add($"rendering: {Rendering.Name} is for vllm-classify and vllm-pooling, which take messages; {Dialect.Name} takes texts");
        if (SendsReference && Dialect != RemoteDialect.ToolRmRewards) problems.Add($"needs_reference: {Dialect.Name} has no place for a reference; only toolrm-rewards does");
        if (Activation && Dialect.Name.StartsWith("vllm-", StringComparison.Ordinal) is false) problems.Add($"activation: {Dialect.Name} has no such switch; only vLLM does");
        if (Class is < 0) problems.Add(Text($"class: expected 0 or more, found {Class}"));
        if (BatchReplies < 1) problems.Add(Text($"batch: expected at least 1, found {BatchReplies}"));
        if (BatchCharacters < 1) problems.Add(Text($"batch_characters: expected at least 1, found {BatchCharacters}"));
        if (LongestText < 1) problems.Add(Text($"longest_text: expected at least 1, found {LongestText}"));
        if (Requests.Problems() is { } more) problems.Add(more);
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    /// <summary>Whether a key is set, not which: records print their properties.</summary>
    public override string ToString() => $"{nameof(RemoteOptions)} {{ Address = {Address.GetLeftPart(UriPartial.Path)}, Dialect = {Dialect}, Model = {Model}, ApiKey = {(ApiKey is null ? "none" : "set")} }}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Which number comes of the rows that <c>/pooling</c> gives, one a token or step.</summary>
public enum RemoteRows
{
    /// <summary>The last row.</summary>
    Last,

    /// <summary>The mean over all rows.</summary>
    Mean,

    /// <summary>The least of all rows: a chain is as right as its worst step.</summary>
    Minimum,
}
