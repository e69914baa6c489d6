using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets.Published;

namespace ToolRM.Preferences;

/// <summary>
/// Pairs as TRL's preference rows: <c>prompt</c>, <c>chosen</c> and <c>rejected</c> as messages, calls as <c>tool_calls</c>, and
/// <c>tools</c> (dotnet 3.9). Each side is one assistant message; longer completions are trajectories.
/// </summary>
/// <remarks>
/// TRL passes over other columns, so what the form has no place for stands in columns of ours: <c>id</c>, <c>question_id</c>,
/// <c>group</c>, <c>error_type</c>, <c>category</c>, <c>generator</c>, <c>source</c>, <c>reference</c> (as JSON text, so that tables stay
/// uniform) and <c>undecodable</c>, true where the wrong reply's text could not be read as calls. All are optional when reading.
/// </remarks>
public static class TrlPairs
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <param name="line">The line's number; the id of a row without one.</param>
    /// <exception cref="DataFormatException">It is no such row, or a side is more than one message of the assistant.</exception>
    public static PreferencePair Read(ArgumentValue row, string where = "", long line = 1)
    {
        var pair = TrlPreferenceRow.Read(row, where);
        var id = Text("id") ?? "row-" + line.ToString(CultureInfo.InvariantCulture);
        var (chosen, rejected) = (Reply(pair.Chosen, "chosen", where), Reply(pair.Rejected, "rejected", where));
        var isUndecodable = ((MapValue)row)["undecodable"] is BooleanValue { Value: true } && rejected.Calls.Count == 0;
        return new(id, Text("question_id") ?? id, Text("group") ?? PairJson.UserText(pair.Prompt), pair.Prompt, chosen.Calls, isUndecodable ? null : rejected.Calls, Text("error_type") ?? "unlabelled")
        {
            ChosenText = chosen.Text,
            RejectedText = rejected.Text,
            Category = Text("category"),
            Generator = Text("generator"),
            Source = Text("source"),
            Reference = Text("reference") is { } reference && JsonParse.Of(reference, JsonDialect.Python).Value is { } value ? ReferenceJson.Read(value, $"{where}: reference") : null,
        };

        string? Text(string column) => (((MapValue)row)[column] as TextValue)?.Value;
    }

    /// <summary>Writes a row.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="toolsAsText">Whether <c>tools</c> is the JSON text of the list, as TRL before 4.7 wants it; it keeps tables of different schemas uniform.</param>
    /// <returns>The row, and what it could not carry: malformed arguments stand as text, results of earlier calls lose status, duration and cost.</returns>
    public static WrittenDocument Write(PreferencePair pair, bool toolsAsText = false)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var losses = new List<Loss>();
        var prompt = HuggingFaceChat.Write(pair.Prompt, toolsAsText);
        losses.AddRange(prompt.Losses.Select(loss => loss with { Path = "prompt" + loss.Path["messages".Length..] }));
        var map = new MapBuilder()
            .Add("prompt", prompt.Document["messages"])
            .Add("chosen", Side("chosen", pair.ChosenText, pair.Chosen))
            .Add("rejected", Side("rejected", pair.RejectedText, pair.Rejected ?? []))
            .Add("tools", prompt.Document["tools"])
            .Add("id", pair.Id)
            .Add("question_id", pair.QuestionId)
            .Add("group", pair.GroupId)
            .Add("error_type", pair.ErrorLabel)
            .Add("category", pair.Category)
            .Add("generator", pair.Generator)
            .Add("source", pair.Source)
            .Add("reference", pair.Reference is { } reference ? ReferenceJson.Write(reference).ToString() : null)
            .Add("undecodable", pair.IsDecodable ? null : ArgumentValue.True)
            .ToMap();
        return new(map, losses.ToValueList());

        ArgumentValue Side(string column, string text, ValueList<ToolCall> calls)
        {
            var side = HuggingFaceChat.Write(new([new AssistantMessage(text, calls)], []));
            losses.AddRange(side.Losses.Select(loss => loss with { Path = column + loss.Path["messages".Length..] }));
            return side.Document["messages"]!;
        }
    }

    private static AssistantMessage Reply(ValueList<Message> messages, string column, string where) =>
        messages.Count == 1 && messages[0] is AssistantMessage reply
            ? reply
            : throw new DataFormatException(
                $"{where}: {column}: expected one message of the assistant, found {messages.Count} messages after the prompt. Pairs compare single replies; cut the rows to them");
}
