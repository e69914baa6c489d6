using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Evaluation.Building;
using ToolRM.Verification;

namespace ToolRM.Tests.Evaluation.Building;

public class PairChoiceTests
{
    private static readonly Dictionary<ErrorLabel, double> Half = new() { [ErrorLabel.IncorrectParameterValue] = 1, [ErrorLabel.IncorrectFunctionName] = 1 };

    [Theory]
    [InlineData(1500, 650, 403, 245, 78, 45, 43, 21, 15)] // the paper's own counts
    [InlineData(750, 325, 202, 122, 39, 22, 22, 11, 7)]   // 750 * n / 1500: .5 four times, two to give: the larger labels come later in the enum's order
    public void Targets_SumToTheCount(int count, params int[] atMostOneOff)
    {
        var targets = PairChoice.Targets(PairChoice.PaperShares, count);
        Assert.Equal(count, targets.Values.Sum());
        foreach (var (label, expected) in PairChoice.PaperShares.Keys.Zip(atMostOneOff)) Assert.InRange(targets[label], expected - 1, expected + 1);
    }

    [Fact]
    public void RareLabel_IsServedFirst()
    {
        // Only q0 has a wrong name, and a wrong value too: it must not be spent on the value, which the others have.
        var questions = Questions(("q0", [ErrorLabel.IncorrectParameterValue, ErrorLabel.IncorrectFunctionName]), ("q1", [ErrorLabel.IncorrectParameterValue]));
        var chosen = PairChoice.Choose(questions, Half, count: null, seed: 0);
        Assert.Equal((ErrorLabel.IncorrectFunctionName, ErrorLabel.IncorrectParameterValue), (chosen["q0"].Label, chosen["q1"].Label));
    }

    [Fact]
    public void QuestionsWithFewerLabels_ComeFirst()
    {
        var questions = Questions(
            ("q0", [ErrorLabel.IncorrectParameterValue, ErrorLabel.IncorrectFunctionName]), ("q1", [ErrorLabel.IncorrectFunctionName]),
            ("q2", [ErrorLabel.IncorrectParameterValue, ErrorLabel.IncorrectFunctionName]), ("q3", [ErrorLabel.IncorrectParameterValue]));
        var chosen = PairChoice.Choose(questions, Half, count: 2, seed: 3);
        Assert.Equal(["q1", "q3"], chosen.Keys);
    }

    [Fact]
    public void Shortage_IsFilledByOtherLabels()
    {
        var questions = Questions(("q0", [ErrorLabel.IncorrectParameterValue]), ("q1", [ErrorLabel.IncorrectParameterValue]));
        Assert.Equal(2, PairChoice.Choose(questions, Half, count: 2, seed: 0).Count);
        Assert.Equal(2, PairChoice.Choose(questions, Half, count: 99, seed: 0).Count);
    }

    [Fact]
    public void SameSeed_SameChoice_WhateverTheOrderOfTheQuestions()
    {
        var items = Enumerable.Range(0, 60).Select(i => ($"q{i}", i % 3 == 0
            ? new[] { ErrorLabel.IncorrectParameterValue, ErrorLabel.IncorrectFunctionName }
            : [i % 3 == 1 ? ErrorLabel.IncorrectFunctionName : ErrorLabel.IncorrectParameterValue])).ToArray();
        var first = PairChoice.Choose(Questions(items), Half, 30, seed: 7);
        var second = PairChoice.Choose(Questions([.. items.Reverse()]), Half, 30, seed: 7);
        Assert.Equal(first.Select(entry => (entry.Key, entry.Value.Key)), second.Select(entry => (entry.Key, entry.Value.Key)));
        var other = PairChoice.Choose(Questions(items), Half, 30, seed: 8);
        Assert.NotEqual(first.Keys, other.Keys);
        Assert.Equal(15, first.Values.Count(candidate => candidate.Label == ErrorLabel.IncorrectFunctionName));
    }

    [Fact]
    public void NumberOfModels_DoesNotWeigh()
    {
        // Two candidates of one label: over many questions each is drawn about half the time, whoever gave it. 200 draws, 5 deviations: 100 ± 36.
        var questions = Enumerable.Range(0, 200).ToDictionary(i => i.ToString(CultureInfo.InvariantCulture), _ => new SortedDictionary<ErrorLabel, List<WrongCandidate>>
        {
            [ErrorLabel.IncorrectParameterValue] = [Candidate("a", ErrorLabel.IncorrectParameterValue), Candidate("b", ErrorLabel.IncorrectParameterValue)],
        });
        foreach (var labels in questions.Values) labels[ErrorLabel.IncorrectParameterValue][0].Sources.AddRange(Enumerable.Repeat(new ToolRM.Conversations.Formats.DataKit.KitRun("m", "r"), 50));
        Assert.InRange(PairChoice.Choose(questions, Half, null, seed: 1).Values.Count(candidate => candidate.Key == "a"), 64, 136);
    }

    private static Dictionary<string, SortedDictionary<ErrorLabel, List<WrongCandidate>>> Questions(params (string Id, ErrorLabel[] Labels)[] questions) => questions.ToDictionary(
        question => question.Id,
        question => new SortedDictionary<ErrorLabel, List<WrongCandidate>>(question.Labels.ToDictionary(label => label, label => new List<WrongCandidate> { Candidate($"{label}", label) })));

    private static WrongCandidate Candidate(string key, ErrorLabel label) =>
        new(key, new(new("m", "r"), key, [new ToolCall(key, "{}")], new(VerdictStatus.Fail), label, IsStorable: true), label);
}
