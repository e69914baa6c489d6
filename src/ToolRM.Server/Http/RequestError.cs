namespace ToolRM.Server.Http;

/// <summary>Why a request gets no scores. What the client is told; the dialect decides its form (<see cref="ErrorShape"/>).</summary>
/// <param name="kind">What went wrong.</param>
/// <param name="message">Where, expected against found, next step.</param>
internal sealed class RequestError(ErrorKind kind, string message) : Exception(message)
{
    public ErrorKind Kind => kind;
}

/// <summary>What went wrong, and the status that says it.</summary>
internal enum ErrorKind
{
    /// <summary>The body is not what the contract says.</summary>
    Invalid,

    /// <summary>There is nothing to score where something has to be.</summary>
    Empty,

    /// <summary>The key is missing or wrong.</summary>
    Unauthorized,

    /// <summary>No such path, or no such scorer.</summary>
    NotFound,

    /// <summary>The path exists, the method does not.</summary>
    WrongMethod,

    /// <summary>Too many bytes or replies.</summary>
    TooLarge,

    /// <summary>The scorer could not judge, and the dialect has no word for it.</summary>
    Unscored,

    /// <summary>The queue is full.</summary>
    Overloaded,

    /// <summary>The scorer failed.</summary>
    Failed,

    /// <summary>The scorer took too long.</summary>
    TimedOut,

    /// <summary>The scorer asks another server, which gives no answers.</summary>
    Unavailable,
}
