using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// Prompts for which no call is right, made from ones for which a call is: the right tools are taken out of the catalogue,
/// together with those that could stand in for them.
/// </summary>
public static class IrrelevantPrompt
{
    // Tools that share so many words with the right one may do its work in other words; ours.
    private const double StandIn = 0.35;

    // Irrelevant catalogues are often short: one tool that has nothing to do with the request. Ours.
    private const double ShareOfOneTool = 0.5;

    /// <summary>The prompt without its right tools; null when no tool is left, or an earlier message shows a call of a tool taken out.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="itemId">The item's id; with the seed it settles the draws.</param>
    /// <param name="prompt">What the model is asked.</param>
    /// <param name="right">The right calls; at least one.</param>
    public static Conversation? Of(long seed, string itemId, Conversation prompt, ValueList<ToolCall> right)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        ArgumentNullException.ThrowIfNull(prompt);
        if (right.Count == 0 || prompt.Messages.Count == 0) return null;
        foreach (var message in prompt.Messages)
        {
            if (message is AssistantMessage { Calls.Count: > 0 } or ToolMessage) return null;
        }
        var tools = prompt.Tools.Select(ToolShape.Of).ToList();
        var taken = tools.Where(tool => right.Any(call => call.Name == tool.Name)).ToList();
        if (taken.Count == 0) return null;
        var words = taken.ConvertAll(ToolSimilarity.Words);
        var left = tools.Where(tool => !taken.Contains(tool) && words.All(of => ToolSimilarity.Of(of, ToolSimilarity.Words(tool)) < StandIn)).ToList();
        if (left.Count == 0) return null;
        var random = SeededRandom.Of(seed, itemId + "/irrelevant");
        var kept = random.Chance(ShareOfOneTool) ? [random.Pick(left)] : left;
        return prompt with { Tools = kept.Select(tool => tool.Tool).ToValueList() };
    }
}
