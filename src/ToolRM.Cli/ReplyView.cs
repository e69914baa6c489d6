using ToolRM.Parsing;

namespace ToolRM.Cli;

/// <summary>A parsed reply for people.</summary>
internal static class ReplyView
{
    public static void Write(CliConsole console, ParsedReply reply)
    {
        var rich = console.Rich();
        rich.Line($"[bold]{Word(reply.Status)}[/] ({reply.Format})");
        foreach (var parsed in reply.Calls)
        {
            rich.Line($"  [green]{parsed.Call.Name}[/] {parsed.Call.ArgumentsText}  [dim]characters {parsed.Span.Start} to {parsed.Span.End}[/]");
        }
        foreach (var part in reply.Unparsed)
        {
            rich.Line($"  [red]not read[/], characters {part.Span.Start} to {part.Span.End}: {part.Reason}");
        }
        if (reply.Reasoning is not null) rich.Line($"  [dim]reasoning: {Short(reply.Reasoning)}[/]");
        if (reply.Content.Length > 0) rich.Line($"  text: {Short(reply.Content)}");
        foreach (var warning in reply.Warnings) rich.Line($"  [yellow]note[/]: {warning}");
    }

    internal static string Word(ReplyStatus status) => status switch
    {
        ReplyStatus.Calls => "calls",
        ReplyStatus.NoCall => "no call",
        ReplyStatus.Malformed => "malformed",
        _ => "wrong shape",
    };

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
