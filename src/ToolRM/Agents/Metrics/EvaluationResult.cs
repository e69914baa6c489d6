using System.Diagnostics.CodeAnalysis;
using ToolRM.Conversations;

namespace ToolRM.Agents.Metrics;

/// <summary>What evaluators say about one response.</summary>
/// <param name="Metrics">The metrics; names are unique.</param>
public sealed record EvaluationResult(ValueList<EvaluationMetric> Metrics)
{
    /// <summary>The metric of a name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name and kind.</exception>
    public T Get<T>(string name)
        where T : EvaluationMetric =>
        TryGet<T>(name, out var metric) ? metric : throw new KeyNotFoundException($"there is no {typeof(T).Name} \"{name}\" among {string.Join(", ", Metrics.Select(one => $"{one.GetType().Name} \"{one.Name}\""))}");

    /// <summary>The metric of a name, if there is one of this kind.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <param name="metric">The metric; null when there is none.</param>
    public bool TryGet<T>(string name, [NotNullWhen(true)] out T? metric)
        where T : EvaluationMetric
    {
        metric = Metrics.FirstOrDefault(one => one.Name == name) as T;
        return metric is not null;
    }

    /// <summary>One result of several, in order.</summary>
    /// <param name="results">The results; no two have a metric of the same name.</param>
    /// <exception cref="ArgumentException">Two metrics have the same name.</exception>
    public static EvaluationResult Join(params ReadOnlySpan<EvaluationResult> results)
    {
        var metrics = new List<EvaluationMetric>();
        foreach (var result in results) metrics.AddRange(result.Metrics);
        if (metrics.GroupBy(metric => metric.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new ArgumentException($"two metrics are called \"{twice.Key}\"; rename one", nameof(results));
        return new(metrics.ToValueList());
    }
}
