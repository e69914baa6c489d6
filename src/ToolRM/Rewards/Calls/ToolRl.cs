using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Calls;

/// <summary>ToolRL: one point for the layout of the reply, and up to three for calls by how much they have of the reference's (arXiv 2504.13958; rewards 1.1).</summary>
internal static class ToolRl
{
    internal const string FormatPart = "format", CorrectPart = "correct", LengthPart = "length";

    internal static RewardEntry Entry { get; } = new(
        new("toolrl", "the reply has the layout that was asked for and its calls have much of the reference's: names, arguments, values",
            RewardNeeds.Reference, -3, 4, RewardScope.Rollout, "arXiv 2504.13958, and its released code (qiancheng0/ToolRL), which `matching`, `compare` and `overlap` tell apart"),
        [
            RewardOption.Word("range", "full", ["full", "equal-max", "two-stage", "smooth"], "full: correctness −3 to 3, format 0 to 1; equal-max: correctness −1 to 1; two-stage: equal-max before step 30, then full with half the format; smooth: correctness ±2 to ±3 and format 2 to 1 over 150 steps, with a format minimum below 0"),
            RewardOption.Word("grading", "full", ["full", "intermediate", "coarse"], "full: by shares; intermediate: a call is right as a whole or not; coarse: all calls are right or the least value"),
            RewardOption.Word("overlap", "multiset", ["multiset", "set", "ordered"], "of names: multiset as released; set as the paper is remembered; ordered is the released switch \"refined\": equal lists or nothing, order of keys included"),
            RewardOption.Word("matching", "optimal", ["optimal", "greedy"], "which calls are compared: the best pairing, as in the paper, or the released code's, greedy in the reference's order"),
            RewardOption.Word("compare", "json", ValueComparisons.Words, ValueComparisons.Description),
            RewardOption.Word("length", "none", ["none", "fixed", "dynamic"], "adds min(1, words of the last thought / target): 512 words, or 384 at step 0, 640 at step 105, growing on"),
            RewardOption.Word("layout", "reference", ["reference", "call", "response", "call-and-response", "think"], "the layout that is due; reference: calls where the reference has calls, else a response"),
            RewardOption.Word("calls-from", "text", ["text", "candidate"], "text: JSON lines in the first tool_call block, as released; candidate: the calls as sent, for other wire formats, and alone where there is no text"),
        ],
        options =>
        {
            var rules = new ToolRlRules
            {
                Grading = options.Word("grading") switch { "intermediate" => ToolRlGrading.Intermediate, "coarse" => ToolRlGrading.Coarse, _ => ToolRlGrading.Full },
                Overlap = options.Word("overlap") switch { "set" => ToolRlOverlap.Set, "ordered" => ToolRlOverlap.Ordered, _ => ToolRlOverlap.Multiset },
                Greedy = options.Word("matching") == "greedy",
                Comparison = ValueComparisons.Read(options.Word("compare")),
            };
            var (range, length) = (options.Word("range"), options.Word("length"));
            var layout = ReplyLayoutWord.Read(options.Word("layout"));
            var judge = new Judge(rules, layout, options.Word("calls-from") == "candidate");
            var needsStep = range is "two-stage" or "smooth" || length == "dynamic";
            var (minimum, maximum) = range switch { "equal-max" => (-1.0, 2.0), "two-stage" => (-3.0, 3.5), "smooth" => (-4.0, 4.0), _ => (-3.0, 4.0) };
            var info = Entry!.Info with
            {
                Minimum = minimum,
                Maximum = length == "none" ? maximum : maximum + 1,
                Needs = needsStep ? RewardNeeds.Reference | RewardNeeds.Step : RewardNeeds.Reference,
            };
            return RewardFunction.PerGroup(info, rollouts =>
            {
                var scores = new Score[rollouts.Count];
                var context = rollouts[0].Context;
                if (!ReferenceCalls.Of(context.Group.Reference).Is(out var alternatives, out var unscored) || !Step(context, needsStep).Is(out var step, out unscored))
                {
                    Array.Fill(scores, unscored);
                    return scores;
                }
                var bounds = range switch { "equal-max" => ToolRlRange.EqualMaximum, "two-stage" => ToolRlRange.TwoStage(step), "smooth" => ToolRlRange.Smooth(step), _ => ToolRlRange.Full };
                double? target = length switch { "fixed" => ToolRlLength.FixedTarget, "dynamic" => ToolRlLength.DynamicTarget(step), _ => null };
                for (var i = 0; i < scores.Length; i++) scores[i] = judge.Score(rollouts[i], alternatives, bounds, target);
                return scores;
            });
        })
    {
        Notes = """
            One reply is judged, the one to the prompt: of a trajectory its first turn. format is 1 when the whole reply, stripped, is
            `<think>…</think>`, a newline, and the layout that is due, whose tags stand once each. correct is 6 · share − 3, where the share
            is (J(names) + Σ over pairs of J(keys) + equal values) / (1 + Σ over reference calls of 1 + arguments); without a reference call
            it is 0 whatever was called, as released. What cannot be read (no block, a line that is no JSON object, no name, a call of a
            reference's name without `parameters`) gets the least value. Of several references the one counts that gives most; of pairs
            worth the same the total is the same. Two empty lists of names have J = 1, one empty list has 0.

            To get the released code's values: `{"matching": "greedy", "compare": "python"}`. A reply without text is unscored, because the
            layout is half of the reward; with `calls-from` `candidate` its calls alone are graded and the format is left out.
            """,
    };

    private static Known<int> Step(RewardContext context, bool needed) => !needed ? 0 : context.Training?.Step is { } step ? step : Known<int>.Missing("the step of the training");

    /// <summary>How single replies are judged.</summary>
    private sealed record Judge(ToolRlRules Rules, ReplyLayout? Layout, bool CallsOfCandidate)
    {
        public Score Score(Rollout rollout, ValueList<ValueList<NamedArguments>> alternatives, ToolRlRange range, double? lengthTarget)
        {
            var (text, calls) = FirstReply.Of(rollout);
            var isBare = text.Length == 0 && calls.Count > 0;
            if (isBare && !CallsOfCandidate) return new Unscored("needs the reply's text, whose layout counts; calls-from \"candidate\" grades the calls alone");
            var isRead = CallsOfCandidate ? ToolCallBlock.TryRead(calls, out var read) : ToolCallBlock.TryRead(text, out read);
            Scored? best = null;
            foreach (var reference in alternatives)
            {
                var correct = reference.Count == 0 ? 0 : range.Correct(isRead ? Rules.Share(reference, read) : null);
                var scored = isBare ? new Scored(correct, ScoreScale.Raw, [new(CorrectPart, correct)]) : Whole(text, reference.Count > 0, correct, range, lengthTarget);
                if (best is null || scored.Value > best.Value) best = scored;
            }
            return best!;
        }

        private Scored Whole(string text, bool callIsDue, double correct, ToolRlRange range, double? lengthTarget)
        {
            var layout = Layout ?? (callIsDue ? ReplyLayout.Call : ReplyLayout.Response);
            var format = layout.Fits(text) ? range.FormatMaximum : range.FormatMinimum;
            if (lengthTarget is not { } target) return new(format + correct, ScoreScale.Raw, [new(FormatPart, format), new(CorrectPart, correct)]);
            var length = ToolRlLength.Of(text, target);
            return new(format + correct + length, ScoreScale.Raw, [new(FormatPart, format), new(CorrectPart, correct), new(LengthPart, length)]);
        }
    }
}
