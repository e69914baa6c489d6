using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Rewards.Attribution;
using ToolRM.Scoring;

namespace ToolRM.Tests.Rewards.Attribution;

public class ShapleyTests
{
    // Vector of rewards 3.8, players 1, 2, 3 as bits 0, 1, 2; v(none) = 0.
    private static readonly double[] Values = [0, 0.2, 0.1, 0.6, 0, 0.2, 0.3, 1];

    [Fact]
    public void ExactVector() => Assert.Equal([0.4167, 0.4167, 0.1667], Shapley.Exact(Values).Select(share => Math.Round(share, 4)));

    [Fact]
    public void AllOrders_GiveTheExactShares()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        Assert.Equal(Shapley.Exact(Values).Select(share => Math.Round(share, 12)), Shapley.OverOrders(orders, mask => Values[mask]).Select(share => Math.Round(share, 12)));
    }

    [Fact]
    public void DrawnOrders_SumToTheWhole_AndComeNear()
    {
        var orders = Shapley.Orders(3, 400, seed: 1, "item");
        Assert.All(orders, order => Assert.Equal([0, 1, 2], order.Order()));
        Assert.Equal(orders[0].Reverse(), orders[1]);
        Assert.Equal(orders.SelectMany(order => order), Shapley.Orders(3, 400, seed: 1, "item").SelectMany(order => order));
        var shares = Shapley.OverOrders(orders, mask => Values[mask]);
        Assert.Equal(1, shares.Sum(), 1e-9);
        // A share's deviation over orders is below 0.4, over 400 orders below 0.02.
        Assert.All(shares.Zip(Shapley.Exact(Values)), pair => Assert.Equal(pair.Second, pair.First, 0.1));
    }

    [Fact]
    public void NoPlayer_HasNoShare()
    {
        Assert.Empty(Shapley.Exact([5]));
        Assert.Throws<ArgumentException>(() => Shapley.Exact([1, 2, 3]));
    }

    [Fact]
    public void CallsShareARewardByWhatTheyAddToIt()
    {
        // The reward: 1 when a and b are called, else 0; c never matters. So a and b get a half each.
        var score = Assert.IsType<Scored>(Assert.Single(Rollouts.Score1(Both.PerCall(), Rollout("a", "c", "b"))));
        Assert.Equal(1, score.Value);
        Assert.Equal([new(0, 0, 0.5), new(0, 1, 0), new(0, 2, 0.5)], score.Steps.Select(step => step with { Value = Math.Round(step.Value, 10) }));
        Assert.Contains(new("none", 0), score.Components);
    }

    [Fact]
    public void ManyCalls_AreSharedByDrawnOrders()
    {
        var names = Enumerable.Range(0, 12).Select(i => i switch { 3 => "a", 7 => "b", _ => "c" }).ToArray();
        var score = Assert.IsType<Scored>(Assert.Single(Rollouts.Score1(Both.PerCall(orders: 300), Rollout(names))));
        Assert.Equal(1, score.Steps.Sum(step => step.Value), 1e-9);
        Assert.Equal(0.5, score.Steps[3].Value, 0.1);
        Assert.All(score.Steps.Where(step => step.Call is not (3 or 7)), step => Assert.Equal(0, step.Value));
        Assert.Equal("needs at most 63 calls to share a value among, found 64", Rollouts.Reason(Rollouts.Score1(Both.PerCall(), Rollout([.. Enumerable.Repeat("a", 64)]))[0]));
    }

    [Fact]
    public void OfATrajectory_CallsKeepTheirTurnsAndResults()
    {
        ToolCall call = new("a", "{}");
        var context = Rollout("a", "a") with
        {
            Trajectories = [new("0", "q", null, null, [new("first", [], [call], [new("1", ToolStatus.Ok)]), new("second", [], [call], [new("no", ToolStatus.Error)]), new("<answer>x</answer>", [], [], [])], TerminalKind.Finished)],
        };
        var good = RewardFunction.PerRollout(new("good", "calls that ran", RewardNeeds.Results, 0, 10), rollout =>
            rollout.LastText() == "<answer>x</answer>" ? Score.Of(rollout.Turns().Sum(turn => turn.Results.Count(result => result.Status == ToolStatus.Ok))) : new Unscored("needs the answer"));
        Assert.Equal([new(0, 0, 1), new(1, 0, 0)], Assert.IsType<Scored>(Assert.Single(Rollouts.Score1(good.PerCall(), context))).Steps);
    }

    [Fact]
    public void ARewardThatComparesRollouts_HasNoShares() =>
        Assert.Contains("looks at the Training", Assert.Throws<ArgumentException>(() => RewardFunctions.Create("otc", """{"smoothing": 5}""").PerCall()).Message, StringComparison.Ordinal);

    private static RewardFunction Both => RewardFunction.PerRollout(new("both", "a and b are called", RewardNeeds.None, 0, 1), rollout =>
        Score.Of(rollout.Calls().Any(call => call.Name == "a") && rollout.Calls().Any(call => call.Name == "b") ? 1 : 0));

    private static RewardContext Rollout(params string[] calls) => new(new("q", new([], []), [new("0", "text", calls.Select(name => new ToolCall(name, "{}")).ToValueList())]));
}
