using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>What runs say about scorers that ask others.</summary>
internal static class ScorerFacts
{
    /// <summary>Options of a run's plan: that its scores may come out otherwise another time. Nothing for scorers of which that cannot be.</summary>
    public static MapEntry[] Of(params ReadOnlySpan<ScorerEntry?> entries)
    {
        foreach (var entry in entries)
        {
            if (entry is { IsDeterministic: false }) return [new("deterministic", ArgumentValue.False)];
        }
        return [];
    }

    /// <summary>What a scorer cost in this start of a run, as facts of a report; none when it asked nobody.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Usage(IScorer scorer)
    {
        if ((scorer as IMeteredScorer)?.Usage is { Answers: > 0 } or { Failed: > 0 }) yield return new($"asked by {scorer.Info.Name}", Words(((IMeteredScorer)scorer).Usage!));
    }

    /// <summary>The same on standard error, at the end of a run; nothing of a scorer that asked nobody, or of none.</summary>
    public static void WriteUsage(CliConsole console, IScorer? scorer)
    {
        if (scorer is null) return;
        foreach (var (name, words) in Usage(scorer)) console.Error.WriteLine($"{name}: {words}");
    }

    private static string Words(ScorerUsage usage) => string.Create(CultureInfo.InvariantCulture,
        $"{usage.Answers} answers, {usage.FromCache} of them kept from before, {usage.Unreadable} unreadable, {usage.Failed} questions failed; sent now {usage.InputTokens} prompt tokens, got {usage.OutputTokens}{(usage.Cost is { } cost ? $", cost {cost:0.######}" : "")}");
}
