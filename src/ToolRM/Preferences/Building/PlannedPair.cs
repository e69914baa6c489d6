using ToolRM.Numerics;

namespace ToolRM.Preferences.Building;

/// <summary>A pair that is chosen, before its row is read again.</summary>
internal sealed record PlannedPair(PairQuestion Question, WrongReply Wrong)
{
    /// <summary>The question's id, and a hash of prompt and calls: the same whatever else is in the files.</summary>
    public string Id => $"{Question.Id}/{PromptKeys.Text(Wrong.Hash, 12)}";

    public string Stratum(PairStratum by) => by switch
    {
        PairStratum.Label => Wrong.Label,
        PairStratum.Source => Question.Source,
        PairStratum.Generator => Wrong.Generator,
        _ => Question.Kind,
    };

    /// <summary>Place in a random order that depends on the pair alone.</summary>
    public ulong Draw(long seed, string purpose) => SeededRandom.Of(seed, purpose + "\n" + PromptKeys.Text(Wrong.Hash, 32)).NextBits();

    public bool IsHeldOut(long seed, double share) => share > 0 && SeededRandom.Of(seed, "holdout\n" + Question.Group).NextDouble() < share;
}
