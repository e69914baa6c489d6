using System.Globalization;
using Microsoft.Extensions.AI;

namespace ToolRM.Agents;

/// <summary>How <see cref="GuardedToolChatClient"/> judges calls and what it does with those it refuses.</summary>
public sealed record ToolGuardOptions
{
    /// <summary>
    /// A call whose score is below is refused. Default null: the scale's own cut, 0.5 of a probability and 0 of a centred score. A raw
    /// score has none, so one must be given.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// Whether a call whose arguments do not fit the offered tool's schema, or whose tool is not offered, is refused whatever its score.
    /// Default true (ours: the check is exact and says what to put right). A schema that cannot be checked refuses nothing.
    /// </summary>
    public bool ChecksSchema { get; init; } = true;

    /// <summary>
    /// What a call is that the scorer cannot judge. Default <see cref="UnscoredCalls.LetPass"/> (ours: nothing speaks against it, and an
    /// agent should not stop because a scorer is away). Choose the other where a wrong call costs more than a stopped agent.
    /// </summary>
    public UnscoredCalls Unscored { get; init; } = UnscoredCalls.LetPass;

    /// <summary>How often the model is asked again in one request, at least 0; 0 never asks again. Default 2 (ours).</summary>
    public int MaximumRetries { get; init; } = 2;

    /// <summary>What happens to calls that are still refused when nobody is asked again. Default <see cref="HandOver.RemoveCalls"/>.</summary>
    public HandOver HandOver { get; init; } = HandOver.RemoveCalls;

    /// <summary>
    /// Decides about each refused call, for example by asking a person. Default null: ask again while retries are left, then hand over.
    /// <see cref="GuardDecision.AskAgain"/> without retries left hands over.
    /// </summary>
    public Func<GuardedCall, CancellationToken, ValueTask<GuardDecision>>? Decide { get; init; }

    /// <summary>Words the result that the model gets for a refused call. Default null: that it was not run, the finding, and what to do.</summary>
    public Func<GuardedCall, string>? Feedback { get; init; }

    /// <summary>
    /// Whether the scorer is asked when <c>ConversationId</c> is set, that is, when a service keeps the conversation and messages are only
    /// its end. Default false: such calls are unscored, and only their schema is checked. True suits scorers that read no messages.
    /// </summary>
    public bool ScoresServerSideConversations { get; init; }

    /// <summary>
    /// Whether activities carry arguments and findings. Default: what the environment variable
    /// <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c> says, else false.
    /// </summary>
    public bool EnableSensitiveData { get; init; } = AgentTelemetry.ContentByDefault;

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        if (Threshold is { } threshold && !double.IsFinite(threshold)) problems.Add(Text($"threshold: expected a finite number, found {threshold}"));
        if (MaximumRetries < 0) problems.Add(Text($"maximum retries: expected at least 0, found {MaximumRetries}"));
        if (!Enum.IsDefined(Unscored)) problems.Add(Text($"unscored: {(int)Unscored} is not defined"));
        if (!Enum.IsDefined(HandOver)) problems.Add(Text($"hand over: {(int)HandOver} is not defined"));
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a call is that the scorer cannot judge.</summary>
public enum UnscoredCalls
{
    /// <summary>It passes, unless its schema refuses it.</summary>
    LetPass,

    /// <summary>It is refused.</summary>
    Refuse,
}

/// <summary>What happens to calls that stay refused.</summary>
public enum HandOver
{
    /// <summary>
    /// They are taken out of the response; other calls of the same reply stay. When no call stays, the finish reason is
    /// <see cref="ChatFinishReason.Stop"/>, so that a tool loop ends, and a response without text gets one that says what was held back.
    /// </summary>
    RemoveCalls,

    /// <summary><see cref="ToolCallRefusedException"/> is thrown; no call of the reply is returned.</summary>
    Throw,
}

/// <summary>What to do with a refused call.</summary>
public enum GuardDecision
{
    /// <summary>Ask the model again, with the finding as the call's result.</summary>
    AskAgain,

    /// <summary>Hand it over as <see cref="ToolGuardOptions.HandOver"/> says, unless another call of the reply is asked for again.</summary>
    HandOver,

    /// <summary>Return it as if nothing had been found.</summary>
    LetPass,
}
