namespace ToolRM.Datasets.Download;

/// <summary>Where and how data is fetched.</summary>
public sealed record DownloadOptions
{
    /// <summary>The Hugging Face hub, for files.</summary>
    public Uri Hub { get; init; } = new("https://huggingface.co");

    /// <summary>The hub's service that gives rows of Arrow and Parquet data sets as JSON.</summary>
    public Uri RowsServer { get; init; } = new("https://datasets-server.huggingface.co");

    /// <summary>GitHub's files.</summary>
    public Uri GitHubRaw { get; init; } = new("https://raw.githubusercontent.com");

    /// <summary>GitHub's interface, asked for the full name of a commit.</summary>
    public Uri GitHubApi { get; init; } = new("https://api.github.com");

    /// <summary>Sent to <see cref="Hub"/> and <see cref="RowsServer"/> only, never to where they redirect, and never logged; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>How often a request is tried, at least 1. Default 5 (ours).</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second attempt; doubles each time, up to a minute. A server's <c>Retry-After</c> is obeyed up to five minutes. Default 1 s (ours).</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time without a byte before an attempt is given up. Default 60 s (ours).</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether files that were changed or belong to another revision are fetched anew; without it they are an error.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether a token is set, not which: records print their properties.</summary>
    public override string ToString() => $"{nameof(DownloadOptions)} {{ Hub = {Hub}, Token = {(Token is null ? "none" : "set")} }}";
}

/// <summary>A download failed. The message says what, from where, why, and the next step.</summary>
public sealed class DownloadException : IOException
{
    /// <summary>An error with its message.</summary>
    /// <param name="message">What, from where, why, next step.</param>
    public DownloadException(string message) : base(message) { }

    /// <summary>An error with its message and cause.</summary>
    /// <param name="message">What, from where, why, next step.</param>
    /// <param name="innerException">The cause.</param>
    public DownloadException(string message, Exception innerException) : base(message, innerException) { }
}
