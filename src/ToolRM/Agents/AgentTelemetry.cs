using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;

namespace ToolRM.Agents;

/// <summary>Names of what the chat clients of this folder report.</summary>
/// <remarks>
/// Source and meter are those of Microsoft.Extensions.AI, so that what listens to it sees these too; attributes are those of
/// OpenTelemetry's conventions for generative AI, and <c>toolrm.*</c> where these have none. <c>gen_ai.client.operation.duration</c>
/// and <c>gen_ai.client.token.usage</c> are left to the client that makes the requests: recorded again here they would count twice.
/// </remarks>
public static class AgentTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string SourceName = "Experimental.Microsoft.Extensions.AI";

    /// <summary>Operation name, and start of the activity's name, of <see cref="BestOfNChatClient"/>.</summary>
    public const string BestOfNOperation = "best_of_n";

    /// <summary>Operation name, and start of the activity's name, of one call judged by <see cref="GuardedToolChatClient"/>.</summary>
    public const string GuardOperation = "guard_tool";

    /// <summary>Histogram, seconds: scoring the replies of one request or the calls of one reply.</summary>
    public const string ScoreDuration = "toolrm.agent.score.duration";

    /// <summary>Counter: samples asked for, by <c>toolrm.outcome</c>: <c>reply</c>, <c>failure</c> or <c>saved</c>.</summary>
    public const string Samples = "toolrm.agent.samples";

    /// <summary>Histogram, 0 to 1: share of the replies that call the same as the one that was taken.</summary>
    public const string Agreement = "toolrm.agent.agreement";

    /// <summary>Counter: calls judged, by <c>toolrm.outcome</c>: a <see cref="GuardOutcome"/> in snake case.</summary>
    public const string GuardedCalls = "toolrm.agent.guarded_calls";

    private const string ContentSwitch = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    // A model can invent names without end; series must stay few.
    private const string OtherTool = "_OTHER";

    private static readonly ActivitySource Activities = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Histogram<double> ScoreSeconds = Meter.CreateHistogram(ScoreDuration, "s", "Time to score the replies of one request or the calls of one reply",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] });
    private static readonly Counter<long> SampleCount = Meter.CreateCounter<long>(Samples, "{sample}", "Samples asked for");
    private static readonly Histogram<double> Agreements = Meter.CreateHistogram(Agreement, "1", "Share of the replies that call the same as the one taken",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] });
    private static readonly Counter<long> CallCount = Meter.CreateCounter<long>(GuardedCalls, "{call}", "Calls judged before they run");

    /// <summary>Whether content (arguments, findings) is reported when nothing else is said: the environment variable of OpenTelemetry's conventions.</summary>
    internal static bool ContentByDefault { get; } = string.Equals(Environment.GetEnvironmentVariable(ContentSwitch), "true", StringComparison.OrdinalIgnoreCase);

    internal static Activity? Start(string operation, string? subject, IChatClient client, ChatOptions? options)
    {
        if (!Activities.HasListeners()) return null;
        var metadata = client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        var model = options?.ModelId ?? metadata?.DefaultModelId;
        var activity = Activities.StartActivity($"{operation} {subject ?? model}".TrimEnd(), ActivityKind.Internal);
        if (activity is null) return null;
        activity.SetTag("gen_ai.operation.name", operation);
        if (model is not null) activity.SetTag("gen_ai.request.model", model);
        if (metadata?.ProviderName is { } provider) activity.SetTag("gen_ai.provider.name", provider);
        return activity;
    }

    internal static void Failed(Activity? activity, Exception error) =>
        activity?.SetTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);

    internal static void Usage(Activity? activity, UsageDetails? usage)
    {
        if (usage?.InputTokenCount is { } input) activity?.SetTag("gen_ai.usage.input_tokens", input);
        if (usage?.OutputTokenCount is { } output) activity?.SetTag("gen_ai.usage.output_tokens", output);
    }

    internal static void Scored(TimeSpan elapsed, string scorer) =>
        ScoreSeconds.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("toolrm.scorer", scorer));

    internal static void Sampled(int replies, int failures, int saved)
    {
        Add(replies, "reply");
        Add(failures, "failure");
        Add(saved, "saved");

        static void Add(int count, string outcome)
        {
            if (count > 0) SampleCount.Add(count, new KeyValuePair<string, object?>("toolrm.outcome", outcome));
        }
    }

    internal static void Agreed(double share) => Agreements.Record(share);

    internal static void Guarded(string tool, string outcome, ValueList<ToolDefinition> offered) => CallCount.Add(
        1,
        new KeyValuePair<string, object?>("toolrm.outcome", outcome),
        new KeyValuePair<string, object?>("gen_ai.tool.name", offered.Any(one => one.Name == tool) ? tool : OtherTool));
}
