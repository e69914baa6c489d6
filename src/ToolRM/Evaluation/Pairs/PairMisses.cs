using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Reports;
using ToolRM.Scoring;

namespace ToolRM.Evaluation.Pairs;

/// <summary>The pairs that a scorer gets wrong by the largest margin, side by side.</summary>
internal static class PairMisses
{
    private const int Shown = 10;
    private const int LongestText = 2000;

    public static DiffSection Of(PairScores scores)
    {
        // Among equal margins the file's order, so that a report is the same every time.
        var worst = scores.Results.Where(result => result.Outcome == PairOutcome.Wrong).OrderBy(result => result.Margin).Take(Shown).ToList();
        var wrong = scores.Results.Count(result => result.Outcome == PairOutcome.Wrong);
        return new(
            $"Worst misses of {scores.Scorer.Name}",
            string.Create(CultureInfo.InvariantCulture, $"{worst.Count} of {wrong} pairs whose wrong reply scored higher, by falling margin. Rows of the data file: for reading here, not for publishing."),
            worst.Select(Item).ToValueList());
    }

    private static DiffItem Item(PairResult result) => new(
        result.Pair.Id,
        Cut(result.Pair.Prompt.Messages.OfType<UserMessage>().LastOrDefault()?.Text ?? ""),
        $"right, score {Value(result.Chosen)}", Calls(result.Pair.Chosen, result.Pair.ChosenText),
        $"wrong, score {Value(result.Rejected)}", Calls(result.Pair.Rejected ?? [], result.Pair.RejectedText),
        string.Join(", ", new[] { result.Pair.ErrorLabel, result.Pair.Category, result.Pair.Generator }.OfType<string>()));

    private static string Value(Score score) => ((Scored)score).Value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>The calls, one a block, an argument a line; the text where there are none.</summary>
    private static string Calls(ValueList<ToolCall> calls, string text)
    {
        if (calls.Count == 0) return text.Length == 0 ? "(no call)" : Cut(text);
        return Cut(string.Join('\n', calls.Select(call => call.ParseArguments().Value is MapValue { Entries.Count: > 0 } arguments
            ? $"{call.Name}(\n{string.Join('\n', arguments.Entries.Select(entry => $"  {entry.Key} = {ArgumentJson.WriteSpaced(entry.Value)}"))}\n)"
            : $"{call.Name}({(call.ArgumentsText == "{}" ? "" : call.ArgumentsText)})")));
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText - 1), "…");
}
