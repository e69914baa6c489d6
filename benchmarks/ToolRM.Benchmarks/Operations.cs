using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Parsing;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Selection;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Benchmarks;

/// <summary>An operation whose speed is benchmarked and whose allocated bytes are kept below its entry in budgets.json.</summary>
/// <param name="Name">As in budgets.json: type and method.</param>
/// <param name="Run">One call on fixed input. Static data only: what the operation allocates is what is counted.</param>
public sealed record Operation(string Name, Action Run)
{
    public override string ToString() => Name;
}

/// <summary>Every measured operation. To add one: a line here, and an entry with its bytes in budgets.json.</summary>
/// <remarks>Compiled into the tests as well, where AllocationBudgetTests reads it.</remarks>
public static class Operations
{
    // 200 characters, of the size and shape of a typical call: texts, numbers, a list and a nested object.
    private const string CallJson =
        """
        {"name":"book_flight","arguments":{"from":"Zürich","to":"Reykjavík","date":"2026-03-14","adults":2,"budget":1250.5,"flexible":true,"stops":["CPH","OSL"],"seat":{"row":12,"side":"window"},"note":null}}
        """;

    private const string Reply = "<tool_call>\n{\"name\": \"forecast\", \"arguments\": {\"town\": \"Bergen\", \"days\": 3}}\n</tool_call>";

    private static readonly IReplyParser Hermes = ReplyFormats.Find("hermes")!.Parser;

    private static readonly ReferenceChecker Checker = new(
        [new("forecast", null, JsonText.Parse("""{"type": "dict", "properties": {"town": {"type": "string"}, "days": {"type": "integer"}}, "required": ["town", "days"]}"""))],
        new AcceptedCalls([new("forecast", [new("town", [ArgumentValue.Of("Bergen")]), new("days", [ArgumentValue.Of(3)])])], CallMatching.Simple));

    private static readonly DecodedCall[] RightCalls = [Call("Bergen")];

    private static readonly DecodedCall[] WrongCalls = [Call("Oslo")];

    private static readonly IScorer Grounded = RewardModels.Require("grounded").Create(0);

    private static readonly CandidateGroup[] Groups = [GroundedPrompts.Group(0, 32, GroundedPrompts.Tools())];

    private static readonly ValueList<Score> Scores = Grounded.ScoreAsync(Groups).AsTask().GetAwaiter().GetResult()[0];

    private static readonly BestOfOptions Vote = new() { Selector = Selectors.RewardVote, Ties = TieRule.MostCommon };

    private static readonly RewardFunction ToolRl = RewardFunctions.Create("toolrl");

    private static readonly RewardContext Rollouts = new(new("g", new([], []), [.. Enumerable.Range(0, 4).Select(i => new Candidate(
        $"{i}", $"<think>Two days in Bergen.</think>\n<tool_call>\n{{\"name\": \"forecast\", \"parameters\": {{\"town\": \"Bergen\", \"days\": {i}}}}}\n</tool_call>", []))],
        new GoldCalls([new("forecast", "{\"town\": \"Bergen\", \"days\": 2}")])));

    public static IReadOnlyList<Operation> All { get; } =
    [
        new("JsonParse.Of", () => Check(JsonParse.Of(CallJson).Succeeded)),
        new("JsonParse.Check", () => Check(JsonParse.Check(CallJson) is null)),
        new("HermesFormat.Parse", () => Check(Hermes.Parse(Reply).Calls.Count == 1)),
        new("ReferenceChecker.Check, right", () => Check(Checker.Check(RightCalls).Status == VerdictStatus.Pass)),
        new("ReferenceChecker.Check, wrong", () => Check(Checker.Check(WrongCalls).Status == VerdictStatus.Fail)),
        new("grounded, 32 candidates", () => Check(Grounded.ScoreAsync(Groups).AsTask().GetAwaiter().GetResult()[0].Count == 32)),
        new("toolrl, 4 rollouts", () => Check(ToolRl.ScoreAsync(Rollouts).AsTask().GetAwaiter().GetResult()[2] is Scored { Value: 4 })),
        new("BestOf.Choose, 32 scored candidates", () => Check(BestOf.Choose(Groups[0], Scores).Chosen is not null)),
        new("BestOf.Choose, reward-vote of 32", () => Check(BestOf.Choose(Groups[0], Scores, Vote).Chosen is not null)),
    ];

    private static DecodedCall Call(string town) => new("forecast", new MapValue([new("town", ArgumentValue.Of(town)), new("days", ArgumentValue.Of(3))]));

    // An operation that fails would be fast and cheap; it must not look like an improvement.
    private static void Check(bool asExpected)
    {
        if (!asExpected) throw new InvalidOperationException("A measured operation did not give its expected result; measure that first.");
    }
}
