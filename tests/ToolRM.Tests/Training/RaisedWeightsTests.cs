using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class RaisedWeightsTests
{
    private static readonly FeatureSchema Schema = new(new RowKind("reply", new("a", "g"), new("b", "g")));

    [Fact]
    public void Plus_AddsPerUnitOfTheValue()
    {
        var model = new AdditiveModel(Schema, 1, [new(0.5f, [0, 0], [1, 2], [3, 4], [7, 0])], [TreeNodes.None]);
        var raised = model.Plus([[10, 0]]);
        // 0.5 + 3·2 + 4·(6/2) = 18.5, and 10·2 more; unknown values get what they got: 7.
        Assert.Equal((18.5, 38.5), (model.RowScore(0, [2, 6]), raised.RowScore(0, [2, 6])));
        Assert.Equal(model.RowScore(0, [float.NaN, 6]), raised.RowScore(0, [float.NaN, 6]));
    }

    [Fact]
    public void Plus_RefusesCentredColumns_AndKindsWithoutLinearPart()
    {
        Assert.Throws<ArgumentException>(() => new AdditiveModel(Schema, 0, [new(0, [1, 0], [1, 1], [1, 1], [0, 0])], [TreeNodes.None]).Plus([[1, 0]]));
        Assert.Throws<ArgumentException>(() => AdditiveModel.Zero(Schema).Plus([[1, 0]]));
        Assert.Equal(0, AdditiveModel.Zero(Schema).Plus([[0, 0]]).RowScore(0, [1, 1]));
    }
}
