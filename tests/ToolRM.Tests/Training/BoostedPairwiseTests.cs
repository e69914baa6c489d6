using ToolRM.Numerics;
using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class BoostedPairwiseTests
{
    private static readonly BoostedOptions Plain = new() { Rounds = 60, GroupShare = 1, FeatureShare = 1, HeldOutShare = 0, MinimumRows = 1, Threads = 1 };

    [Fact]
    public void RuleOnTheWholeRow_IsFound()
    {
        var model = BoostedPairwise.Train(TrainingTables.Planted(400, 1, (rows, right, random) => rows.Row(0, 0)[1] = (right ? 0.5f : 0f) + (float)random.NextDouble() / 2), Plain).Model;
        var fresh = TrainingTables.Planted(200, 2, (rows, right, random) => rows.Row(0, 0)[1] = (right ? 0.5f : 0f) + (float)random.NextDouble() / 2);
        Assert.True(TrainingTables.Accuracy(model, fresh) > 0.97);
    }

    // One part of the wrong item is bad in two columns together; neither column tells alone.
    [Fact]
    public void RuleOnOnePartRow_IsFound()
    {
        static void Plant(FeatureRows rows, bool right, SeededRandom random)
        {
            for (var part = 0; part < rows.Count(1); part++) rows.Row(1, part)[1] = rows.Row(1, part)[0] = random.Next(2);
            if (!right) rows.Row(1, 0)[1] = 1 - rows.Row(1, 0)[0];
        }
        var model = BoostedPairwise.Train(TrainingTables.Planted(600, 1, Plant), Plain).Model;
        Assert.True(TrainingTables.Accuracy(model, TrainingTables.Planted(300, 2, Plant)) > 0.97);
    }

    [Fact]
    public void Threads_ChangeNothing()
    {
        var table = TrainingTables.Planted(300, 3, (rows, right, _) => rows.Row(1, 0)[2] += right ? 0.2f : 0);
        var options = new BoostedOptions { Rounds = 30, Seed = 5, MinimumRows = 2 };
        var one = BoostedPairwise.Train(table, options with { Threads = 1 });
        var four = BoostedPairwise.Train(table, options with { Threads = 4 });
        Assert.Equal(one.Model.Scores(table), four.Model.Scores(table));
        Assert.Equal(one.Rounds, four.Rounds);
    }
}
