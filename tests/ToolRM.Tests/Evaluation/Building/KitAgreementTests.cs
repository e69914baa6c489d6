using ToolRM.Evaluation.Building;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Evaluation.Building;

public class KitAgreementTests
{
    [DataKitFact]
    [Trait("Lane", "Slow")]
    public void PoolVerdictsAndPairLabels_AreRebuiltFromRawOutputs()
    {
        var agreement = KitAgreement.Run(Path.Combine(DataKitFactAttribute.Folder!, "fcrb-dev"));
        Assert.Equal((6942, 0), (agreement.Pool.Compared, agreement.Pool.Differences.Count));
        Assert.Equal((611, 0), (agreement.Main.Compared, agreement.Main.Differences.Count));
        Assert.Equal((138, 0, 1), (agreement.MainStored.Compared, agreement.MainStored.Differences.Count, agreement.MainAbsent));
    }
}
