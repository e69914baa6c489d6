using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Tests.Vectors;

namespace ToolRM.Tests.Parsing;

/// <summary>
/// The decoder vectors of tools-and-data 2.6 through the tolerant parsers. Their outcomes are BFCL's and are asserted by the
/// bfcl profile; here no text may throw, and a call that BFCL reads is read by us too.
/// </summary>
public class TolerantVectorTests
{
    private static string FormatOf(string handler) => handler switch
    {
        "qwen_fc" or "granite4" or "falcon3" or "nanbeige" or "arch" => "hermes",
        "llama_json" => "llama3-json",
        "llama_pythonic" or "gorilla" => "pythonic",
        "granite20b" => "granite-20b",
        "granite3" => "granite",
        "phi4mini" => "phi4-mini",
        "mistral_fc" => "mistral",
        "xlam" or "xlam_qwen" or "hammer" or "bitagent" => "json-list",
        "nexus" => "nexusraven",
        "openai_fc" => "openai-chat",
        "responses" => "openai-responses",
        _ => handler,
    };

    [Fact]
    public void EveryVector_GivesAValue_AndLosesNoCallOfBfcl()
    {
        var count = 0;
        foreach (var vector in VectorFile.Read("bfcl-decoders.jsonl"))
        {
            count++;
            var handler = vector.Text("h")!;
            var text = vector["in"] is TextValue raw ? raw.Value : vector["in"]!.ToString();
            var reply = Expect.Parse(FormatOf(handler), text);
            TotalityTests.AssertTrue(text, ReplyFormats.Auto.Parser.Parse(text), "auto");
            if (vector["in"] is not TextValue || vector["out"] is not ListValue calls) continue;
            foreach (var call in calls.Items)
            {
                if (call is not MapValue { Entries: [{ Value: MapValue arguments, Key: var name }] }) continue;
                Assert.True(reply.Calls.Any(read => read.Call.Name == name && JsonEquality.AreEqual(read.Call.ParseArguments().Value!, arguments)), $"{handler}: {text}");
            }
        }
        Assert.Equal(106, count);
    }
}
