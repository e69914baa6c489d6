using ToolRM.Conversations;
using ToolRM.Parsing.Bfcl;
using ToolRM.Tests.Vectors;

namespace ToolRM.Tests.Parsing.Bfcl;

/// <summary>The vectors of tools-and-data 1.16 (82) and 2.6 (106), which were made by running the original decoders.</summary>
public class DecoderVectorTests
{
    public static TheoryData<string> PromptMode() => [.. VectorFile.Read("bfcl-prompt-mode.jsonl").Select(vector => vector.ToString())];

    public static TheoryData<string> Handlers() => [.. VectorFile.Read("bfcl-decoders.jsonl").Select(vector => vector.ToString())];

    [Theory]
    [MemberData(nameof(PromptMode))]
    public void PromptModeDecodesAsTheOriginal(string json)
    {
        var vector = (MapValue)JsonParse.Of(json).Value!;
        var name = (vector.Text("fmt"), vector["tag"]) switch
        {
            (null, null) => "prompt",
            (null, _) => "prompt-tagged",
            ("json", _) => "prompt-json",
            ("verbose_xml", _) => "prompt-verbose-xml",
            _ => "prompt-concise-xml",
        };
        AssertDecodes(name, vector);
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public void HandlersDecodeAsTheOriginal(string json)
    {
        var vector = (MapValue)JsonParse.Of(json).Value!;
        AssertDecodes(vector.Text("h")!.Replace('_', '-'), vector);
    }

    [Fact]
    public void AllVectorsAreThere()
    {
        Assert.Equal(82, PromptMode().Count);
        Assert.Equal(106, Handlers().Count);
    }

    private static void AssertDecodes(string decoder, MapValue vector)
    {
        var decoding = BfclDecoders.Find(decoder)!.Decode(vector["in"]!, SourceLanguage.Python);
        if (vector["raises"] is not null)
        {
            Assert.True(decoding.Decoded is null, $"expected a raise, got {decoding.Decoded}");
            Assert.NotNull(decoding.Error);
            return;
        }
        Assert.True(decoding.Decoded is not null, decoding.Error);
        Assert.Equal(Plain(VectorFile.WithTuples(vector["out"]!)), Plain(decoding.Decoded!));
    }

    /// <summary>The vectors write a None key as the text "null", as Python's json does.</summary>
    private static ArgumentValue Plain(ArgumentValue value) => value switch
    {
        KeyedMapValue map => new MapValue(map.Entries
            .Select(entry => new MapEntry(entry.Key is TextValue key ? key.Value : entry.Key.ToString(), Plain(entry.Value))).ToValueList()),
        MapValue map => new MapValue(map.Entries.Select(entry => new MapEntry(entry.Key, Plain(entry.Value))).ToValueList()),
        ListValue list => new ListValue(list.Items.Select(Plain).ToValueList()),
        TupleValue tuple => new TupleValue(tuple.Items.Select(Plain).ToValueList()),
        _ => value,
    };
}
