namespace ToolRM.Rewards.Combining;

/// <summary>A number that changes with the step of the training. Before the first step it has its first value, behind the last its last one.</summary>
/// <param name="Shape">How it goes from one end to the other.</param>
/// <param name="From">Value at <paramref name="Start"/>; the value of a constant.</param>
/// <param name="To">Value at <paramref name="End"/>.</param>
/// <param name="Start">First step, at least 0.</param>
/// <param name="End">Last step; at or before <paramref name="Start"/> the value jumps from one to the other there.</param>
public sealed record Schedule(ScheduleShape Shape, double From, double To, int Start, int End)
{
    /// <summary>A number as a schedule.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Schedule(double value) => Constant(value);

    /// <summary>Always the same.</summary>
    /// <param name="value">The value; finite.</param>
    public static Schedule Constant(double value) => new(ScheduleShape.Constant, value, value, 0, 0);

    /// <summary>A straight line between two steps.</summary>
    /// <param name="from">Value at the first.</param>
    /// <param name="to">Value at the last.</param>
    /// <param name="start">The first step.</param>
    /// <param name="end">The last step.</param>
    public static Schedule Linear(double from, double to, int start, int end) => new(ScheduleShape.Linear, from, to, start, end);

    /// <summary>Half a cosine wave between two steps: flat at both ends.</summary>
    /// <param name="from">Value at the first.</param>
    /// <param name="to">Value at the last.</param>
    /// <param name="start">The first step.</param>
    /// <param name="end">The last step.</param>
    public static Schedule Cosine(double from, double to, int start, int end) => new(ScheduleShape.Cosine, from, to, start, end);

    /// <summary>Whether the value depends on the step.</summary>
    public bool NeedsStep => Shape != ScheduleShape.Constant;

    /// <summary>Least value.</summary>
    public double Minimum => Math.Min(From, To);

    /// <summary>Greatest value.</summary>
    public double Maximum => Math.Max(From, To);

    /// <summary>The value at a step; missing when the schedule needs a step and none is told.</summary>
    /// <param name="step">The step; null when not told.</param>
    public Known<double> At(int? step)
    {
        if (!NeedsStep) return From;
        if (step is not { } now) return Known<double>.Missing("the step of the training");
        if (now >= End) return To;
        if (now <= Start) return From;
        var done = (double)(now - Start) / (End - Start);
        return From + (To - From) * (Shape == ScheduleShape.Cosine ? (1 - Math.Cos(Math.PI * done)) / 2 : done);
    }
}

/// <summary>How a schedule goes from one end to the other.</summary>
public enum ScheduleShape
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>In a straight line.</summary>
    Linear,

    /// <summary>As half a cosine wave.</summary>
    Cosine,
}
