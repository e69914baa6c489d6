using ToolRM.Training;

namespace ToolRM.Tests.Training;

public class FeatureSchemaTests
{
    private static readonly FeatureSchema Schema = new(new RowKind("whole", new Feature("a", "first", 1), new Feature("b")));

    [Fact]
    public void GroupsAndDirections_ArePartOfNothing() => Assert.Null(Schema.Difference(new(new RowKind("whole", new Feature("a"), new Feature("b")))));

    [Fact]
    public void OtherNames_AreNamed()
    {
        Assert.Equal("feature 1 of \"whole\": expected \"b\", found none", Schema.Difference(new(new RowKind("whole", new Feature("a")))));
        Assert.Equal("feature 0 of \"whole\": expected \"a\", found \"b\"", Schema.Difference(new(new RowKind("whole", new Feature("b"), new Feature("a")))));
        Assert.Equal("expected rows of kind \"whole\", found \"part\"", Schema.Difference(new(new RowKind("part"))));
        Assert.Equal("expected 1 kinds of rows, found 2", Schema.Difference(new(new RowKind("whole"), new RowKind("part"))));
    }

    [Fact]
    public void NamesStandOnce()
    {
        Assert.Throws<ArgumentException>(() => new FeatureSchema());
        Assert.Throws<ArgumentException>(() => new FeatureSchema(new RowKind("a"), new RowKind("a")));
        Assert.Throws<ArgumentException>(() => new FeatureSchema(new RowKind("a", new Feature("x"), new Feature("x"))));
    }

    [Fact]
    public void RowsAreUnknownUntilWritten_AndReusable()
    {
        var rows = new FeatureRows(Schema);
        for (var row = 0; row < 10; row++) rows.Add(0)[0] = row;
        Assert.Equal([9, float.NaN], rows.Row(0, 9).ToArray());
        Assert.Equal(0, rows.Row(0, 0)[0]);
        rows.Clear();
        Assert.Equal(0, rows.Count(0));
        Assert.Equal([float.NaN, float.NaN], rows.Add(0).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Row(0, 1));
    }
}
