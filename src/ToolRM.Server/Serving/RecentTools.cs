using System.Collections.Concurrent;
using ToolRM.Conversations;

namespace ToolRM.Server.Serving;

/// <summary>
/// One object for equal tools of many requests. A trainer sends the same tools with every sample, and verifiers keep what they
/// compile for as long as the object lives.
/// </summary>
/// <remarks>Two generations of at most 1,024 tools: when the young one is full it becomes the old one. Tools above 32 KiB are not kept.</remarks>
internal sealed class RecentTools
{
    private const int Capacity = 1024;
    private const int LongestKept = 32 * 1024;

    private ConcurrentDictionary<ToolDefinition, ToolDefinition> _young = new();
    private ConcurrentDictionary<ToolDefinition, ToolDefinition> _old = new();
    private readonly Lock _turning = new();
    private int _count; // ConcurrentDictionary.Count takes all its locks

    public CandidateGroup Shared(CandidateGroup group)
    {
        var offered = group.Prompt.Tools;
        if (offered.Count == 0) return group;
        var tools = new ToolDefinition[offered.Count];
        for (var i = 0; i < tools.Length; i++) tools[i] = Shared(offered[i]);
        return group with { Prompt = group.Prompt with { Tools = ValueList.Create<ToolDefinition>(tools) } };
    }

    private ToolDefinition Shared(ToolDefinition tool)
    {
        if (tool.Parameters.Text.Length + (tool.Description?.Length ?? 0) + (tool.Returns?.Text.Length ?? 0) > LongestKept) return tool;
        if (_young.TryGetValue(tool, out var known)) return known;
        if (!_old.TryGetValue(tool, out var kept)) kept = tool;
        if (!_young.TryAdd(kept, kept)) return _young.TryGetValue(kept, out known) ? known : kept;
        if (Interlocked.Increment(ref _count) >= Capacity) TurnOver();
        return kept;
    }

    private void TurnOver()
    {
        lock (_turning)
        {
            if (Volatile.Read(ref _count) < Capacity) return; // another thread did it
            _old = _young;
            _young = new();
            Volatile.Write(ref _count, 0);
        }
    }
}
