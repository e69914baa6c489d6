using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Agents.Metrics;

/// <summary>Metrics as Microsoft.Extensions.AI.Evaluation writes them; what is null or empty is left out.</summary>
internal static class MetricJson
{
    private static readonly (string Word, EvaluationRating Meaning)[] Ratings = Words<EvaluationRating>();

    private static readonly (string Word, EvaluationDiagnosticSeverity Meaning)[] Severities = Words<EvaluationDiagnosticSeverity>();

    public static MapValue Write(EvaluationMetric metric)
    {
        var map = new MapBuilder();
        if (metric is NumericMetric numeric) map.Add("$type", "numeric").Add("value", numeric.Value is { } number ? ArgumentValue.Of(number) : null);
        else map.Add("$type", "boolean").Add("value", ((BooleanMetric)metric).Value is { } boolean ? ArgumentValue.Of(boolean) : null);
        return map
            .Add("name", metric.Name)
            .Add("reason", metric.Reason)
            .Add("interpretation", metric.Interpretation is not { } interpretation ? null : new MapBuilder()
                .Add("rating", Ratings.First(word => word.Meaning == interpretation.Rating).Word)
                .Add("failed", ArgumentValue.Of(interpretation.Failed))
                .Add("reason", interpretation.Reason)
                .ToMap())
            .AddListUnlessEmpty("diagnostics", metric.Diagnostics, diagnostic => new MapBuilder()
                .Add("severity", Severities.First(word => word.Meaning == diagnostic.Severity).Word)
                .Add("message", diagnostic.Message)
                .ToMap())
            .Add("metadata", metric.Metadata.Count == 0 ? null : new MapValue(metric.Metadata.Select(pair => new MapEntry(pair.Key, ArgumentValue.Of(pair.Value))).ToValueList()))
            .ToMap();
    }

    public static EvaluationMetric Read(DocumentNode node)
    {
        var name = node.Required("name").Text();
        EvaluationMetric metric = node.Required("$type").Word(("numeric", true), ("boolean", false))
            ? new NumericMetric(name, node.Optional("value")?.Number())
            : new BooleanMetric(name, node.Optional("value")?.Boolean());
        return metric with
        {
            Reason = node.OptionalText("reason"),
            Interpretation = node.Optional("interpretation") is not { } interpretation ? null
                : new(interpretation.Required("rating").Word(Ratings), interpretation.Required("failed").Boolean(), interpretation.OptionalText("reason")),
            Diagnostics = node.Optional("diagnostics")?.List(one => new EvaluationDiagnostic(one.Required("severity").Word(Severities), one.Required("message").Text())) ?? [],
            Metadata = node.Optional("metadata")?.Entries((key, value) => new KeyValuePair<string, string>(key, value.Text())) ?? [],
        };
    }

    private static (string, T)[] Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => ($"{value}"[..1].ToLowerInvariant() + $"{value}"[1..], value))];
}
