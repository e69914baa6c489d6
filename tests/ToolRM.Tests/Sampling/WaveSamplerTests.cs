using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Sampling;
using ToolRM.Selection;
using static ToolRM.Tests.Sampling.SamplingCases;

namespace ToolRM.Tests.Sampling;

public class WaveSamplerTests
{
    // p0 always gets the same reply, p1 a new one each time.
    private static readonly Func<IReadOnlyList<ChatMessage>, ChatOptions, ChatResponse> Answer = (messages, options) =>
        FakeChatClient.Text(messages[^1].Text == "p0" ? "same" : FormattableString.Invariant($"other {options.Seed}"));

    [Fact]
    public async Task PromptsThatAgree_AreNotAskedFurther()
    {
        var (client, store) = (new FakeChatClient(Answer), new MemorySampleStore());
        var last = await Waves(client, 8).RunAsync(Prompts(2), store, [], group => group.Candidates.Count >= 3 && group.Candidates.All(one => one.Text == "same"));
        Assert.Equal(11, client.Calls); // 3 of p0, 8 of p1
        Assert.Equal((16L, 11L, 0L), (last.Total!.Value, last.Replies, last.Earlier));
        Assert.Equal(3, store.Replies.Count(reply => reply.Item.Prompt == "p0"));
    }

    [Fact]
    public async Task TheRule_SeesWholeWavesInTheOrderDrawn()
    {
        var seen = new List<string>();
        var sampler = new WaveSampler([new("a", new FakeChatClient(Answer)), new("b", new FakeChatClient(Answer))], Options with { Samples = 4 }, 2, new InstantTime());
        await sampler.RunAsync(Prompts(1), new MemorySampleStore(), [], group =>
        {
            seen.Add(string.Join(' ', group.Candidates.Select(one => one.Id)));
            return false;
        });
        Assert.Equal(["a/0 b/0 a/1 b/1"], seen); // after the last wave there is nothing to ask
    }

    // A run that goes on asks for what the first would have asked for, and no more.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task AResumedRun_AsksForTheSame(int kept)
    {
        static bool Enough(CandidateGroup group) => group.Candidates.Count >= 3 && group.Candidates.All(one => one.Text == "same");
        var whole = new MemorySampleStore();
        await Waves(new FakeChatClient(Answer), 6).RunAsync(Prompts(2), whole, [], Enough);
        var (store, client) = (new MemorySampleStore(), new FakeChatClient(Answer));
        var earlier = whole.Replies.Take(kept).ToList();
        foreach (var reply in earlier) store.Add(reply);
        var last = await Waves(client, 6).RunAsync(Prompts(2), store, earlier, Enough);
        Assert.Equal(whole.Sorted(), store.Sorted());
        Assert.Equal(whole.Replies.Count - kept, client.Calls);
        Assert.Equal((kept, whole.Replies.Count - kept), (last.Earlier, last.Replies));
    }

    [Fact]
    public async Task AFailedPrompt_GetsNoFurtherWave()
    {
        var client = new FakeChatClient((messages, options) => messages[^1].Text == "p0" ? throw new NotSupportedException("refused") : Answer(messages, options));
        var last = await Waves(client, 4).RunAsync(Prompts(2), new MemorySampleStore(), [], _ => false);
        Assert.Equal((1L, 4L), (last.Failed, last.Replies));
        Assert.Equal(5, client.Calls);
    }

    [Fact]
    public async Task ASettledMajority_SavesSamples()
    {
        var client = new FakeChatClient(Answer);
        await Waves(client, 9).RunAsync(Prompts(1), new MemorySampleStore(), [], group =>
        {
            var count = new VoteCount();
            foreach (var candidate in group.Candidates) count.Add(group.Prompt, candidate);
            return EarlyStop.Majority.Decide(count, 9);
        });
        Assert.Equal(5, client.Calls); // 5 of 9 cannot be overtaken
    }

    [Fact]
    public void WrongOptions_AreNamedAtOnce()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaveSampler([new("m", new FakeChatClient(Answer))], Options, 0));
        Assert.Throws<ArgumentException>(() => new WaveSampler([], Options));
    }

    private static WaveSampler Waves(FakeChatClient client, int samples) => new([new("m", client)], Options with { Samples = samples, Concurrency = 1 }, time: new InstantTime());
}
