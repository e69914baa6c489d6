using ToolRM.Scoring;

namespace ToolRM.Server.Dialects;

/// <summary>A score as the one number that a dialect has.</summary>
internal static class ScoreNumbers
{
    /// <summary>The scorer's own number, whatever its scale.</summary>
    public static double Raw(Scored score) => score.Value;

    /// <summary>A number from 0 to 1: a probability as it is, anything else through the logistic function, as servers do with a single label.</summary>
    public static double Activated(Scored score) => score.Scale == ScoreScale.Probability ? score.Value : 1 / (1 + Math.Exp(-score.Value));

    /// <summary><see cref="Activated"/>, unless false was asked for.</summary>
    public static Func<Scored, double> Of(bool activated) => activated ? Activated : Raw;
}
