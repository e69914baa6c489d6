using ToolRM.Conversations;

namespace ToolRM.Preferences;

/// <summary>A right and a wrong reply to one prompt, whatever file it came from.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="QuestionId">The question's id in its benchmark (BFCL's <c>test_id</c>); the pair's id where there is none.</param>
/// <param name="GroupId">Shared by pairs whose users say the same: what a bootstrap draws as one.</param>
/// <param name="Prompt">Messages and offered tools; of BFCL's questions the tools are its own documents, as the published benchmark has them.</param>
/// <param name="Chosen">The right calls; empty when no call is right.</param>
/// <param name="Rejected">The wrong calls, empty when the wrong reply called nothing; null when it could not be decoded into calls.</param>
/// <param name="ErrorLabel">What is wrong with the rejected reply, such as <c>incorrect_function_name</c>; <c>unlabelled</c> where the file does not say.</param>
public sealed record PreferencePair(
    string Id,
    string QuestionId,
    string GroupId,
    Conversation Prompt,
    ValueList<ToolCall> Chosen,
    ValueList<ToolCall>? Rejected,
    string ErrorLabel)
{
    /// <summary>The right reply's text beside its calls; empty when only the calls are known.</summary>
    public string ChosenText { get; init; } = "";

    /// <summary>The wrong reply's text: the whole undecodable output, or what stood beside the calls; empty when only the calls are known.</summary>
    public string RejectedText { get; init; } = "";

    /// <summary>The benchmark's category; null where there is none.</summary>
    public string? Category { get; init; }

    /// <summary>Who wrote the wrong reply: a model, or <c>corrupt:OPERATOR</c> for one made from a right reply; null when unknown.</summary>
    public string? Generator { get; init; }

    /// <summary>The data set that the prompt comes from, such as <c>snips</c>; null when unknown.</summary>
    public string? Source { get; init; }

    /// <summary>What a right reply is, for scorers that need it; null when unknown.</summary>
    public Reference? Reference { get; init; }

    /// <summary>Whether the wrong reply could be decoded into calls.</summary>
    public bool IsDecodable => Rejected is not null;

    /// <summary>Whether BFCL took the question from users; null for a pair without a category.</summary>
    public bool? IsLive => Category?.StartsWith("live_", StringComparison.Ordinal);
}
