using ToolRM.Rewards;
using ToolRM.Rewards.Combining;

namespace ToolRM.Tests.Golden;

/// <summary>Pages of docs/ that are made from lists of the library; here, so that <c>./build golden --accept</c> renews them.</summary>
public class GeneratedPagesTests
{
    [Fact]
    public void Rewards() => GoldenFile.Check(Path.Combine("..", "..", "..", "docs", "rewards.md"), RewardsDocument.Write());

    [Fact]
    public void SchemaOfCompositions() => GoldenFile.Check(Path.Combine("..", "..", "..", "docs", "schemas", "toolrm-reward-1.schema.json"), RewardSchema.WriteText());

    [Fact]
    public void PapersOnRewards() => GoldenFile.Check(Path.Combine("..", "..", "..", "docs", "papers.md"), Papers.Write());
}
