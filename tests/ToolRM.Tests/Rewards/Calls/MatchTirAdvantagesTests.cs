using ToolRM.Rewards.Calls;

namespace ToolRM.Tests.Rewards.Calls;

/// <summary>Vector T15c of credit-and-rl 4.</summary>
public class MatchTirAdvantagesTests
{
    private static readonly double[][] Rewards = [[.8, 1, 1], [0, .5], [.8, 0, 0]];

    [Fact]
    public void OfRollouts() => Assert.Equal([1.146360, -.693148, -.453212], Six(MatchTirAdvantages.OfRollouts(Rewards)));

    [Fact]
    public void Returns() => AreEqual([[2.51, 1.9, 1], [.45, .5], [.8, 0, 0]], [.. Rewards.Select(rewards => MatchTirAdvantages.Returns(rewards))]);

    [Fact]
    public void OfTurns() => AreEqual(
        [[1.140054, 1.116880, .707106], [-.728788, -.304604], [-.411266, -.812276, -.707106]], MatchTirAdvantages.OfTurns(Rewards));

    [Fact] // the paper adds the two, the released code takes their mean
    public void Both()
    {
        double[][] sum = [[2.286415, 2.263240, 1.853466], [-1.421936, -.997752], [-.864478, -1.265488, -1.160318]];
        AreEqual(sum, MatchTirAdvantages.Of(Rewards), 1e-6);
        AreEqual([.. sum.Select(turns => turns.Select(turn => turn / 2).ToArray())], MatchTirAdvantages.Of(Rewards, halved: true), 1e-6);
    }

    [Fact]
    public void ATurnThatNoOtherRolloutHas_KeepsItsReturn()
    {
        // Place 0: returns 1 and 0.9, apart by 0.1: ±1/√2. Place 1: one rollout alone.
        AreEqual([[-.707097], [.707097, 1 / (1 + 1e-6)]], [.. MatchTirAdvantages.OfTurns([[.9], [.1, 1]])], 1e-6);
        Assert.Empty(MatchTirAdvantages.Of([]));
    }

    private static void AreEqual(double[][] expected, double[][] given, double tolerance = 5.1e-7)
    {
        Assert.Equal(expected.Select(turns => turns.Length), given.Select(turns => turns.Length));
        Assert.All(expected.SelectMany(turns => turns).Zip(given.SelectMany(turns => turns)), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static double[] Six(double[] values) => [.. values.Select(value => Math.Round(value, 6))];
}
