using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Evaluation.Pools;
using ToolRM.Scoring;
using ToolRM.Verification;

namespace ToolRM.Tests.Evaluation.Pools;

/// <summary>Pools of our own to test with.</summary>
internal static class PoolCases
{
    /// <summary>An output that calls <c>f(x)</c>; the right answer is x = 1.</summary>
    public static PoolOutput Calls(int x, params string[] models)
    {
        ToolCall call = new("f", FormattableString.Invariant($"{{\"x\":{x}}}"));
        return new(
            new Candidate(FormattableString.Invariant($"x{x}"), "", [call]), CallKey.Of([call]), IsReadable: true, FitsSchema: x < 10, IsRight: x == 1,
            Runs(models), x == 1 ? null : ErrorLabel.IncorrectParameterValue);
    }

    /// <summary>An output that could not be decoded.</summary>
    public static PoolOutput Unreadable(string id, params string[] models) => new(
        new Candidate(id, "f(x=", []), CallKey.Of([]), IsReadable: false, FitsSchema: false, IsRight: false, Runs(models), ErrorLabel.IncorrectOutputFormat);

    /// <summary>An output that called nothing.</summary>
    public static PoolOutput Nothing(bool right, params string[] models) => new(
        new Candidate("none", "", []), CallKey.Of([]), IsReadable: true, FitsSchema: true, right, Runs(models), right ? null : ErrorLabel.IncorrectNumberOfFunctions);

    public static PoolQuestion Question(string id, string category, params PoolOutput[] outputs) => new(
        id, id, category,
        new Conversation([new UserMessage("Call f with 1.")], [new ToolDefinition("f", null, JsonText.Parse("""{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}"""))]),
        new GoldCalls([new ToolCall("f", "{\"x\":1}")]), outputs.ToValueList());

    public static CandidatePool Pool(params PoolQuestion[] questions) => new("examples", questions.ToValueList(), []);

    /// <summary>Scores by a function of the output.</summary>
    public static PoolScores Scores(CandidatePool pool, Func<PoolOutput, Score> score)
    {
        var scores = new PoolScores(new("test", ScoreScale.Raw));
        foreach (var question in pool.Questions)
        {
            scores.Add(question, question.Outputs.Where(output => output.IsReadable).Select(score).ToValueList());
        }
        return scores;
    }

    /// <summary>Names with a stem and a number, as many as asked for.</summary>
    public static string[] Models(string stem, int count) => [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{stem}{i}"))];

    private static ValueList<KitRun> Runs(string[] models) => models.Select(model => new KitRun(model, "1")).ToValueList();
}
