namespace ToolRM.Sampling;

/// <summary>A model's server did not give a reply. The message says who, what and the next step.</summary>
public sealed class ProviderException : IOException
{
    /// <summary>A failure.</summary>
    /// <param name="message">Who, what, next step.</param>
    /// <param name="failure">What it means for the next request.</param>
    /// <param name="status">The HTTP status; null when there was no answer.</param>
    /// <param name="retryAfter">How long the server wants to be left alone; null when it did not say.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ProviderException(
        string message, ProviderFailure failure, int? status = null, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base(message, innerException) => (Failure, Status, RetryAfter) = (failure, status, retryAfter);

    /// <summary>What the failure means for the next request.</summary>
    public ProviderFailure Failure { get; }

    /// <summary>The HTTP status; null when there was no answer, or when the answer broke off.</summary>
    public int? Status { get; }

    /// <summary>How long the server wants to be left alone, at least 0; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>What a failed request means for the next one.</summary>
public enum ProviderFailure
{
    /// <summary>It may pass: broken connections, time-outs, malformed answers, 408, 409, 425, 429 and 5xx. The request is made again.</summary>
    Transient,

    /// <summary>This request is refused and will be again, such as 400 and 403; others may be answered.</summary>
    Refused,

    /// <summary>No request will be answered before somebody changes something: 401, 402, 404, 405, 410, redirects, spent quotas.</summary>
    Stop,
}
