using ToolRM.Rewards;
using ToolRM.Server.Http;

namespace ToolRM.Server.Dialects;

/// <summary>Our own contract: one group, any number of scorers, scores with components, explanations and reasons (<see cref="RewardsJson"/>).</summary>
internal static class RewardsRoute
{
    public static ServerRoute Route { get; } = new("/v1/rewards", ErrorShape.OpenAi, async request =>
    {
        var question = RewardsJson.ReadRequest(request.Body.Value);
        if (question.Request.Group.Candidates.Count == 0) throw new RequestError(ErrorKind.Empty, "candidates: expected at least one");
        request.Service.CheckCandidates(question.Request.Group.Candidates.Count);
        return RewardsJson.WriteAnswer(await request.Service.ScoreAsync(question, request.ClientGone));
    });
}
