using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary>What a caller knows that stands neither in a text nor in a call. Everything is optional; a reward that needs what is missing is <see cref="Scoring.Unscored"/> and names it.</summary>
/// <param name="Answers">Accepted final answers (aliases) of the prompt.</param>
/// <param name="ExpectedResults">Results that the calls should bring to light (arXiv 2508.08791).</param>
/// <param name="Preferences">Weights by name of what the user cares for (arXiv 2511.21689); names are unique.</param>
/// <param name="Rollouts">Facts of single rollouts, by the id of the candidate; ids are unique.</param>
public sealed record RewardFacts(
    ValueList<string> Answers = default,
    ValueList<ExpectedResult> ExpectedResults = default,
    ValueList<KeyValuePair<string, double>> Preferences = default,
    ValueList<RolloutFacts> Rollouts = default);

/// <summary>A result that a call of a tool should give.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Result">The result's text.</param>
public sealed record ExpectedResult(string Tool, string Result);

/// <summary>Numbers known of one rollout, such as a judge's verdict or what the run cost.</summary>
/// <param name="Id">The candidate's id.</param>
/// <param name="Numbers">By name (<see cref="FactNames"/> and any other), one number or one per step, finite; names are unique.</param>
public sealed record RolloutFacts(string Id, ValueList<KeyValuePair<string, ValueList<double>>> Numbers)
{
    /// <summary>The numbers of a name; null when there are none.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public ValueList<double>? Of(string name)
    {
        foreach (var number in Numbers)
        {
            if (number.Key == name) return number.Value;
        }
        return null;
    }
}

/// <summary>The names of facts that rewards of the library look for.</summary>
public static class FactNames
{
    /// <summary>How right the rollout is, 0 to 1, by whoever can tell: a judge, a test, an environment.</summary>
    public const string Correct = "correct";

    /// <summary>Confidence that the policy stated, 0 to 1.</summary>
    public const string Confidence = "confidence";

    /// <summary>Cost of the rollout in the run's own unit, at least 0.</summary>
    public const string Cost = "cost";

    /// <summary>Wall time of the rollout in seconds, at least 0.</summary>
    public const string Latency = "latency";

    /// <summary>Whether the reply has the format that was asked for, 0 or 1.</summary>
    public const string Format = "format";

    /// <summary>Expected results that turns before the rollout's first one brought to light already, at least 0; 0 when not told.</summary>
    public const string SolvedBefore = "solved-before";

    /// <summary>Scores of the steps by a process reward model, one per step.</summary>
    public const string StepScores = "step-scores";
}
