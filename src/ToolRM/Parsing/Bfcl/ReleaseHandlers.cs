using System.Text;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing.Bfcl;

/// <summary>
/// The decoders of the handlers that BFCL had when the outputs of the data kit's conformance set were made (summer 2024, and
/// version v4 for those of 2025), by the handler's name. Older than <see cref="BfclDecoders"/> and different in detail.
/// </summary>
/// <remarks>Written from the outputs and what became of them; the data kit's README says how the set was made.</remarks>
public static class ReleaseHandlers
{
    /// <summary>Reads an output as the handler of that name did.</summary>
    /// <param name="handler">The handler's name in the conformance set.</param>
    /// <param name="model">The model's name; those with <c>-FC</c> in it used native function calling, where a text is no call.</param>
    /// <param name="output">A text, or a list of <c>{name: JSON text of the arguments}</c>.</param>
    /// <param name="language">The item's language.</param>
    public static BfclDecoding Decode(string handler, string model, ArgumentValue output, SourceLanguage language)
    {
        if (output is not TextValue { Value: var text }) return NativeCalls(output);
        if (model.Contains("-FC", StringComparison.Ordinal)) return BfclDecoding.Raised("a text instead of calls");
        return handler switch
        {
            "ClaudeFCHandler" or "FireworkAIHandler" or "FunctionaryHandler" or "GeminiHandler" or "YiHandler" => BfclDecoding.Raised("a text instead of calls"),
            "prompting default" => PromptModeDecoder.Decode(text, language),
            "ArcticHandler" => Prompted(WithoutQuotedCalls(text.Replace("\n", "", StringComparison.Ordinal)), language),
            "DatabricksHandler" => Prompted(WithoutQuotedCalls(Unquoted(text)), language) is { Decoded: not null } decoding ? decoding : AstParse(text, language),
            "OpenAIHandler" => AstParse(text, language),
            "NvidiaHandler" => Prompted(WithoutQuotedCalls(text.Replace("\n", "", StringComparison.Ordinal)), language),
            "LlamaHandler" => Prompted(text.Replace("\n", "", StringComparison.Ordinal), language),
            "MistralHandler" => Prompted(text.Replace("\\_", "_", StringComparison.Ordinal), language),
            "DeepseekHandler" => Fenced(text, language),
            "GemmaHandler" => Bracketed(text, language),
            "GLMHandler" => Glm(text),
            "GraniteHandler" => JsonCallDecoders.Granite20b(text),
            "HermesHandler" => HermesLines(text, language),
            "NexusHandler" => Nexus(text, language),
            "xLAMHandler" => ToolCalls(text),
            "GorillaHandler" => AstParse("[" + text + "]", language),
            _ => Prompted(text, language),
        };
    }

    private static BfclDecoding NativeCalls(ArgumentValue output)
    {
        // Cohere's calls came with their arguments as objects, not as JSON text.
        var decoded = DecodedObjects(output);
        return decoded is null ? JsonCallDecoders.Native(output) : BfclDecoding.Of(decoded);
    }

    private static ListValue? DecodedObjects(ArgumentValue output) =>
        output is ListValue list && list.Items.Count > 0 && list.Items.All(item => item is MapValue { Entries.Count: > 0 } map && map.Entries[0].Value is MapValue)
            ? list
            : null;

    /// <summary>For Java and JavaScript every argument of a JSON call was made a text with Python's str.</summary>
    private static BfclDecoding Stringified(BfclDecoding decoding, SourceLanguage language)
    {
        if (language == SourceLanguage.Python || decoding.Decoded is not ListValue list) return decoding;
        return BfclDecoding.Of(list.Items.Select(item => item is MapValue { Entries.Count: > 0 } call && call.Entries[0].Value is MapValue arguments
            ? BfclDecoding.Call(call.Entries[0].Key, new MapValue(arguments.Entries
                .Select(argument => new MapEntry(argument.Key, ArgumentValue.Of(PythonRepr.Str(argument.Value)))).ToValueList()))
            : item));
    }

    private static BfclDecoding Prompted(string text, SourceLanguage language)
    {
        if (text.StartsWith(' ')) text = text[1..];
        if (!text.StartsWith('[')) text = "[" + text;
        if (!text.EndsWith(']')) text += "]";
        return AstParse(text, language);
    }

