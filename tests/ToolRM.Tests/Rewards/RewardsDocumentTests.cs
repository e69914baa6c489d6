using ToolRM.Rewards;
using ToolRM.Tests.Golden;

namespace ToolRM.Tests.Rewards;

public class RewardsDocumentTests
{
    [Fact]
    public void TheDocumentIsMadeFromTheList() => GoldenFile.Check(Path.Combine("..", "..", "..", "docs", "rewards.md"), RewardsDocument.Write());
}
