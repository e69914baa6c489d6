using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;

namespace ToolRM.Evaluation.Pools;

/// <summary>Makes outputs: key and schema verdict are found once, not at every draw.</summary>
internal sealed class PoolOutputs
{
    private readonly SchemaVerifier _schema = new();

    /// <summary>An output that was decoded.</summary>
    public PoolOutput Readable(
        Candidate candidate, ValueList<ToolDefinition> tools, bool isRight, ValueList<KitRun> runs, ErrorLabel? error = null, bool? isRightInOrder = null) => new(
        candidate, CallKey.Of(candidate.Calls), IsReadable: true, _schema.Verify(tools, candidate.Calls).Status == VerdictStatus.Pass,
        isRight, runs, isRight ? null : error, isRightInOrder);

    /// <summary>An output that could not be decoded: no calls, and wrong.</summary>
    public static PoolOutput Unreadable(string id, string text, ValueList<KitRun> runs, bool? isRightInOrder = null) => new(
        new Candidate(id, text, []), CallKey.Of([]), IsReadable: false, FitsSchema: false, IsRight: false, runs,
        ErrorLabel.IncorrectOutputFormat, isRightInOrder);
}
