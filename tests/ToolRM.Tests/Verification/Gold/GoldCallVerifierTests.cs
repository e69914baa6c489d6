using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Gold;

namespace ToolRM.Tests.Verification.Gold;

public class GoldCallVerifierTests
{
    private static readonly GoldCallVerifier Verifier = new();

    private static readonly Conversation Prompt = new([],
        [new("f", null, JsonText.Parse("""{"type":"object","properties":{"a":{},"b":{}},"required":["a"]}"""))]);

    private static ToolCall Call(string name, string arguments) => new(name, arguments);

    private static Verdict Verify(Reference? reference, params ToolCall[] calls) =>
        Verifier.Verify(Prompt, new Candidate("c", "", calls.ToValueList()), reference);

    private static GoldCalls Gold(params ToolCall[] calls) => new(calls.ToValueList());

    private static double Component(Verdict verdict, string name) => verdict.Components.Single(part => part.Name == name).Value;

    private static string Components(Verdict verdict) =>
        string.Join(" ", verdict.Components.Select(part => FormattableString.Invariant($"{part.Name}={part.Value:0.####}")));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1.0}""", true, true)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false, false)]
    [InlineData("""{"a":true}""", """{"a":1}""", false, false)]
    [InlineData("""{"a":1,"b":2}""", """ {"b": 2, "a": 1e0} """, true, true)]
    [InlineData("""{"a":"New York"}""", """{"a":"new-york"}""", false, true)]
    [InlineData("""{"a":{"k":["It's"]}}""", """{"a":{"k":["it\"s "]}}""", false, true)] // nested texts too
    [InlineData("""{"a":{"Key":1}}""", """{"a":{"key":1}}""", false, false)]              // keys are names, not values
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false, false)]
    [InlineData("{}", "{}", true, true)]
    public void RulesDecideWhatIsEqual(string gold, string given, bool exact, bool normalised)
    {
        Assert.Equal(exact, Verify(Gold(Call("f", gold)), Call("f", given)).Status is VerdictStatus.Pass);
        Assert.Equal(normalised, Verify(Gold(Call("f", gold)) with { Rule = GoldRule.BfclNormalised }, Call("f", given)).Status is VerdictStatus.Pass);
    }

    [Fact]
    public void AssignmentIsTrue_WhereGreedyMatchingFails()
    {
        var reference = Gold(Call("f", """{"a":1,"b":2,"c":3}"""), Call("f", """{"a":1,"d":4}"""));
        var verdict = Verify(reference, Call("f", """{"a":1,"b":2}"""), Call("f", """{"a":1,"b":2,"c":9}"""));
        // Equal pairs over all keys: (0,0) 2/3, (0,1) 1/3, (1,0) 2/3, (1,1) 1/4.
        // Call by call, greedy gives call 0 the first reference call: 2/3 + 1/4 = 0.917. Crossed: 1/3 + 2/3 = 1.
        Assert.Equal(1.0 / 2, Component(verdict, "arguments"), 12);
        Assert.Equal(["0 b", "0 d", "1 c"], verdict.Findings.Select(f => $"{f.CallIndex} {f.ArgumentPath}"));
    }

    [Fact]
    public void FullPairsComeBeforeCredit()
    {
        // Giving call 0 its full equal leaves call 1 with nothing in common: 1 + 0. The other way round: 9/10 + 9/10.
        string Keys(params string[] keys) => "{" + string.Join(",", keys.Select(key => $"\"{key}\":1")) + "}";
        string[] common = [.. Enumerable.Range(0, 9).Select(i => "k" + i)];
        var reference = Gold(Call("f", Keys([.. common, "p"])), Call("f", Keys(common)));
        var verdict = Verify(reference, Call("f", Keys(common)), Call("f", Keys([.. common[1..], "z"])));
        // Pairs: (0,0) 9/10, (0,1) full, (1,0) 8/11, (1,1) 8/10. Straight 9/10 + 8/10 = 1.7; crossed 1 + 8/11 = 1.727.
        Assert.Equal(0.5, Component(verdict, "calls"));
        Assert.Equal((1 + 8.0 / 11) / 2, Component(verdict, "arguments"), 12);
    }

    [Fact]
    public void Components_ByHand()
    {
        var reference = Gold(Call("f", """{"a":1}"""), Call("g", """{"x":1,"y":2}"""), Call("g", "{}"));
        // names: common f, g of 2 + 3: F1 = 4/5. Pairs: f 0 of 1; g{x} with g{x,y} 1/2, with g{} 0. Mean over 3: 1/6.
        Assert.Equal("names=0.8 arguments=0.1667 calls=0 ordered=0", Components(Verify(reference, Call("f", """{"a":2}"""), Call("g", """{"x":1}"""))));
        Assert.Equal("names=1 arguments=1 calls=1 ordered=0", Components(Verify(Gold(Call("f", "{}"), Call("g", "{}")), Call("g", "{}"), Call("f", "{}"))));
        Assert.Equal("names=1 arguments=1 calls=1 ordered=1", Components(Verify(Gold(Call("f", "{}"), Call("g", "{}")), Call("f", "{}"), Call("g", "{}"))));
        Assert.Equal("names=0 arguments=0 calls=0 ordered=0", Components(Verify(Gold(Call("f", "{}")))));
        Assert.Equal("names=0 arguments=0 calls=0 ordered=0", Components(Verify(Gold(Call("f", "{}")), Call("g", "{}")))); // empty arguments under another name
        Assert.Equal("names=1 arguments=0 calls=0 ordered=0", Components(Verify(Gold(Call("f", "{}")), Call("f", "{"))));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "gold:wrong_value@a IncorrectParameterValue")]
    [InlineData("""{"a":1}""", """{"a":1.5}""", "gold:wrong_value@a IncorrectParameterValue")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "gold:wrong_type@a IncorrectParameterType")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2}""", "gold:missing_required@a MissingRequiredParameter")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", "gold:missing_optional@b MissingOptionalParameter")]
    [InlineData("""{"a":1,"b":2}""", """{"c":0,"d":1}""", "gold:missing_required@a MissingRequiredParameter; gold:unexpected_param@c UnexpectedParameter; gold:unexpected_param@d UnexpectedParameter; gold:missing_optional@b MissingOptionalParameter")]
    [InlineData("""{"a":{"x":[1,{"y":2}]}}""", """{"a":{"x":[1,{"y":"2"}]}}""", "gold:wrong_type@a.x[1].y IncorrectParameterType")]
    [InlineData("""{"a":{"x":1}}""", """{"a":{"x":1,"z":1}}""", "gold:wrong_value@a IncorrectParameterValue")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "gold:wrong_value@a IncorrectParameterValue")]
    [InlineData("""{"a":1}""", """{"a":1,"a":1}""", "gold:arguments_unreadable@ IncorrectOutputFormat")]
    [InlineData("""{"a":1}""", "[]", "gold:arguments_unreadable@ IncorrectOutputFormat")]
    public void FindingsOfOneCall(string gold, string given, string findings)
    {
        var verdict = Verify(Gold(Call("f", gold)), Call("f", given));
        Assert.Equal(VerdictStatus.Fail, verdict.Status);
        Assert.Equal(findings, string.Join("; ", verdict.Findings.Select(f => $"{f.Code}@{f.ArgumentPath} {f.Label}")));
        Assert.Equal(verdict.Findings[0].Code, verdict.ErrorType);
    }

    [Fact]
    public void ATextIsShownAsGiven_NotAsCompared()
    {
        var finding = Verify(Gold(Call("f", """{"a":"New York"}""")) with { Rule = GoldRule.BfclNormalised }, Call("f", """{"a":"Los Angeles"}""")).Findings[0];
        Assert.Equal(("\"New York\"", "\"Los Angeles\""), (finding.Expected!, finding.Found!));
    }

    [Fact]
    public void FindingsOfManyCalls()
    {
        var wrongName = Verify(Gold(Call("f", """{"a":1}""")), Call("h", """{"a":1}"""));
        Assert.Equal(("gold:wrong_name", ErrorLabel.IncorrectFunctionName, "f", "h"),
            (wrongName.ErrorType!, wrongName.Findings[0].Label!.Value, wrongName.Findings[0].Expected!, wrongName.Findings[0].Found!));
        Assert.Equal(["gold:wrong_count:", "gold:wrong_value:0", "gold:extra_call:1"],
            Verify(Gold(Call("f", """{"a":1}""")), Call("f", """{"a":2}"""), Call("g", "{}")).Findings.Select(f => $"{f.Code}:{f.CallIndex}"));
        Assert.Equal(["gold:wrong_count:", "gold:missing_call:"],
            Verify(Gold(Call("f", """{"a":1}"""), Call("g", "{}")), Call("g", "{}")).Findings.Select(f => $"{f.Code}:{f.CallIndex}"));
    }

    [Fact]
    public void ToolThatIsNotOffered_CountsEveryArgumentAsRequired() =>
        Assert.Equal("gold:missing_required", Verify(Gold(Call("unknown", """{"b":1}""")), Call("unknown", "{}")).ErrorType);

    [Fact]
    public void NoCall_PassesExactlyWithoutCalls()
    {
        Assert.Equal((VerdictStatus.Pass, "names=1 arguments=1 calls=1 ordered=1"), (Verify(new NoCall()).Status, Components(Verify(new NoCall()))));
        var verdict = Verify(new NoCall(), Call("f", "{}"));
        Assert.Equal(("gold:wrong_count", ErrorLabel.IncorrectNumberOfFunctions), (verdict.ErrorType!, verdict.Findings[0].Label!.Value));
        Assert.Equal(0, Component(verdict, "calls"));
    }

    [Fact]
    public void AnyOf_TakesTheBestAlternative()
    {
        var any = new AnyOf([new NoCall(), Gold(Call("f", """{"a":1,"b":2}""")), Gold(Call("g", "{}"))]);
        Assert.Equal(VerdictStatus.Pass, Verify(any).Status);
        Assert.Equal(VerdictStatus.Pass, Verify(any, Call("g", "{}")).Status);
        // Nearest is f with one of two arguments.
        Assert.Equal(("gold:wrong_value", 0.5), (Verify(any, Call("f", """{"a":1,"b":3}""")).ErrorType!, Component(Verify(any, Call("f", """{"a":1,"b":3}""")), "arguments")));
        Assert.Equal(VerdictStatus.Pass, Verify(new AnyOf([any]), Call("g", "{}")).Status);
    }

    [Fact]
    public void WhatCannotBeJudged_IsUndecided()
    {
        Assert.Equal("defect:no_reference", Verify(null).ErrorType);
        Assert.Equal("defect:reference_kind", Verify(new PerTurn([])).ErrorType);
        Assert.Equal("defect:reference", Verify(Gold(Call("f", "{")), Call("f", "{}")).ErrorType);
        Assert.Equal("defect:reference", Verify(new AnyOf([])).ErrorType);
        var half = new AnyOf([Gold(Call("f", "{")), Gold(Call("g", "{}"))]);
        Assert.Equal(VerdictStatus.Undecided, Verify(half, Call("f", "{}")).Status); // the unreadable one might have been met
        Assert.Equal(VerdictStatus.Pass, Verify(half, Call("g", "{}")).Status);
        Reference deep = new NoCall();
        for (var i = 0; i < 100_000; i++) deep = new AnyOf([deep]);
        Assert.Equal(VerdictStatus.Undecided, Verify(deep).Status);
    }

    [Fact]
    public void TooManyCalls_AreUndecidedOnlyWhenTheirNumberIsRight()
    {
        ToolCall[] Many(int count) => [.. Enumerable.Repeat(Call("f", "{}"), count)];
        Assert.Equal(VerdictStatus.Pass, Verify(Gold(Many(256)), Many(256)).Status);
        Assert.Equal("defect:too_many_calls", Verify(Gold(Many(257)), Many(257)).ErrorType);
        var verdict = Verify(Gold(Many(1)), Many(5000));
        Assert.Equal((VerdictStatus.Fail, "gold:wrong_count"), (verdict.Status, verdict.ErrorType!));
    }
}
