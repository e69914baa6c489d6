using ToolRM.Conversations;
using ToolRM.Models.Grounded;
using static ToolRM.Tests.Models.Grounded.GroundedCases;

namespace ToolRM.Tests.Models.Grounded;

public class GroundedTrainingTests
{
    [Fact]
    public void PlainMistakes_AreLearned()
    {
        var result = GroundedTraining.Train(Pairs(), Pairs(20).Select(pair => pair with { GroupId = "holdout " + pair.GroupId }), new() { Seed = 1, Trees = Small });
        foreach (var set in (string[])["train", "stopping", "holdout"])
        {
            Assert.True(result.Fits.Single(fit => fit.Set == set && fit.By == "all").Accuracy > 0.9, set);
        }
        Assert.Equal(80, result.Fits.Single(fit => fit.Set == "holdout" && fit.By == "source").Pairs);
        Assert.Equal(3, result.Fits.Count(fit => fit.Set == "train" && fit.By == "label"));
        Assert.Equal("160", result.Model.Trained.Provenance["pairs"]);
    }

    [Theory]
    [InlineData(GroundedLearner.Trees)]
    [InlineData(GroundedLearner.Linear)]
    [InlineData(GroundedLearner.Both)]
    public void SameSeed_GivesTheSameFile_WhateverTheThreads(GroundedLearner learner)
    {
        GroundedModel Train(int threads, long seed) => GroundedTraining.Train(Pairs(), [], new() { Seed = seed, Threads = threads, Learner = learner, Trees = Small }).Model;
        Assert.Equal(Train(1, 1).Hash, Train(3, 1).Hash);
        Assert.NotEqual(Train(1, 1).Hash, Train(1, 2).Hash);
    }

    [Fact]
    public void SmallerShare_IsPartOfALargerOne_AndGroupsCanBeLeftOut()
    {
        int Trained(double share) => int.Parse(GroundedTraining.Train(Pairs(), [], new() { Share = share, Trees = Small }).Model.Trained.Provenance["pairs"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(Trained(0.5), 4, 156);
        var without = GroundedTraining.Train(Pairs(), [], new() { Without = ["grounding"], Trees = Small });
        Assert.Equal(0, without.Importance.Single(group => group.Group == "grounding").Size);
    }

    // Group margins are a decomposition: with the rest they sum to the mean of r⁺ - r⁻.
    [Fact]
    public void ImportanceSums()
    {
        var result = GroundedTraining.Train(Pairs(), [], new() { Trees = Small });
        Assert.True(result.Importance.Sum(group => group.Margin) > 0);
        Assert.All(result.Importance, group => Assert.True(group.Size >= Math.Abs(group.Margin) - 1e-12));
    }

    [Fact]
    public void BadInput_IsSaid()
    {
        Assert.Contains("Give more pairs", Assert.Throws<DataFormatException>(() => GroundedTraining.Train([], [])).Message, StringComparison.Ordinal);
        Assert.Contains("Take one of", Assert.Throws<DataFormatException>(() => GroundedTraining.Train(Pairs(), [], new() { Without = ["grammar"] })).Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => GroundedTraining.Train(Pairs(), [], new() { Share = 0 }));
        Assert.Throws<DataFormatException>(() => GroundedTraining.Train(Pairs(), [], new() { RightRate = 1 }));
    }

    // Calibrated to rarer right replies, the same replies are less likely right, in the same order.
    [Fact]
    public void RightRate_MovesProbabilitiesAndNotTheOrder()
    {
        GroundedModel Train(double rate) => GroundedTraining.Train(Pairs(), [], new() { RightRate = rate, Trees = Small }).Model;
        var (often, seldom) = (Train(0.8), Train(0.2));
        foreach (var raw in (double[])[-1, 0, 1]) Assert.True(often.Probability(raw) > seldom.Probability(raw));
        Assert.True(seldom.Probability(1) > seldom.Probability(0));
    }
}
