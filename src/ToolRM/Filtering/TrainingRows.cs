using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Filtering;

/// <summary>Writes kept items as training data.</summary>
public static class TrainingRows
{
    /// <summary>A candidate group with some of its candidates; every other column of the row stays.</summary>
    /// <param name="row">The row as read.</param>
    /// <param name="keeps">Whether the candidate at a position stays.</param>
    public static MapValue WithCandidates(MapValue row, Func<int, bool> keeps)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Entries.Select(entry => entry.Key == "candidates" && entry.Value is ListValue list
            ? entry with { Value = new ListValue(list.Items.Where((_, i) => keeps(i)).ToValueList()) }
            : entry).ToValueList());
    }

    /// <summary>A row in another format, with its <c>id</c> and <c>source</c> as further columns, which trainers pass over.</summary>
    /// <param name="row">The row.</param>
    /// <param name="item">The item.</param>
    /// <param name="candidate">Which candidate; null for formats with one reply.</param>
    /// <param name="target">The format; not <see cref="FilterTarget.Same"/>.</param>
    /// <param name="toolsAsText">Whether TRL's <c>tools</c> is the JSON text of the list, which keeps tables of different schemas uniform.</param>
    /// <returns>The row, and what it could not carry.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The target is no format of its own.</exception>
    public static WrittenDocument Write(TrainingRow row, FilterItem item, Candidate? candidate, FilterTarget target, bool toolsAsText = false)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(item);
        var whole = candidate is null ? row.Conversation : row.Conversation with
        {
            Messages = [.. row.Conversation.Messages, new AssistantMessage(TrainingRow.Spoken(candidate, row.Conversation.Tools), candidate.Calls)],
        };
        switch (target)
        {
            case FilterTarget.Trl:
                var trl = HuggingFaceChat.Write(whole, toolsAsText);
                return trl with { Document = Named(item, trl.Document) };
            case FilterTarget.OpenAi:
                var openAi = OpenAiChat.Write(WithIds(whole));
                return openAi with { Document = Named(item, openAi.Document) };
            case FilterTarget.TrlPromptCompletion:
                var prompt = HuggingFaceChat.Write(whole with { Messages = whole.Messages.Take(row.ReplyStart).ToValueList() }, toolsAsText);
                var completion = HuggingFaceChat.Write(new(whole.Messages.Skip(row.ReplyStart).ToValueList(), []));
                var document = new MapBuilder().Add("prompt", prompt.Document["messages"]).Add("completion", completion.Document["messages"]).Add("tools", prompt.Document["tools"]).ToMap();
                return new(Named(item, document), [.. Renamed(prompt.Losses, "prompt"), .. Renamed(completion.Losses, "completion")]);
            default:
                throw new ArgumentOutOfRangeException(nameof(target), target, "is no format that rows are made in");
        }
    }

    private static IEnumerable<Loss> Renamed(ValueList<Loss> losses, string column) => losses.Select(loss => loss with { Path = column + loss.Path["messages".Length..] });

    private static MapValue Named(FilterItem item, MapValue document) => new MapBuilder(document).Add("id", item.Id).Add("source", item.Source).ToMap();

    /// <summary>Calls without an id get one by their number, and the results behind them the same, in order: OpenAI's server wants both.</summary>
    private static Conversation WithIds(Conversation conversation)
    {
        var (next, open) = (0, new Queue<string>());
        return conversation with
        {
            Messages = conversation.Messages.Select(message =>
            {
                switch (message)
                {
                    case AssistantMessage assistant:
                        open.Clear();
                        var calls = assistant.Calls.Select(call => call.Id is null ? call with { Id = string.Create(CultureInfo.InvariantCulture, $"call_{++next}") } : call).ToValueList();
                        foreach (var call in calls) open.Enqueue(call.Id!);
                        return assistant with { Calls = calls };
                    case ToolMessage { CallId: null } tool when open.Count > 0:
                        return tool with { CallId = open.Dequeue() };
                    default:
                        if (message is ToolMessage && open.Count > 0) open.Dequeue();
                        return message;
                }
            }).ToValueList(),
        };
    }
}
