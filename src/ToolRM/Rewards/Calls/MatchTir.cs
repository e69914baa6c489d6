using ToolRM.Conversations;
using ToolRM.Rewards.Answers;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Calls;

/// <summary>MatchTIR: each call's worth by matching the calls of a trajectory with the reference's, per turn their mean (arXiv 2601.10712; credit-and-rl 3.9).</summary>
internal static class MatchTir
{
    private const string Source = "arXiv 2601.10712, and its released code (quchangle1/MatchTIR) where an option says so";

    private static readonly RewardOption[] Shared =
    [
        RewardOption.Word("unparsed", "unmatched", ["unmatched", "dropped"], "a call whose arguments are no JSON object: unmatched is a call that is like none of the reference's; dropped leaves it out of its turn's mean, as released, so that it costs nothing"),
        RewardOption.Word("answer", "f1", ["f1", "none"], "what a turn that answers gets: F1 of its words with the accepted answer, or 0"),
        RewardOption.Word("names", "exact", ["exact", "lower-case"], "how names of tools are compared; lower-case as released"),
        RewardOption.Word("compare", "json", ValueComparisons.Words, ValueComparisons.Description),
    ];

    private const string SharedNotes = """
        The value is the sum over turns; steps hold each call's worth and each turn's, the mean of its calls. Similarity of two calls of one
        name is (1 + J(keys) + equal values) / (2 + arguments of the reference), else 0. All calls of the trajectory are matched with all
        calls of the reference at once. A turn with an answer (a span, or answer tags) is not searched for calls; the last turn answers
        when it has no calls, any other turn without calls gets 0 (ours). Of several references the one counts that gives most. The
        advantages that the paper makes from turns (discounted, normalised at the same turn of the group) are `MatchTirAdvantages`.
        """;

    internal static RewardEntry Hard { get; } = Make(
        "matchtir-hard", "many calls are like a call of the reference that no other call took, and the answer has the accepted answer's words",
        [
            RewardOption.Word("matching", "optimal", ["optimal", "greedy"], "the best pairing, as in the paper, or the released code's: the most similar pairs first"),
            RewardOption.Number("penalty", 0, "lambda, what a call without a partner costs; 0 in the paper and the run scripts, 0.5 as the released function's default", minimum: 0),
        ],
        options =>
        {
            var (greedy, penalty) = (options.Word("matching") == "greedy", options.Number("penalty"));
            return ((similarities, calls, references) => CallCredit.Hard(similarities, calls, references, greedy, penalty), penalty > 0 ? double.NegativeInfinity : 0);
        },
        "A pair of similarity 0 is none. Without reference calls every call is without a partner.");

    internal static RewardEntry Soft { get; } = Make(
        "matchtir-soft", "the calls are like the reference's, with weight shared among similar ones, and the answer has the accepted answer's words",
        [RewardOption.Number("regularisation", 0.1, "weight of the entropy; 0.1 in the released code, the paper has plain transport", minimum: 1e-6)],
        options =>
        {
            var regularisation = options.Number("regularisation");
            return ((similarities, calls, references) => CallCredit.Soft(similarities, calls, references, regularisation), 0);
        },
        "A call gets Σ plan · similarity with uniform weights, so at most 1 / calls, as released. The plan is found in logarithms, to 1e-10 or 1,000 rounds. Without reference calls every call gets 0.");

    private delegate double[] Credit(ReadOnlySpan<double> similarities, int calls, int references);

    private static RewardEntry Make(string name, string summary, RewardOption[] own, Func<RewardOptions, (Credit Credit, double Minimum)> credit, string notes)
    {
        var info = new RewardInfo(name, summary, RewardNeeds.Reference | RewardNeeds.Answers, 0, double.PositiveInfinity, RewardScope.Rollout, Source);
        return new(info, [.. own, .. Shared], options =>
        {
            var (worth, minimum) = credit(options);
            var matching = new Matching(worth, options.Word("unparsed") == "dropped", options.Word("answer") == "f1", options.Word("names") == "lower-case", ValueComparisons.Read(options.Word("compare")));
            var needs = matching.ScoresAnswers ? info.Needs : RewardNeeds.Reference;
            return RewardFunction.PerGroup(info with { Minimum = minimum, Needs = needs }, rollouts =>
            {
                var context = rollouts[0].Context;
                if (!ReferenceCalls.OfTrajectory(context.Group.Reference).Is(out var alternatives, out var unscored)) return [.. rollouts.Select(_ => unscored)];
                return [.. rollouts.Select(rollout => matching.Best(rollout, alternatives, context.Facts?.Answers ?? []))];
            });
        })
        {
            Notes = SharedNotes.Trim() + "\n\n" + notes,
        };
    }

    private sealed record Matching(Credit Credit, bool DropsUnparsed, bool ScoresAnswers, bool IgnoresCase, ValueComparison Comparison)
    {
        public Score Best(Rollout rollout, ValueList<ValueList<NamedArguments>> alternatives, ValueList<string> answers)
        {
            var turns = rollout.Turns();
            var calls = new List<(int Turn, int Call, NamedArguments? Read)>();
            var given = new string?[turns.Count]; // answers
            for (var t = 0; t < turns.Count; t++)
            {
                given[t] = Answer(turns[t], isLast: t == turns.Count - 1);
                if (given[t] is not null)
                {
                    if (ScoresAnswers && answers.Count == 0) return new Unscored("needs accepted answers, because a turn answers; answer \"none\" leaves them out");
                    continue;
                }
                for (var i = 0; i < turns[t].Calls.Count; i++)
                {
                    var read = NamedArguments.Of(turns[t].Calls[i]);
                    if (read is not null || !DropsUnparsed) calls.Add((t, i, read));
                }
            }
            Scored? best = null;
            foreach (var reference in alternatives)
            {
                var similarities = CallCredit.Similarities([.. calls.Select(call => call.Read)], reference, Comparison, IgnoresCase);
                var scored = Whole(calls, Credit(similarities, calls.Count, reference.Count), given, answers);
                if (best is null || scored.Value > best.Value) best = scored;
            }
            return best!;
        }

        private Scored Whole(List<(int Turn, int Call, NamedArguments? Read)> calls, double[] credit, string?[] given, ValueList<string> answers)
        {
            var steps = new List<StepScore>();
            var (sum, fromCalls, next) = (0.0, 0.0, 0);
            for (var t = 0; t < given.Length; t++)
            {
                var (total, count, reward) = (0.0, 0, 0.0);
                for (; next < calls.Count && calls[next].Turn == t; next++, count++)
                {
                    steps.Add(new(t, calls[next].Call, credit[next]));
                    total += credit[next];
                }
                if (count > 0) fromCalls += reward = total / count;
                if (given[t] is { } answer && ScoresAnswers) reward = answers.Max(accepted => CallCredit.AnswerF1(answer, accepted));
                steps.Add(new(t, null, reward));
                sum += reward;
            }
            return new(sum, ScoreScale.Raw, [new("calls", fromCalls), new("answer", sum - fromCalls)], Steps: steps.ToValueList());
        }

        private static string? Answer(Turn turn, bool isLast)
        {
            foreach (var span in turn.Spans.Reverse())
            {
                if (span.Kind == SpanKind.Answer) return span.Of(turn.Text).ToString();
            }
            return FinalAnswer.Tagged(turn.Text, "answer") is not null || isLast && turn.Calls.Count == 0 ? FinalAnswer.Of(turn.Text) : null;
        }
    }
}
