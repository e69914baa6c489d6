using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing.Bfcl;

/// <summary>Decoders for replies that carry calls as JSON objects in one way or another (tools-and-data 2.3).</summary>
internal static class JsonCallDecoders
{
    /// <summary>Qwen, Granite 4, Nanbeige: newline-framed <c>tool_call</c> blocks; what is unreadable is dropped in silence.</summary>
    public static BfclDecoding Qwen(string text)
    {
        var thought = text.LastIndexOf("</think>", StringComparison.Ordinal);
        if (thought >= 0) text = text[(thought + "</think>".Length)..];
        var calls = new List<ArgumentValue>();
        foreach (var block in Blocks(text, "<tool_call>\n", "\n</tool_call>"))
        {
            if (Json(block) is not { } value) continue;
            if (value is not MapValue map) return BfclDecoding.Raised("a tool_call block that holds no object");
            if (Call(map, "arguments", argumentsMustBeMap: true) is not { } call) return BfclDecoding.Raised("a call without name or with arguments that are no object");
            calls.Add(call);
        }
        return BfclDecoding.Of(calls);
    }

    /// <summary>Arch: as Qwen, but without blocks it raises, and unreadable JSON is read as a Python literal.</summary>
    public static BfclDecoding Arch(string text)
    {
        var calls = new List<ArgumentValue>();
        var any = false;
        var budget = new PythonBudget();
        foreach (var block in Blocks(text, "<tool_call>\n", "\n</tool_call>"))
        {
            any = true;
            var value = Json(block) ?? PythonLiteral.Read(block, budget, out _);
            if (value is not MapValue map || Call(map, "arguments", argumentsMustBeMap: false) is not { } call)
            {
                return BfclDecoding.Raised("a tool_call block that holds no call");
            }
            calls.Add(call);
        }
        return any ? BfclDecoding.Of(calls) : BfclDecoding.Raised("no tool_call block");
    }

    /// <summary>Falcon 3: the first block only, holding an object or a list, possibly in fences.</summary>
    public static BfclDecoding Falcon3(string text)
    {
        foreach (var block in Blocks(text, "<tool_call>", "</tool_call>"))
        {
            var body = block.Trim().Trim('`').Trim();
            if (body.StartsWith("json", StringComparison.Ordinal)) body = body[4..];
            return Items(body, acceptObject: true);
        }
        return BfclDecoding.Raised("no tool_call block");
    }

    /// <summary>Llama 3.1: JSON objects split at <c>;</c>, or without one a Python literal, so that <c>true</c> raises.</summary>
    public static BfclDecoding LlamaJson(string text)
    {
        text = text.Replace("<|python_tag|>", "", StringComparison.Ordinal);
        var items = new List<ArgumentValue>();
        if (text.Contains(';'))
        {
            foreach (var part in text.Split(';'))
            {
                if (Json(part) is not { } value) return BfclDecoding.Raised("a part that is no JSON");
                items.Add(value);
            }
        }
        else
        {
            if (PythonLiteral.Read(text.Trim(), new(), out var error) is not { } value) return BfclDecoding.Raised(error!);
            if (value is ListValue list) items.AddRange(list.Items);
            else items.Add(value);
        }
        return Calls(items, "parameters");
    }

    /// <summary>xLAM: a JSON list or object, or objects split at <c>;</c>.</summary>
    public static BfclDecoding Xlam(string text)
    {
        if (Json(text) is { } whole) return Calls(whole is ListValue list ? list.Items : [whole], "arguments");
        var items = new List<ArgumentValue>();
        foreach (var part in text.Split(';'))
        {
            if (Json(part) is not { } value) return BfclDecoding.Raised("no JSON");
            items.Add(value);
        }
        return Calls(items, "arguments");
    }

    /// <summary>Hammer: fences removed, then a JSON list; unreadable JSON is the empty list.</summary>
    public static BfclDecoding Hammer(string text)
    {
        text = text.Replace("```", "", StringComparison.Ordinal);
        return Json(text) switch
        {
            null => BfclDecoding.Of(Enumerable.Empty<ArgumentValue>()),
            ListValue list => Calls(list.Items, "arguments"),
            _ => BfclDecoding.Raised("no list"),
        };
    }

    /// <summary>BitAgent and Mistral with function calling: a JSON list and nothing else.</summary>
    public static BfclDecoding JsonList(string text) => Items(text, acceptObject: false);

    /// <summary>Granite 3: the text behind <c>&lt;tool_call&gt;</c> or <c>&lt;|tool_call|&gt;</c>, after any leading characters of "ASSISTANT:".</summary>
    public static BfclDecoding Granite3(string text)
    {
        text = text.TrimStart('A', 'S', 'I', 'T', 'N', ':').Trim();
        var mark = text.IndexOf("<tool_call>", StringComparison.Ordinal);
        if (mark >= 0)
        {
            return StrictItems(text[(mark + "<tool_call>".Length)..].Replace("</tool_call>", "", StringComparison.Ordinal));
        }
        mark = text.IndexOf("<|tool_call|>", StringComparison.Ordinal);
        return mark < 0 ? BfclDecoding.Raised("no tool_call mark") : StrictItems(text[(mark + "<|tool_call|>".Length)..]);
    }

