using ToolRM.Conversations;
using ToolRM.Remote;
using ToolRM.Sampling;
using ToolRM.Scoring;
using ToolRM.Tests.Sampling;

namespace ToolRM.Tests.Remote;

/// <summary>A question with replies, and scorers whose server is in memory.</summary>
internal static class RemoteCases
{
    public static readonly Uri Address = new("http://host:8000");

    public static readonly ToolDefinition Area = new("area", "Area of a triangle", JsonText.Parse("""{"type":"object","properties":{"base":{"type":"integer"}},"required":["base"]}"""));

    /// <summary>Texts as replies, which keeps requests short.</summary>
    public static CandidateGroup Texts(string id, params string[] replies) =>
        new(id, new([new UserMessage("q " + id)], []), replies.Select((reply, i) => new Candidate($"c{i}", reply, [], "some-model")).ToValueList());

    public static CandidateGroup Calls(params string[] arguments) => new(
        "g", new([new UserMessage("Area of a triangle with base 10?")], [Area]), arguments.Select((text, i) => new Candidate($"c{i}", "", [new("area", text)])).ToValueList());

    public static RemoteOptions Options(RemoteDialect dialect) => new(Address, dialect) { Model = "rm" };

    public static RemoteScorer Scorer(FakeChatServer server, RemoteOptions options, TimeProvider? time = null) => new("remote", options, server.Http(), time ?? new InstantTime { Held = TimeSpan.FromMinutes(2) });

    public static RemoteScorer Answering(string body, RemoteOptions options) => Scorer(new(_ => FakeChatServer.Status(200, body)), options with { Requests = new() { Attempts = 1 } });

    public static async Task<ValueList<Score>> ScoreAsync(IScorer scorer, CandidateGroup group) => Assert.Single(await scorer.ScoreAsync([group]));

    public static IReadOnlyList<double> Values(ValueList<Score> scores) => [.. scores.Select(score => Assert.IsType<Scored>(score).Value)];

    public static string Reason(Score score) => Assert.IsType<Unscored>(score).Reason;

    public static async Task<ProviderException> StopsAsync(IScorer scorer, CandidateGroup group)
    {
        var error = await Assert.ThrowsAsync<ProviderException>(async () => await scorer.ScoreAsync([group]));
        Assert.Equal(ProviderFailure.Stop, error.Failure);
        return error;
    }
}
