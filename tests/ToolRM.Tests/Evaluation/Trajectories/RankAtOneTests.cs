using ToolRM.Evaluation.Trajectories;

namespace ToolRM.Tests.Evaluation.Trajectories;

public class RankAtOneTests
{
    // credit-and-rl T8: rank@1 1/3 and oracle 2/3 of three prompts.
    [Fact]
    public void OfThreePrompts()
    {
        (double[] Scores, bool[] Correct)[] prompts = [([.2, .9, .4], [false, true, false]), ([.8, .7], [false, true]), ([.3, .1], [false, false])];
        Assert.Equal(1.0 / 3, prompts.Average(prompt => RankAtOne.Of(prompt.Scores, prompt.Correct)), 12);
        Assert.Equal(2.0 / 3, prompts.Average(prompt => prompt.Correct.Any(right => right) ? 1.0 : 0), 12);
    }

    [Fact]
    public void Ties_Share() => Assert.Equal(0.5, RankAtOne.Of([1, 1, 0], [true, false, true]));

    [Fact]
    public void WithoutCandidates_ThereIsNoneThatScoresHighest() => Assert.Throws<ArgumentException>(() => RankAtOne.Of([], []));
}
