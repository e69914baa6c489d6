namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>A row of the data kit's <c>trajectories/</c> that is a conversation: what a model did in one task, and whether it succeeded.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Source">The data set that it comes from.</param>
/// <param name="Model">Who wrote the assistant's messages.</param>
/// <param name="TaskId">The task; trials of one task share it.</param>
/// <param name="Conversation">All messages, with the offered tools.</param>
/// <param name="Reward">The environment's reward at the end, finite; 1 is success in tau-bench.</param>
/// <remarks>Source: the data kit's README. Other keys, such as <c>trial</c> and <c>reference_calls</c>, are passed over.</remarks>
public sealed record TrajectoryRow(string Id, string Source, string Model, string TaskId, Conversation Conversation, double Reward)
{
    /// <summary>Whether the task was done: the reward is 1, up to 1e-6 as in tau-bench.</summary>
    public bool IsSuccess => Math.Abs(Reward - 1) <= 1e-6;

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static TrajectoryRow Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, KitRows.NextStep);
        var reward = node.Required("outcome").Required("reward");
        return new(
            node.Required("id").Text(),
            node.Required("source").Text(),
            node.Required("model").Text(),
            node.Required("task_id").Text(),
            KitRows.Prompt(node, "messages"),
            double.IsFinite(reward.Number()) ? reward.Number() : throw reward.Expected("a finite number"));
    }
}
