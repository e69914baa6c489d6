using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;

namespace ToolRM.Tests.Parsing;

/// <summary>Calls and hostile texts for the properties of the formats; every run uses the same seed.</summary>
internal static class ReplyGenerators
{
    public static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261121, 3);

    /// <summary>Every marker of every format, and pieces of JSON and Python around them.</summary>
    public static readonly string[] Markers =
    [
        "<tool_call>", "</tool_call>", "<function=f>", "<function=", "</function>", "<parameter=a>", "</parameter>", "<|python_tag|>",
        "<|python_start|>", "<|python_end|>", "[TOOL_CALLS]", "[CALL_ID]", "[ARGS]", "<|tool_call|>", "<|/tool_call|>", "<function_call>",
        "<|START_OF_FUNCTION_CALL|>", "<|END_OF_FUNCTION_CALL|>", "<|from|>", "<|recipient|>", "<|content|>", "<|stop|>",
        "<|reserved_special_token_249|>", "<|eot_id|>", ">>>", "<｜tool▁calls▁begin｜>", "<｜tool▁call▁begin｜>", "<｜tool▁sep｜>",
        "<｜tool▁call▁end｜>", "<｜tool▁calls▁end｜>", "<|tool_call_start|>", "<|tool_call_end|>", "<|thought_start|>", "<|thought_end|>",
        "<start_function_call>", "<end_function_call>", "<escape>", "call:", "<TOOLCALL>", "</TOOLCALL>", "\nCall:", "\nInitial Answer:",
        "\nReflection:", "\nAction:", "\nAction Input:", "\nObservation:", "<functions>", "<function name=\"f\">", "<params>",
        "<param name=\"a\" value=\"1\" type=\"integer\"/>", "<param name=\"b\">", "</param>", "</functions>", "<think>", "</think>", "```json\n", "```",
        "\n", " ", "f", "all\n", "f\n", "{\"name\": ", "\"f\"", ", \"arguments\": ", "{\"a\": 1}", "{", "}", "[", "]", ",", ";", ":", "\"", "\\",
        "'", "{\"tool_calls\": [", "{\"content\": \"x\"", "{\"type\": \"tool_use\", ", "f(a=1)", "f(", ")", "a=", "1", "true", "null", "é", "\ud800", "\0", "&lt;", "&#",
    ];

    private static readonly Gen<string> TextPiece = Gen.OneOf(
        Gen.Elements(Markers),
        Gen.Elements("", "a", "Paris", "O'Neil", "say \"hi\"", "line\nbreak", "tab\t", "back\\slash", "日本", "😀", "5", "true", "null", "{\"a\": 1}", "1,2", "a: b", "\u0001"));

    public static readonly Gen<string> Text = Gen.ListOf(TextPiece, 3).Select(parts => string.Concat(parts));

    private static readonly Gen<ArgumentValue> Scalar = Gen.OneOf(
        Text.Select(text => (ArgumentValue)ArgumentValue.Of(text)),
        Gen.Choose(-1000, 1000).Select(number => (ArgumentValue)ArgumentValue.Of(number)),
        Gen.Elements<ArgumentValue>(
            ArgumentValue.Null, ArgumentValue.True, ArgumentValue.False, ArgumentValue.Of(0.5), ArgumentValue.Of(1e300), ArgumentValue.Of(-2.0),
            ArgumentValue.Of(System.Numerics.BigInteger.Pow(10, 30))));

    private static readonly Gen<string> Key = Gen.OneOf(Gen.Elements("a", "b", "city", "unit_2", "x-y", "with blank", "a\"b"), Text);

    private static Gen<ArgumentValue> Value(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, Gen.ListOf(Value(depth - 1), 2).Select(items => (ArgumentValue)new ListValue(items.ToValueList()))),
        (1, Map(Key, depth - 1).Select(map => (ArgumentValue)map)));

    private static Gen<MapValue> Map(Gen<string> key, int depth) =>
        from count in Gen.Choose(0, 3)
        from keys in Gen.ListOf(key, count)
        from values in Gen.ListOf(Value(depth), count)
        select new MapValue(keys.Zip(values, (k, v) => new MapEntry(k, v)).DistinctBy(entry => entry.Key).ToValueList());

    /// <summary>Calls as tools have them: a plain name, plain parameter names, any values.</summary>
    public static readonly Gen<ToolCall> PlainCall =
        from name in Gen.Elements("f", "get_weather", "search2", "findAll")
        from arguments in Map(Gen.Elements("a", "b", "city", "unit_2"), 2)
        from spaced in Gen.Elements(true, false)
        select new ToolCall(name, spaced ? ArgumentJson.WriteSpaced(arguments) : ArgumentJson.Write(arguments));

    /// <summary>Calls with any name, parameter name and id.</summary>
    public static readonly Gen<ToolCall> AnyCall =
        from name in Gen.OneOf(Gen.Elements("f", "a.b.c", "x-y", "all", "no_function", "python", "out_of_domain", "two words", ""), Text)
        from arguments in Map(Key, 2)
        from id in Gen.Elements(null, "abc123DEF", "call-1", "with \"quote\"")
        select new ToolCall(name, ArgumentJson.Write(arguments), id);

    public static Gen<ValueList<ToolCall>> Calls(Gen<ToolCall> call) =>
        from count in Gen.Choose(0, 3)
        from calls in Gen.ListOf(call, count)
        select calls.ToValueList();

    public static readonly Gen<string> Content = Gen.OneOf(Gen.Elements("", "I will look it up.", "Two\nlines.", "a {brace} and [bracket]"), Text.Select(text => text.Trim()));

    /// <summary>Hostile replies: markers and pieces of JSON in any order.</summary>
    public static readonly Gen<string> Splice =
        from count in Gen.Choose(0, 25)
        from parts in Gen.ListOf(Gen.Elements(Markers), count)
        select string.Concat(parts);
}
