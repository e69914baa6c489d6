using System.Numerics;
using System.Text.Json;
using ToolRM.Conversations;
using ToolRM.Verification.Literals;

namespace ToolRM.Tests.Verification.Literals;

/// <summary>The 105 vectors of tools-and-data 1.15, in Vectors/bfcl-converters.jsonl.</summary>
public class LiteralVectorTests
{
    public static TheoryData<string> Vectors()
    {
        var data = new TheoryData<string>();
        foreach (var line in Lines()) data.Add(line);
        return data;
    }

    // The first line names the section and the fields.
    private static string[] Lines() => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "bfcl-converters.jsonl")).Skip(1)];

    [Fact]
    public void AllOfTheSectionAreThere() => Assert.Equal(105, Lines().Length);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Agree(string line)
    {
        // NaN and Infinity stand bare in the file, as Python's JSON writes them; System.Text.Json refuses them.
        var vector = JsonDocument.Parse(line.Replace("NaN", "\"$nan\"", StringComparison.Ordinal).Replace("Infinity", "\"$inf\"", StringComparison.Ordinal)).RootElement;
        var (text, type) = (vector.GetProperty("v").GetString()!, vector.GetProperty("t").GetString()!);
        var itemType = vector.TryGetProperty("n", out var n) ? n.GetString() : null;
        var result = vector.GetProperty("l").GetString() == "java"
            ? JavaLiteral.Convert(text, type, itemType) : JavaScriptLiteral.Convert(text, type, itemType);
        if (vector.TryGetProperty("raises", out var raises))
        {
            var defect = raises.GetString() == "ValueError" ? LiteralResult.UnknownType : LiteralResult.NotImplemented;
            Assert.Equal(LiteralResult.Failed(defect), result);
        }
        else
        {
            Assert.Equal(Value(vector.GetProperty("r")), result.Value);
        }
    }

    private static ArgumentValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => new ListValue(element.EnumerateArray().Select(Value).ToValueList()),
        JsonValueKind.Object => new MapValue(element.EnumerateObject().Select(p => new MapEntry(p.Name, Value(p.Value))).ToValueList()),
        JsonValueKind.True or JsonValueKind.False => ArgumentValue.Of(element.GetBoolean()),
        JsonValueKind.Number when BigInteger.TryParse(element.GetRawText(), out var integer) => ArgumentValue.Of(integer),
        JsonValueKind.Number => ArgumentValue.Of(element.GetDouble()),
        _ => element.GetString() switch
        {
            "$nan" => ArgumentValue.Of(double.NaN),
            "$inf" => ArgumentValue.Of(double.PositiveInfinity),
            var text => ArgumentValue.Of(text!),
        },
    };
}
