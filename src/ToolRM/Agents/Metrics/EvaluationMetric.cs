using ToolRM.Conversations;

namespace ToolRM.Agents.Metrics;

/// <summary>One thing that was measured. Closed hierarchy.</summary>
/// <param name="Name">Its name, as in <see cref="IEvaluator.EvaluationMetricNames"/>.</param>
public abstract record EvaluationMetric(string Name)
{
    /// <summary>Why it has its value; null when nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>What the value means; null when nobody said.</summary>
    public EvaluationMetricInterpretation? Interpretation { get; init; }

    /// <summary>What came up on the way. A metric that could not be measured has an error here, and no value.</summary>
    public ValueList<EvaluationDiagnostic> Diagnostics { get; init; }

    /// <summary>Names and values for reports, in order.</summary>
    public ValueList<KeyValuePair<string, string>> Metadata { get; init; }
}

/// <summary>A number.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The number, finite; null when it could not be measured.</param>
public sealed record NumericMetric(string Name, double? Value) : EvaluationMetric(Name);

/// <summary>A yes or no.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The answer; null when it could not be measured.</param>
public sealed record BooleanMetric(string Name, bool? Value) : EvaluationMetric(Name);

/// <summary>What a metric's value means.</summary>
/// <param name="Rating">How good it is.</param>
/// <param name="Failed">Whether the scenario counts as failed.</param>
/// <param name="Reason">Why; null when nothing is to be said.</param>
public sealed record EvaluationMetricInterpretation(EvaluationRating Rating, bool Failed = false, string? Reason = null);

/// <summary>How good a value is.</summary>
public enum EvaluationRating
{
    /// <summary>Nobody said.</summary>
    Unknown,

    /// <summary>It could not be measured.</summary>
    Inconclusive,

    /// <summary>Unacceptable.</summary>
    Unacceptable,

    /// <summary>Poor.</summary>
    Poor,

    /// <summary>Average.</summary>
    Average,

    /// <summary>Good.</summary>
    Good,

    /// <summary>Exceptional.</summary>
    Exceptional,
}

/// <summary>Something that came up while measuring.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What it is.</param>
public sealed record EvaluationDiagnostic(EvaluationDiagnosticSeverity Severity, string Message);

/// <summary>How much a diagnostic matters.</summary>
public enum EvaluationDiagnosticSeverity
{
    /// <summary>Good to know.</summary>
    Informational,

    /// <summary>The value holds, with a reservation.</summary>
    Warning,

    /// <summary>There is no value, or it does not hold.</summary>
    Error,
}
