using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Selection;

/// <summary>The candidates of a group that can be read, with the calls of those that came as text alone.</summary>
/// <param name="Readable">The group with the readable candidates only.</param>
/// <param name="Positions">Position of each in the group as given.</param>
/// <param name="Unreadable">How many hold something like a call that cannot be read.</param>
internal sealed record ReadCandidates(CandidateGroup Readable, IReadOnlyList<int> Positions, int Unreadable)
{
    private static readonly CaseVerifier Reader = new();

    public static ReadCandidates Of(CandidateGroup group)
    {
        if (group.Candidates.All(IsRead)) return new(group, [], 0);
        var (readable, positions) = (new List<Candidate>(), new List<int>());
        for (var i = 0; i < group.Candidates.Count; i++)
        {
            if (Read(group, group.Candidates[i]) is not { } candidate) continue;
            readable.Add(candidate);
            positions.Add(i);
        }
        return new(group with { Candidates = readable.ToValueList() }, positions, group.Candidates.Count - readable.Count);
    }

    /// <summary>A candidate with its calls; null when it cannot be read.</summary>
    internal static Candidate? Read(CandidateGroup group, Candidate candidate)
    {
        if (IsRead(candidate)) return candidate;
        var read = Reader.Validate(new Case(candidate.Id, group.Prompt, candidate.Text, Format: null, Calls: null, Reference: null));
        return read.Verdict.ErrorType == BfclErrors.DecoderFailed ? null : candidate with { Calls = read.Calls };
    }

    private static bool IsRead(Candidate candidate) => candidate.Calls.Count > 0 || candidate.Text.Length == 0;
}
