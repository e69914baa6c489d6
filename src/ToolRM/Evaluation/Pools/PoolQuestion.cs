using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Pools;

/// <summary>A question with everything that models answered to it, each answer judged.</summary>
/// <param name="Id">Unique in its pool.</param>
/// <param name="Group">Questions with the same text share it; intervals resample groups.</param>
/// <param name="Category">BFCL's category; null for data that has none.</param>
/// <param name="Prompt">Messages and offered tools.</param>
/// <param name="Reference">What a right reply is.</param>
/// <param name="Outputs">The distinct outputs; at least one.</param>
public sealed record PoolQuestion(
    string Id,
    string Group,
    string? Category,
    Conversation Prompt,
    Reference Reference,
    ValueList<PoolOutput> Outputs)
{
    /// <summary>Whether it is one of BFCL's live questions, which users wrote.</summary>
    public bool IsLive => Category?.StartsWith("live", StringComparison.Ordinal) == true;

    /// <summary>What a scorer is asked: the readable outputs, each once, under their ids, without the generators' names.</summary>
    /// <param name="withReference">Whether the reference goes along: only to scorers that say they need it, so that no other peeks.</param>
    public CandidateGroup ToGroup(bool withReference) => new(
        Id, Prompt, Outputs.Where(output => output.IsReadable).Select(output => output.Candidate with { Source = null }).ToValueList(), withReference ? Reference : null);
}

/// <summary>One distinct output to a question.</summary>
/// <param name="Candidate">Id (unique in its question), calls, and the text where one is known.</param>
/// <param name="Key">Canonical text of the calls; equal for calls that mean the same.</param>
/// <param name="IsReadable">Whether it could be decoded; when not, it has no calls and is wrong.</param>
/// <param name="FitsSchema">Whether its calls pass the offered tools' schemas; a readable output without calls does.</param>
/// <param name="IsRight">The verdict.</param>
/// <param name="Runs">Who gave exactly this; each is one draw.</param>
/// <param name="Error">Label of the error; null for a right output and for an error without label.</param>
/// <param name="IsRightInOrder">For plain reference calls: whether it is right with its calls in the reference's order; null for other references.</param>
public sealed record PoolOutput(
    Candidate Candidate,
    string Key,
    bool IsReadable,
    bool FitsSchema,
    bool IsRight,
    ValueList<KitRun> Runs,
    ErrorLabel? Error = null,
    bool? IsRightInOrder = null);