    /// <summary>The first bracket group in the first fence.</summary>
    private static BfclDecoding Fenced(string text, SourceLanguage language)
    {
        var parts = text.Split("```");
        if (parts.Length < 2) return BfclDecoding.Raised("no fence");
        var open = parts[1].IndexOf('[');
        var close = open < 0 ? -1 : parts[1].IndexOf(']', open);
        return close < 0 ? BfclDecoding.Raised("no brackets in the fence") : AstParse(parts[1][open..(close + 1)], language);
    }

    /// <summary>From the first opening to the last closing bracket.</summary>
    private static BfclDecoding Bracketed(string text, SourceLanguage language)
    {
        var open = text.IndexOf('[');
        var close = text.LastIndexOf(']');
        return open < 0 || close < open ? BfclDecoding.Raised("no brackets") : AstParse(text[open..(close + 1)], language);
    }

    private static BfclDecoding Glm(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 2) return BfclDecoding.Of([ArgumentValue.Of(lines[0])]);
        return JsonCallDecoders.Json(lines[1]) is { } arguments
            ? BfclDecoding.Of([BfclDecoding.Call(lines[0], arguments)])
            : BfclDecoding.Raised("the second line is no JSON");
    }

    /// <summary>The line behind each opening tag, with single quotes made double ones first.</summary>
    private static BfclDecoding HermesLines(string text, SourceLanguage language)
    {
        var calls = new List<ArgumentValue>();
        var open = false;
        foreach (var line in text.Split('\n'))
        {
            if (line == "<tool_call>") open = true;
            else if (line == "</tool_call>") open = false;
            else
            {
                if (open)
                {
                    if (JsonCallDecoders.Json(line.Replace('\'', '"')) is not MapValue call) return BfclDecoding.Raised("a line that is no JSON object");
                    if (call["name"] is not TextValue name || call["arguments"] is not { } arguments) return BfclDecoding.Raised("a call without name or arguments");
                    calls.Add(BfclDecoding.Call(name.Value, arguments));
                }
                open = false;
            }
        }
        return Stringified(BfclDecoding.Of(calls), language);
    }

    private static BfclDecoding Nexus(string text, SourceLanguage language)
    {
        if (text.EndsWith(';')) text = text[..^1];
        text = text.Replace(';', ',');
        return AstParse("[" + text + "]", language);
    }

    private static BfclDecoding ToolCalls(string text)
    {
        if (JsonCallDecoders.Json(text) is not { } value) return BfclDecoding.Of(ArgumentValue.Of(text));
        var items = value is MapValue map ? map["tool_calls"] ?? new ListValue([]) : value;
        if (items is not ListValue list) return BfclDecoding.Raised("no list of calls");
        var calls = new List<ArgumentValue>();
        foreach (var item in list.Items.OfType<MapValue>())
        {
            if (item["name"] is not TextValue name || item["arguments"] is not { } arguments) return BfclDecoding.Raised("a call without name or arguments");
            calls.Add(BfclDecoding.Call(name.Value, arguments));
        }
        return BfclDecoding.Of(calls);
    }

    /// <summary>The common parser of 2024: a list, tuple or set, never a call alone; a call without keywords became its source text.</summary>
    private static BfclDecoding AstParse(string text, SourceLanguage language) => language == SourceLanguage.Python
        ? PythonCallDecoder.Decode(text.Trim('\''), new(), PythonCallRules.Release2024)
        : PromptModeDecoder.DecodeSource(text, language);

    /// <summary>A list of calls in quotes as a list of calls: the quotes beside brackets and commas go.</summary>
    private static string WithoutQuotedCalls(string text) => text.StartsWith("['", StringComparison.Ordinal)
        ? text.Replace("['", "[", StringComparison.Ordinal).Replace("']", "]", StringComparison.Ordinal)
            .Replace("', '", ", ", StringComparison.Ordinal).Replace("','", ",", StringComparison.Ordinal)
        : text;

    /// <summary>The text with single quotes taken off every quoted part.</summary>
    private static string Unquoted(string text)
    {
        var builder = new StringBuilder(text.Length);
        var position = 0;
        while (true)
        {
            var open = text.IndexOf('\'', position);
            var close = open < 0 ? -1 : text.IndexOf('\'', open + 1);
            if (close < 0) return builder.Append(text.AsSpan(position)).ToString();
            builder.Append(text.AsSpan(position, open - position)).Append(text.AsSpan(open + 1, close - open - 1));
            position = close + 1;
        }
    }
}
