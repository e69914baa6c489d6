using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Synthesis.Obfuscation;

/// <summary>Random names for whole candidate groups, and back.</summary>
public static class Obfuscator
{
    /// <summary>A group with random names, and the names.</summary>
    /// <param name="group">The group.</param>
    /// <param name="options">How names look; <see cref="ObfuscationOptions.Share"/> does not count here.</param>
    /// <returns>
    /// The group with the same ids and sources. Of replies with calls the text is dropped, since it holds the old names; of replies that
    /// are only text and hold calls, the calls are kept in its place.
    /// </returns>
    public static (CandidateGroup Group, NameMap Map) Obfuscate(CandidateGroup group, ObfuscationOptions options)
    {
        ArgumentNullException.ThrowIfNull(group);
        var change = NameChange.Random(group, options);
        // Catalogue, reference and calls come first: texts are searched for the names found there.
        var prompt = change.Of(group.Prompt);
        var reference = group.Reference is { } one ? change.Of(one) : null;
        var read = group.Candidates.Select(candidate => Read(group, candidate)).ToList();
        var calls = read.Select(reply => change.Of(reply.Calls)).ToList();
        var candidates = group.Candidates.Select((candidate, index) => candidate with
        {
            Calls = calls[index],
            Text = calls[index].Count > 0 ? "" : change.OfText(candidate.Text, read[index].IsUnreadable),
        }).ToValueList();
        return (new(group.Id, prompt, candidates, reference), change.Map!);
    }

    /// <summary>A group with its old names, equal to the one before but for the order of keys in schemas and for dropped texts of replies.</summary>
    /// <param name="group">A group with random names.</param>
    /// <param name="map">Its names.</param>
    /// <param name="mentions">Whether descriptions were changed (<see cref="ObfuscationOptions.Mentions"/>).</param>
    public static CandidateGroup Restore(CandidateGroup group, NameMap map, bool mentions = false)
    {
        ArgumentNullException.ThrowIfNull(group);
        var change = NameChange.Back(map, group.Prompt, group.Reference, mentions);
        return new(
            group.Id,
            change.Of(group.Prompt),
            group.Candidates.Select(candidate => candidate with { Calls = change.Of(candidate.Calls), Text = change.OfText(candidate.Text, isUnreadable: true) }).ToValueList(),
            group.Reference is { } reference ? change.Of(reference) : null);
    }

    /// <summary>The calls of a reply that is given as text only, read with the old names.</summary>
    private static (ValueList<ToolCall> Calls, bool IsUnreadable) Read(CandidateGroup group, Candidate candidate)
    {
        if (candidate.Calls.Count > 0 || candidate.Text.Length == 0) return (candidate.Calls, false);
        // "No call" as the reference: the verdict then says whether the text could be read.
        var result = new CaseVerifier().Verify(group with { Candidates = [candidate], Reference = new NoCall() }).Single();
        return result.Verdict.ErrorType == BfclErrors.DecoderFailed ? ([], true) : (result.Calls, false);
    }
}
