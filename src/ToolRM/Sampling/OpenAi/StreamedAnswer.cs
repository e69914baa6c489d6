using System.Text;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;

namespace ToolRM.Sampling.OpenAi;

/// <summary>Puts an answer together from the chunks of a stream. Pieces of a call are joined by their <c>index</c>.</summary>
internal sealed class StreamedAnswer
{
    private readonly StringBuilder _text = new(), _reasoning = new();
    private readonly SortedDictionary<int, (string Name, StringBuilder Arguments, string? Id)> _calls = [];
    private bool _hasReasoning;
    private string? _finishReason, _id, _model;
    private UsageDetails? _usage;

    /// <summary>Whether the model's last word has come.</summary>
    public bool IsFinished => _finishReason is not null;

    /// <summary>Takes a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <returns>What of it can be shown at once: text and reasoning; null for nothing.</returns>
    public AIContent? Add(MapValue chunk)
    {
        _id ??= ChatAnswer.Text(chunk["id"]);
        _model ??= ChatAnswer.Text(chunk["model"]);
        _usage = ChatAnswer.UsageOf(chunk["usage"]) ?? _usage;
        if (chunk["choices"] is not ListValue { Items.Count: > 0 } choices || choices.Items[0] is not MapValue choice) return null;
        _finishReason = ChatAnswer.Text(choice["finish_reason"]) ?? _finishReason;
        if (choice["delta"] is not MapValue delta) return null;
        if (delta["tool_calls"] is ListValue calls)
        {
            for (var i = 0; i < calls.Items.Count; i++)
            {
                if (calls.Items[i] is MapValue call) AddCall(call, i);
            }
        }
        if (ChatAnswer.Text(delta["content"]) is { Length: > 0 } text)
        {
            _text.Append(text);
            return new TextContent(text);
        }
        if ((ChatAnswer.Text(delta["reasoning_content"]) ?? ChatAnswer.Text(delta["reasoning"])) is not { Length: > 0 } thought) return null;
        _hasReasoning = true;
        _reasoning.Append(thought);
        return new TextReasoningContent(thought);
    }

    /// <summary>The whole answer; its raw message is written anew from the pieces.</summary>
    public ChatAnswer ToAnswer()
    {
        var calls = _calls.Values.Select(call => new ToolCall(call.Name, call.Arguments.ToString(), call.Id)).ToValueList();
        var message = new AssistantMessage(_text.ToString(), calls, _hasReasoning ? _reasoning.ToString() : null);
        return new(message, ChatAnswer.Rebuild(message), _finishReason, _usage, _id, _model);
    }

    private void AddCall(MapValue piece, int position)
    {
        var index = piece["index"] is IntegerValue given && given.Value >= 0 && given.Value <= int.MaxValue ? (int)given.Value : position;
        var function = piece["function"] as MapValue ?? MapValue.Empty;
        var (name, arguments, id) = _calls.GetValueOrDefault(index, ("", new StringBuilder(), null));
        arguments.Append(ChatAnswer.Arguments(function["arguments"]));
        _calls[index] = (name.Length > 0 ? name : ChatAnswer.Text(function["name"]) ?? "", arguments, id ?? ChatAnswer.Text(piece["id"]));
    }
}
