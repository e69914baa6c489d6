using ToolRM.Conversations;

namespace ToolRM.Evaluation.BestOfN;

/// <summary>How best-of-n is measured.</summary>
public sealed record BestOfNOptions
{
    /// <summary>The run's seed.</summary>
    public long Seed { get; init; }

    /// <summary>Orders drawn per question. Default 20 (ours): the error of drawing is then far below that of the questions.</summary>
    public int Draws { get; init; } = 20;

    /// <summary>Sizes for questions that are not live. Default 1 to 32; 32 is the paper's (toolrm 4.1).</summary>
    public ValueList<int> Sizes { get; init; } = [1, 2, 4, 8, 16, 32];

    /// <summary>Largest size for live questions, which have 10 to 14 runs each. Default 8 (ours).</summary>
    public int MaximumLive { get; init; } = 8;

    /// <summary>Resamples of each interval. Default 1000 (ours).</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Refuses what makes no sense, all of it in one message.</summary>
    /// <exception cref="ArgumentException">A number is below 1, or the sizes do not rise.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Draws < 1) problems.Add($"Draws is {Draws}, it must be at least 1");
        if (Resamples < 1) problems.Add($"Resamples is {Resamples}, it must be at least 1");
        if (Sizes.Count == 0 || Sizes[0] < 1 || Sizes.Zip(Sizes.Skip(1)).Any(pair => pair.First >= pair.Second)) problems.Add($"Sizes are {Sizes}, they must rise from at least 1");
        if (MaximumLive < 1) problems.Add($"MaximumLive is {MaximumLive}, it must be at least 1");
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems));
    }
}
