using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;
using ToolRM.Tests.Conversations.Formats;
using ToolRM.Verification;
using ToolRM.Verification.Gold;

namespace ToolRM.Tests.Synthesis.Corruption;

public class CorruptorTests
{
    private const string Request = "Book a sea view room in Lisbon for 3 nights from 2031-05-02 for 4 guests, and tell me the price in Porto.";

    private static readonly ValueList<ToolCall> Right = CorruptionPrompts.Calls("""
        book_room{"city":"Lisbon","nights":3,"check_in":"2031-05-02","view":"sea","guests":4}
        room_price{"city":"Porto"}
        """);

    private static readonly Conversation Prompt = CorruptionPrompts.Prompt(Request);

    [Fact]
    public void EveryProductFailsTheVerifier_AndIsRecorded()
    {
        var corrupted = new Corruptor(new() { Seed = 5, PerPrompt = 1000 }).Corrupt("item", Prompt, Right);
        Assert.True(corrupted.Wrong.Count > 50, $"{corrupted.Wrong.Count} products");
        var exact = new GoldCalls(Right);
        Assert.All(corrupted.Wrong.ToArray(), wrong =>
        {
            Assert.Equal(VerdictStatus.Fail, wrong.Verdict.Status);
            Assert.NotNull(Corruptions.Find(wrong.Operator));
            Assert.Equal(VerdictStatus.Fail, new GoldCallVerifier().Verify(Prompt, wrong.ToCandidate("x"), exact).Status);
        });
        Assert.Equal(corrupted.Wrong.Count, corrupted.Wrong.Select(wrong => wrong.Operator).Distinct().Count());
        Assert.Equal("corrupt:" + corrupted.Wrong[0].Operator, corrupted.Wrong[0].ToCandidate("a").Source);
    }

    [Fact]
    public void SeedAndIdSettleTheProducts()
    {
        var corruptor = new Corruptor(new() { Seed = 5 });
        var first = corruptor.Corrupt("item", Prompt, Right);
        corruptor.Corrupt("another item", CorruptionPrompts.Prompt("x"), []);
        Assert.Equal(first, corruptor.Corrupt("item", Prompt, Right));
        Assert.NotEqual(first, corruptor.Corrupt("item 2", Prompt, Right));
        Assert.NotEqual(first, new Corruptor(new() { Seed = 6 }).Corrupt("item", Prompt, Right));
        Assert.Equal(8, first.Wrong.Count);
    }

    [Fact]
    public void ValuesAreTheMostFrequentMistake()
    {
        var corruptor = new Corruptor(new() { PerPrompt = 3 });
        var families = Enumerable.Range(0, 200).SelectMany(i => corruptor.Corrupt($"item {i}", Prompt, Right).Wrong.ToArray())
            .CountBy(wrong => Corruptions.Find(wrong.Operator)!.Family).ToDictionary();
        Assert.InRange(families[CorruptionFamily.Value], 200, 360); // 8 of 17.8 of 600 is 270
        Assert.Equal(CorruptionFamily.Value, families.MaxBy(family => family.Value).Key);
    }

    [Fact]
    public void WhereNoCallIsRight_EveryProductCalls()
    {
        var corrupted = new Corruptor(new() { PerPrompt = 100 }).Corrupt("item", CorruptionPrompts.Prompt("Who wrote the song about Lisbon?"), []);
        Assert.Equal(3, corrupted.Wrong.Count);
        Assert.All(corrupted.Wrong.ToArray(), wrong => Assert.NotEmpty(wrong.Calls));
        Assert.IsType<NoCall>(corrupted.Reference);
    }

    [Fact]
    public void TextsThatAbstain_AndBrokenCalls_FailAsTexts()
    {
        var names = (string[])["abstained", "answered-in-prose", "json-truncated", "json-broken", "call-in-prose", "fence-broken"];
        var corruptor = new Corruptor(new() { PerPrompt = 100, Operators = names.Select(name => Corruptions.Find(name)!).ToValueList() });
        var corrupted = corruptor.Corrupt("item", Prompt, Right);
        Assert.Equal(names.Order(), corrupted.Wrong.Select(wrong => wrong.Operator).Order());
        Assert.All(corrupted.Wrong.ToArray(), wrong =>
        {
            Assert.Empty(wrong.Calls);
            Assert.NotEqual("", wrong.Text);
        });
    }

    [Fact]
    public void Distractors_AreOfferedToRightAndWrongAlike_AndNeverDoTheSameWork()
    {
        ToolDefinition rival = new("room_rating", "Rating of a hotel room", JsonText.Parse("""{"properties": {"city": {"type": "string"}}}"""));
        ToolDefinition same = new("current_room_price", "Price of a hotel room", JsonText.Parse("""{"properties": {"city": {"type": "string"}}}"""));
        ToolDefinition far = new("sing", "Sing a song", JsonText.EmptyObject);
        var corruptor = new Corruptor(new() { Distractors = new([rival, same, far]), DistractorShare = 1 });
        var prompt = corruptor.Corrupt("item", CorruptionPrompts.Prompt("Price in Porto?"), CorruptionPrompts.Calls("""room_price{"city":"Porto"}""")).Prompt;
        Assert.Equal(CorruptionPrompts.Tools.Count + 1, prompt.Tools.Count);
        Assert.NotNull(prompt.Tool("room_rating"));
    }

    [Fact]
    public void OddInputs_GiveNoException()
    {
        var corruptor = new Corruptor(new() { PerPrompt = 1000, Distractors = new(CorruptionPrompts.Tools), DistractorShare = 0.5 });
        var long_ = new string('ä', 3000) + " 12 \"" + new string('x', 500);
        ValueList<ToolCall> huge = [ToolCall.Of("f", new MapValue(Enumerable.Range(0, 300).Select(i => new MapEntry($"k{i}", ArgumentValue.Of(System.Numerics.BigInteger.Pow(10, i)))).ToValueList()))];
        foreach (var prompt in (Conversation[])[new([], []), new([new UserMessage("")], CorruptionPrompts.Tools), new([new UserMessage(long_)], CorruptionPrompts.Tools)])
        {
            foreach (var right in (ValueList<ToolCall>[])[[], Right, huge, [new ToolCall("book_room", "{broken")], [new ToolCall("", "{}")], [new ToolCall("f", "[1]")]])
            {
                Assert.All(corruptor.Corrupt("item", prompt, right).Wrong.ToArray(), wrong => Assert.Equal(VerdictStatus.Fail, wrong.Verdict.Status));
                RightVariants.Of(0, "item", prompt, right);
                IrrelevantPrompt.Of(0, "item", prompt, right);
            }
        }
    }

    [Fact]
    public void RandomPromptsAndCalls_GiveWrongRepliesOrNone()
    {
        var corruptor = new Corruptor(new() { PerPrompt = 1000 });
        var cases =
            from text in NounGenerators.Text
            from tools in NounGenerators.Tool.ListOf()
            from calls in NounGenerators.Call.ListOf()
            select (Prompt: new Conversation([new UserMessage(text)], tools.Take(4).ToValueList()), Right: calls.Take(3).ToValueList());
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var corrupted = corruptor.Corrupt("item", one.Prompt, one.Right);
            Assert.All(corrupted.Wrong.ToArray(), wrong => Assert.Equal(VerdictStatus.Fail, wrong.Verdict.Status));
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 13).WithMaxTest(60));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void OptionsOutOfRange_AreRefused(int perPrompt) => Assert.Throws<ArgumentOutOfRangeException>(() => new Corruptor(new() { PerPrompt = perPrompt }));
}