    /// <summary>Phi-4-mini: as Granite 3, with its own closing mark.</summary>
    public static BfclDecoding Phi4Mini(string text)
    {
        var mark = text.IndexOf("<|tool_call|>", StringComparison.Ordinal);
        return mark < 0
            ? BfclDecoding.Raised("no tool_call mark")
            : StrictItems(text[(mark + "<|tool_call|>".Length)..].Replace("<|/tool_call|>", "", StringComparison.Ordinal));
    }

    /// <summary>Granite-20b: JSON objects behind <c>&lt;function_call&gt;</c> marks; other parts stay as texts.</summary>
    public static BfclDecoding Granite20b(string text)
    {
        var items = new List<ArgumentValue>();
        foreach (var part in text.Split("<function_call>"))
        {
            var trimmed = part.Trim();
            if (trimmed.Length == 0) continue;
            if (Json(trimmed) is not MapValue map || map["name"] is not TextValue name) items.Add(ArgumentValue.Of(trimmed));
            else if (name.Value == "no_function") items.Add(ArgumentValue.Of("No function is called"));
            else items.Add(BfclDecoding.Call(name.Value, map["arguments"] ?? MapValue.Empty));
        }
        return BfclDecoding.Of(items);
    }

    /// <summary>Native function calling: a list of <c>{name: JSON text of the arguments}</c>; unreadable or empty arguments raise.</summary>
    public static BfclDecoding Native(ArgumentValue output)
    {
        if (output is not ListValue list) return BfclDecoding.Raised("a text instead of calls");
        var calls = new List<ArgumentValue>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (item is not MapValue { Entries.Count: > 0 } map || map.Entries[0].Value is not TextValue text) return BfclDecoding.Raised("no call");
            if (Json(text.Value) is not { } arguments) return BfclDecoding.Raised("arguments that are no JSON");
            calls.Add(BfclDecoding.Call(map.Entries[0].Key, arguments));
        }
        return BfclDecoding.Of(calls);
    }

    /// <summary>GLM-4: the name on the first line, the arguments on the second; anything else stays as a text.</summary>
    public static BfclDecoding Glm4(string text)
    {
        var lines = text.Split('\n');
        return lines.Length >= 2 && Json(lines[1]) is MapValue arguments
            ? BfclDecoding.Of([BfclDecoding.Call(lines[0], arguments)])
            : BfclDecoding.Of([ArgumentValue.Of(text)]);
    }

    internal static ArgumentValue? Json(string text) => JsonParse.Of(text, JsonDialect.Python).Value;

    private static BfclDecoding Items(string text, bool acceptObject) => Json(text) switch
    {
        null => BfclDecoding.Raised("no JSON"),
        ListValue list => Calls(list.Items, "arguments"),
        MapValue map when acceptObject => Calls([map], "arguments"),
        _ => BfclDecoding.Raised("no list"),
    };

    /// <summary>A list whose items are objects of exactly name and arguments, or texts that are such objects as Python literals.</summary>
    private static BfclDecoding StrictItems(string text)
    {
        text = text.Trim();
        if (!text.StartsWith('[') && !text.EndsWith(']')) text = "[" + text + "]";
        if (Json(text) is not ListValue { Items.Count: > 0 } list) return BfclDecoding.Raised("no list of calls");
        var calls = new List<ArgumentValue>();
        var budget = new PythonBudget();
        foreach (var item in list.Items)
        {
            var value = item is TextValue quoted ? PythonLiteral.Read(quoted.Value, budget, out _) : item;
            if (value is not MapValue { Entries.Count: 2 } map || Call(map, "arguments", argumentsMustBeMap: false) is not { } call)
            {
                return BfclDecoding.Raised("an item that is not name and arguments");
            }
            calls.Add(call);
        }
        return BfclDecoding.Of(calls);
    }

    private static BfclDecoding Calls(IEnumerable<ArgumentValue> items, string argumentsKey)
    {
        var calls = new List<ArgumentValue>();
        foreach (var item in items)
        {
            if (item is not MapValue map || Call(map, argumentsKey, argumentsMustBeMap: false) is not { } call)
            {
                return BfclDecoding.Raised($"an item without 'name' or '{argumentsKey}'");
            }
            calls.Add(call);
        }
        return BfclDecoding.Of(calls);
    }

    private static MapValue? Call(MapValue map, string argumentsKey, bool argumentsMustBeMap)
    {
        if (map["name"] is not TextValue name || map[argumentsKey] is not { } arguments) return null;
        return argumentsMustBeMap && arguments is not MapValue ? null : BfclDecoding.Call(name.Value, arguments);
    }

    private static IEnumerable<string> Blocks(string text, string open, string close)
    {
        var position = 0;
        while (true)
        {
            var start = text.IndexOf(open, position, StringComparison.Ordinal);
            if (start < 0) yield break;
            start += open.Length;
            var end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0) yield break;
            yield return text[start..end];
            position = end + close.Length;
        }
    }
}
