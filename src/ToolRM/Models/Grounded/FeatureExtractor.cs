using ToolRM.Conversations;

namespace ToolRM.Models.Grounded;

/// <summary>Features of the replies to one prompt. Make one per prompt and ask it for each reply; not safe for concurrent calls.</summary>
/// <param name="prompt">The prompt.</param>
internal sealed class FeatureExtractor(Conversation prompt)
{
    private readonly PromptContext _context = new(prompt);

    /// <summary>The features of a reply. Total: no reply makes it throw.</summary>
    /// <param name="calls">Its calls; empty when it calls nothing.</param>
    /// <param name="isUnreadable">Whether it holds what looks like a call and cannot be read.</param>
    /// <param name="isFromText">Whether whoever asks had no calls, and they were found in the text only.</param>
    public ReplyRows Extract(ValueList<ToolCall> calls, bool isUnreadable = false, bool isFromText = false)
    {
        var reader = new ReplyReader(_context, calls);
        var rows = new ReplyRows();
        for (var i = 0; i < reader.Calls.Count; i++)
        {
            var call = reader.Calls[i];
            var row = new CallRow(call.Call);
            foreach (var argument in call.Read)
            {
                var argumentRow = new ArgumentRow(argument.Name, argument.Value);
                ArgumentFeatures.Fill(argumentRow, argument, call, reader, _context);
                row.Arguments.Add(argumentRow);
            }
            CallFeatures.Fill(row, call, i, reader, _context);
            rows.Calls.Add(row);
        }
        ReplyFeatures.Fill(rows, reader, _context, isUnreadable, isFromText);
        return rows;
    }
}
