using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Judging;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Judging;

/// <summary>Judges in memory.</summary>
internal static class JudgeCases
{
    public static readonly JudgeOptions Options = new("judge-model") { Requests = new() { Attempts = 2 } };

    public static CandidateGroup Group(params string[] replies) =>
        new("g", new([new UserMessage("Area of base 10?")], [new("area", null, JsonText.EmptyObject)]), replies.Select((reply, i) => new Candidate($"{i}", reply, [])).ToValueList());

    public static string Text(IReadOnlyList<ChatMessage> messages) => messages[^1].Text;

    /// <summary>Answers by the text asked.</summary>
    public static FakeChatClient Client(Func<string, string> answer) => new((messages, _) => FakeChatClient.Text(answer(Text(messages))));

    /// <summary>Answers by the two replies, in the order shown.</summary>
    public static FakeChatClient Choosing(Func<string, string, string> choose) => Client(text => $"<choice>{choose(Between(text, "Reply A:\n", "\n\nReply B:"), Between(text, "Reply B:\n", "\n\nFirst say"))}</choice>");

    public static InstantTime Time() => new() { Held = TimeSpan.FromMinutes(2) };

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }
}
