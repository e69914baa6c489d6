using ToolRM.Conversations;
using ToolRM.Datasets.Arrow;
using ToolRM.Tests.Conventions;

namespace ToolRM.Tests.Datasets.Arrow;

/// <summary>The golden files, and how rows read from Arrow are compared with JSON.</summary>
internal static class ArrowFiles
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests", "ToolRM.Tests", "Golden", "Arrow");

    public static string At(string name) => Path.Combine(Folder, name);

    public static List<MapValue> Rows(string path)
    {
        using var reader = ArrowReader.Open(path);
        return Rows(reader);
    }

    public static List<MapValue> Rows(byte[] bytes, string source = "rows.arrow")
    {
        using var reader = ArrowReader.Open(new MemoryStream(bytes), source);
        return Rows(reader);
    }

    public static List<MapValue> Rows(ArrowReader reader)
    {
        var rows = new List<MapValue>();
        while (reader.Read()) rows.Add(reader.Row);
        Assert.Equal(rows.Count, reader.RowNumber);
        return rows;
    }

    /// <summary>Rows are those of a JSON Lines file; JavaScript writes the float 85.0 as 85, so numbers are compared by value.</summary>
    public static void AssertRows(string jsonLines, List<MapValue> found)
    {
        var expected = File.ReadAllLines(jsonLines);
        Assert.Equal(expected.Length, found.Count);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(Text(JsonParse.Of(expected[i]).Value!), Text(found[i]));
    }

    private static string Text(ArgumentValue value) => value switch
    {
        MapValue map => "{" + string.Join(",", map.Entries.Select(entry => $"{entry.Key}:{Text(entry.Value)}")) + "}",
        ListValue list => "[" + string.Join(",", list.Items.Select(Text)) + "]",
        FloatValue { Value: var number } when double.IsInteger(number) && Math.Abs(number) < 1e15 => new IntegerValue((long)number).ToString()!,
        _ => value.ToString()!,
    };
}
