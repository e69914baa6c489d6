using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Verification;

namespace ToolRM.Filtering;

/// <summary>From rows and scores to what is decided about.</summary>
public static class TrainingItems
{
    private static readonly CaseVerifier Verifier = new();

    /// <summary>The items of a row: its candidates, or the row itself.</summary>
    /// <param name="row">The row.</param>
    /// <param name="scores">One list per group of the row, one score per candidate; null when no scorer was asked.</param>
    /// <param name="file">The source of a row that names none, and whose candidates name no model.</param>
    /// <returns>One item per candidate, with the id <c>row/candidate</c>; of other formats one.</returns>
    public static ValueList<FilterItem> Of(TrainingRow row, IReadOnlyList<ValueList<Score>>? scores, string file)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(file);
        var request = RequestText.Of(row.Conversation with { Messages = row.Conversation.Messages.Take(row.ReplyStart).ToValueList() });
        if (row.Format == FilterFormat.Candidates)
        {
            var group = row.Groups[0];
            var verdicts = group.Reference is null ? null : Verifier.Verify(group).Select(result => IsRight(result.Verdict)).ToList();
            return group.Candidates.Select((candidate, i) => new FilterItem(
                CandidateId(row, candidate), row.Source ?? candidate.Source ?? file, row.Id, request, Calls([candidate]),
                scores is null ? null : scores[0][i], verdicts?[i])).ToValueList();
        }
        var replies = row.Groups.SelectMany(group => group.Candidates).ToList();
        var right = row.Groups is [{ Reference: not null } only] ? IsRight(Verifier.Verify(only).First().Verdict) : null;
        return [new(row.Id, row.Source ?? file, string.Join(' ', request), request, Calls(replies), scores is null ? null : Lowest(scores), right)];
    }

    /// <summary>The id of a candidate's item.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="candidate">The candidate.</param>
    public static string CandidateId(TrainingRow row, Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(candidate);
        return $"{row.Id}/{candidate.Id}";
    }

    /// <summary>The lowest score; without a turn, or with one that could not be scored, unscored.</summary>
    private static Score Lowest(IReadOnlyList<ValueList<Score>> scores)
    {
        Scored? lowest = null;
        foreach (var score in scores.SelectMany(turn => turn))
        {
            if (score is not Scored scored) return score;
            if (lowest is null || scored.Value < lowest.Value) lowest = scored;
        }
        return lowest is null ? new Unscored("the row has no reply of the assistant") : lowest;
    }

    private static bool? IsRight(Verdict verdict) => verdict.Status switch { VerdictStatus.Pass => true, VerdictStatus.Fail => false, _ => null };

    /// <summary>What the replies call, one after the other; texts where they call nothing.</summary>
    private static string Calls(IReadOnlyList<Candidate> replies) => string.Join('\n', replies.Select(reply =>
        reply.Calls.Count > 0 ? CallKey.Of(reply.Calls) : string.Join(' ', RequestText.Words(reply.Text))));
}
