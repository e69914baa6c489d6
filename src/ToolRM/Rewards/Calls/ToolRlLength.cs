namespace ToolRM.Rewards.Calls;

/// <summary>ToolRL's optional reward for long thoughts (rewards 1.1).</summary>
public static class ToolRlLength
{
    /// <summary>Words of a full reward when the target is fixed.</summary>
    public const double FixedTarget = 512;

    /// <summary>Words of a full reward at a step: 384 at step 0, 640 at step 105, growing on.</summary>
    /// <param name="step">The step, from 0.</param>
    public static double DynamicTarget(int step) => 384 + 256.0 * step / 105;

    /// <summary>min(1, words of the last thought / target), rounded to two digits as Python rounds; 0 without think tags.</summary>
    /// <param name="reply">The reply's text.</param>
    /// <param name="target">Words of a full reward, positive.</param>
    public static double Of(ReadOnlySpan<char> reply, double target)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(target);
        if (!reply.Contains("</think>", StringComparison.Ordinal) || reply.LastIndexOf("<think>") is not (>= 0 and var open)) return 0;
        var thought = reply[(open + "<think>".Length)..];
        if (thought.IndexOf("</think>") is >= 0 and var close) thought = thought[..close];
        return Math.Min(1, RoundToCents(PythonSpace.CountWords(thought) / target));
    }

    /// <summary>To the nearest hundredth, ties of the exact binary value to even. Math.Round looks at the rounded product: 0.545 would give 0.54.</summary>
    internal static double RoundToCents(double value)
    {
        var scaled = value * 100;
        var down = Math.Floor(scaled);
        if (scaled - down != 0.5) return Math.Round(scaled) / 100;
        var lost = Math.FusedMultiplyAdd(value, 100, -scaled);
        return (lost > 0 || lost == 0 && down % 2 != 0 ? down + 1 : down) / 100;
    }
}
