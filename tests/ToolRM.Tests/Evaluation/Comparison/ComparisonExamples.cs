using ToolRM.Conversations;
using ToolRM.Evaluation.Comparison;
using ToolRM.Reports;

namespace ToolRM.Tests.Evaluation.Comparison;

/// <summary>Runs with invented outcomes.</summary>
internal static class ComparisonExamples
{
    /// <summary>A run whose items are named a, b, c, ... and are right where the word has a 1.</summary>
    public static MeasuredRun Run(string name, string outcomes, int start = 0, double figure = 0.5) => new(
        name, name,
        new($"Pairs: invented by {name}", "Nothing was measured.", [new("data", "invented"), new("scorer", name)],
        [
            new TableSection("Accuracy", null, ["pairs", "n", "strict"], [["all pairs", outcomes.Length, new Estimate(figure)]]),
            new TableSection("By scorer", null, ["scorer", $"argmax ({name})"], [[name, new Estimate(2 * figure)]]),
        ]),
        [new("strict accuracy", true), new("accuracy, ties ½", false)],
        outcomes.Select((outcome, i) => new MeasuredItem(
            $"{(char)('a' + start + i)}", $"{(char)('a' + start + i)}", i % 2 == 0 ? "even" : "odd", [outcome == '1' ? 1 : 0, outcome switch { '1' => 1, '=' => 0.5, _ => 0 }])).ToValueList());

    /// <summary>Three runs, the last of other items; every section of a comparison has rows.</summary>
    public static Report Full => ComparisonReport.Make(
        [Run("before", "110100=0", figure: 0.375), Run("after", "11111100", figure: 0.75), Run("other", "1111", start: 6, figure: 1)],
        ["Data: a.jsonl in one, b.jsonl in other."], new() { Resamples = 200, Seed = 1 });
}
