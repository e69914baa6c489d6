using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Tests.Synthesis.Corruption;

/// <summary>Prompts of our own, over one small catalogue.</summary>
internal static class CorruptionPrompts
{
    public static ValueList<ToolDefinition> Tools { get; } =
    [
        Tool("book_room", "Book a hotel room", """
            {"type": "object", "properties": {
              "city": {"type": "string", "description": "City of the hotel"},
              "nights": {"type": "integer", "description": "How many nights"},
              "check_in": {"type": "string", "description": "First day, format YYYY-MM-DD"},
              "view": {"type": "string", "description": "The view, such as sea, garden or street"},
              "smoking": {"type": "boolean", "description": "Whether smoking is allowed"},
              "price_class": {"type": "string", "enum": ["budget", "middle", "luxury"]},
              "guests": {"type": "integer", "description": "How many guests. Default is 2"}},
             "required": ["city", "nights"]}
            """),
        Tool("room_price", "Price of a hotel room", """
            {"type": "object", "properties": {"city": {"type": "string"}, "currency": {"type": "string"}}, "required": ["city"]}
            """),
        Tool("move_money", "Move money between accounts", """
            {"type": "object", "properties": {
              "from_account": {"type": "string"}, "to_account": {"type": "string"},
              "amount": {"type": "number"}, "interest_rate": {"type": "number", "description": "Rate in percent"}, "memo": {"type": "string"}},
             "required": ["from_account", "to_account", "amount"]}
            """),
        Tool("filter_items", "Filter items of a shop", """
            {"type": "object", "properties": {
              "tags": {"type": "array", "items": {"type": "string"}},
              "price": {"type": "object", "properties": {"min": {"type": "number"}, "max": {"type": "number"}}, "required": ["min", "max"]}},
             "required": ["tags"]}
            """),
        Tool("timer", "Set a timer", """
            {"type": "object", "properties": {"minutes": {"type": "number"}, "unit": {"type": "string"}, "start": {"type": "string", "description": "HH:MM"}, "day": {"type": "string"}}, "required": ["minutes"]}
            """),
    ];

    public static Conversation Prompt(string request) => new([new UserMessage(request)], Tools);

    /// <summary>Calls written as <c>name{"a": 1}</c>, one a line.</summary>
    public static ValueList<ToolCall> Calls(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
    {
        var at = line.IndexOf('{');
        return ToolCall.Of(line[..at], JsonParse.Of(line[at..]).Value!);
    }).ToValueList();

    /// <summary>The calls as <see cref="Calls"/> reads them, without blanks.</summary>
    public static string Text(ValueList<ToolCall> calls) => string.Join('\n', calls.Select(call => call.Name + call.ArgumentsText));

    public static Scene Scene(string request, string right) =>
        Assert.IsType<Scene>(ToolRM.Synthesis.Corruption.Scene.Of(Prompt(request), Calls(right)));

    private static ToolDefinition Tool(string name, string description, string parameters) => new(name, description, JsonText.Parse(parameters));
}
