using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Sampling;

/// <summary>A reply that was received.</summary>
/// <param name="Item">What was asked for.</param>
/// <param name="Seed">The seed that was sent; null when none was.</param>
/// <param name="Message">
/// The JSON of the message: exactly what the server sent, or, for a streamed reply and for clients that keep no JSON, put together
/// from it.
/// </param>
/// <param name="Text">The text, calls of native tools not included. For a prompted format the whole reply.</param>
/// <param name="Calls">The calls; of a prompted format only when all of them could be read.</param>
/// <param name="Status">What the reply was. Native calls are <see cref="ReplyStatus.Calls"/> whatever their arguments look like.</param>
/// <param name="FinishReason">Why the model stopped, in the server's words; null when not said.</param>
/// <param name="Model">The model that the server says it used; null when not said.</param>
/// <param name="InputTokens">Tokens of the prompt; null when not said.</param>
/// <param name="OutputTokens">Tokens of the reply; null when not said.</param>
/// <param name="Attempts">Requests that it took, at least 1.</param>
public sealed record SampledReply(
    SampleItem Item,
    int? Seed,
    string Message,
    string Text,
    ValueList<ToolCall> Calls,
    ReplyStatus Status,
    string? FinishReason,
    string? Model,
    long? InputTokens,
    long? OutputTokens,
    int Attempts)
{
    /// <summary>The reply as a candidate: its id is <c>generator/sample</c>, its source the generator.</summary>
    public Candidate ToCandidate() => new(Item.CandidateId, Text, Calls, Item.Generator);
}

/// <summary>An item for which no reply was received.</summary>
/// <param name="Item">What was asked for.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="IsRefused">Whether the request itself was refused; otherwise every attempt failed in a way that may pass.</param>
/// <param name="Status">The last HTTP status; null when there was none.</param>
/// <param name="Attempts">Requests that were made; 0 when the prompt could not even be sent.</param>
public sealed record SampleFailure(SampleItem Item, string Reason, bool IsRefused, int? Status, int Attempts);
