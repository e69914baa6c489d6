using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Tests.Synthesis.Corruption;

public class ConventionGuardTests
{
    private static readonly ValueList<ToolShape> Tools = CorruptionPrompts.Tools.Select(ToolShape.Of).ToValueList();

    [Theory]
    [InlineData("""book_room{"city":"Lisbon","nights":3}""", """book_room{"nights":3,"city":"lisbon"}""")]        // key order, case
    [InlineData("""book_room{"city":"São Tomé","nights":3}""", """book_room{"city":"Sao Tome","nights":3}""")]    // accents
    [InlineData("""book_room{"city":"the Azores","nights":3}""", """book_room{"city":"Azores","nights":3}""")]    // an article
    [InlineData("""book_room{"city":"X","nights":3,"view":"two trees"}""", """book_room{"city":"X","nights":3,"view":"2 tree"}""")]
    [InlineData("""book_room{"city":"X","nights":3}""", """book_room{"city":"X","nights":3.0}""")]
    [InlineData("""book_room{"city":"X","nights":3}""", """book_room{"city":"X","nights":3,"guests":2}""")]       // the default, told in the description
    [InlineData("""book_room{"city":"X","nights":3}""", """book_room{"city":"X","nights":3,"view":"","price_class":null}""")]
    [InlineData("""filter_items{"tags":["a","b"]}""", """filter_items{"tags":["b","a"]}""")]
    [InlineData("unknown{\"n\":5}", "unknown{\"n\":\"5\"}")]                                                      // the schema leaves the type open
    [InlineData("timer{\"minutes\":1}\ntimer{\"minutes\":2}", "timer{\"minutes\":2}\ntimer{\"minutes\":1}")]
    public void Conventions_HaveOneKey(string left, string right) => Assert.Equal(Key(left), Key(right));

    [Theory]
    [InlineData("""book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Lisbon","nights":4}""")]
    [InlineData("""book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Lisbon","nights":"3"}""")]      // the schema says integer
    [InlineData("""book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Lisbon","nights":3,"guests":3}""")]
    [InlineData("""book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"","nights":3}""")]              // required
    [InlineData("""book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Lisbon harbour","nights":3}""")]
    [InlineData("""room_price{"city":"Lisbon"}""", """book_room{"city":"Lisbon"}""")]
    [InlineData("timer{\"minutes\":1}", "timer{\"minutes\":1}\ntimer{\"minutes\":1}")]
    [InlineData("""filter_items{"tags":["a","b"]}""", """filter_items{"tags":["a"]}""")]
    public void Mistakes_HaveTwo(string left, string right) => Assert.NotEqual(Key(left), Key(right));

    [Theory]
    [InlineData("Default is 5.", "5")]
    [InlineData("The size. Defaults to 'cait'.", "\"cait\"")]
    [InlineData("Order (default: `desc`)", "\"desc\"")]
    [InlineData("Default value is 0.5", "0.5")]
    [InlineData("Whether to wait, default=false", "false")]
    public void DefaultsInWords_AreRead(string description, string value) => Assert.Equal(JsonParse.Of(value).Value, DescribedDefault.Of(description));

    [Theory]
    [InlineData("The size")]
    [InlineData("By default")]
    [InlineData("")]
    public void DescriptionsWithoutOne_GiveNone(string description) => Assert.Null(DescribedDefault.Of(description));

    private static string Key(string calls) => ConventionGuard.Key(CorruptionPrompts.Calls(calls), Tools);
}
