using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Reliability;

/// <summary>Stated probability against share of right replies, as a section of a report.</summary>
internal static class ReliabilityPlot
{
    /// <summary>The plot.</summary>
    /// <param name="note">What a point is and where its interval comes from.</param>
    /// <param name="curves">One per scorer or part of the data.</param>
    public static CurveSection Of(string note, ValueList<Curve> curves) =>
        new("Reliability", note, "stated probability", "share of right replies", curves, Diagonal: true);
}
