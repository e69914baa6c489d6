using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class AdditiveModelTests
{
    private static readonly FeatureSchema Schema = new(new RowKind("whole", new Feature("a"), new Feature("b")), new RowKind("part", new Feature("c")));

    // whole: a <= 0.5 ? (b <= 2 ? 1 : 3) : -2, unknown a to the right, unknown b to the left; part: 0.5 per row + 0.25 (c - 1) / 2
    private static readonly AdditiveModel Model = new(
        Schema,
        0.125,
        [null, new LinearPart(0.5f, [1], [2], [0.25f], [-1])],
        [new([new(0.5f, 0, 1, 0, false), new(2, 2, 3, 1, true), TreeNode.Leaf(-2), TreeNode.Leaf(1), TreeNode.Leaf(3)], [0]), TreeNodes.None]);

    [Theory]
    [InlineData(0.5f, 2f, 1)]
    [InlineData(0.4f, 2.1f, 3)]
    [InlineData(0.51f, 2f, -2)]
    [InlineData(float.NaN, 2f, -2)]
    [InlineData(0f, float.NaN, 1)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, 3)]
    public void TreeGivesItsLeaf(float a, float b, double leaf) => Assert.Equal(0.125 + leaf, Model.Score(TrainingTables.Item(Schema, [a, b])));

    [Theory]
    [InlineData(3f, 0.75)] // 0.5 + 0.25 · (3 - 1) / 2
    [InlineData(1e9f, 1.5)] // cut at 4 deviations: 0.5 + 0.25 · 4
    [InlineData(float.NaN, -0.5)] // 0.5 - 1
    public void LinearPartIsCut(float c, double value) => Assert.Equal(value, Model.RowScore(1, [c]));

    [Fact]
    public void RowsAdd() => Assert.Equal(0.125 + 1 + 0.75 - 0.5, Model.Score(TrainingTables.Item(Schema, [0, 0], [3], [float.NaN])));

    [Fact]
    public void NoRows_GiveTheBias() => Assert.Equal(0.125, Model.Score(new FeatureRows(Schema)));

    // Along the path 0 -> 2 -> 1: column a gives 2 - 0, column b gives 1 - 2; the root's 0 is left out.
    [Fact]
    public void SharesFollowThePath() => Assert.Equal(
        [new Contribution(0, 0, 0, 2), new Contribution(0, 0, 1, -1), new Contribution(1, 0, -1, 0.5), new Contribution(1, 0, 0, 0.25)],
        Model.Explain(TrainingTables.Item(Schema, [0, 0], [3])));

    [Fact]
    public void SharesOfALearnedModel_SumToTheScore()
    {
        var table = TrainingTables.Planted(300, 4, (rows, right, _) => rows.Row(1, 0)[2] += right ? 0.3f : 0);
        var linear = LinearPairwise.Train(table).Model;
        var model = BoostedPairwise.Train(table, new() { Rounds = 40, MinimumRows = 2, Base = linear }).Model;
        var rows = new FeatureRows(table.Schema);
        for (var item = 0; item < table.Items; item++)
        {
            table.Read(item, rows);
            Assert.Equal(model.Score(rows), model.Bias + model.Explain(rows).Sum(share => share.Value), 1e-9);
        }
    }

    [Fact]
    public void ScoresOfATable_AreThoseOfItsItems()
    {
        var table = new PairTable(Schema);
        table.AddItem(TrainingTables.Item(Schema, [0, 0], [3], [1]));
        table.AddItem(new FeatureRows(Schema));
        var rows = new FeatureRows(Schema);
        table.Read(0, rows);
        Assert.Equal([Model.Score(rows), 0.125], Model.Scores(table));
    }
}
