using System.Xml;
using System.Xml.Linq;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing.Bfcl;

/// <summary>BFCL's prompt mode with XML as the return format, verbose or concise (tools-and-data 1.9).</summary>
internal static class PromptModeXmlDecoder
{
    public static BfclDecoding Decode(string text, bool concise)
    {
        const string open = "<functions>", close = "</functions>";
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(close, start, StringComparison.Ordinal);
        if (end < 0) return BfclDecoding.Raised("no functions element");
        if (Load(text[start..(end + close.Length)]) is not { } root) return BfclDecoding.Raised("not well-formed XML");
        var calls = new List<ArgumentValue>();
        var budget = new PythonBudget();
        foreach (var function in root.Elements("function"))
        {
            if (function.Attribute("name")?.Value is not { } name) return BfclDecoding.Raised("a function without a name");
            var entries = new List<KeyValuePair<ArgumentValue, ArgumentValue>>();
            foreach (var parameter in concise ? function.Elements("param") : function.Elements("params").Elements("param"))
            {
                var text_ = concise ? parameter.Value : parameter.Attribute("value")?.Value;
                if (parameter.Attribute("name")?.Value is not { } key || text_ is null) return BfclDecoding.Raised("a parameter without name or value");
                var value = Convert(text_, parameter.Attribute("type")?.Value ?? "string", budget);
                if (value is null) return BfclDecoding.Raised($"the value of '{key}' does not fit its type");
                entries.Add(new(ArgumentValue.Of(key), value));
            }
            calls.Add(BfclDecoding.Call(name, PythonDict.Of(entries)!));
        }
        return BfclDecoding.Of(calls);
    }

    private static XElement? Load(string xml)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var depthChecked = XmlReader.Create(new StringReader(xml), settings);
            while (depthChecked.Read())
            {
                if (depthChecked.Depth > JsonParse.MaximumDepth) return null;
            }
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ArgumentValue? Convert(string text, string type, PythonBudget budget) => type switch
    {
        "integer" => PythonNumber.TryInteger(text, out var integer) ? ArgumentValue.Of(integer) : null,
        "float" => PythonNumber.TryFloat(text, out var number) ? ArgumentValue.Of(number) : null,
        "boolean" => ArgumentValue.Of(text.Equals("true", StringComparison.OrdinalIgnoreCase)),
        "null" => ArgumentValue.Null,
        "array" or "tuple" or "object" or "dict" => PythonLiteral.Read(text, budget, out _),
        _ => ArgumentValue.Of(text),
    };
}
