using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Datasets.Published;
using ToolRM.Preferences;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Pairs from TRL's preference rows (dotnet 3.9). Each side is one assistant message; longer completions are trajectories.</summary>
/// <remarks>The form has no id and no error label: <c>id</c>, <c>error_type</c>, <c>category</c> and <c>generator</c> are read where they stand, else the line's number and <c>unlabelled</c>.</remarks>
internal static class PreferencePairs
{
    public static PreferencePair Read(ArgumentValue row, string where, long line)
    {
        var pair = TrlPreferenceRow.Read(row, where);
        var id = Text("id") ?? "row-" + line.ToString(CultureInfo.InvariantCulture);
        var (chosen, rejected) = (Reply(pair.Chosen, "chosen", where), Reply(pair.Rejected, "rejected", where));
        return new(id, id, PairJson.UserText(pair.Prompt), pair.Prompt, chosen.Calls, rejected.Calls, Text("error_type") ?? "unlabelled")
        {
            ChosenText = chosen.Text,
            RejectedText = rejected.Text,
            Category = Text("category"),
            Generator = Text("generator"),
        };

        string? Text(string column) => (((MapValue)row)[column] as TextValue)?.Value;
    }

    private static AssistantMessage Reply(ValueList<Message> messages, string column, string where) =>
        messages.Count == 1 && messages[0] is AssistantMessage reply
            ? reply
            : throw new DataFormatException(
                $"{where}: {column}: expected one message of the assistant, found {messages.Count} messages after the prompt. Pairs compare single replies; cut the rows to them");
}
