using ToolRM.Auditing;
using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Scoring;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Auditing;

/// <summary>A prompt of two tools with a right and a wrong reply, and our own examples.</summary>
internal static class Audits
{
    public static ValueList<ToolDefinition> Tools { get; } =
    [
        new("weather", "Weather of a town.", JsonText.Parse("""
            {"type": "object", "properties": {"city": {"type": "string", "description": "The town, such as 'Oslo'."},
             "unit": {"type": "string", "enum": ["celsius", "fahrenheit"], "default": "celsius"}, "days": {"type": "integer"}}, "required": ["city"]}
            """)),
        new("remind", "Sets a reminder.", JsonText.Parse("""{"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}""")),
    ];

    public static Conversation Prompt { get; } = new([new SystemMessage("Be short."), new UserMessage("How warm is it in Lisbon?")], Tools);

    public static ToolCall Right { get; } = new("weather", """{"city":"Lisbon"}""");

    public static ToolCall Wrong { get; } = new("weather", """{"city":"Porto"}""");

    public static AuditItem Item { get; } = AuditItem.Of("a", "a", Prompt, [Right], [Wrong], null);

    public static AuditSet Set(params ReadOnlySpan<AuditItem> items) => new("ours", ValueList.Create(items), []);

    public static AuditSet Examples { get; } = AuditSet.Read(Path.Combine(Repository.Root, "examples", "data", "tasks.jsonl"));

    public static AttackedReply? Apply(string attack, params ReadOnlySpan<ToolCall> calls) => Apply(attack, Prompt, isDue: true, calls);

    public static AttackedReply? Apply(string attack, Conversation prompt, bool isDue, params ReadOnlySpan<ToolCall> calls) =>
        Attacks.Require(attack).Apply(new(prompt, AuditText.Write(new("wrong", "", ValueList.Create(calls))), isDue, SeededRandom.Of(1, "item")));

    /// <summary>A scorer of a formula.</summary>
    public static IScorer Scorer(Func<CandidateGroup, Candidate, Score> score) => new FormulaScorer(score);

    private sealed class FormulaScorer(Func<CandidateGroup, Candidate, Score> score) : IScorer
    {
        public ScorerInfo Info { get; } = new("formula", ScoreScale.Raw, NeedsReference: true);

        public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>([.. groups.Select(group => group.Candidates.Select(candidate => score(group, candidate)).ToValueList())]);
    }
}
