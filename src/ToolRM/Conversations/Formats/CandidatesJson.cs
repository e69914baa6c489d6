namespace ToolRM.Conversations.Formats;

/// <summary>
/// Rows of schema <c>toolrm/candidates@1</c>: a prompt with its candidates,
/// <c>{"id", "messages", "tools", "candidates": [{"id", "text", "calls", "source"?}], "reference"?}</c>. Exact both ways.
/// </summary>
public static class CandidatesJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/candidates@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row, or two candidates have one id; the message names the place.</exception>
    public static CandidateGroup Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new(
            node.Required("id").Text(),
            ConversationJson.Read(node),
            node.Required("candidates").List(candidate =>
            {
                var id = candidate.Required("id");
                if (!seen.Add(id.Text())) throw id.Error("two candidates have this id");
                return ReadCandidate(candidate);
            }),
            node.Optional("reference") is { } reference ? ReferenceJson.Read(reference) : null);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="group">The group.</param>
    public static MapValue Write(CandidateGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return ConversationJson.Write(new MapBuilder().Add("id", group.Id), group.Prompt)
            .AddList("candidates", group.Candidates, WriteCandidate)
            .Add("reference", group.Reference is { } reference ? ReferenceJson.Write(reference) : null)
            .ToMap();
    }

    private static Candidate ReadCandidate(DocumentNode node) => new(
        node.Required("id").Text(),
        node.OptionalText("text") ?? "",
        node.Optional("calls")?.List(CallJson.Read) ?? [],
        node.OptionalText("source"));

    private static ArgumentValue WriteCandidate(Candidate candidate) => new MapBuilder()
        .Add("id", candidate.Id)
        .Add("text", candidate.Text)
        .AddList("calls", candidate.Calls, CallJson.Write)
        .Add("source", candidate.Source)
        .ToMap();
}
