using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Parsing;

namespace ToolRM.Server.Texts;

/// <summary>Replies to one prompt as a text dialect sends them: a group to score, or the reason why they cannot be scored.</summary>
/// <param name="Group">The group; without prompt and candidates when unreadable.</param>
/// <param name="Count">Number of replies.</param>
/// <param name="ToolsKnown">Whether the offered tools are known, be there none.</param>
/// <param name="Unreadable">Why the text cannot be read; null when it can.</param>
internal sealed record PromptedReplies(CandidateGroup Group, int Count, bool ToolsKnown, string? Unreadable)
{
    private const string NoReply = "the text does not end with an assistant's turn, so there is no reply in it";

    private const string NoMarks = "prompt and reply cannot be told apart: the text is neither the JSON of a conversation nor marked by a known chat template (docs/server.md)";

    /// <summary>A prompt and its reply in one text.</summary>
    public static PromptedReplies OfWhole(string text) => PromptReader.Read(text, mayBePlain: false) is { } read ? OfRead(read) : None(1, NoMarks);

    /// <summary>A conversation that ends with the reply.</summary>
    public static PromptedReplies OfConversation(Conversation conversation, bool toolsKnown) => OfRead(PromptReader.Of(conversation, toolsKnown));

    /// <summary>A prompt and replies to it, apart.</summary>
    public static PromptedReplies OfPair(string prompt, params ReadOnlySpan<string> replies)
    {
        if (PromptReader.Read(prompt, mayBePlain: true) is not { } read) return None(replies.Length, NoMarks);
        var candidates = new Candidate[replies.Length];
        for (var i = 0; i < candidates.Length; i++) candidates[i] = Reply(i, read.Begun + ChatMarkup.UpToEnd(replies[i], read.Ends), []);
        return Of(read, candidates);
    }

    /// <summary>A text that starts with its prompt; without the prompt, or with another one, the text's marks decide.</summary>
    public static PromptedReplies OfPrefixed(string text, string? prompt) =>
        !string.IsNullOrEmpty(prompt) && text.StartsWith(prompt, StringComparison.Ordinal) ? OfPair(prompt, text[prompt.Length..]) : OfWhole(text);

    private static PromptedReplies OfRead(ReadPrompt read) =>
        read.Begun is { } reply ? Of(read, [Reply(0, reply, read.BegunCalls)]) : None(1, NoReply);

    private static Candidate Reply(int index, string text, ValueList<ToolCall> calls) =>
        new(index.ToString(CultureInfo.InvariantCulture), text, calls);

    private static PromptedReplies Of(ReadPrompt read, Candidate[] candidates) =>
        new(new("text", read.Conversation, candidates.ToValueList()), candidates.Length, read.ToolsKnown, null);

    private static PromptedReplies None(int count, string reason) => new(new("text", new([], []), []), count, false, reason);

    /// <summary>Calls read from candidates that are text alone. What looks like a call and cannot be read stays a text: scorers that judge say what that means.</summary>
    public static CandidateGroup WithCalls(CandidateGroup group, IReplyParser parser)
    {
        if (!group.Candidates.Any(IsText)) return group;
        return group with
        {
            Candidates = group.Candidates.Select(candidate =>
            {
                if (!IsText(candidate)) return candidate;
                var reply = parser.Parse(candidate.Text, ReplyEnd.Unknown, group.Prompt.Tools);
                return reply.Status == ReplyStatus.Calls ? candidate with { Calls = reply.Calls.Select(call => call.Call).ToValueList() } : candidate;
            }).ToValueList(),
        };
    }

    private static bool IsText(Candidate candidate) => candidate.Calls.Count == 0 && candidate.Text.Length > 0;
}
