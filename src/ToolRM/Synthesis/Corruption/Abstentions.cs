using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// Replies without a call. The same texts serve where no call is right and where one is, so that the wording never tells which.
/// </summary>
public static class Abstentions
{
    /// <summary>The texts, our own.</summary>
    public static ValueList<string> Texts { get; } =
    [
        "Could you please provide more details so that I can help you?",
        "Sure! Before I do that, could you tell me a bit more about what you need?",
        "I'm sorry, but I don't have a tool that can do that.",
        "None of the available functions can be used for this request.",
        "I can't do this with the tools that I have.",
        "To go on I need some more information from you.",
    ];

    /// <summary>The text for an item, the same for the same seed and id.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="itemId">The item's id.</param>
    public static string For(long seed, string itemId) => Texts[SeededRandom.Of(seed, itemId + "/abstention").Next(Texts.Count)];
}
