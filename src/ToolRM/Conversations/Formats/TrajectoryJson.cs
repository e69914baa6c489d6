namespace ToolRM.Conversations.Formats;

/// <summary>
/// Rows of schema <c>toolrm/trajectories@1</c>: <c>{"id", "group_id", "parent_id"?, "branch_turn"?, "turns": [{"text", "spans",
/// "calls", "results"}], "terminal", "metadata"?}</c>. Exact both ways.
/// </summary>
public static class TrajectoryJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/trajectories@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    private static readonly (string Word, SpanKind Meaning)[] Kinds =
    [
        ("prompt", SpanKind.Prompt), ("think", SpanKind.Think), ("tool-call", SpanKind.ToolCall), ("fold", SpanKind.Fold),
        ("answer", SpanKind.Answer), ("other-policy", SpanKind.OtherPolicy), ("observation", SpanKind.Observation), ("glue", SpanKind.Glue),
    ];

    private static readonly (string Word, TerminalKind Meaning)[] Terminals =
    [
        ("finished", TerminalKind.Finished), ("turn-limit", TerminalKind.TurnLimit), ("length-limit", TerminalKind.LengthLimit),
        ("environment-end", TerminalKind.EnvironmentEnd), ("run-error", TerminalKind.RunError),
    ];

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row, or a span lies outside its text; the message names the place.</exception>
    public static Trajectory Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        return new(
            node.Required("id").Text(),
            node.Required("group_id").Text(),
            node.OptionalText("parent_id"),
            node.Optional("branch_turn")?.Integer(),
            node.Required("turns").List(ReadTurn),
            node.Required("terminal").Word(Terminals),
            node.Optional("metadata")?.Entries((key, value) => KeyValuePair.Create(key, value.Text())) ?? []);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="trajectory">The trajectory.</param>
    public static MapValue Write(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        return new MapBuilder()
            .Add("id", trajectory.Id)
            .Add("group_id", trajectory.GroupId)
            .Add("parent_id", trajectory.ParentId)
            .Add("branch_turn", trajectory.BranchTurn is { } turn ? new IntegerValue(turn) : null)
            .AddList("turns", trajectory.Turns, WriteTurn)
            .Add("terminal", Terminals.First(terminal => terminal.Meaning == trajectory.Terminal).Word)
            .Add("metadata", trajectory.Metadata.Count == 0
                ? null
                : new MapValue(trajectory.Metadata.Select(fact => new MapEntry(fact.Key, ArgumentValue.Of(fact.Value))).ToValueList()))
            .ToMap();
    }

    private static Turn ReadTurn(DocumentNode node)
    {
        var text = node.Required("text").Text();
        return new(
            text,
            node.Optional("spans")?.List(span => ReadSpan(span, text.Length)) ?? [],
            node.Optional("calls")?.List(CallJson.Read) ?? [],
            node.Optional("results")?.List(result => ToolResultJson.Read(result, result.Required("text").Text())) ?? []);
    }

    private static Span ReadSpan(DocumentNode node, int length)
    {
        var span = new Span(node.Required("start").Integer(), node.Required("end").Integer(), node.Required("kind").Word(Kinds));
        return 0 <= span.Start && span.Start <= span.End && span.End <= length
            ? span
            : throw node.Error($"the span from {span.Start} to {span.End} lies outside the text of {length} UTF-16 units");
    }

    private static ArgumentValue WriteTurn(Turn turn) => new MapBuilder()
        .Add("text", turn.Text)
        .AddList("spans", turn.Spans, span => new MapBuilder()
            .Add("start", new IntegerValue(span.Start))
            .Add("end", new IntegerValue(span.End))
            .Add("kind", Kinds.First(kind => kind.Meaning == span.Kind).Word)
            .ToMap())
        .AddList("calls", turn.Calls, CallJson.Write)
        .AddList("results", turn.Results, result => ToolResultJson.Write(new MapBuilder().Add("text", result.Text), result).ToMap())
        .ToMap();
}
