using ToolRM.Numerics;
using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class LinearPairwiseTests
{
    // One column, ±1 in a pair: mean 0, deviation 1, so r⁺ - r⁻ = 2w and r⁺ + r⁻ = 0. At the minimum of
    // log(1 + e^-2w) + λ/2 w² the derivatives meet: 2 σ(-2w) = λ w.
    [Fact]
    public void OneColumn_HasTheWeightOfItsEquation()
    {
        var schema = new FeatureSchema(new RowKind("whole", new Feature("a")));
        var table = new PairTable(schema);
        table.AddPair(table.AddItem(TrainingTables.Item(schema, [1])), table.AddItem(TrainingTables.Item(schema, [-1])), "g");
        var model = LinearPairwise.Train(table, new() { Penalty = 0.1, HeldOutShare = 0 }).Model;
        var weight = (model.RowScore(0, [1]) - model.RowScore(0, [-1])) / 2;
        Assert.True(weight > 0);
        Assert.Equal(0.1 * weight, 2 / (1 + Math.Exp(2 * weight)), 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void RuleOnEitherKind_IsFound(int kind)
    {
        void Plant(FeatureRows rows, bool right, SeededRandom random) => rows.Row(kind, 0)[1] = right ? 3 + (float)random.NextDouble() : -2;
        var model = LinearPairwise.Train(TrainingTables.Planted(300, 1, Plant)).Model;
        Assert.True(TrainingTables.Accuracy(model, TrainingTables.Planted(200, 2, Plant)) > 0.97);
    }

    [Fact]
    public void UnknownValues_CarryWeight()
    {
        static void Plant(FeatureRows rows, bool right, SeededRandom random) => rows.Row(0, 0)[1] = right ? 0.5f : float.NaN;
        var model = LinearPairwise.Train(TrainingTables.Planted(200, 1, Plant)).Model;
        Assert.Equal(1, TrainingTables.Accuracy(model, TrainingTables.Planted(100, 2, Plant)), 0.03);
    }

    [Fact]
    public void Threads_ChangeNothing()
    {
        var table = TrainingTables.Planted(300, 3, (rows, right, _) => rows.Row(1, 0)[2] += right ? 0.2f : 0);
        Assert.Equal(LinearPairwise.Train(table, new() { Threads = 1 }).Model.Scores(table), LinearPairwise.Train(table, new() { Threads = 3 }).Model.Scores(table));
    }

    [Fact]
    public void NoPairs_GiveTheZeroModel() => Assert.Equal(0, LinearPairwise.Train(new PairTable(TrainingTables.Schema)).Model.Score(TrainingTables.Item(TrainingTables.Schema, [1, 1])));

    [Fact]
    public void GroupLeftOut_DoesNotCount()
    {
        var table = TrainingTables.Planted(100, 1, (rows, right, _) => rows.Row(0, 0)[0] = right ? 1 : 0);
        var model = LinearPairwise.Train(table, new() { WithoutGroups = ["first"] }).Model;
        Assert.Equal(model.RowScore(0, [0, 0.5f]), model.RowScore(0, [1, 0.5f]));
    }
}
