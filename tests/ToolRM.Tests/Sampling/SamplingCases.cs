using ToolRM.Conversations;
using ToolRM.Sampling;

namespace ToolRM.Tests.Sampling;

/// <summary>Prompts for the samplers' tests.</summary>
internal static class SamplingCases
{
    public static ToolDefinition Tool { get; } =
        new("f", "Does it", JsonText.Parse("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}"""), JsonText.EmptyObject);

    /// <summary>A limit that the tests' clock does not let run out by itself.</summary>
    public static SamplerOptions Options { get; } = new() { Timeout = TimeSpan.FromHours(2) };

    public static CandidateGroup Prompt(string id) => new(id, new([new UserMessage(id)], [Tool]), []);

    public static CandidateGroup[] Prompts(int count) => [.. Enumerable.Range(0, count).Select(i => Prompt($"p{i}"))];

    /// <summary>What is kept of a run, in an order of its own.</summary>
    public static SampledReply[] Sorted(this MemorySampleStore store) => [.. store.Replies.OrderBy(reply => reply.Item.Id, StringComparer.Ordinal)];
}
