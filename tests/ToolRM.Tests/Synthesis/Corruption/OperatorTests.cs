using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Tests.Synthesis.Corruption;

/// <summary>One row for each operator: a request, the right calls, and a product that the operator must offer.</summary>
public class OperatorTests
{
    private const string Room = "Book a room in Lisbon for 3 nights for 4 guests.";
    private const string RoomCall = """book_room{"city":"Lisbon","nights":3,"guests":4}""";
    private const string Two = "What does a room cost in Lisbon, and what in Porto?";
    private const string TwoCalls = """
        room_price{"city":"Lisbon"}
        room_price{"city":"Porto"}
        """;
    private const string Move = "Move 250 from savings to checking with the memo rent.";
    private const string MoveCall = """move_money{"from_account":"savings","to_account":"checking","amount":250,"memo":"rent"}""";
    private const string Items = "Show red and wool items between 10 and 25 euros.";
    private const string ItemsCall = """filter_items{"tags":["red","wool"],"price":{"min":10,"max":25}}""";

    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "arguments-swapped", Move, MoveCall, """move_money{"from_account":"checking","to_account":"savings","amount":250,"memo":"rent"}""" },
        { "calls-swapped", "A 5 minute timer at 08:00 and a 9 minute timer at 10:00.",
            "timer{\"minutes\":5,\"start\":\"08:00\"}\ntimer{\"minutes\":9,\"start\":\"10:00\"}", "timer{\"minutes\":9,\"start\":\"08:00\"}\ntimer{\"minutes\":5,\"start\":\"10:00\"}" },
        { "argument-copied", Room, RoomCall, """book_room{"city":"Lisbon","nights":4,"guests":4}""" },
        { "argument-moved", Room, RoomCall, """book_room{"view":"Lisbon","nights":3,"guests":4}""" },
        { "other-number", Room, RoomCall, """book_room{"city":"Lisbon","nights":4,"guests":4}""" },
        { "other-name", "My friend Maria Lopes wants a room in Lisbon for 3 nights.", """book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Maria Lopes","nights":3}""" },
        { "other-phrase", Move, MoveCall, """move_money{"from_account":"memo rent","to_account":"checking","amount":250,"memo":"rent"}""" },
        { "other-quote", "Move 250 from acc_17 to acc_93.", """move_money{"from_account":"acc_17","to_account":"acc_93","amount":250}""", """move_money{"from_account":"acc_93","to_account":"acc_93","amount":250}""" },
        { "other-date", "A room in Porto for 2 nights from 2031-05-02, not from 2031-05-09.", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-02"}""", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-09"}""" },
        { "number-off-by-one", Room, RoomCall, """book_room{"city":"Lisbon","nights":3,"guests":5}""" },
        { "number-factor", Move, MoveCall, """move_money{"from_account":"savings","to_account":"checking","amount":2500,"memo":"rent"}""" },
        { "number-percent", "Move 250 from savings to loan at 5%.", """move_money{"from_account":"savings","to_account":"loan","amount":250,"interest_rate":5}""", """move_money{"from_account":"savings","to_account":"loan","amount":250,"interest_rate":0.05}""" },
        { "number-sign", Move, MoveCall, """move_money{"from_account":"savings","to_account":"checking","amount":-250,"memo":"rent"}""" },
        { "number-rounded", "Move 12.75 from savings to checking.", """move_money{"from_account":"savings","to_account":"checking","amount":12.75}""", """move_money{"from_account":"savings","to_account":"checking","amount":13}""" },
        { "number-digits", Move, MoveCall, """move_money{"from_account":"savings","to_account":"checking","amount":520,"memo":"rent"}""" },
        { "unit-converted", "A timer for 30 minutes.", """timer{"minutes":30}""", """timer{"minutes":1800}""" },
        { "unit-unconverted", "A timer for 2 hours.", """timer{"minutes":120}""", """timer{"minutes":2}""" },
        { "unit-word", "A timer for 2 hours.", """timer{"minutes":120,"unit":"minutes"}""", """timer{"minutes":120,"unit":"seconds"}""" },
        { "date-day-month", "Porto, 2 nights from 2031-05-02.", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-02"}""", """book_room{"city":"Porto","nights":2,"check_in":"2031-02-05"}""" },
        { "date-shifted", "Porto, 2 nights from 2031-05-02.", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-02"}""", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-03"}""" },
        { "date-year", "Porto, 2 nights from 2031-05-02.", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-02"}""", """book_room{"city":"Porto","nights":2,"check_in":"2030-05-02"}""" },
        { "date-form", "Porto, 2 nights from 2031-05-02.", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-02"}""", """book_room{"city":"Porto","nights":2,"check_in":"May 2, 2031"}""" },
        { "date-relative", "Porto, 2 nights from tomorrow.", """book_room{"city":"Porto","nights":2,"check_in":"2031-05-02"}""", """book_room{"city":"Porto","nights":2,"check_in":"tomorrow"}""" },
        { "weekday-other", "A 5 minute timer on Friday.", """timer{"minutes":5,"day":"Friday"}""", """timer{"minutes":5,"day":"Saturday"}""" },
        { "time-half", "A 5 minute timer at 19:15.", """timer{"minutes":5,"start":"19:15"}""", """timer{"minutes":5,"start":"07:15"}""" },
        { "time-shifted", "A 5 minute timer at 19:15.", """timer{"minutes":5,"start":"19:15"}""", """timer{"minutes":5,"start":"19:00"}""" },
        { "text-widened", "A room in Lisbon harbour for 3 nights.", """book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"Lisbon harbour","nights":3}""" },
        { "text-clause", "Please, a room in Lisbon, for 3 nights.", """book_room{"city":"Lisbon","nights":3}""", """book_room{"city":"a room in Lisbon","nights":3}""" },
        { "text-labelled", Room, RoomCall, """book_room{"city":"the city of Lisbon","nights":3,"guests":4}""" },
        { "place-completed", Room, RoomCall, """book_room{"city":"Lisbon, USA","nights":3,"guests":4}""" },
        { "text-shortened", "A room in Vila Real for 3 nights.", """book_room{"city":"Vila Real","nights":3}""", """book_room{"city":"Vila","nights":3}""" },
        { "enum-other", "A budget room in Porto for 2 nights.", """book_room{"city":"Porto","nights":2,"price_class":"budget"}""", """book_room{"city":"Porto","nights":2,"price_class":"luxury"}""" },
        { "enum-outside", "A budget room in Porto for 2 nights.", """book_room{"city":"Porto","nights":2,"price_class":"budget"}""", """book_room{"city":"Porto","nights":2,"price_class":"very budget"}""" },
        { "boolean-flipped", "A smoking room in Porto for 2 nights.", """book_room{"city":"Porto","nights":2,"smoking":true}""", """book_room{"city":"Porto","nights":2,"smoking":false}""" },
        { "list-item-dropped", Items, ItemsCall, """filter_items{"tags":["wool"],"price":{"min":10,"max":25}}""" },
        { "list-item-added", Items, """filter_items{"tags":["red","wool"]}""", """filter_items{"tags":["red","wool","wool items"]}""" },
        { "list-nested", Items, ItemsCall, """filter_items{"tags":[["red","wool"]],"price":{"min":10,"max":25}}""" },
        { "example-value", "A room with a view of the river in Porto for 2 nights.", """book_room{"city":"Porto","nights":2,"view":"river"}""", """book_room{"city":"Porto","nights":2,"view":"garden"}""" },
        { "name-as-value", Room, RoomCall, """book_room{"city":"your_city","nights":3,"guests":4}""" },
        { "description-as-value", Room, RoomCall, """book_room{"city":"City of the hotel","nights":3,"guests":4}""" },
        { "text-emptied", Room, RoomCall, """book_room{"city":"","nights":3,"guests":4}""" },
        { "value-null", Room, RoomCall, """book_room{"city":null,"nights":3,"guests":4}""" },
        { "optional-copied", Room, RoomCall, """book_room{"city":"Lisbon","nights":3,"guests":4,"view":"Lisbon"}""" },
        { "optional-dropped", Room, RoomCall, """book_room{"city":"Lisbon","nights":3}""" },
        { "default-kept", Room, RoomCall, """book_room{"city":"Lisbon","nights":3,"guests":2}""" },
        { "required-dropped", Room, RoomCall, """book_room{"nights":3,"guests":4}""" },
        { "arguments-emptied", Room, RoomCall, "book_room{}" },
        { "nested-dropped", Items, ItemsCall, """filter_items{"tags":["red","wool"],"price":{"min":10}}""" },
        { "number-as-text", Room, RoomCall, """book_room{"city":"Lisbon","nights":"3","guests":4}""" },
        { "number-with-unit", Room, RoomCall, """book_room{"city":"Lisbon","nights":"3 nights","guests":4}""" },
        { "text-as-number", "Move 250 from 17 to 93.", """move_money{"from_account":"17","to_account":"93","amount":250}""", """move_money{"from_account":17,"to_account":"93","amount":250}""" },
        { "boolean-as-text", "A smoking room in Porto for 2 nights.", """book_room{"city":"Porto","nights":2,"smoking":true}""", """book_room{"city":"Porto","nights":2,"smoking":"yes"}""" },
        { "text-as-list", Room, RoomCall, """book_room{"city":["Lisbon"],"nights":3,"guests":4}""" },
        { "list-as-text", Items, ItemsCall, """filter_items{"tags":"red, wool","price":{"min":10,"max":25}}""" },
        { "object-as-text", Items, ItemsCall, """filter_items{"tags":["red","wool"],"price":"{\"min\": 10, \"max\": 25}"}""" },
        { "schema-echoed", Room, RoomCall, """book_room{"city":{"type":"string","value":"Lisbon"},"nights":3,"guests":4}""" },
        { "nested-lifted", Items, ItemsCall, """filter_items{"tags":["red","wool"],"price":{"min":10},"max":25}""" },
        { "nested-flattened", Items, ItemsCall, """filter_items{"tags":["red","wool"],"min":10,"max":25}""" },
        { "parameter-renamed", Room, RoomCall, """book_room{"location":"Lisbon","nights":3,"guests":4}""" },
        { "parameter-recased", Move, MoveCall, """move_money{"fromAccount":"savings","to_account":"checking","amount":250,"memo":"rent"}""" },
        { "arguments-wrapped", Two, """room_price{"city":"Lisbon"}""", """room_price{"arguments":{"city":"Lisbon"}}""" },
        { "tool-other-same-arguments", Room, """book_room{"city":"Lisbon","nights":3}""", """room_price{"city":"Lisbon","nights":3}""" },
        { "tool-renamed", Room, RoomCall, """reserve_room{"city":"Lisbon","nights":3,"guests":4}""" },
        { "tool-recased", Room, RoomCall, """BookRoom{"city":"Lisbon","nights":3,"guests":4}""" },
        { "tool-prefixed", Room, RoomCall, """api.book_room{"city":"Lisbon","nights":3,"guests":4}""" },
        { "tool-shortened", Room, RoomCall, """book{"city":"Lisbon","nights":3,"guests":4}""" },
        { "call-dropped", Two, TwoCalls, """room_price{"city":"Porto"}""" },
        { "call-first-only", Two, TwoCalls + "\ntimer{\"minutes\":1}", """room_price{"city":"Lisbon"}""" },
        { "call-repeated", Two, TwoCalls, """
            room_price{"city":"Lisbon"}
            room_price{"city":"Lisbon"}
            room_price{"city":"Porto"}
            """ },
        { "calls-merged", Two, TwoCalls, """room_price{"city":"Lisbon, Porto"}""" },
        { "call-split", Items, """filter_items{"tags":["red","wool"]}""", """
            filter_items{"tags":["red"]}
            filter_items{"tags":["wool"]}
            """ },
        { "call-echoed", Two, TwoCalls, """
            room_price{"city":"Lisbon"}
            room_price{"city":"Lisbon"}
            """ },
    };

    /// <summary>Operators whose products are drawn or are texts: their own tests, or the properties, speak for them.</summary>
    private static readonly string[] Drawn =
    [
        "earlier-value", "text-misspelt", "list-item-changed", "invented-value", "optional-invented", "optional-flood", "parameter-extra", "tool-similar", "tool-other", "tool-imagined",
        "call-repeated-changed", "call-looped", "call-extra", "needless-call", "needless-call-invented", "needless-calls", "abstained", "answered-in-prose",
        "json-truncated", "json-broken", "arguments-broken", "call-in-prose", "fence-broken",
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void OffersTheProduct(string name, string request, string right, string product)
    {
        var products = Products(name, request, right);
        Assert.Contains(CorruptionPrompts.Text(CorruptionPrompts.Calls(product)), products);
    }

    [Fact]
    public void EveryOperatorHasARowOrATestOfItsOwn() =>
        Assert.Empty(Corruptions.All.Select(one => one.Name).Except(Rows.Select(row => (string)row[0])).Except(Drawn));

    [Fact]
    public void NamesAreUniqueKebabCase_AndDescribed()
    {
        Assert.Equal(Corruptions.All.Count, Corruptions.All.Select(one => one.Name).Distinct().Count());
        Assert.All(Corruptions.All, one =>
        {
            Assert.All(one.Name, character => Assert.True(character is '-' or (>= 'a' and <= 'z')));
            Assert.True(one.Weight > 0 && one.Meaning.Length > 10 && one.Example.Length > 5);
            Assert.Same(one, Corruptions.Find(one.Name));
        });
    }

    [Fact]
    public void EarlierValue_TakesTheArgumentOfAnEarlierCall()
    {
        var prompt = new Conversation(
            [
                new UserMessage("What does a room cost in Faro?"), new AssistantMessage("", CorruptionPrompts.Calls("""room_price{"city":"Faro"}""")),
                new UserMessage("And in Porto?"),
            ],
            CorruptionPrompts.Tools);
        var scene = Assert.IsType<Scene>(Scene.Of(prompt, CorruptionPrompts.Calls("""room_price{"city":"Porto"}""")));
        Assert.Equal("""room_price{"city":"Faro"}""", Assert.Single(Products("earlier-value", scene)));
    }

    [Fact]
    public void ToolSimilar_FillsTheRivalFromTheRightCall() =>
        // room_price shares most words with book_room, and takes a city as it does.
        Assert.Contains(Products("tool-similar", Room, RoomCall), product => product.StartsWith("""room_price{"city":"Lisbon" """.TrimEnd(), StringComparison.Ordinal));

    [Fact]
    public void NeedlessCall_TakesTheToolThatFitsBestFirst() =>
        Assert.StartsWith("timer{", Products("needless-call", "Who invented the timer?", "")[0], StringComparison.Ordinal);

    [Fact]
    public void OptionalInvented_AddsOneUnaskedArgument() =>
        Assert.All(Products("optional-invented", Room, RoomCall), product =>
        {
            Assert.StartsWith("""book_room{"city":"Lisbon","nights":3,"guests":4,""", product, StringComparison.Ordinal);
            Assert.Equal(4, ((MapValue)CorruptionPrompts.Calls(product)[0].ParseArguments().Value!).Entries.Count);
        });

    [Fact]
    public void PlaceCompleted_LeavesPlacesAloneWhoseDocumentationShowsTheLongForm()
    {
        ToolDefinition tool = new("weather", null, JsonText.Parse("""{"properties": {"city": {"type": "string", "description": "The city, e.g. Faro, Portugal"}}}"""));
        var scene = Scene.Of(new([new UserMessage("Weather in Porto?")], [tool]), CorruptionPrompts.Calls("""weather{"city":"Porto"}"""));
        Assert.Empty(Products("place-completed", scene!));
    }

    [Fact]
    public void DateForm_NeedsADocumentedForm()
    {
        ToolDefinition tool = new("open", null, JsonText.Parse("""{"properties": {"day": {"type": "string", "description": "The day"}}}"""));
        var scene = Scene.Of(new([new UserMessage("Is it open on 2031-05-02?")], [tool]), CorruptionPrompts.Calls("""open{"day":"2031-05-02"}"""));
        Assert.Empty(Products("date-form", scene!));
    }

    private static List<string> Products(string name, string request, string right) => Products(name, CorruptionPrompts.Scene(request, right));

    private static List<string> Products(string name, Scene scene) =>
        [.. Corruptions.Find(name)!.Apply(scene, SeededRandom.Of(7, name)).Take(200).Select(product => CorruptionPrompts.Text(product.Calls))];
}
