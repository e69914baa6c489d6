namespace ToolRM.Server.Texts;

/// <summary>A turn of a templated conversation.</summary>
/// <param name="Role">The role as the template writes it.</param>
/// <param name="Text">What stands between its marks.</param>
internal readonly record struct ChatTurn(string Role, string Text);

/// <summary>Turns of a templated conversation, and how its template ends a turn.</summary>
/// <param name="Turns">In order; at least one.</param>
/// <param name="Ends">Marks that end a turn.</param>
internal sealed record ChatTurns(IReadOnlyList<ChatTurn> Turns, string[] Ends);

/// <summary>
/// Finds the turns in a text that a chat template wrote. Three ways to mark them: a header with the role (ChatML, Llama, Gemma,
/// Granite), a token per role (Phi, GLM, Zephyr), pairs of brackets (Mistral). Linear and total.
/// </summary>
internal static class ChatMarkup
{
    private const int LongestRole = 32;

    private sealed record HeaderFamily(string Open, string RoleEnd, string[] Ends);

    private static readonly HeaderFamily[] Headers =
    [
        new("<|im_start|>", "\n", ["<|im_end|>"]),
        new("<|start_header_id|>", "<|end_header_id|>", ["<|eot_id|>", "<|eom_id|>"]),
        new("<|header_start|>", "<|header_end|>", ["<|eot|>", "<|eom|>"]),
        new("<|start_of_role|>", "<|end_of_role|>", ["<|end_of_text|>"]),
        new("<start_of_turn>", "\n", ["<end_of_turn>"]),
    ];

    private static readonly (string Token, string Role)[] RoleTokens =
        [("<|system|>", "system"), ("<|user|>", "user"), ("<|assistant|>", "assistant"), ("<|observation|>", "tool"), ("<|tool_response|>", "tool")];

    private static readonly string[] RoleTokenEnds = ["<|end|>", "</s>", "<|endoftext|>"];

    private static readonly (string Open, string Close, string Role)[] Brackets =
    [
        ("[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "system"), ("[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "tools"),
        ("[INST]", "[/INST]", "user"), ("[TOOL_RESULTS]", "[/TOOL_RESULTS]", "tool"),
    ];

    private static readonly string[] BracketEnds = ["</s>"];

    /// <summary>The turns; null when no known template's marks are in the text, or a role is no role.</summary>
    public static ChatTurns? Split(string text)
    {
        foreach (var family in Headers)
        {
            if (text.Contains(family.Open, StringComparison.Ordinal)) return SplitHeaders(text, family);
        }
        if (text.Contains("[INST]", StringComparison.Ordinal)) return SplitBrackets(text);
        return NextRole(text, 0).At >= 0 ? SplitRoleTokens(text) : null;
    }

    /// <summary>A reply up to the first mark that ends a turn.</summary>
    public static string UpToEnd(string reply, string[] ends)
    {
        foreach (var end in ends)
        {
            var at = reply.IndexOf(end, StringComparison.Ordinal);
            if (at >= 0) reply = reply[..at];
        }
        return reply;
    }

    private static ChatTurns? SplitHeaders(string text, HeaderFamily family)
    {
        var turns = new List<ChatTurn>();
        for (var open = text.IndexOf(family.Open, StringComparison.Ordinal); open >= 0;)
        {
            var next = text.IndexOf(family.Open, open + family.Open.Length, StringComparison.Ordinal);
            var turn = text.AsSpan()[(open + family.Open.Length)..(next < 0 ? text.Length : next)];
            var roleEnd = turn.IndexOf(family.RoleEnd);
            var role = (roleEnd < 0 ? turn : turn[..roleEnd]).Trim();
            if (role.Length is 0 or > LongestRole) return null;
            turns.Add(new(role.ToString(), UpToEnd(roleEnd < 0 ? "" : turn[(roleEnd + family.RoleEnd.Length)..].TrimStart('\n').ToString(), family.Ends)));
            open = next;
        }
        return new(turns, family.Ends);
    }

    private static ChatTurns SplitRoleTokens(string text)
    {
        var turns = new List<ChatTurn>();
        for (var (at, token) = NextRole(text, 0); at >= 0;)
        {
            var start = at + token.Token.Length;
            var (next, nextToken) = NextRole(text, start);
            turns.Add(new(token.Role, UpToEnd(text[start..(next < 0 ? text.Length : next)].TrimStart('\n'), RoleTokenEnds)));
            (at, token) = (next, nextToken);
        }
        return new(turns, RoleTokenEnds);
    }

    private static (int At, (string Token, string Role) Token) NextRole(string text, int start)
    {
        for (var at = text.IndexOf("<|", start, StringComparison.Ordinal); at >= 0; at = text.IndexOf("<|", at + 2, StringComparison.Ordinal))
        {
            foreach (var token in RoleTokens)
            {
                if (text.AsSpan(at).StartsWith(token.Token)) return (at, token);
            }
        }
        return (-1, default);
    }

    /// <summary>What stands outside of the brackets is the assistant's; behind the last one, even when it is empty.</summary>
    private static ChatTurns SplitBrackets(string text)
    {
        var turns = new List<ChatTurn>();
        var position = 0;
        while (true)
        {
            var (at, pair) = NextBracket(text, position);
            var between = text[position..(at < 0 ? text.Length : at)];
            if (at < 0)
            {
                turns.Add(new("assistant", UpToEnd(between.TrimStart(), BracketEnds)));
                return new(turns, BracketEnds);
            }
            var said = UpToEnd(between.Replace("<s>", "", StringComparison.Ordinal).Trim(), BracketEnds);
            if (said.Length > 0) turns.Add(new("assistant", said));
            var start = at + pair.Open.Length;
            var close = text.IndexOf(pair.Close, start, StringComparison.Ordinal);
            turns.Add(new(pair.Role, text[start..(close < 0 ? text.Length : close)].Trim()));
            if (close < 0) return new(turns, BracketEnds);
            position = close + pair.Close.Length;
        }
    }

    private static (int At, (string Open, string Close, string Role) Pair) NextBracket(string text, int start)
    {
        for (var at = text.IndexOf('[', start); at >= 0; at = text.IndexOf('[', at + 1))
        {
            foreach (var pair in Brackets)
            {
                if (text.AsSpan(at).StartsWith(pair.Open)) return (at, pair);
            }
        }
        return (-1, default);
    }
}
