using ToolRM.Conversations;

namespace ToolRM.Tests.Vectors;

/// <summary>Reads the transcribed vectors beside this file; see README.md there for their sections.</summary>
internal static class VectorFile
{
    public static IEnumerable<MapValue> Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", name);
        foreach (var line in File.ReadLines(path))
        {
            var parse = JsonParse.Of(line, JsonDialect.Python);
            Assert.True(parse.Succeeded, $"{name}: {parse.Error}");
            yield return (MapValue)parse.Value!;
        }
    }

    /// <summary>The value with <c>{"$tuple": […]}</c> turned into tuples.</summary>
    public static ArgumentValue WithTuples(ArgumentValue value) => value switch
    {
        MapValue { Entries.Count: 1 } map when map.Entries[0].Key == "$tuple" =>
            new TupleValue(((ListValue)map.Entries[0].Value).Items.Select(WithTuples).ToValueList()),
        MapValue map => new MapValue(map.Entries.Select(entry => new MapEntry(entry.Key, WithTuples(entry.Value))).ToValueList()),
        ListValue list => new ListValue(list.Items.Select(WithTuples).ToValueList()),
        _ => value,
    };

    public static string? Text(this MapValue map, string key) => (map[key] as TextValue)?.Value;
}
