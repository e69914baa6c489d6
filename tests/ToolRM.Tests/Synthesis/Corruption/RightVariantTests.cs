using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Tests.Synthesis.Corruption;

public class RightVariantTests
{
    private static readonly Conversation Prompt = CorruptionPrompts.Prompt("Rooms");

    [Theory]
    [InlineData("keys-reversed", """book_room{"city":"Lisbon","nights":3}""", """book_room{"nights":3,"city":"Lisbon"}""")]
    [InlineData("default-written", """book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Lisbon","nights":3,"guests":2}""")]
    [InlineData("default-left-out", """book_room{"city":"Lisbon","nights":3,"guests":2}""", """book_room{"city":"Lisbon","nights":3}""")]
    [InlineData("number-spelled", """timer{"minutes":5}""", """timer{"minutes":5.0}""")]
    [InlineData("text-case", """book_room{"city":"Lisbon","nights":3,"price_class":"budget"}""", """book_room{"city":"lisbon","nights":3,"price_class":"budget"}""")]
    public void Variants(string name, string right, string expected) => Assert.Equal(
        expected, CorruptionPrompts.Text(Assert.Single(RightVariants.Of(0, "item", Prompt, CorruptionPrompts.Calls(right)), variant => variant.Name == name).Calls));

    // What the guard calls a convention is what a variant may do; else a variant could be thrown out as wrong, or a wrong call kept.
    [Fact]
    public void EveryVariantHasTheKeyOfTheRightCalls()
    {
        var tools = Prompt.Tools.Select(ToolShape.Of).ToValueList();
        var right = CorruptionPrompts.Calls("book_room{\"city\":\"Lisbon\",\"nights\":3,\"view\":\"Sea\"}\ntimer{\"minutes\":5}\nroom_price{\"city\":\"Porto\"}");
        var variants = RightVariants.Of(3, "item", Prompt, right);
        Assert.True(variants.Count >= 4);
        Assert.All(variants.ToArray(), variant => Assert.Equal(ConventionGuard.Key(right, tools), ConventionGuard.Key(variant.Calls, tools)));
    }

    [Fact]
    public void IrrelevantPrompts_LackTheRightToolAndItsLikes()
    {
        var prompt = IrrelevantPrompt.Of(1, "item", Prompt, CorruptionPrompts.Calls("""room_price{"city":"Porto"}"""));
        Assert.NotNull(prompt);
        Assert.NotEmpty(prompt.Tools);
        Assert.Null(prompt.Tool("room_price"));
        Assert.Null(IrrelevantPrompt.Of(1, "item", Prompt with { Tools = [CorruptionPrompts.Tools[1]] }, CorruptionPrompts.Calls("""room_price{"city":"Porto"}""")));
        Assert.Null(IrrelevantPrompt.Of(1, "item", Prompt, []));
    }
}
