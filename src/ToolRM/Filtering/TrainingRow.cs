using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;

namespace ToolRM.Filtering;

/// <summary>A row of training data as it is scored: what is asked of a scorer, and what the row is about.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Conversation">The whole conversation with the last reply; of candidates the prompt alone.</param>
/// <param name="ReplyStart">Position of the message that the completion begins with; the number of messages, for candidates.</param>
/// <param name="Groups">What to score: of candidates one group with all of them, otherwise one group of one reply per scored turn.</param>
/// <param name="Source">The row's source; null when it does not say.</param>
public sealed record TrainingRow(string Id, FilterFormat Format, Conversation Conversation, int ReplyStart, ValueList<CandidateGroup> Groups, string? Source)
{
    private const string NextStep = "See docs/selection.md, \"Data in\"";

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fallbackId">The id of a row without one.</param>
    /// <param name="turns">Which turns are scored.</param>
    /// <param name="sourceColumn">The column that says where a row came from.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static TrainingRow Read(ArgumentValue row, string fallbackId, ScoredTurns turns = ScoredTurns.Calls, string sourceColumn = "source", string where = "")
    {
        ArgumentNullException.ThrowIfNull(fallbackId);
        var format = FilterFormats.Of(row, where);
        var node = DocumentNode.Root(row, where, NextStep);
        var source = (node.Map()[sourceColumn] as TextValue)?.Value;
        switch (format)
        {
            case FilterFormat.Candidates:
                var group = CandidatesJson.Read(row, where);
                group = group with { Candidates = group.Candidates.Select(candidate => Read(candidate, group.Prompt.Tools)).ToValueList() };
                return new(group.Id, format, group.Prompt, group.Prompt.Messages.Count, [group], source);
            case FilterFormat.Cases:
                var single = CaseJson.Read(row, where);
                var reply = new Candidate("reply", single.Reply ?? "", single.Calls ?? []);
                if (single.Calls is null) reply = Read(reply, single.Prompt.Tools);
                var id = node.Optional("id") is null ? fallbackId : single.Id;
                return new(
                    id, format, single.Prompt with { Messages = [.. single.Prompt.Messages, new AssistantMessage(Spoken(reply, single.Prompt.Tools), reply.Calls)] }, single.Prompt.Messages.Count,
                    [new(id, single.Prompt, [reply], single.Reference)], source);
            default:
                var (conversation, start) = format == FilterFormat.Messages ? (HuggingFaceChat.Read(row, where), -1) : PromptAndCompletion(node, where);
                if (start < 0) start = LastReply(conversation.Messages);
                var name = node.Optional("id") is { Value: TextValue text } ? text.Value : fallbackId;
                return new(name, format, conversation, start, Turns(name, conversation, turns, format == FilterFormat.PromptCompletion ? start : 0), source);
        }
    }

    private static (Conversation Conversation, int Start) PromptAndCompletion(DocumentNode node, string where)
    {
        var (prompt, completion) = (node.Required("prompt"), node.Required("completion"));
        ValueList<Message> Side(DocumentNode side, bool isPrompt) => side.Value is TextValue text
            ? isPrompt ? [new UserMessage(text.Value)] : [new AssistantMessage(text.Value, [])]
            : HuggingFaceChat.Read(side.Value, $"{where}: {(isPrompt ? "prompt" : "completion")}").Messages;
        var before = Side(prompt, isPrompt: true);
        var tools = node.Optional("tools") is { } given ? HuggingFaceChat.ReadTools(given.Value, $"{where}: tools") : [];
        return (new([.. before, .. Side(completion, isPrompt: false)], tools), before.Count);
    }

    private static int LastReply(ValueList<Message> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i] is AssistantMessage) return i;
        }
        return messages.Count;
    }

    /// <summary>One group per scored turn; none when the assistant says nothing. Of a prompt and a completion only the completion's turns count.</summary>
    private static ValueList<CandidateGroup> Turns(string id, Conversation conversation, ScoredTurns turns, int start)
    {
        var replies = new List<(int Position, Candidate Reply)>();
        for (var i = start; i < conversation.Messages.Count; i++)
        {
            if (conversation.Messages[i] is not AssistantMessage message) continue;
            var reply = new Candidate(string.Create(CultureInfo.InvariantCulture, $"turn-{i}"), message.Text, message.Calls);
            replies.Add((i, Read(reply, conversation.Tools)));
        }
        var scored = turns == ScoredTurns.Calls ? replies.Where(reply => reply.Reply.Calls.Count > 0).ToList() : [];
        if (scored.Count == 0) scored = [.. replies.TakeLast(1)];
        return scored.Select(reply => new CandidateGroup(
            string.Create(CultureInfo.InvariantCulture, $"{id}/turn-{reply.Position}"),
            conversation with { Messages = conversation.Messages.Take(reply.Position).ToValueList() }, [reply.Reply])).ToValueList();
    }

    /// <summary>The text of a reply beside its calls: none where the calls stand in the text itself, which would say them twice.</summary>
    internal static string Spoken(Candidate reply, ValueList<ToolDefinition> tools) =>
        reply.Calls.Count == 0 || ReplyFormats.Auto.Parser.Parse(reply.Text, ReplyEnd.Unknown, tools).Status == ReplyStatus.NoCall ? reply.Text : "";

    /// <summary>A reply with the calls in its text, where it has no others. What looks like a call and cannot be read stays a text: scorers say what that means.</summary>
    private static Candidate Read(Candidate candidate, ValueList<ToolDefinition> tools)
    {
        if (candidate.Calls.Count > 0 || candidate.Text.Length == 0) return candidate;
        var reply = ReplyFormats.Auto.Parser.Parse(candidate.Text, ReplyEnd.Unknown, tools);
        return reply.Status == ReplyStatus.Calls ? candidate with { Calls = reply.Calls.Select(call => call.Call).ToValueList() } : candidate;
    }
}

/// <summary>Which turns of a conversation are scored. A row's score is the lowest of its turns': it teaches its worst call too.</summary>
public enum ScoredTurns
{
    /// <summary>Every turn of the assistant that calls something; the last turn where none does. The default (ours).</summary>
    Calls,

    /// <summary>The assistant's last turn alone.</summary>
    Last,
}
