using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption;

/// <summary>How a <see cref="Corruptor"/> works.</summary>
public sealed record CorruptorOptions
{
    /// <summary>The run's seed; with an item's id it settles everything that is made of the item.</summary>
    public long Seed { get; init; }

    /// <summary>Most wrong replies for a prompt, at least 1; each is from another operator. Default 8 (ours: the pairs keep three of them).</summary>
    public int PerPrompt { get; init; } = 8;

    /// <summary>Tools that may be added to a prompt as rivals of the right one; null adds none.</summary>
    public ToolPool? Distractors { get; init; }

    /// <summary>Share of prompts that get distractors, 0 to 1. Default 0.3 (ours).</summary>
    public double DistractorShare { get; init; } = 0.3;

    /// <summary>The operators to draw from; empty for all of <see cref="Corruptions.All"/>.</summary>
    public ValueList<CorruptionOperator> Operators { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PerPrompt, 1);
        if (!(DistractorShare is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(DistractorShare), DistractorShare, "the share of prompts with distractors is 0 to 1");
    }
}
