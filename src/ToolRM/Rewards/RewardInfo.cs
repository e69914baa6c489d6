namespace ToolRM.Rewards;

/// <summary>What a reward is. Documents are made from it.</summary>
/// <param name="Name">Its name, in kebab case.</param>
/// <param name="Summary">What a high value says, in one sentence.</param>
/// <param name="Needs">What has to be there; without it rollouts are <see cref="Scoring.Unscored"/>.</param>
/// <param name="Minimum">Least value; −∞ when there is none.</param>
/// <param name="Maximum">Greatest value; +∞ when there is none.</param>
/// <param name="Scope">What a value depends on.</param>
/// <param name="Source">The paper, with its arXiv id, and the released code where we follow it; "ours" otherwise.</param>
public sealed record RewardInfo(
    string Name, string Summary, RewardNeeds Needs, double Minimum, double Maximum, RewardScope Scope = RewardScope.Rollout, string Source = "ours");

/// <summary>What has to be there for a reward.</summary>
[Flags]
public enum RewardNeeds
{
    /// <summary>Texts and calls alone.</summary>
    None = 0,

    /// <summary>Right calls (<see cref="Conversations.CandidateGroup.Reference"/>).</summary>
    Reference = 1,

    /// <summary>The offered tools.</summary>
    Tools = 2,

    /// <summary>Results of executed calls (<see cref="RewardContext.Trajectories"/>).</summary>
    Results = 4,

    /// <summary>Accepted final answers (<see cref="RewardFacts.Answers"/>).</summary>
    Answers = 8,

    /// <summary>Whether a rollout is right: the fact <c>correct</c>, else the reference, else the answers (<see cref="Correctness"/>).</summary>
    Correctness = 16,

    /// <summary>The fact <c>confidence</c>.</summary>
    Confidence = 32,

    /// <summary>The facts <c>cost</c> and <c>latency</c>.</summary>
    Costs = 64,

    /// <summary>The fact <c>step-scores</c>.</summary>
    StepScores = 128,

    /// <summary><see cref="RewardFacts.ExpectedResults"/>.</summary>
    ExpectedResults = 256,

    /// <summary><see cref="RewardFacts.Preferences"/>.</summary>
    Preferences = 512,

    /// <summary>The step of the training (<see cref="TrainingState.Step"/>).</summary>
    Step = 1024,

    /// <summary>Whether the reply has the format that was asked for: the fact <c>format</c>, where the reward knows no rule of its own.</summary>
    Format = 4096,
}

/// <summary>What a reward's value depends on.</summary>
public enum RewardScope
{
    /// <summary>The rollout alone.</summary>
    Rollout,

    /// <summary>All rollouts of the prompt.</summary>
    Group,

    /// <summary>All rollouts of the prompt, and what earlier steps of the training found.</summary>
    Training,
}
