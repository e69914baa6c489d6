using ToolRM.Conversations;
using ToolRM.Preferences.Building;
using ToolRM.Verification;
using static ToolRM.Tests.Preferences.PairGroups;

namespace ToolRM.Tests.Preferences;

public class PairBuildTests
{
    [Fact]
    public void WrongRepliesStandBesideTheRightOne_WithLabelAndOperator()
    {
        var (pairs, counts) = Build([Group("q1")], new() { WrongPerPrompt = 10 });
        Assert.Equal(6, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(CallKey.Of(((GoldCalls)Gold).Calls), CallKey.Of(pair.Pair.Chosen)));
        Assert.Equal(
            ["incorrect_parameter_value", "incorrect_parameter_type", "unexpected_parameter", "missing_required_parameter", "incorrect_function_name", "incorrect_number_of_functions"],
            pairs.Select(pair => pair.Pair.ErrorLabel));
        Assert.Equal("corrupt:swap", pairs[0].Pair.Generator);
        Assert.Equal(("hand", "single-turn"), (pairs[0].Pair.Source, pairs[0].Pair.Category));
        Assert.Equal((1, 6, 6), (counts.Right, counts.Wrong, counts.Pairs));
    }

    [Fact]
    public void AtMostThreeWrongRepliesAPrompt_OfDifferentLabels()
    {
        var (pairs, counts) = Build([Group("q1")]);
        Assert.Equal(3, pairs.Select(pair => pair.Pair.ErrorLabel).Distinct().Count());
        Assert.Equal(3, counts.WrongLeftOut["over_limit_per_prompt"]);
    }

    [Fact]
    public void LabelsComeOutEven_OverManyPrompts()
    {
        // 40 prompts × 3 wrong replies = 120 = 6 labels × 20.
        var (_, counts) = Build([.. Enumerable.Range(0, 40).Select(i => Group($"q{i}"))]);
        Assert.All(counts.By(PairStratum.Label).Values, count => Assert.Equal(20, count));
    }

    [Fact]
    public void WhatIsChosen_DoesNotDependOnTheOrderOfRowsOrCandidates()
    {
        SourcedGroup[] groups = [.. Enumerable.Range(0, 20).Select(i => Group($"q{i}", source: i % 3 == 0 ? "a" : "b"))];
        var options = new PairBuildOptions { Seed = 7, Holdout = 0.3, Caps = [new(PairStratum.Label, 0.2), new(PairStratum.Source)] };
        var expected = Build(groups, options).Pairs.Select(Shown).Order(StringComparer.Ordinal);
        SourcedGroup[] turned = [.. groups.Reverse().Select(group => group with { Group = group.Group with { Candidates = group.Group.Candidates.Reverse().ToValueList() } })];
        Assert.Equal(expected, Build(turned, options).Pairs.Select(Shown).Order(StringComparer.Ordinal));
        Assert.NotEqual(expected, Build(groups, options with { Seed = 8 }).Pairs.Select(Shown).Order(StringComparer.Ordinal));

        static string Shown(BuiltPair pair) => $"{pair.Pair.Id} {pair.IsHeldOut} {CallKey.Of(pair.Pair.Rejected!.Value)} {pair.Pair.Generator}";
    }

    [Fact]
    public void RepeatedPromptsAndCallsAreOne()
    {
        // The second row is the first prompt again: one new wrong reply, and one that differs by spaces only.
        var again = Group("q2", [new("0", "", [Call("""{"days": 3, "city": "Rome"}""")], "model"), new("1", "", [Call("""{"city":"Oslo","days":3}""")], "model")], request: "same");
        var (pairs, counts) = Build([Group("q1", request: "same"), again], new() { WrongPerPrompt = 10 });
        Assert.Equal(7, pairs.Count);
        Assert.Equal((1, 1), (counts.Prompts, counts.WrongLeftOut["repeated"]));
        Assert.Single(pairs.Select(pair => pair.Pair.QuestionId).Distinct());
    }

