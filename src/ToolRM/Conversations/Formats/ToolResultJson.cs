namespace ToolRM.Conversations.Formats;

/// <summary>What a tool's result has beside its text: <c>status</c> (<c>ok</c> when absent), <c>duration_seconds</c>, <c>cost</c>.</summary>
internal static class ToolResultJson
{
    public static ToolResult Read(DocumentNode node, string text) => new(
        text,
        node.Optional("status")?.Word(
            ("ok", ToolStatus.Ok), ("error", ToolStatus.Error), ("timeout", ToolStatus.Timeout), ("not-run", ToolStatus.NotRun)) ?? ToolStatus.Ok,
        node.Optional("duration_seconds") is { } duration ? Duration(duration) : null,
        node.Optional("cost")?.Number());

    public static MapBuilder Write(MapBuilder map, ToolResult result) => map
        .Add("status", result.Status switch
        {
            ToolStatus.Ok => null,
            ToolStatus.Error => "error",
            ToolStatus.Timeout => "timeout",
            _ => "not-run",
        })
        // Exact for 28 years: ticks below 2^53 survive a division by 10^7 and back.
        .Add("duration_seconds", result.Duration is { } duration ? ArgumentValue.Of(duration.Ticks / 1e7) : null)
        .Add("cost", result.Cost is { } cost ? PythonMarks.Write(ArgumentValue.Of(cost)) : null);

    private static TimeSpan Duration(DocumentNode node)
    {
        var ticks = Math.Round(node.Number() * 1e7);
        return Math.Abs(ticks) < 9e18 ? new TimeSpan((long)ticks) : throw node.Expected("a time in seconds");
    }
}
