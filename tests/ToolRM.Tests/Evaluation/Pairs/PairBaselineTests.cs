using ToolRM.Evaluation.Pairs;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;

namespace ToolRM.Tests.Evaluation.Pairs;

/// <summary>The figures that the data kit's own page gives for its pairs, reproduced from the file.</summary>
[Trait("Lane", "Slow")]
public class PairBaselineTests
{
    // The page gives two decimals and counts ties half.
    private static async Task Check(string scorer, ChosenReply chosen, int decodable, double tiesHalf)
    {
        var set = PairSet.Read(Path.Combine(DataKitFactAttribute.Folder!, "fcrb-dev", "main.jsonl.gz"), chosen);
        Assert.Equal("FC-RewardBench rebuild, dev half", set.Title);
        var results = await PairScoring.ScoreAsync(Scorers.Create(scorer, 0)!, set.Pairs, seed: 0);
        var figures = PairFigures.Of([.. results.Where(result => result.Pair.IsDecodable)]);
        Assert.Equal(decodable, figures.Count);
        Assert.Equal(tiesHalf, figures.TiesHalf.Value, 2);
    }

    [DataKitFact]
    public Task Shortest_AgainstReference() => Check("shortest", ChosenReply.Reference, 743, 0.58);

    [DataKitFact]
    public Task Shortest_AgainstModel() => Check("shortest", ChosenReply.Model, 671, 0.53);

    [DataKitFact]
    public Task Schema_AgainstReference() => Check("schema", ChosenReply.Reference, 743, 0.60);

    // The upper bound: whoever knows the answers has every pair right.
    [DataKitFact]
    public Task Reference_IsAlwaysRight() => Check("reference", ChosenReply.Reference, 743, 1.00);
}