    [Fact]
    public void PromptsWithTwoReferencesAreLeftOut()
    {
        var other = Group("q2", reference: new NoCall(), request: "same");
        var (pairs, counts) = Build([Group("q1", request: "same"), other]);
        Assert.Empty(pairs);
        Assert.Equal(1, counts.PromptsLeftOut["conflicting_references"]);
    }

    [Fact]
    public void WithoutARightCandidate_TheReferenceIsRight()
    {
        var (pairs, _) = Build([Group("q1", [new("0", "", [Call("""{"city":"Rome"}""")])])]);
        Assert.Equal(((GoldCalls)Gold).Calls, pairs.Single().Pair.Chosen);
        Assert.Equal("unknown", pairs.Single().Pair.Generator);
    }

    [Fact]
    public void ListsOfAcceptedValuesAreNoReply()
    {
        var reference = new AcceptedCalls([new("get_weather", [new("city", [ArgumentValue.Of("Paris")])])], CallMatching.Simple);
        var (pairs, counts) = Build([Group("q1", [new("0", "", [Call("""{"city":"Rome"}""")])], reference)]);
        Assert.Empty(pairs);
        Assert.Equal(1, counts.PromptsLeftOut["no_right_reply"]);
        Assert.Single(Build([Group("q1", [new("0", "", [Call("""{"city":"Rome"}""")]), new("1", "", [Call("""{"city":"Paris"}""")])], reference)]).Pairs);
    }

    [Fact]
    public void IrrelevanceGoesBothWays()
    {
        var due = Group("due", [new("0", "I cannot do that.", [], "model")]);
        var idle = Group("idle", [new("0", "", [Call("""{"city":"Paris"}""")], "model"), new("1", "Nothing fits.", [], "model")], new NoCall(), "Tell me a joke");
        var (pairs, _) = Build([due, idle]);
        Assert.Equal((1, 0, "I cannot do that."), (pairs[0].Pair.Chosen.Count, pairs[0].Pair.Rejected!.Value.Count, pairs[0].Pair.RejectedText));
        Assert.Equal((0, "Nothing fits.", 1), (pairs[1].Pair.Chosen.Count, pairs[1].Pair.ChosenText, pairs[1].Pair.Rejected!.Value.Count));
        Assert.Equal("irrelevance", pairs[1].Pair.Category);
    }

    [Fact]
    public void ShareOfIrrelevanceIsHeld()
    {
        SourcedGroup[] groups =
        [
            .. Enumerable.Range(0, 9).Select(i => Group($"due{i}", [new("0", "", [Call("""{"city":"Rome"}""")])])),
            .. Enumerable.Range(0, 9).Select(i => Group($"idle{i}", [new("0", "", [Call("""{"city":"Rome"}""")])], new NoCall())),
        ];
        // n / (n + 9) ≤ 0.25 gives n = 3.
        var (_, counts) = Build(groups, new() { IrrelevanceShare = 0.25 });
        Assert.Equal((9, 3), (counts.By(PairStratum.Kind)["single-turn"], counts.By(PairStratum.Kind)["irrelevance"]));
        Assert.Equal(6, counts.WrongLeftOut["over_share_of_irrelevance"]);
    }

    [Fact]
    public void UndecidedRepliesAndRowsWithoutReferenceAreCounted()
    {
        var turns = Group("q1", reference: new PerTurn([new NoCall()]));
        var none = Group("q2") with { Group = Group("q2").Group with { Reference = null } };
        var (pairs, counts) = Build([turns, none]);
        Assert.Empty(pairs);
        Assert.Equal(14, counts.Undecided);
        Assert.Equal(1, counts.PromptsLeftOut["no_reference"]);
    }

