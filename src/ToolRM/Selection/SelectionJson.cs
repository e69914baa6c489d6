using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Selection;

/// <summary>Rows of schema <c>toolrm/selections@1</c>: what was chosen for a prompt. Exact both ways, but for the texts of the candidates.</summary>
public static class SelectionJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/selections@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    private static readonly (string Word, SelectionOutcome Meaning)[] Outcomes =
        [("candidate", SelectionOutcome.Candidate), ("no-call", SelectionOutcome.NoCall), ("nothing", SelectionOutcome.Nothing)];

    /// <summary>Reads a row. Candidates come without their text, the runner-up without its calls.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static Selected Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var outcome = node.Required("outcome").Word(Outcomes);
        var runnerUp = node.Optional("runner_up");
        return new(
            node.Required("id").Text(),
            outcome,
            outcome == SelectionOutcome.Candidate ? new(node.Required("chosen").Text(), "", node.Required("calls").List(CallJson.Read), node.OptionalText("source")) : null,
            ReadScore(node, where),
            runnerUp is null ? null : new(runnerUp.Required("id").Text(), "", []),
            runnerUp is null ? null : ReadScore(runnerUp, where),
            new(node.Required("considered").Integer(), node.Required("agreeing").Integer(), node.Required("unscored").Integer(), node.Required("unreadable").Integer()),
            node.Required("tied").Integer(),
            node.Required("reason").Text())
        {
            Saved = node.Required("saved").Integer(),
        };
    }

    /// <summary>Writes a row.</summary>
    /// <param name="selected">The choice.</param>
    public static MapValue Write(Selected selected)
    {
        ArgumentNullException.ThrowIfNull(selected);
        return new MapBuilder()
            .Add("id", selected.GroupId)
            .Add("outcome", Outcomes.First(entry => entry.Meaning == selected.Outcome).Word)
            .Add("chosen", selected.Chosen?.Id)
            .Add("source", selected.Chosen?.Source)
            .AddList("calls", selected.Calls, CallJson.Write)
            .Add("score", selected.Score is { } score ? ScoreJson.Write(score) : null)
            .Add("agreement", NumberJson.Write(selected.Votes.Agreement))
            .Add("agreeing", ArgumentValue.Of(selected.Votes.Agreeing))
            .Add("considered", ArgumentValue.Of(selected.Votes.Considered))
            .Add("saved", ArgumentValue.Of(selected.Saved))
            .Add("unscored", ArgumentValue.Of(selected.Votes.Unscored))
            .Add("unreadable", ArgumentValue.Of(selected.Votes.Unreadable))
            .Add("tied", ArgumentValue.Of(selected.Tied))
            .Add("runner_up", selected.RunnerUp is { } runnerUp
                ? new MapBuilder().Add("id", runnerUp.Id).Add("score", selected.RunnerUpScore is { } other ? ScoreJson.Write(other) : null).ToMap()
                : null)
            .Add("reason", selected.Reason)
            .ToMap();
    }

    private static Score? ReadScore(DocumentNode node, string where) => node.Optional("score") is { } score ? ScoreJson.Read(score.Value, $"{where}: score") : null;
}
