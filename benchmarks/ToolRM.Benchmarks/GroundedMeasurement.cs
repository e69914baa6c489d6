using System.Diagnostics;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Scoring;

namespace ToolRM.Benchmarks;

/// <summary>
/// Speed of the scorer <c>grounded</c> on one thread: groups of one candidate and of 32, three tools, calls of some sixty tokens; tools
/// read anew for every group, and known from earlier groups. Then conversations of growing length, whose time must grow alike.
/// </summary>
internal static class GroundedMeasurement
{
    public static int Run(string[] arguments)
    {
        var rounds = arguments is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 5;
        var scorer = RewardModels.Require("grounded").Create(0);
        foreach (var (size, groups) in (ReadOnlySpan<(int, int)>)[(1, 4000), (32, 400)])
        {
            foreach (var fresh in (ReadOnlySpan<bool>)[false, true])
            {
                var shared = GroundedPrompts.Tools();
                var batches = Enumerable.Range(0, groups).Select(i => GroundedPrompts.Group(i, size, fresh ? GroundedPrompts.Tools() : shared)).ToList();
                var rates = new List<double>();
                for (var round = 0; round <= rounds; round++)
                {
                    if (fresh) batches = [.. batches.Select((_, i) => GroundedPrompts.Group(i, size, GroundedPrompts.Tools()))];
                    var clock = Stopwatch.StartNew();
                    Score(scorer, batches);
                    if (round > 0) rates.Add(groups / clock.Elapsed.TotalSeconds); // the first warms up
                }
                rates.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"n = {size}, tools {(fresh ? "read anew" : "known")}: median {rates[rates.Count / 2]:0} groups/s, {rates[rates.Count / 2] * size:0} candidates/s ({rates[0] * size:0} to {rates[^1] * size:0})"));
            }
        }
        foreach (var words in (ReadOnlySpan<int>)[1_000, 10_000, 100_000])
        {
            var group = GroundedPrompts.Long(words);
            Score(scorer, [group]);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < 5; i++) Score(scorer, [group]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"conversation of {words} words, 4 candidates: {clock.Elapsed.TotalMilliseconds / 5:0.0} ms"));
        }
        return 0;
    }

    private static void Score(IScorer scorer, IReadOnlyList<CandidateGroup> groups)
    {
        foreach (var group in groups)
        {
            if (scorer.ScoreAsync([group]).AsTask().GetAwaiter().GetResult()[0].AsSpan()[0] is not Scored) throw new InvalidOperationException("a candidate was not scored; measure that first");
        }
    }
}
