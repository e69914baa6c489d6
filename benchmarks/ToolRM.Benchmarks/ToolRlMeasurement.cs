using System.Diagnostics;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Rewards;

namespace ToolRM.Benchmarks;

/// <summary>
/// <c>./build bench toolrl [--groups N] [--rounds N] [--rows FILE]</c>: rollouts a second of ToolRL's reward, groups of four, one
/// thread: from the texts of replies and reference arguments, and from rows of <c>toolrm/candidates@1</c>. Nothing is kept between
/// groups. With <c>--rows</c> the rollouts and their values under the released variants go to a file for benchmarks/peers/toolrl.py.
/// </summary>
internal static class ToolRlMeasurement
{
    private const string Released = """{"matching": "greedy", "compare": "python"}""";

    /// <summary>The released switches, and the options that stand for them beside those of the released code.</summary>
    private static readonly (string Switch, string Options)[] Switches =
        [("none", "{}"), ("COARSEREWARD", """{"grading": "coarse"}"""), ("INTERMEDIATEREWARD", """{"grading": "intermediate"}"""), ("REFINEDREWARD", """{"overlap": "ordered"}""")];

    public static int Run(string[] args)
    {
        var groups = ToolRlRollouts.Make(Number(args, "--groups", 5000), seed: 1);
        var rounds = Number(args, "--rounds", 9);
        foreach (var (variant, options) in (ReadOnlySpan<(string, string?)>)[("default", null), ("released", Released)])
        {
            var reward = RewardFunctions.Create("toolrl", options);
            Measure($"{variant}, texts", groups, rounds, group => Values(reward, group));
            if (options is not null && CheckerMeasurement.Option(args, "--rows") is { } file) WriteRows(file, groups);
        }
        var rows = groups.Select(group => ArgumentJson.Write(CandidatesJson.Write(group))).ToList();
        var standard = RewardFunctions.Create("toolrl");
        Measure("default, rows of JSON", rows, rounds, row => Values(standard, CandidatesJson.Read(JsonParse.Of(row).Value!)));
        return 0;
    }

    private static ValueList<Scoring.Score> Values(RewardFunction reward, CandidateGroup group)
    {
        var task = reward.ScoreAsync(new(group));
        return task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("a rule waits for nothing");
    }

    private static void Measure<T>(string name, List<T> groups, int rounds, Func<T, ValueList<Scoring.Score>> score)
    {
        var seconds = new double[rounds];
        var bytes = 0L;
        var clock = Stopwatch.StartNew();
        for (var round = -1; round < rounds; round++)
        {
            if (round == 0 && clock.Elapsed.TotalSeconds < 1) round = -1; // a second at least to warm up
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var scored = 0;
            foreach (var group in groups) scored += score(group).Count;
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (scored != 4 * groups.Count) throw new InvalidOperationException($"{scored} scores of {4 * groups.Count}");
            if (round < 0) continue;
            seconds[round] = elapsed;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / scored;
        }
        Array.Sort(seconds);
        var rollouts = 4 * groups.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"toolrl ({name}): rollouts {rollouts}, rollouts/s {rollouts / seconds[rounds / 2]:F0} ({rollouts / seconds[^1]:F0} to {rollouts / seconds[0]:F0}, {rounds} rounds), bytes allocated a rollout {bytes}"));
    }

    private static void WriteRows(string file, List<CandidateGroup> groups)
    {
        var rewards = Switches.Select(one => (one.Switch, Reward: RewardFunctions.Create("toolrl", Released[..^1] + (one.Options == "{}" ? "}" : ", " + one.Options[1..])))).ToList();
        using var writer = new StreamWriter(file);
        foreach (var group in groups)
        {
            var scores = rewards.Select(one => (one.Switch, Scores: Values(one.Reward, group))).ToList();
            for (var i = 0; i < group.Candidates.Count; i++)
            {
                writer.WriteLine(ArgumentJson.Write(new MapValue([
                    new("reply", ArgumentValue.Of(group.Candidates[i].Text)),
                    new("reference", ArgumentValue.Of(ToolRlRollouts.ReferenceText(group))),
                    new("values", new MapValue(scores.Select(one => new MapEntry(one.Switch, ArgumentValue.Of(((Scoring.Scored)one.Scores[i]).Value))).ToValueList())),
                ])));
            }
        }
    }

    private static int Number(string[] args, string name, int standard) =>
        CheckerMeasurement.Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
