using ToolRM.Conversations;

namespace ToolRM.Selection;

/// <summary>Counts equal calls as samples come. Not safe for concurrent calls.</summary>
public sealed class VoteCount
{
    private readonly Dictionary<string, int> _votes = new(StringComparer.Ordinal);
    private string? _leader;

    /// <summary>Samples so far, those that cannot be read included.</summary>
    public int Drawn { get; private set; }

    /// <summary>Votes of the most frequent calls; 0 before the first that can be read.</summary>
    public int Leader { get; private set; }

    /// <summary>Votes of the next; 0 when there are no others.</summary>
    public int Second { get; private set; }

    /// <summary>Counts a sample.</summary>
    /// <param name="prompt">Its prompt, whose tools tell how a text is read.</param>
    /// <param name="candidate">The sample. One that is text alone is read; what cannot be read has no vote.</param>
    public void Add(Conversation prompt, Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(candidate);
        Drawn++;
        if (ReadCandidates.Read(new("", prompt, []), candidate) is not { } read) return;
        var key = CallKey.Of(read.Calls);
        var votes = _votes[key] = _votes.GetValueOrDefault(key) + 1;
        if (votes > Leader)
        {
            if (_leader != key) Second = Leader;
            (_leader, Leader) = (key, votes);
        }
        else
        {
            Second = Math.Max(Second, votes);
        }
    }

    /// <summary>How many of the first samples are enough by a rule.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="candidates">The samples, in the order drawn.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="planned">How many samples there would be in all; null for as many as there are.</param>
    public static int Enough(Conversation prompt, ValueList<Candidate> candidates, EarlyStop rule, int? planned = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var count = new VoteCount();
        foreach (var candidate in candidates)
        {
            count.Add(prompt, candidate);
            if (rule.Decide(count, planned ?? candidates.Count)) break;
        }
        return count.Drawn;
    }
}
