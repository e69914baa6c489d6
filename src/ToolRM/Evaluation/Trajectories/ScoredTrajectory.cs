using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Trajectories;

/// <summary>A trajectory with a score for each of its calls.</summary>
/// <param name="Row">The trajectory.</param>
/// <param name="Calls">One per call, in order; the calls of one message share its score.</param>
public sealed record ScoredTrajectory(TrajectoryRow Row, ValueList<Score> Calls)
{
    /// <summary>Mean over the calls that were scored, or why there is none.</summary>
    public Score Mean => Over(values => values.Average());

    /// <summary>The lowest score of a call, or why there is none.</summary>
    public Score Minimum => Over(values => values.Min());

    /// <summary>The score of the last call that was scored, or why there is none.</summary>
    public Score Last => Over(values => values[^1]);

    /// <summary>Number of the assistant's messages.</summary>
    public int Turns => Row.Conversation.Messages.Count(message => message is AssistantMessage);

    /// <summary>Puts the scores of a trajectory's turns on its calls.</summary>
    /// <param name="row">The trajectory.</param>
    /// <param name="turns">One per group of <see cref="TrajectorySet.Turns"/>.</param>
    /// <exception cref="ArgumentException">There are more or fewer scores than turns with calls.</exception>
    public static ScoredTrajectory Of(TrajectoryRow row, IReadOnlyList<Score> turns)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(turns);
        var replies = row.Conversation.Messages.OfType<AssistantMessage>().Where(message => message.Calls.Count > 0).ToList();
        if (replies.Count != turns.Count) throw new ArgumentException($"trajectory \"{row.Id}\" has {replies.Count} messages with calls, there are {turns.Count} scores", nameof(turns));
        return new(row, replies.SelectMany((reply, i) => Enumerable.Repeat(turns[i], reply.Calls.Count)).ToValueList());
    }

    private Score Over(Func<double[], double> of)
    {
        if (Calls.Count == 0) return new Unscored("the trajectory has no call");
        double[] values = [.. Calls.OfType<Scored>().Select(score => score.Value)];
        return values.Length == 0 ? new Unscored("no call of the trajectory was scored") : new Scored(of(values), Calls.OfType<Scored>().First().Scale);
    }
}
