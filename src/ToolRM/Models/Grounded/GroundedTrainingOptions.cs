using ToolRM.Training;

namespace ToolRM.Models.Grounded;

/// <summary>What learns from the feature rows.</summary>
public enum GroundedLearner
{
    /// <summary>Boosted trees.</summary>
    Trees,

    /// <summary>A linear function.</summary>
    Linear,

    /// <summary>A linear function, and boosted trees on what it leaves.</summary>
    Both,

    /// <summary>A linear function around the weights that the features' table gives before any data.</summary>
    Informed,

    /// <summary>The same, and boosted trees on what it leaves.</summary>
    InformedAndTrees,
}

/// <summary>How a model of kind <c>grounded</c> is trained.</summary>
public sealed record GroundedTrainingOptions
{
    /// <summary>The model's name in its file.</summary>
    public string Name { get; init; } = GroundedModel.Name;

    /// <summary>Seed of all draws.</summary>
    public long Seed { get; init; }

    /// <summary>What learns. Default <see cref="GroundedLearner.Informed"/>: the others fit made pairs better and models' own mistakes worse (docs/log.md).</summary>
    public GroundedLearner Learner { get; init; } = GroundedLearner.Informed;

    /// <summary>How trees learn; seed, threads and groups left out are taken from here, not from there.</summary>
    public BoostedOptions Trees { get; init; } = new();

    /// <summary>How the linear function learns; the same holds.</summary>
    public LinearOptions Linear { get; init; } = new();

    /// <summary>How the linear function around known weights learns; the same holds.</summary>
    public InformedOptions Informed { get; init; } = new();

    /// <summary>
    /// How much a pair counts, by its source; 1 where the source is not named. Default (ours): small sets of API-like calls count
    /// more than large ones of slots of home assistants.
    /// </summary>
    public IReadOnlyDictionary<string, double> SourceWeights { get; init; } = new Dictionary<string, double>
    {
        ["rlla"] = 2,
        ["seal-tools"] = 1.5,
        ["glaive"] = 1.5,
        ["seq-multiwoz"] = 0.7,
        ["tau-bench-retail"] = 0.5,
        ["snips"] = 0.35,
        ["nlu-home"] = 0.3,
        ["toole-selection"] = 0.3,
    };

    /// <summary>Feature groups left out, as in <see cref="GroundedTraining.FeatureGroups"/>.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>Share of the groups of pairs that are trained on, above 0 to 1; a smaller share is part of a larger one.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Share of right replies among those that will be scored, above 0 and below 1: what probabilities are calibrated to. Default 0.7 (ours: about what open models reach on such questions).</summary>
    public double RightRate { get; init; } = 0.7;

    /// <summary>Threads; the model does not depend on them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
