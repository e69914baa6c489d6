using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>Values out of thin air, of the kind that models write when nothing was said: round numbers, stock names, first ids.</summary>
internal static class InventedValue
{
    private const int MaximumDepth = 4;

    // Which words in a parameter's name call for which stock values; the first row that fits is taken.
    private static readonly (string[] Words, string[] Values)[] Stock =
    [
        (["email", "mail"], ["user@example.com", "john.doe@example.com", "example@email.com"]),
        (["phone", "mobile", "tel"], ["123-456-7890", "+1234567890", "555-1234"]),
        (["url", "link", "website", "uri"], ["https://www.example.com", "https://example.com/page", "http://example.org"]),
        (["year"], ["2023", "2022", "2024"]),
        (["month"], ["January", "2023-10", "March"]),
        (["day", "weekday"], ["Monday", "today", "tomorrow"]),
        (["date", "checkin", "checkout"], ["2023-10-01", "2024-01-01", "2023-12-31", "today"]),
        (["time", "hour", "clock"], ["10:00", "12:00", "18:00", "now"]),
        (["state", "province"], ["CA", "NY", "Texas", "California"]),
        (["country", "nation"], ["USA", "United States", "UK"]),
        (["zip", "postal", "postcode"], ["12345", "90210", "10001"]),
        (["city", "town", "location", "place", "region", "area", "address", "destination", "origin", "departure", "from", "to", "where"],
            ["New York", "San Francisco, CA", "London", "Los Angeles", "Paris"]),
        (["language", "lang", "locale"], ["English", "en", "en-US"]),
        (["currency"], ["USD", "EUR", "US dollars"]),
        (["unit", "units"], ["metric", "celsius", "imperial", "km"]),
        (["id", "code", "key", "token", "reference", "ref"], ["12345", "1", "abc123", "001"]),
        (["artist", "author", "person", "name", "user", "username", "customer", "contact"], ["John Doe", "Jane Smith", "user", "Alice"]),
        (["sort", "order"], ["relevance", "desc", "popular", "date"]),
        (["format", "type", "category", "kind", "mode", "genre"], ["default", "general", "all", "standard"]),
        (["query", "keyword", "text", "message", "content", "title", "description", "note", "topic"], ["example", "test", "general information", "Hello"]),
    ];

    private static readonly string[] Others = ["default", "all", "any", "none", "standard", "N/A"];

    private static readonly double[] Counts = [1, 2, 5, 10, 10, 20, 50, 100];
    private static readonly double[] Measures = [0, 1, 0.5, 1.5, 10, 100, 1000];

    /// <summary>A value for a parameter, of its kind.</summary>
    public static ArgumentValue For(ParameterShape shape, SeededRandom random, int depth = 0)
    {
        if (shape.Members.Count > 0) return random.Pick(shape.Members);
        switch (shape.Kind)
        {
            case ShapeKind.Integer:
                return Numbers.Value(random.Pick(Counts));
            case ShapeKind.Number:
                return Numbers.Value(random.Pick(Measures));
            case ShapeKind.Boolean:
                return ArgumentValue.Of(random.Chance(0.7));
            case ShapeKind.List:
                var item = shape.Items ?? shape with { Kind = ShapeKind.Text };
                return depth >= MaximumDepth ? new ListValue([]) : new ListValue([For(item.Name.Length == 0 ? item with { Name = shape.Name } : item, random, depth + 1)]);
            case ShapeKind.Map:
                return depth >= MaximumDepth ? MapValue.Empty
                    : new MapValue(shape.Properties.Select(property => new MapEntry(property.Name, For(property, random, depth + 1))).ToValueList());
            default:
                return ArgumentValue.Of(random.Pick(Texts(shape.Name)));
        }
    }

    /// <summary>Stock texts for a name.</summary>
    public static string[] Texts(string name)
    {
        var words = NameWords.Of(name);
        foreach (var (hints, values) in Stock)
        {
            if (words.Any(word => hints.Contains(word))) return values;
        }
        return Others;
    }
}
