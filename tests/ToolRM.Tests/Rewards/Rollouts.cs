using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards;

/// <summary>Short ways to groups of rollouts, for tests of rewards.</summary>
internal static class Rollouts
{
    public static ToolCall Call(string name = "search", string arguments = "{}") => new(name, arguments);

    /// <summary>A rollout of as many calls as wanted, none of them executed.</summary>
    public static Candidate WithCalls(int calls, string id, string text = "") => new(id, text, Enumerable.Repeat(Call(), calls).ToValueList());

    /// <summary>A group whose rollouts are known to be right or wrong.</summary>
    public static RewardContext Group(IReadOnlyList<double> correct, IReadOnlyList<int> calls, TrainingState? training = null) => new(
        new("q", new([], []), calls.Select((count, i) => WithCalls(count, Id(i))).ToValueList()), [], training,
        new(Rollouts: correct.Select((value, i) => new RolloutFacts(Id(i), [new(FactNames.Correct, [value])])).ToValueList()));

    /// <summary>A group of one-turn rollouts with facts: one map of names and numbers each.</summary>
    public static RewardContext WithFacts(params IReadOnlyList<(string Name, double Value)[]> rollouts) => new(
        new("q", new([], []), rollouts.Select((_, i) => WithCalls(0, Id(i))).ToValueList()), [], null,
        new(Rollouts: rollouts.Select((facts, i) => new RolloutFacts(Id(i), facts.Select(fact => KeyValuePair.Create(fact.Name, new ValueList<double>([fact.Value]))).ToValueList())).ToValueList()));

    /// <summary>A group of rollouts that were executed, with what is known of each and of the prompt.</summary>
    public static RewardContext Executed(IReadOnlyList<(Turn[] Turns, (string Name, double Value)[] Facts)> rollouts, RewardFacts? prompt = null, TrainingState? training = null) => new(
        new("q", new([], []), rollouts.Select((rollout, i) => new Candidate(Id(i), rollout.Turns.Length == 0 ? "" : rollout.Turns[0].Text, rollout.Turns.Length == 0 ? [] : rollout.Turns[0].Calls)).ToValueList()),
        rollouts.Select((rollout, i) => new Trajectory(Id(i), "q", null, null, [.. rollout.Turns], TerminalKind.Finished)).ToValueList(), training,
        (prompt ?? new()) with { Rollouts = rollouts.Select((rollout, i) => new RolloutFacts(Id(i), rollout.Facts.Select(fact => KeyValuePair.Create(fact.Name, new ValueList<double>([fact.Value]))).ToValueList())).ToValueList() });

    /// <summary>A turn whose calls, all of one tool, came back so.</summary>
    public static Turn ToolTurn(string tool, params IReadOnlyList<(string Text, ToolStatus Status)> results) => new(
        "<think>look</think>", [], results.Select((_, i) => Call(tool, $$"""{"n": {{i}}}""")).ToValueList(), results.Select(result => new ToolResult(result.Text, result.Status)).ToValueList());

    public static Turn AnswerTurn(string text = "<think>done</think><answer>42</answer>") => new(text, [], [], []);

    public static string Id(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A reward that gives the number of the fact "x".</summary>
    public static RewardFunction X(string fact = "x") => RewardFunction.PerRollout(
        new(fact, "a fact", RewardNeeds.None, double.NegativeInfinity, double.PositiveInfinity),
        rollout => rollout.Fact(fact).Is(out var value, out var unscored) ? Score.Of(value) : unscored);

    public static ValueList<Score> Score1(RewardFunction reward, RewardContext context) => reward.ScoreAsync(context).AsTask().GetAwaiter().GetResult();

    /// <summary>Values rounded to four digits as the fact sheets print them; NaN stands for unscored.</summary>
    public static double[] Values(RewardFunction reward, RewardContext context) =>
        [.. Score1(reward, context).Select(score => score is Scored scored ? Math.Round(scored.Value, 4) : double.NaN)];

    public static string Reason(Score score) => Assert.IsType<Unscored>(score).Reason;
}
