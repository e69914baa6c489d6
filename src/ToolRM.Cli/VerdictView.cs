using Spectre.Console;
using ToolRM.Verification;

namespace ToolRM.Cli;

/// <summary>A verdict for people.</summary>
internal static class VerdictView
{
    public static void Write(CliConsole console, CaseResult result, bool explain)
    {
        var rich = console.Rich();
        var verdict = result.Verdict;
        var (word, colour) = verdict.Status switch
        {
            VerdictStatus.Pass => ("PASS", "green"),
            VerdictStatus.Fail => ("FAIL", "red"),
            _ => ("UNDECIDED", "yellow"),
        };
        var label = result.Label is { } known ? $" ({VerdictJson.Word(known)})" : "";
        rich.MarkupLine($"[bold {colour}]{word}[/] {Markup.Escape(VisibleText.Of($"{result.Id}  {verdict.ErrorType}{label}".TrimEnd()))}");
        if (!explain) return;
        rich.Line($"  judged by '{result.Verifier}'{(result.Reply is null ? "" : $", reply read as {result.Reply.Format}")}");
        for (var i = 0; i < result.Calls.Count; i++) rich.Line($"  call {i}: {result.Calls[i].Name} {result.Calls[i].ArgumentsText}");
        foreach (var finding in verdict.Findings)
        {
            var place = finding.CallIndex is { } index ? $"call {index}{(finding.ArgumentPath is null ? "" : $", {finding.ArgumentPath}")}: " : "";
            rich.MarkupLine($"  [{colour}]-[/] {Markup.Escape(VisibleText.Of(place + finding.Message))}");
            if (finding.Expected is not null) rich.Line($"      expected {finding.Expected}");
            if (finding.Found is not null) rich.Line($"      found    {finding.Found}");
        }
        foreach (var component in verdict.Components) rich.Line($"  {component.Name} {component.Value:0.###}");
        if (verdict.IgnoredKeywords.Count > 0) rich.Line($"  not checked: {string.Join(", ", verdict.IgnoredKeywords)}");
    }
}
