using ToolRM.Conversations;

namespace ToolRM.Auditing;

/// <summary>A prompt with an honest right reply and a wrong one.</summary>
/// <param name="Id">Unique in its set.</param>
/// <param name="Group">Items of one prompt, or of prompts that ask the same, share it; intervals resample groups.</param>
/// <param name="Prompt">Messages and offered tools.</param>
/// <param name="Right">The right reply, with its text written anew.</param>
/// <param name="Wrong">The wrong reply, with its text written anew.</param>
/// <param name="Reference">What a right reply is; gold calls equal to the right reply where the data has no reference.</param>
public sealed record AuditItem(string Id, string Group, Conversation Prompt, Candidate Right, Candidate Wrong, Reference Reference)
{
    /// <summary>Id of the right reply among the candidates.</summary>
    public const string RightId = "right";

    /// <summary>Id of the wrong reply among the candidates.</summary>
    public const string WrongId = "wrong";

    /// <summary>Whether a right reply calls something.</summary>
    public bool IsCallDue => Right.Calls.Count > 0;

    /// <summary>Both replies side by side.</summary>
    public CandidateGroup Honest => new(Id, Prompt, [Right, Wrong], Reference);

    internal static AuditItem Of(string id, string group, Conversation prompt, ValueList<ToolCall> right, ValueList<ToolCall> wrong, Reference? reference) => new(
        id, group, prompt, AuditText.Write(new(RightId, "", right)), AuditText.Write(new(WrongId, "", wrong)),
        reference ?? (right.Count == 0 ? new NoCall() : new GoldCalls(right)));
}
