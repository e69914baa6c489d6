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

    // One column, one split, one pair: g = ∓σ(0) = ∓½ per item, h = ¼ per item for choosing splits. The leaves are fit together:
    // pair Hessian ¼ along w₁ - w₀, gradient -½ along it, λ = 1 on each: w₁ = -w₀ = w with ½ = ¼ · 2w + w, w = 1/3.
    [Fact]
    public void LeafValues_AreNewtonStepsOfPairs()
    {
        var schema = new FeatureSchema(new RowKind("whole", new Feature("a")));
        var table = new PairTable(schema);
        table.AddPair(table.AddItem(TrainingTables.Item(schema, [1])), table.AddItem(TrainingTables.Item(schema, [0])), "g");
        var options = Plain with { Rounds = 1, LearningRate = 0.5, MinimumHessian = 0, Loss = new(0) };
        var model = BoostedPairwise.Train(table, options).Model;
        Assert.Equal(0.5 / 3, model.RowScore(0, [1]), 6);
        Assert.Equal(-0.5 / 3, model.RowScore(0, [0]), 6);
        Assert.Equal(model.RowScore(0, [1]), model.RowScore(0, [0.51f])); // the edge lies halfway
        Assert.Equal(model.RowScore(0, [0]), model.RowScore(0, [0.5f]));
    }

    // The right item has two rows in the leaf of 1, the wrong one two in the leaf of 0: n⁺ - n⁻ = (2, -2), so gradient -½ · 2 and
    // Hessian ¼ · 4 along w₁ - w₀: 1 = 1 · 2w + w, w = 1/3.
    [Fact]
    public void SeveralRowsInOneLeaf_CountInFull()
    {
        var schema = new FeatureSchema(new RowKind("whole"), new RowKind("part", new Feature("a")));
        var table = new PairTable(schema);
        table.AddPair(table.AddItem(TrainingTables.Item(schema, [], [1], [1])), table.AddItem(TrainingTables.Item(schema, [], [0], [0])), "g");
        var model = BoostedPairwise.Train(table, Plain with { Rounds = 1, LearningRate = 1, MinimumHessian = 0, Loss = new(0) }).Model;
        Assert.Equal(1.0 / 3, model.RowScore(1, [1]), 6);
        Assert.Equal(-1.0 / 3, model.RowScore(1, [0]), 6);
    }

    // Rows that both items share say nothing about the pair: in n⁺ - n⁻ they cancel.
    [Fact]
    public void SharedRows_Cancel()
    {
        var schema = new FeatureSchema(new RowKind("whole"), new RowKind("part", new Feature("a")));
        PairTable Table(params float[][] shared)
        {
            var table = new PairTable(schema);
            table.AddPair(table.AddItem(TrainingTables.Item(schema, [], [[1], .. shared])), table.AddItem(TrainingTables.Item(schema, [], [[0], .. shared])), "g");
            return table;
        }
        var options = Plain with { Rounds = 1, MinimumHessian = 0, Loss = new(0) };
        Assert.Equal(
            BoostedPairwise.Train(Table(), options).Model.RowScore(1, [1]),
            BoostedPairwise.Train(Table([1], [0], [1]), options).Model.RowScore(1, [1]),
            6);
    }

    [Fact]
    public void UnknownValues_GoWhereTheyBelong()
    {
        static void Plant(FeatureRows rows, bool right, SeededRandom random) => rows.Row(1, 0)[0] = right ? (float)random.NextDouble() : float.NaN;
        var model = BoostedPairwise.Train(TrainingTables.Planted(200, 1, Plant), Plain).Model;
        Assert.True(model.RowScore(1, [0.5f, 0.5f, 0.5f]) > model.RowScore(1, [float.NaN, 0.5f, 0.5f]) + 0.5);
        Assert.True(TrainingTables.Accuracy(model, TrainingTables.Planted(200, 2, Plant)) > 0.8); // noise is unknown one time in ten
    }

    [Fact]
    public void InfiniteValues_AreValues()
    {
        static void Plant(FeatureRows rows, bool right, SeededRandom random) => rows.Row(0, 0)[0] = right ? float.PositiveInfinity : random.Next(2) == 0 ? float.NegativeInfinity : float.MaxValue;
        var model = BoostedPairwise.Train(TrainingTables.Planted(100, 1, Plant), Plain).Model;
        Assert.True(TrainingTables.Accuracy(model, TrainingTables.Planted(100, 2, Plant)) > 0.95);
    }

    // The data say that the score falls and rises with the column; told to be monotone it may not.
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void MonotoneColumn_IsKept(int direction)
    {
        var schema = new FeatureSchema(
            new RowKind("whole", new Feature("w0", "", direction), new Feature("w1")),
            new RowKind("part", new Feature("p0", "", direction), new Feature("p1"), new Feature("p2")));
        static void Plant(FeatureRows rows, bool right, SeededRandom random)
        {
            var wave = (float)random.NextDouble();
            rows.Row(0, 0)[0] = right == Math.Sin(12 * wave) > 0 ? wave : (wave + 0.26f) % 1;
            rows.Row(1, 0)[0] = right ? wave : 1 - wave;
        }
        var model = BoostedPairwise.Train(TrainingTables.Planted(500, 1, Plant, schema), Plain with { GroupShare = 0.7, FeatureShare = 0.7 }).Model;
        for (var draw = 0; draw < 200; draw++)
        {
            var random = SeededRandom.Of(3, "probe", draw);
            float Value() => random.Next(8) == 0 ? float.NaN : (float)random.NextDouble();
            float[] whole = [0, Value()], part = [0, Value(), Value()];
            foreach (var (kind, row) in ((int, float[])[])[(0, whole), (1, part)])
            {
                var before = double.NegativeInfinity;
                for (var step = 0; step <= 40; step++)
                {
                    row[0] = direction > 0 ? step / 40f : 1 - step / 40f;
                    var score = model.RowScore(kind, row);
                    Assert.True(score >= before, $"draw {draw}, kind {kind}, {row[0]}: {score} after {before}");
                    before = score;
                }
            }
        }
    }

    [Fact]
    public void NoPairs_GiveTheBase()
    {
        var result = BoostedPairwise.Train(new PairTable(TrainingTables.Schema));
        Assert.Equal(0, result.Model.Score(TrainingTables.Item(TrainingTables.Schema, [1, 1])));
        Assert.Equal((0, 0), (result.BestRound, result.Rounds.Count));
    }

    [Fact]
    public void ItemsWithoutRows_AreNoObstacle()
    {
        var table = new PairTable(TrainingTables.Schema);
        for (var pair = 0; pair < 60; pair++)
        {
            table.AddPair(table.AddItem(TrainingTables.Item(TrainingTables.Schema, [1, 1], [1, 1, 1])), table.AddItem(new FeatureRows(TrainingTables.Schema)), $"{pair}");
        }
        Assert.Equal(0, BoostedPairwise.Train(table).Model.TreeCount); // nothing to split on, and no exception
    }

    [Fact]
    public void Groups_AreNeverOnBothSides()
    {
        var table = TrainingTables.Planted(300, 1, (_, _, _) => { });
        var split = HeldOut.Of(table, 0.3, 7);
        Assert.Empty(split.TrainPairs.Select(place => table.Pairs[place].Group).Intersect(split.HeldOutPairs.Select(place => table.Pairs[place].Group)));
        Assert.InRange(split.HeldOutPairs.Length, 60, 120);
    }

    [Fact]
    public void Noise_IsStoppedEarly()
    {
        var result = BoostedPairwise.Train(TrainingTables.Planted(300, 1, (_, _, _) => { }), new() { Rounds = 300, Patience = 10, MinimumRows = 2 });
        Assert.InRange(result.Rounds.Count, 10, 100);
        Assert.InRange(result.Model.TreeCount, 0, result.BestRound);
    }

    [Fact]
    public void GroupLeftOut_DecidesNothing()
    {
        var table = TrainingTables.Planted(200, 1, (rows, right, _) => rows.Row(1, 0)[0] = right ? 1 : 0);
        var model = BoostedPairwise.Train(table, Plain with { WithoutGroups = ["third"] }).Model;
        Assert.Equal(model.RowScore(1, [0, 0.5f, 0.5f]), model.RowScore(1, [1, 0.5f, 0.5f]));
    }

    [Fact]
    public void LargestFall_LearnsAtLeastAsFast()
    {
        var table = TrainingTables.Planted(300, 1, (rows, right, _) => rows.Row(1, 0)[0] = right ? 1 : 0);
        var options = Plain with { Rounds = 10 };
        var (inTurn, best) = (BoostedPairwise.Train(table, options), BoostedPairwise.Train(table, options with { Kinds = KindChoice.LargestFall }));
        Assert.True(best.Rounds[^1].Train.Loss < inTurn.Rounds[^1].Train.Loss);
    }

    // With the pointwise part a score alone says whether an item is right: half the right items score above 0 without it.
    [Fact]
    public void PointwisePart_MakesScoresComparable()
    {
        static void Plant(FeatureRows rows, bool right, SeededRandom random) => rows.Row(0, 0)[0] = right ? 1 : 0;
        var table = TrainingTables.Planted(200, 1, Plant);
        var scores = BoostedPairwise.Train(table, Plain with { Loss = new(0.01, 1) }).Model.Scores(table);
        Assert.All(table.Pairs, pair => Assert.True(scores[pair.Better] > 0.5 && scores[pair.Worse] < -0.5));
    }

    [Fact]
    public void BadOptions_AreRefused()
    {
        var table = new PairTable(TrainingTables.Schema);
        foreach (var options in (BoostedOptions[])[new() { LearningRate = 0 }, new() { MaximumLeaves = 1 }, new() { MaximumBins = 255 }, new() { GroupShare = 0 }, new() { Patience = 0 }])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => BoostedPairwise.Train(table, options));
        }
    }

    [Fact]
    public void Cancelled_Ends() => Assert.Throws<OperationCanceledException>(() =>
        BoostedPairwise.Train(TrainingTables.Planted(20, 1, (_, _, _) => { }), cancellationToken: new(true)));
}
