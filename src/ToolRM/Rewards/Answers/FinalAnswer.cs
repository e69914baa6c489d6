using ToolRM.Conversations;

namespace ToolRM.Rewards.Answers;

/// <summary>The text that a rollout gives its user in the end.</summary>
public static class FinalAnswer
{
    /// <summary>
    /// Of the last turn: its last answer span; else what stands in the last closed pair of answer tags; else the last closed \boxed{};
    /// else the text without closed think and tool-call blocks. Trimmed; empty when nothing is left.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    public static string Of(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        if (rollout.Trajectory is { Turns: { Count: > 0 } turns })
        {
            foreach (var span in turns[^1].Spans.Reverse())
            {
                if (span.Kind == SpanKind.Answer) return span.Of(turns[^1].Text).Trim().ToString();
            }
        }
        return Of(rollout.LastText());
    }

    /// <summary>The answer in a text; as <see cref="Of(Rollout)"/> without spans.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Tagged(text, "answer") is { } tagged) return Boxed(tagged) ?? tagged.Trim();
        if (Boxed(text) is { } boxed) return boxed;
        return Without(Without(text, "think"), "tool_call").Trim();
    }

    /// <summary>What stands in the last closed pair of tags; null when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag's name.</param>
    public static string? Tagged(string text, string tag)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.LastIndexOf($"</{tag}>", StringComparison.Ordinal);
        if (end < 0) return null;
        var start = text.LastIndexOf($"<{tag}>", end, StringComparison.Ordinal);
        return start < 0 ? null : text[(start + tag.Length + 2)..end];
    }

    /// <summary>Content of the last \boxed{} whose braces are closed; null when there is none.</summary>
    /// <param name="text">The text.</param>
    public static string? Boxed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Open = "\\boxed{";
        var start = text.LastIndexOf(Open, StringComparison.Ordinal);
        if (start < 0) return null;
        var depth = 1;
        for (var i = start + Open.Length; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return text[(start + Open.Length)..i].Trim();
        }
        return null;
    }

    private static string Without(string text, string tag)
    {
        var (open, close) = ($"<{tag}>", $"</{tag}>");
        var (kept, from) = (new System.Text.StringBuilder(), 0);
        while (text.IndexOf(open, from, StringComparison.Ordinal) is >= 0 and var start && text.IndexOf(close, start, StringComparison.Ordinal) is >= 0 and var end)
        {
            kept.Append(text, from, start - from);
            from = end + close.Length;
        }
        return kept.Append(text, from, text.Length - from).ToString();
    }
}