    [Fact]
    public void UnreadableRepliesAreKeptAsText()
    {
        var (pairs, _) = Build([Group("q1", [new("0", "<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": </tool_call>", [], "model")])]);
        Assert.Null(pairs.Single().Pair.Rejected);
        Assert.StartsWith("<tool_call>", pairs.Single().Pair.RejectedText, StringComparison.Ordinal);
        Assert.Equal("incorrect_output_format", pairs.Single().Pair.ErrorLabel);
    }

    [Fact]
    public void EveryCandidateIsCountedOnce_AndEveryPairStandsTheVerifier()
    {
        SourcedGroup[] groups =
        [
            .. Enumerable.Range(0, 30).Select(i => Group($"q{i}", request: $"Weather of place {i % 11}", source: i % 2 == 0 ? "a" : "b")),
            Group("idle", reference: new NoCall(), request: "A joke"), Group("turns", reference: new PerTurn([null])),
        ];
        var (pairs, counts) = Build(groups, new() { WrongPerPrompt = 2, Caps = [new(PairStratum.Label, 0.2)], IrrelevanceShare = 0.1, Holdout = 0.5 });
        Assert.Equal(counts.Candidates, counts.Right + counts.Undecided + counts.Wrong);
        Assert.Equal(counts.Wrong, counts.Pairs + counts.WrongLeftOut.Values.Sum());
        Assert.Equal(counts.Pairs, pairs.Count);
        Assert.Equal(pairs.Count, pairs.Select(pair => pair.Pair.Id).Distinct().Count());
        var verifier = new ReferenceVerifier();
        Assert.All(pairs, pair =>
        {
            Assert.Equal(VerdictStatus.Pass, verifier.Verify(pair.Pair.Prompt, new("c", "", pair.Pair.Chosen), pair.Pair.Reference).Status);
            Assert.Equal(VerdictStatus.Fail, verifier.Verify(pair.Pair.Prompt, new("r", "", pair.Pair.Rejected!.Value), pair.Pair.Reference).Status);
        });
        var heldOut = pairs.Where(pair => pair.IsHeldOut).Select(pair => pair.Pair.GroupId).ToHashSet();
        Assert.NotEmpty(heldOut);
        Assert.DoesNotContain(pairs, pair => !pair.IsHeldOut && heldOut.Contains(pair.Pair.GroupId));
    }

    [Fact]
    public void TurnsOfOneDialogueStayOnOneSide()
    {
        var first = Group("t1", request: "I want to go out");
        var later = Group("t2") with { Group = Group("t2").Group with { Prompt = new([new UserMessage("I want to go OUT!"), new AssistantMessage("Where?", []), new UserMessage("Paris")], [Weather]) } };
        var (pairs, _) = Build([first, later]);
        Assert.Single(pairs.Select(pair => pair.Pair.GroupId).Distinct());
        Assert.Equal(["single-turn", "multi-turn"], pairs.Select(pair => pair.Pair.Category).Distinct());
    }

    [Fact]
    public void OptionsOutOfRange_AreNamedTogether()
    {
        var error = Assert.Throws<DataFormatException>(() => Build([], new() { WrongPerPrompt = 0, Holdout = 1, IrrelevanceShare = 0, Caps = [new(PairStratum.Label, 2)] }));
        foreach (var part in (string[])["wrong reply per prompt", "irrelevance", "held out", "label"]) Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    // 8 of 1, 1 with share ½: c ≤ ½ (c + 2) gives c = 2.
    [InlineData(new[] { 8, 1, 1 }, 0.5, 2)]
    // Nothing to do.
    [InlineData(new[] { 4, 4 }, 0.5, 4)]
    // Less than an equal share: the smallest decides.
    [InlineData(new[] { 9, 5, 3 }, 0.1, 3)]
    // c ≤ 0.4 (c + 5 + 3) gives c = 5.33, rounded down.
    [InlineData(new[] { 20, 5, 3 }, 0.4, 5)]
    [InlineData(new[] { 20, 5, 3 }, 1.0, 20)]
    public void CapIsTheLargestThatFits(int[] sizes, double share, int cap) => Assert.Equal(cap, PairSelection.Cap(sizes, share));
}
