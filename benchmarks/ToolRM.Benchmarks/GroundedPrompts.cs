using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Benchmarks;

/// <summary>Prompts and replies for measuring the scorer <c>grounded</c>; our own.</summary>
/// <remarks>Compiled into the tests as well.</remarks>
internal static class GroundedPrompts
{
    private static readonly string[] Towns = ["Bergen", "Ghent", "Porto", "Graz", "Turku", "Split", "Cork", "Lille"];

    /// <summary>Three tools, new objects every time.</summary>
    public static ValueList<ToolDefinition> Tools() =>
    [
        new("book_hotel", "Book a hotel room in a town.", JsonText.Parse(
            """{"type":"object","properties":{"town":{"type":"string","description":"The town, e.g. 'Oslo, Norway'"},"nights":{"type":"integer","description":"Number of nights"},"guests":{"type":"integer","description":"Number of guests. Default is 1."},"check_in":{"type":"string","description":"Date of arrival, YYYY-MM-DD"},"room":{"type":"string","enum":["single","double","suite"],"description":"Kind of room"},"breakfast":{"type":"boolean","description":"Whether breakfast is wanted","default":false}},"required":["town","nights","check_in"]}""")),
        new("find_restaurant", "Find restaurants in a town by cuisine and price.", JsonText.Parse(
            """{"type":"object","properties":{"town":{"type":"string","description":"The town"},"cuisine":{"type":"string","description":"Type of food"},"price":{"type":"string","enum":["low","medium","high"]}},"required":["town"]}""")),
        new("get_weather", "Get the weather forecast of a town.", JsonText.Parse(
            """{"type":"object","properties":{"town":{"type":"string","description":"The town"},"days":{"type":"integer","description":"Days ahead, 1 to 14"}},"required":["town"]}""")),
    ];

    public static CandidateGroup Group(int number, int candidates, ValueList<ToolDefinition> tools)
    {
        var town = Towns[number % Towns.Length];
        var prompt = new Conversation(
            [new UserMessage(string.Create(CultureInfo.InvariantCulture, $"Please book a double room in {town} for {2 + (number % 5)} nights from March {1 + (number % 28)}, 2026, for two guests, with breakfast. We arrive late."))], tools);
        return new(number.ToString(CultureInfo.InvariantCulture), prompt, Enumerable.Range(0, candidates).Select(i => Candidate(number, i)).ToValueList());
    }

    /// <summary>A conversation of so many words.</summary>
    public static CandidateGroup Long(int words)
    {
        var text = string.Join(' ', Enumerable.Range(0, words).Select(i => (i % 7) switch { 0 => "the", 1 => Towns[i % Towns.Length], 2 => "42", 3 => "room", _ => "word" + (i % 5000).ToString(CultureInfo.InvariantCulture) }));
        var group = Group(0, 4, Tools());
        return group with { Prompt = group.Prompt with { Messages = [new UserMessage(text), .. group.Prompt.Messages] } };
    }

    private static Candidate Candidate(int number, int i) => new(i.ToString(CultureInfo.InvariantCulture), "", [new("book_hotel", string.Create(CultureInfo.InvariantCulture,
        $$"""{"town": "{{Towns[(number + (i % 3)) % Towns.Length]}}", "nights": {{2 + ((number + i) % 5)}}, "guests": {{1 + (i % 3)}}, "check_in": "2026-03-{{1 + ((number + i) % 28):00}}", "room": "{{(i % 2 == 0 ? "double" : "suite")}}", "breakfast": {{(i % 4 < 3 ? "true" : "false")}}}"""))]);
}
