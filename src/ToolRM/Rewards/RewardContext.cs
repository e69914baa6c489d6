using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary>What a reward is asked about: one prompt with all its rollouts, and what is known beside it.</summary>
/// <param name="Group">The prompt and its candidates, one per rollout; the order of rewards is theirs.</param>
/// <param name="Trajectories">
/// What candidates did turn by turn, each with the id of its candidate, each at most once; a candidate without one is a rollout of
/// one turn whose calls were not executed.
/// </param>
/// <param name="Training">Where the training stands; null when not told.</param>
/// <param name="Facts">What the caller knows beside texts and calls; null for nothing.</param>
/// <remarks>
/// Several published rewards are not functions of one rollout: some look at the group (arXiv 2504.14870, 2511.21689), some at the
/// step of the training (2504.13958) or at what earlier steps found (2510.01152). All of it is here, so that a reward keeps no state.
/// </remarks>
public sealed record RewardContext(CandidateGroup Group, ValueList<Trajectory> Trajectories = default, TrainingState? Training = null, RewardFacts? Facts = null)
{
    /// <summary>The rollouts, one per candidate, in the candidates' order.</summary>
    public ValueList<Rollout> Rollouts()
    {
        var rollouts = new Rollout[Group.Candidates.Count];
        for (var i = 0; i < rollouts.Length; i++)
        {
            var candidate = Group.Candidates[i];
            rollouts[i] = new(this, candidate, TrajectoryOf(candidate.Id), FactsOf(candidate.Id));
        }
        return ValueList.Own(rollouts);
    }

    private Trajectory? TrajectoryOf(string id)
    {
        foreach (var trajectory in Trajectories)
        {
            if (trajectory.Id == id) return trajectory;
        }
        return null;
    }

    private RolloutFacts? FactsOf(string id)
    {
        if (Facts is null) return null;
        foreach (var facts in Facts.Rollouts)
        {
            if (facts.Id == id) return facts;
        }
        return null;
    }
}

/// <summary>Where a training stands, for rewards that change with it.</summary>
/// <param name="Step">Optimiser steps done, from 0; null when not told.</param>
/// <param name="TotalSteps">Steps planned; null when not told.</param>
/// <param name="Epoch">Passes over the data, with a fraction; null when not told.</param>
/// <param name="Numbers">
/// Other numbers by name, finite; names are unique. What a reward remembers between steps, such as the fewest calls that solved this
/// prompt so far, comes back as a component of its scores and is sent here again: nothing else has state.
/// </param>
public sealed record TrainingState(int? Step, int? TotalSteps = null, double? Epoch = null, ValueList<KeyValuePair<string, double>> Numbers = default)
{
    /// <summary>The number of a name; null when there is none.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public double? Number(string name)
    {
        foreach (var number in Numbers)
        {
            if (number.Key == name) return number.Value;
        }
        return null;
    }
}
