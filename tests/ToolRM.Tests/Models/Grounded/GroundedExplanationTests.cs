using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Tests.Conversations.Formats;
using ToolRM.Tests.Scoring;
using static ToolRM.Tests.Models.Grounded.GroundedCases;

namespace ToolRM.Tests.Models.Grounded;

public class GroundedExplanationTests
{
    private static readonly IScorer Explaining = Model.CreateScorer(explain: true);

    private static readonly IScorer Plain = Model.CreateScorer();

    [Fact]
    public void PartsOfAnyReply_SumToItsRawScore() => NounGenerators.Holds(ScorerCases.Group, group =>
    {
        var (explained, plain) = (Score(Explaining, group), Score(Plain, group));
        for (var i = 0; i < explained.Count; i++)
        {
            var (with, without) = ((Scored)explained[i], (Scored)plain[i]);
            Assert.Equal(without.Value, with.Value);
            Assert.Equal(without.Components[0], with.Components[0]);
            Assert.Equal(with.Components[0].Value, with.Components.Skip(1).Sum(part => part.Value), 1e-6);
            Assert.Equal(with.Components.Count, with.Components.Select(part => part.Name).Distinct().Count());
        }
    });

    [Fact]
    public void TheWrongArgument_LosesMost()
    {
        var explanation = Model.Explain(Prompt("Oslo", 3), new("a", "", [Forecast("Lima", 3)]));
        Assert.Equal(["reply", "calls[0]", "calls[0].city", "calls[0].days"], explanation.Parts.Select(part => part.Name));
        Assert.True(explanation.Parts[2].Value < explanation.Parts[3].Value);
        Assert.Contains("\"Lima\"", explanation.Text(), StringComparison.Ordinal);
        Assert.Equal("city = \"Lima\"", explanation.Parts[2].Shown);
        Assert.True(explanation.Probability < Model.Explain(Prompt("Oslo", 3), new("a", "", [Forecast("Oslo", 3)])).Probability);
    }

    // Rows stand in an order of their own; names follow the reply.
    [Fact]
    public void CallsAreCountedAsTheReplyHasThem()
    {
        var explanation = Model.Explain(Prompt("Oslo", 3), new("a", "", [ToolCall.Of("zzz", MapValue.Empty), Forecast("Oslo", 3), Forecast("Oslo", 3)]));
        Assert.Equal(["zzz", "get_forecast", "city = \"Oslo\"", "days = 3", "get_forecast", "city = \"Oslo\"", "days = 3"], explanation.Parts.Skip(1).Select(part => part.Shown));
        Assert.Equal(["calls[0]", "calls[1]", "calls[2]"], explanation.Parts.Where(part => part.Depth == 0).Skip(1).Select(part => part.Name));
    }

    [Fact]
    public void LinesSumUp()
    {
        var lines = Model.Explain(Prompt("Oslo", 3), new("a", "", [Forecast("Lima", 9)])).Lines().ToList();
        Assert.StartsWith("P(right) 0.", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.EndsWith("get_forecast", StringComparison.Ordinal));
    }

    [Fact]
    public void BracesInNames_AreText()
    {
        var call = new ToolCall("{0}{1}{", """{"{1}": "{0}"}""");
        Assert.NotEmpty(Model.Explain(Prompt("Oslo", 3), new("a", "", [call])).Text());
    }

    private static ValueList<Score> Score(IScorer scorer, CandidateGroup group) => scorer.ScoreAsync([group]).AsTask().GetAwaiter().GetResult()[0];
}
