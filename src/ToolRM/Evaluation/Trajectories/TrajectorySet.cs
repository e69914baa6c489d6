using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;

namespace ToolRM.Evaluation.Trajectories;

/// <summary>Trajectories with known outcomes, and what a scorer is asked about them.</summary>
/// <param name="Title">What data it is, as reports name it.</param>
/// <param name="File">Where it came from, with hash.</param>
/// <param name="Rows">In file order; ids are unique. At least one.</param>
public sealed record TrajectorySet(string Title, SourceFile File, ValueList<TrajectoryRow> Rows)
{
    /// <summary>Reads a file of rows.</summary>
    /// <param name="path">JSON Lines, gzip-compressed or not.</param>
    /// <exception cref="DataFormatException">The file is missing, empty or malformed, or an id stands twice.</exception>
    public static TrajectorySet Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (rows, ids) = (new List<TrajectoryRow>(), new HashSet<string>(StringComparer.Ordinal));
        using (var reader = JsonLinesReader.Open(path))
        {
            while (reader.Read())
            {
                var row = TrajectoryRow.Read(reader.Parse(), reader.Where);
                if (!ids.Add(row.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{row.Id}\". Make the ids unique");
                rows.Add(row);
            }
        }
        return new(Path.GetFileName(path), SourceFile.Of(path) with { Rows = rows.Count }, rows.ToValueList());
    }

    /// <summary>
    /// One group per assistant message with calls: that message as the only candidate, given the messages before it. Ids are
    /// <c>trajectory/position of the message</c>.
    /// </summary>
    /// <param name="row">The trajectory.</param>
    public static ValueList<CandidateGroup> Turns(TrajectoryRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var groups = new List<CandidateGroup>();
        var messages = row.Conversation.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i] is not AssistantMessage { Calls.Count: > 0 } reply) continue;
            var before = new Conversation(ValueList.Create(messages.AsSpan()[..i]), row.Conversation.Tools);
            groups.Add(new(FormattableString.Invariant($"{row.Id}/{i}"), before, [new Candidate("reply", reply.Text, reply.Calls)]));
        }
        return groups.ToValueList();
    }
}
