using System.Diagnostics;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Benchmarks;

/// <summary>Time of choosing among 32 scored candidates with about 28 different sets of calls, on one thread, without the scoring itself.</summary>
internal static class SelectMeasurement
{
    private const int Groups = 64;

    public static int Run(string[] arguments)
    {
        var rounds = arguments is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 9;
        var tools = GroundedPrompts.Tools();
        var scorer = RewardModels.Require("grounded").Create(0);
        var groups = Enumerable.Range(0, Groups).Select(i => GroundedPrompts.Group(i, 32, tools)).ToList();
        var scores = scorer.ScoreAsync(groups).AsTask().GetAwaiter().GetResult();
        foreach (var selector in Selectors.All.Where(selector => selector != Selectors.Oracle))
        {
            foreach (var ties in (ReadOnlySpan<TieRule>)[TieRule.First, TieRule.MostCommon])
            {
                var options = new BestOfOptions { Selector = selector, Ties = ties };
                var times = new List<double>();
                for (var round = 0; round <= rounds; round++)
                {
                    var clock = Stopwatch.StartNew();
                    for (var repeat = 0; repeat < 20; repeat++) Choose(groups, scores, options);
                    if (round > 0) times.Add(clock.Elapsed.TotalMicroseconds / (20 * Groups)); // the first warms up
                }
                times.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{selector.Name}, ties {TieRules.All[(int)ties].Name}: median {times[times.Count / 2]:0.0} µs for 32 candidates ({times[0]:0.0} to {times[^1]:0.0})"));
            }
        }
        return 0;
    }

    private static void Choose(List<CandidateGroup> groups, IReadOnlyList<ValueList<Score>> scores, BestOfOptions options)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            if (BestOf.Choose(groups[i], scores[i], options).Chosen is null) throw new InvalidOperationException("nothing was chosen; measure that first");
        }
    }
}
