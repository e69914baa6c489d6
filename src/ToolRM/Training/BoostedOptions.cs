namespace ToolRM.Training;

/// <summary>Which kind of rows a round's tree is grown on.</summary>
public enum KindChoice
{
    /// <summary>One kind after another.</summary>
    Rotation,

    /// <summary>The kind whose tree lowers the loss most; a round takes as long as one of every kind.</summary>
    LargestFall,
}

/// <summary>How <see cref="BoostedPairwise"/> learns. The defaults are ours; nothing here is from the papers but the loss.</summary>
public sealed record BoostedOptions
{
    /// <summary>The loss: centering 0.01 (toolrm 3), no pointwise part.</summary>
    public PairwiseLoss Loss { get; init; } = new(0.01);

    /// <summary>Trees at most.</summary>
    public int Rounds { get; init; } = 300;

    /// <summary>What a tree's leaves are multiplied with, above 0 to 1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Leaves of a tree, 2 to 255.</summary>
    public int MaximumLeaves { get; init; } = 16;

    /// <summary>Decisions on the way to a leaf at most.</summary>
    public int MaximumDepth { get; init; } = 6;

    /// <summary>λ of ½ λ w² per leaf value w.</summary>
    public double LeafPenalty { get; init; } = 1;

    /// <summary>Sum of second derivatives that each side of a split needs.</summary>
    public double MinimumHessian { get; init; } = 1;

    /// <summary>Rows that each side of a split needs.</summary>
    public int MinimumRows { get; init; } = 20;

    /// <summary>What a split must lower the loss by.</summary>
    public double MinimumGain { get; init; } = 1e-6;

    /// <summary>Share of groups that a round sees, above 0 to 1.</summary>
    public double GroupShare { get; init; } = 0.8;

    /// <summary>Share of columns that a tree may decide on, above 0 to 1; at least one.</summary>
    public double FeatureShare { get; init; } = 0.8;

    /// <summary>Bins of known values per column, 2 to 254.</summary>
    public int MaximumBins { get; init; } = 64;

    /// <summary>Share of groups kept out to stop early, 0 for none; not used when the table has held-out pairs of its own.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>Rounds without a lower held-out loss before it stops; the best round's trees are kept.</summary>
    public int Patience { get; init; } = 40;

    /// <summary>Which kind of rows a round's tree is grown on.</summary>
    public KindChoice Kinds { get; init; } = KindChoice.Rotation;

    /// <summary>Groups of features left out.</summary>
    public IReadOnlyCollection<string> WithoutGroups { get; init; } = [];

    /// <summary>What the trees correct; null starts at 0. Its schema is the table's.</summary>
    public AdditiveModel? Base { get; init; }

    /// <summary>Seed of draws of groups and columns.</summary>
    public long Seed { get; init; }

    /// <summary>Threads; the model does not depend on them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Check()
    {
        Require(Rounds >= 0, nameof(Rounds), "at least 0");
        Require(LearningRate is > 0 and <= 1, nameof(LearningRate), "above 0 and at most 1");
        Require(MaximumLeaves is >= 2 and <= 255, nameof(MaximumLeaves), "2 to 255");
        Require(MaximumDepth >= 1, nameof(MaximumDepth), "at least 1");
        Require(LeafPenalty >= 0 && MinimumHessian >= 0 && MinimumRows >= 1 && MinimumGain >= 0, nameof(LeafPenalty), "limits of at least 0, and a row on each side");
        Require(GroupShare is > 0 and <= 1, nameof(GroupShare), "above 0 and at most 1");
        Require(FeatureShare is > 0 and <= 1, nameof(FeatureShare), "above 0 and at most 1");
        Require(MaximumBins is >= 2 and <= 254, nameof(MaximumBins), "2 to 254");
        Require(HeldOutShare is >= 0 and < 1, nameof(HeldOutShare), "at least 0 and below 1");
        Require(Patience >= 1 && Threads >= 1, nameof(Patience), "patience and threads of at least 1");
    }

    private static void Require(bool holds, string name, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, $"expected {expected}");
    }
}
