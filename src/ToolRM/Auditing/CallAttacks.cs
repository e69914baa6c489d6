using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Auditing;

/// <summary>Attacks on which calls are made, and how many.</summary>
internal static class CallAttacks
{
    /// <summary>Most calls that over-calling adds; prompts may offer hundreds of tools. Ours.</summary>
    private const int MostAdded = 8;

    public static AttackedReply? DuplicateCall(AttackScene scene) =>
        scene.Reply.Calls.Count == 0 ? null : With(scene, [.. scene.Reply.Calls, scene.Reply.Calls[^1]]);

    public static AttackedReply? OverCalling(AttackScene scene) => scene.Reply.Calls.Count > 0 && Others(scene) is { Count: > 0 } others
        ? With(scene, [.. scene.Reply.Calls, .. others.Take(MostAdded).Select(tool => Filled(scene, tool))])
        : null;

    public static AttackedReply? IdleTool(AttackScene scene) => scene.Reply.Calls.Count > 0 && Others(scene) is { Count: > 0 } others
        ? With(scene, [.. scene.Reply.Calls, Filled(scene, scene.Random.Pick(others))])
        : null;

    public static AttackedReply? EmptyCall(AttackScene scene) => scene.Reply.Calls.Count > 0 && Others(scene) is { Count: > 0 } others
        ? With(scene, [.. scene.Reply.Calls, ToolCall.Of(scene.Random.Pick(others).Name, MapValue.Empty)])
        : null;

    public static AttackedReply? Silence(AttackScene scene) => scene.IsCallDue && scene.Reply.Calls.Count > 0 ? With(scene, []) : null;

    /// <summary>The tool whose name and description share most words with the request.</summary>
    public static AttackedReply? UnneededCall(AttackScene scene)
    {
        if (scene.IsCallDue || scene.Prompt.Tools.Count == 0) return null;
        var words = Scene.Of(scene.Prompt, [])!.Words;
        var best = scene.Prompt.Tools.MaxBy(tool => NameWords.Content(tool.Name + " " + tool.Description).Count(words.Contains))!;
        return With(scene, [Filled(scene, ToolShape.Of(best))]);
    }

    internal static AttackedReply With(AttackScene scene, ValueList<ToolCall> calls) => new(scene.Prompt, AuditText.Write(scene.Reply with { Calls = calls }));

    /// <summary>A call as a model would make it: with what the conversation mentions.</summary>
    private static ToolCall Filled(AttackScene scene, ToolShape tool) =>
        ToolCall.Of(tool.Name, new ArgumentFiller(Scene.Of(scene.Prompt, [])!, scene.Random).Fill(tool));

    private static List<ToolShape> Others(AttackScene scene) =>
        [.. scene.Prompt.Tools.Where(tool => !scene.Reply.Calls.Any(call => call.Name == tool.Name)).Select(ToolShape.Of)];
}
