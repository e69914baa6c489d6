using ToolRM.Evaluation.Irrelevance;

namespace ToolRM.Tests.Evaluation.Irrelevance;

public class AbstentionByKnowledgeTests
{
    [Fact]
    public void AbstainsWhereItDoesNotKnow()
    {
        // Four questions that are never solved, three of them abstained; two that always are, one abstained; one in between.
        var curve = AbstentionByKnowledge.Of([0, 0, 0, 0, 10, 10, 4], [true, true, true, false, true, false, false]);
        Assert.Equal([new(0, 4, 0.75), new(0.4, 1, 0), new(1, 2, 0.5)], curve.Buckets);
        Assert.Equal(0.75, curve.AtZero());
        Assert.Equal(0.25, curve.Delta());
    }

    [Fact]
    public void WithoutQuestionsAtAnEnd_ThereIsNoDifference()
    {
        var curve = AbstentionByKnowledge.Of([0], [true]);
        Assert.Equal(1, curve.AtZero());
        Assert.Equal(double.NaN, curve.Delta());
        Assert.Throws<ArgumentOutOfRangeException>(() => AbstentionByKnowledge.Of([11], [true]));
    }
}
