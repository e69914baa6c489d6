namespace ToolRM.Rewards.Calls;

/// <summary>Between which numbers ToolRL's two parts lie at a step of the training (rewards 1.1).</summary>
/// <param name="FormatMinimum">Format when the layout does not fit.</param>
/// <param name="FormatMaximum">Format when it fits.</param>
/// <param name="CorrectMinimum">Correctness of a share of 0, and of what cannot be read.</param>
/// <param name="CorrectMaximum">Correctness of a share of 1.</param>
public readonly record struct ToolRlRange(double FormatMinimum, double FormatMaximum, double CorrectMinimum, double CorrectMaximum)
{
    /// <summary>Format 0 to 1, correctness −3 to 3: the paper's default.</summary>
    public static ToolRlRange Full { get; } = new(0, 1, -3, 3);

    /// <summary>Format 0 to 1, correctness −1 to 1.</summary>
    public static ToolRlRange EqualMaximum { get; } = new(0, 1, -1, 1);

    /// <summary>Before step 30 as <see cref="EqualMaximum"/>, from then on correctness −3 to 3 and format 0 to 0.5.</summary>
    /// <param name="step">The step, from 0.</param>
    public static ToolRlRange TwoStage(int step) => step < 30 ? EqualMaximum : new(0, 0.5, -3, 3);

    /// <summary>
    /// Correctness grows from ±2 to ±3 in 150 steps; format shrinks from 2 to 1 in 150 steps and, below, from −2 to −1 in 75. The
    /// format's minimum is below 0 in this mode alone.
    /// </summary>
    /// <param name="step">The step, from 0.</param>
    public static ToolRlRange Smooth(int step)
    {
        var done = step / 150.0;
        return new(Math.Min(-1, -2 + 2 * done), Math.Max(1, 2 - done), Math.Max(-3, -2 - done), Math.Min(3, 2 + done));
    }

    /// <summary>Correctness of a share.</summary>
    /// <param name="share">0 to 1; null when the calls cannot be read.</param>
    public double Correct(double? share) => share is { } value ? (CorrectMaximum - CorrectMinimum) * value + CorrectMinimum : CorrectMinimum;
}
