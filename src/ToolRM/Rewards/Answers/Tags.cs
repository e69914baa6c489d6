using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Rewards.Answers;

/// <summary>Tags in texts, as the format rules of papers count them: by exact substrings, without a parser.</summary>
public static class Tags
{
    /// <summary>How often a text stands in another, without overlaps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">What is counted; not empty.</param>
    public static int Count(string text, string part)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(part);
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    /// <summary>How many opening tags there are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag's name.</param>
    public static int Opened(string text, string tag) => Count(text, $"<{tag}>");

    /// <summary>Whether there are as many opening as closing tags, none included. Order does not count.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tag">The tag's name.</param>
    public static bool Paired(string text, string tag) => Opened(text, tag) == Count(text, $"</{tag}>");

    /// <summary>The policy's texts, one after the other.</summary>
    /// <param name="rollout">The rollout.</param>
    public static string Written(Rollout rollout) => Transcript(rollout, withResults: false, null);

    /// <summary>The policy's texts, each followed by what its calls gave: what the papers' code sees.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="resultTag">The tag that a result stands in, unless it brings it along; null writes results as they are.</param>
    public static string Transcript(Rollout rollout, string? resultTag = null) => Transcript(rollout, withResults: true, resultTag);

    private static string Transcript(Rollout rollout, bool withResults, string? resultTag)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var whole = new StringBuilder();
        foreach (var turn in rollout.Turns())
        {
            whole.Append(turn.Text).Append('\n');
            foreach (var result in withResults ? turn.Results : [])
            {
                if (result.Status == ToolStatus.NotRun) continue;
                var bare = resultTag is null || result.Text.Contains($"<{resultTag}>", StringComparison.Ordinal);
                whole.Append(bare ? result.Text : $"<{resultTag}>{result.Text}</{resultTag}>").Append('\n');
            }
        }
        return whole.ToString();
    }
}
