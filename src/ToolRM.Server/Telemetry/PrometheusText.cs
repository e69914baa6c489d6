using System.Globalization;
using System.Text;
using ToolRM.Server.Http;
using ToolRM.Server.Serving;

namespace ToolRM.Server.Telemetry;

/// <summary>The answer to <c>/metrics</c>: Prometheus' text format 0.0.4. Series in a fixed order.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public static string Of(ServerMetrics metrics, ServerLoad load, IEnumerable<ScoringQueue> queues)
    {
        var page = new PrometheusText();
        page.Family("toolrm_server_requests_total", "counter", "Requests answered.");
        foreach (var ((path, status), sum) in metrics.Requests.OrderBy(entry => entry.Key.Path, StringComparer.Ordinal).ThenBy(entry => entry.Key.Status))
            page.Sample("toolrm_server_requests_total", sum.Value, ("route", path), ("status", status.ToString(CultureInfo.InvariantCulture)));
        page.Family("toolrm_server_request_duration_seconds", "histogram", "From the request's head to its answer.");
        page.Distributions("toolrm_server_request_duration_seconds", "route", metrics.Seconds);
        page.Family("toolrm_server_candidates_total", "counter", "Candidates by what became of them.");
        foreach (var ((scorer, outcome), sum) in metrics.Candidates.OrderBy(entry => entry.Key.Scorer, StringComparer.Ordinal).ThenBy(entry => entry.Key.Outcome, StringComparer.Ordinal))
            page.Sample("toolrm_server_candidates_total", sum.Value, ("scorer", scorer), ("outcome", outcome));
        page.Family("toolrm_server_batch_candidates", "histogram", "Candidates in one call of a scorer.");
        page.Distributions("toolrm_server_batch_candidates", "scorer", metrics.BatchCandidates);
        page.Family("toolrm_server_queue_candidates", "gauge", "Candidates that wait for a scorer or are in its hands.");
        foreach (var queue in queues) page.Sample("toolrm_server_queue_candidates", queue.Candidates, ("scorer", queue.Scorer.Name));
        page.Family("toolrm_server_active_requests", "gauge", "Requests being answered.");
        page.Sample("toolrm_server_active_requests", load.Requests);
        page.Family("toolrm_server_active_body_bytes", "gauge", "Bytes of the bodies of requests being answered.");
        page.Sample("toolrm_server_active_body_bytes", load.Bytes);
        page.Family("toolrm_server_resident_memory_bytes", "gauge", "Working set of the process.");
        page.Sample("toolrm_server_resident_memory_bytes", Environment.WorkingSet);
        return page._text.ToString();
    }

    private void Distributions(string name, string label, IEnumerable<KeyValuePair<string, Distribution>> distributions)
    {
        foreach (var (key, distribution) in distributions.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var (ranges, sum) = distribution.Read();
            foreach (var (bound, count) in ranges) Sample(name + "_bucket", count, (label, key), ("le", double.IsInfinity(bound) ? "+Inf" : Number(bound)));
            Sample(name + "_sum", sum, (label, key));
            Sample(name + "_count", ranges[^1].Count, (label, key));
        }
    }

    private void Family(string name, string kind, string help) => _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n");

    private void Sample(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escaped(labels[i].Value)).Append('"');
            if (i == labels.Length - 1) _text.Append('}');
        }
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
