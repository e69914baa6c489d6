using ToolRM.Conversations;

namespace ToolRM.Judging;

/// <summary>Two replies to one prompt, in the order in which a judge is to see them.</summary>
/// <param name="Id">What the comparison is called in messages; draws depend on it.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="First">The reply shown first.</param>
/// <param name="Second">The reply shown second.</param>
public sealed record ReplyPair(string Id, Conversation Prompt, Candidate First, Candidate Second)
{
    /// <summary>The same replies in the other order.</summary>
    public ReplyPair Swapped() => this with { First = Second, Second = First };
}

/// <summary>What a judge says about two replies: which is better, or that it cannot say. Closed hierarchy.</summary>
public abstract record Comparison
{
    private protected Comparison() { }
}

/// <summary>The judge chose.</summary>
/// <param name="Preferred">Which of the two.</param>
public sealed record Compared(Preference Preferred) : Comparison;

/// <summary>The judge gave no answer that can be read, or none at all.</summary>
/// <param name="Reason">Why.</param>
public sealed record Uncompared(string Reason) : Comparison;

/// <summary>Which of two replies is better.</summary>
public enum Preference
{
    /// <summary>The one shown first.</summary>
    First,

    /// <summary>The one shown second.</summary>
    Second,

    /// <summary>Neither.</summary>
    Tie,
}

/// <summary>Compares two replies, in the order in which they are given. Safe for concurrent calls.</summary>
public interface IPairwiseJudge
{
    /// <summary>Compares.</summary>
    /// <param name="pair">The replies.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled. Nothing is thrown for the content of a pair.</exception>
    Task<Comparison> CompareAsync(ReplyPair pair, CancellationToken cancellationToken = default);
}
