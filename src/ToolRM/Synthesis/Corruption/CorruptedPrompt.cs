using ToolRM.Conversations;
using ToolRM.Verification;

namespace ToolRM.Synthesis.Corruption;

/// <summary>What a <see cref="Corruptor"/> made of one prompt.</summary>
/// <param name="Prompt">The prompt, perhaps with distractors among its tools; right and wrong replies belong to it alike.</param>
/// <param name="Reference">What the wrong replies were verified against.</param>
/// <param name="Wrong">The wrong replies, in the order drawn; empty when no operator could be applied.</param>
/// <param name="Attempts">What came of each operator that was tried, in the order tried.</param>
public sealed record CorruptedPrompt(
    Conversation Prompt, Reference Reference, ValueList<WrongReply> Wrong, ValueList<CorruptionAttempt> Attempts);

/// <summary>A reply that is wrong for certain.</summary>
/// <param name="Operator">Name of the operator that made it.</param>
/// <param name="Calls">Its calls; empty when the reply is a text.</param>
/// <param name="Text">Its text; empty when only calls are given.</param>
/// <param name="Verdict">The verifier's verdict, a failure.</param>
/// <param name="Label">Which of FC-RewardBench's labels the error has; null when none fits.</param>
public sealed record WrongReply(string Operator, ValueList<ToolCall> Calls, string Text, Verdict Verdict, ErrorLabel? Label)
{
    /// <summary>The reply as a candidate whose source names the operator.</summary>
    /// <param name="id">Its id, unique in the group.</param>
    public Candidate ToCandidate(string id) => new(id, Text, Calls, "corrupt:" + Operator);
}

/// <summary>What came of one operator at one prompt.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="NotWrong">Products that the verifier passed or could not judge.</param>
/// <param name="Convention">Products that are wrong only by convention.</param>
/// <param name="Kept">Whether a product was kept. When not and both counts are 0, the operator cannot be applied here.</param>
public readonly record struct CorruptionAttempt(string Operator, int NotWrong, int Convention, bool Kept);
