using ToolRM.Conversations;

namespace ToolRM.Server.Serving;

/// <summary>What a scorer or reward is asked about: one group, and what a trainer knows beside it.</summary>
/// <param name="Group">The prompt and its candidates; calls are read from texts already.</param>
/// <param name="Trajectories">Rollouts behind candidates, each with the id of its candidate; empty when there are none.</param>
/// <param name="Training">Where the training stands; null when not told.</param>
public sealed record RewardRequest(CandidateGroup Group, ValueList<Trajectory> Trajectories = default, TrainingState? Training = null);

/// <summary>Where a training stands, for rewards that change with it.</summary>
/// <param name="Step">Optimiser steps done, from 0; null when not told.</param>
/// <param name="TotalSteps">Steps planned; null when not told.</param>
/// <param name="Epoch">Passes over the data, with a fraction; null when not told.</param>
/// <param name="Numbers">Other numbers by name, finite; names are unique.</param>
public sealed record TrainingState(int? Step, int? TotalSteps, double? Epoch, ValueList<KeyValuePair<string, double>> Numbers = default);
