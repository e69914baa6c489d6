using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Selection;

/// <summary>What was chosen among the candidates of a prompt, and why.</summary>
/// <param name="GroupId">The group's id.</param>
/// <param name="Outcome">Whether a candidate was chosen.</param>
/// <param name="Chosen">The candidate, with the calls that were read from its text where it had only that; null unless <see cref="SelectionOutcome.Candidate"/>.</param>
/// <param name="Score">The candidate's score; null when no scores were asked for, or nothing was chosen.</param>
/// <param name="RunnerUp">What the selector takes when nobody calls what the chosen one calls; null when all call the same.</param>
/// <param name="RunnerUpScore">Its score; null as above.</param>
/// <param name="Votes">How often the chosen calls were drawn, and among how many.</param>
/// <param name="Tied">How many other sets of calls the selector ranks equal to the one that it took.</param>
/// <param name="Reason">Why, in one sentence for a log.</param>
public sealed record Selected(
    string GroupId,
    SelectionOutcome Outcome,
    Candidate? Chosen,
    Score? Score,
    Candidate? RunnerUp,
    Score? RunnerUpScore,
    SelectionVotes Votes,
    int Tied,
    string Reason)
{
    /// <summary>Samples that an early stop saved; 0 without one.</summary>
    public int Saved { get; init; }

    /// <summary>The chosen calls; empty when nothing is called, whether by a candidate or by the threshold.</summary>
    public ValueList<ToolCall> Calls => Chosen?.Calls ?? [];
}

/// <summary>How a selection ended.</summary>
public enum SelectionOutcome
{
    /// <summary>A candidate was chosen; it may be one that calls nothing.</summary>
    Candidate,

    /// <summary>The best candidate is below the threshold and none is without calls: call nothing.</summary>
    NoCall,

    /// <summary>There was no candidate that could be read.</summary>
    Nothing,
}

/// <summary>Counts of a selection.</summary>
/// <param name="Considered">Candidates that were looked at.</param>
/// <param name="Agreeing">Of them, those whose calls are the chosen ones; for "no call" by the threshold, those that call nothing.</param>
/// <param name="Unscored">Of them, those that the scorer could not judge; 0 when no scores were asked for. They are no zeros: see each selector's rule.</param>
/// <param name="Unreadable">Of them, those of which the text holds something like a call that cannot be read.</param>
public readonly record struct SelectionVotes(int Considered, int Agreeing, int Unscored, int Unreadable)
{
    /// <summary>Share of the readable candidates that agree, 0 to 1; 0 when none is readable.</summary>
    public double Agreement => Considered == Unreadable ? 0 : (double)Agreeing / (Considered - Unreadable);
}
