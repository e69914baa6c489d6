using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Verification;

namespace ToolRM.Cli;

/// <summary>A row of which the right calls are known: what <c>toolrm corrupt</c> makes wrong replies from.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Source">The data set; of candidate groups the file's name.</param>
/// <param name="Prompt">Messages and offered tools.</param>
/// <param name="Right">The right calls; none where no call is right.</param>
/// <param name="Others">What else is right, and so must not be made.</param>
/// <param name="Reference">The row's own reference, which the made row has too, so that 'pairs' finds one prompt with one reference; null for one that is made.</param>
/// <param name="LeftOut">Why the row cannot be used; null when it can.</param>
internal sealed record RightCallsRow(
    string Id, string Source, Conversation Prompt, ValueList<ToolCall> Right, ValueList<Reference> Others, Reference? Reference, string? LeftOut)
{
    private static readonly CaseVerifier Verifier = new();

    /// <summary>Reads a row of <c>toolrm/candidates@1</c> (told by its candidates) or a task row.</summary>
    public static RightCallsRow Read(ArgumentValue row, string where, string file)
    {
        if (row is MapValue map && map["candidates"] is not null) return Of(CandidatesJson.Read(row, where), file);
        var task = TaskRow.Read(row, where);
        var right = CallsOf(task.Reference);
        ValueList<Reference> others = task.Reference is AnyOf any ? any.Alternatives.Skip(1).ToValueList() : [];
        var nested = task.Meta["nested"] is BooleanValue { Value: true } or ListValue { Items.Count: > 0 } or MapValue { Entries.Count: > 0 };
        return new(
            task.Id, task.Source, task.Prompt, right ?? [], others, null,
            right is null ? "not one set of calls" : nested ? "arguments stand for results of other calls" : null);
    }

    // A reply that was verified is right in full; a list of accepted values holds no reply, so such a prompt needs one.
    private static RightCallsRow Of(CandidateGroup group, string file)
    {
        var right = group.Reference is null
            ? null
            : Verifier.Verify(group).FirstOrDefault(result => result.Verdict.Status == VerdictStatus.Pass)?.Calls ?? CallsOf(group.Reference);
        ValueList<Reference> others = group.Reference switch
        {
            null => [],
            AnyOf any => any.Alternatives,
            var one => [one],
        };
        return new(
            group.Id, Path.GetFileNameWithoutExtension(file), group.Prompt, right ?? [], others, group.Reference,
            right is not null ? null : group.Reference is null ? "no reference" : "no reply that is right, and no plain calls as reference");
    }

    private static ValueList<ToolCall>? CallsOf(Reference reference) => reference switch
    {
        GoldCalls gold => gold.Calls,
        NoCall => (ValueList<ToolCall>)[],
        // Of several accepted replies (RoTBench) the first is corrupted; what equals another is no wrong reply.
        AnyOf any when any.Alternatives.All(alternative => alternative is GoldCalls) => ((GoldCalls)any.Alternatives[0]).Calls,
        _ => null,
    };
}
