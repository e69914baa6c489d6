using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ToolRM.Agents;
using static ToolRM.Tests.Agents.AgentCases;
using static ToolRM.Tests.Agents.ScriptedClient;

namespace ToolRM.Tests.Agents;

public sealed class AgentTelemetryTests : IDisposable
{
    // Other tests report at the same time: what belongs to this one hangs below its own activity, or has its own tool names.
    private readonly ActivitySource _own = new("ToolRM.Tests.Agents");
    private readonly ConcurrentQueue<Activity> _activities = [];
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measurements = [];
    private readonly ActivityListener _activityListener;
    private readonly MeterListener _meterListener;

    public AgentTelemetryTests()
    {
        _activityListener = new()
        {
            ShouldListenTo = source => source.Name is "Experimental.Microsoft.Extensions.AI" or "ToolRM.Tests.Agents",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(_activityListener);
        _meterListener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Experimental.Microsoft.Extensions.AI") listener.EnableMeasurementEvents(instrument);
            },
        };
        _meterListener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meterListener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meterListener.Start();
    }

    public void Dispose()
    {
        _activityListener.Dispose();
        _meterListener.Dispose();
        _own.Dispose();
    }

    [Fact]
    public async Task BestOfN_IsAnActivityWithTheConventionsNames()
    {
        var activity = (await Traced(() => new ScriptedClient(Calls(("a", "weather", """{"city":"Paris"}"""))).WithBestOfN(Paris).GetResponseAsync(Messages, Options))).Single();
        Assert.Equal("best_of_n scripted-1", activity.DisplayName);
        var tags = activity.TagObjects.ToDictionary();
        Assert.Equal(("best_of_n", "script", "scripted-1"), (tags["gen_ai.operation.name"], tags["gen_ai.provider.name"], tags["gen_ai.request.model"]));
        Assert.Equal((12L, 20L), ((long)tags["gen_ai.usage.input_tokens"]!, (long)tags["gen_ai.usage.output_tokens"]!)); // 4 x (3, 5)
        Assert.Equal((1.0, 0.9, "argmax", 4), ((double)tags["toolrm.agreement"]!, (double)tags["toolrm.score"]!, (string)tags["toolrm.selector"]!, (int)tags["toolrm.samples"]!));
        Assert.Contains(_measurements, one => one is { Instrument: AgentTelemetry.Samples, Value: 4 } && (string?)one.Tags["toolrm.outcome"] == "reply");
        Assert.Contains(_measurements, one => one.Instrument == AgentTelemetry.ScoreDuration && (string?)one.Tags["toolrm.scorer"] == "test");
        Assert.Contains(_measurements, one => one.Instrument == AgentTelemetry.Agreement);
    }

    [Fact]
    public async Task AFailureIsOneOfTheActivityToo()
    {
        var inner = new ScriptedClient([]) { Before = (_, _) => throw new HttpRequestException("busy") };
        var activity = (await Traced(() => Assert.ThrowsAsync<HttpRequestException>(() => inner.WithBestOfN(Paris).GetResponseAsync(Messages, Options)))).Single();
        Assert.Equal((ActivityStatusCode.Error, "System.Net.Http.HttpRequestException"), (activity.Status, (string)activity.TagObjects.ToDictionary()["error.type"]!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EveryJudgedCall_IsAnActivity_WithContentOnlyWhenAsked(bool sensitive)
    {
        var inner = new ScriptedClient(Calls(("a", "weather", """{"city":"Rome"}""")), Calls(("b", "weather", """{"city":"Paris"}""")));
        var activities = await Traced(() => inner.WithToolGuard(Paris, new() { EnableSensitiveData = sensitive }).GetResponseAsync(Messages, Options));
        Assert.Equal(["asked_again", "passed"], activities.Select(activity => activity.GetTagItem("toolrm.outcome")));
        var first = activities[0].TagObjects.ToDictionary();
        Assert.Equal("guard_tool weather", activities[0].DisplayName);
        Assert.Equal(("guard_tool", "weather", "a", 0.1), (first["gen_ai.operation.name"], first["gen_ai.tool.name"], first["gen_ai.tool.call.id"], (double)first["toolrm.score"]!));
        Assert.Equal(sensitive, first.ContainsKey("gen_ai.tool.call.arguments"));
        Assert.Equal(sensitive, first.ContainsKey("toolrm.finding"));
    }

    [Fact]
    public async Task NamesThatAModelInvents_MakeNoSeries()
    {
        await new ScriptedClient(Calls(("a", "invented", "{}"))).WithToolGuard(Paris, new() { MaximumRetries = 0 }).GetResponseAsync(Messages, Options);
        Assert.Contains(_measurements, one => one.Instrument == AgentTelemetry.GuardedCalls && (string?)one.Tags["gen_ai.tool.name"] == "_OTHER" && (string?)one.Tags["toolrm.outcome"] == "removed");
        Assert.DoesNotContain(_measurements, one => one.Tags.ContainsValue("invented"));
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _measurements.Enqueue((instrument.Name, value, tags.ToArray().ToDictionary()));

    /// <summary>The activities that hang below one of ours.</summary>
    private async Task<List<Activity>> Traced(Func<Task> work)
    {
        ActivityTraceId trace;
        using (var root = _own.StartActivity("test")!)
        {
            trace = root.TraceId;
            await work();
        }
        return [.. _activities.Where(activity => activity.TraceId == trace && activity.Source.Name != _own.Name)];
    }
}
