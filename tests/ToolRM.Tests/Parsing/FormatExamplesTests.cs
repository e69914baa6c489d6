namespace ToolRM.Tests.Parsing;

/// <summary>Hand-written replies of every format but hermes (tools-and-data 2.2-2.4): what is read, what is let pass.</summary>
public class FormatExamplesTests
{
    [Theory]
    [InlineData("llama3-json", "<|python_tag|>{\"name\": \"f\", \"parameters\": {\"a\": 1}}; {\"name\": \"g\", \"parameters\": {\"b\": \"x;y\"}}<|eom_id|>", "f{\"a\": 1} g{\"b\": \"x;y\"}")]
    [InlineData("llama3-json", "I think {x} is 1. {\"name\": \"f\", \"arguments\": {\"a\": true}}", "f{\"a\": true} | I think {x} is 1.")]
    [InlineData("llama3-json", "The answer is {\"result\": 3}.", "| The answer is {\"result\": 3}.")]
    [InlineData("llama3-json", "[{\"name\": \"f\", \"parameters\": {}}]", "f{}")]
    [InlineData("llama3-json", "{\"name\": \"f\", \"parameters\": {\"a\": 1}", "!1 Malformed")]
    [InlineData("llama3-json", "<|python_tag|>brave_search.call(query=\"x\")", "!1 Malformed")]
    [InlineData("pythonic", "[f(a=1, b=[True, None, -2.5], c={\"k\": 'v'}), m.g()]", "f{\"a\":1,\"b\":[true,null,-2.5],\"c\":{\"k\":\"v\"}} m.g{}")]
    [InlineData("pythonic", "<|python_start|>[f(a=1)]<|python_end|>", "f{\"a\":1}")]
    [InlineData("pythonic", "f(a=1), g(b=\"x\")", "f{\"a\":1} g{\"b\":\"x\"}")]
    [InlineData("pythonic", "f(a=true)\ng(b=null)", "f{\"a\":true} g{\"b\":null}")]
    [InlineData("pythonic", "Here you go:\n```python\n[f(a=1)]\n```\nDone.", "f{\"a\":1} | Here you go:\nDone.")]
    [InlineData("pythonic", "[f(a=1)]\n\nThis code calls f; it isn't hard.\nBye", "f{\"a\":1} | This code calls f; it isn't hard.\nBye")]
    [InlineData("pythonic", "```python\n[f(a=1)]\n```\nIt calls `f`.", "f{\"a\":1} | It calls `f`.")]
    [InlineData("pythonic", "['f(a=\"x, y\")', 'g()']", "f{\"a\":\"x, y\"} g{}")]
    [InlineData("pythonic", "['f(a=1)' 'g()']", "f{\"a\":1} !1 Malformed")]
    [InlineData("pythonic", "[]", "")]
    [InlineData("pythonic", "I cannot do that (sorry).", "| I cannot do that (sorry).")]
    [InlineData("pythonic", "[f(1)]", "!1 Malformed")]
    [InlineData("pythonic", "[f(a=g(1)), h(b=2)]", "h{\"b\":2} !1 Malformed")]
    [InlineData("pythonic", "[f(a=1", "!1 Malformed")]
    [InlineData("mistral", "Sure. [TOOL_CALLS] [{\"name\": \"f\", \"arguments\": {\"a\": 1}, \"id\": \"abcdefghi\"}]</s>", "f{\"a\": 1} | Sure.")]
    [InlineData("mistral", "[{\"name\": \"f\", \"arguments\": {}}, {\"name\": \"g\", \"arguments\": {}}]", "f{} g{}")]
    [InlineData("mistral", "[TOOL_CALLS][{\"name\": \"f\", \"arguments\": {}}, {\"name\": \"g\", \"arg", "f{} !1 Malformed")]
    [InlineData("mistral-v11", "Hi[TOOL_CALLS]f[CALL_ID]abcdefghi[ARGS]{\"a\": 1}[TOOL_CALLS]g{\"b\": 2}", "f{\"a\": 1} g{\"b\": 2} | Hi")]
    [InlineData("mistral-v13", "[TOOL_CALLS]f[ARGS]{\"a\": \"[TOOL_CALLS]\"}[TOOL_CALLS]g[ARGS]{}", "f{\"a\": \"[TOOL_CALLS]\"} g{}")]
    [InlineData("mistral-v13", "[TOOL_CALLS]f[ARGS]{\"a\" 1}[TOOL_CALLS]g[ARGS]{}", "g{} !1 Malformed")]
    [InlineData("granite", "ASSISTANT: <|tool_call|>[{\"name\": \"f\", \"arguments\": {\"a\": true}}]", "f{\"a\": true}")]
    [InlineData("granite", "<tool_call>[{\"name\": \"f\", \"arguments\": {}}]</tool_call>", "f{}")]
    [InlineData("granite", "<|tool_call|>[\"{\\\"name\\\": \\\"f\\\", \\\"arguments\\\": {\\\"a\\\": 1}}\"]", "f{\"a\": 1}")]
    [InlineData("granite", "<|tool_call|>[]", "")]
    [InlineData("granite-20b", "text <function_call> {\"name\": \"f\", \"arguments\": {\"a\": 1}} <function_call> {\"name\": \"g\", \"arguments\": {}}", "f{\"a\": 1} g{} | text")]
    [InlineData("granite-20b", "<function_call> {\"name\": \"no_function\", \"arguments\": {}}", "")]
    [InlineData("granite-20b", "<function_call> {\"name\": \"f\"", "!1 Malformed")]
    [InlineData("phi4-mini", "<|tool_call|>[{\"name\": \"f\", \"arguments\": {\"a\": 1}}]<|/tool_call|>", "f{\"a\": 1}")]
    [InlineData("phi4-mini", "<|tool_call|>[{\"name\": \"f\", \"arguments\": {\"a\": 1}}]", "f{\"a\": 1}")]
    [InlineData("json-list", "{\"name\": \"f\", \"arguments\": {\"a\": 1}}; {\"name\": \"g\", \"arguments\": {}}", "f{\"a\": 1} g{}")]
    [InlineData("json-list", "{\"thought\": \"hm\", \"tool_calls\": [{\"name\": \"f\", \"arguments\": {}}]}", "f{}")]
    [InlineData("json-list", "sorry", "| sorry")]
    [InlineData("json-list", "[]", "")]
    [InlineData("functionary-v1", "Ok.\n<|START_OF_FUNCTION_CALL|>f:\n{\"a\": 1}\n<|END_OF_FUNCTION_CALL|>", "f{\"a\": 1} | Ok.")]
    [InlineData("functionary-v2", "f\n<|content|>{\"a\": 1}\n<|from|>assistant\n<|recipient|>all\n<|content|>Done.<|stop|>", "f{\"a\": 1} | Done.")]
    [InlineData("functionary-v2", "all\n<|content|>Hello.<|stop|>", "| Hello.")]
    [InlineData("functionary-v2-llama3", "f\n{\"a\": 1}<|reserved_special_token_249|>all\nDone.<|eot_id|>", "f{\"a\": 1} | Done.")]
    [InlineData("functionary-v3-llama3", "all\nLet me see.>>>f\n{\"a\": \">>>\"}>>>g\n{}<|eot_id|>", "f{\"a\": \">>>\"} g{} | Let me see.")]
    [InlineData("functionary-v3-llama3", "Just words.\nTwo lines.", "| Just words.\nTwo lines.")]
    [InlineData("functionary-v3-llama31", "A <function=f>{\"a\": 1}</function> B <function=g>{}</function><|eom_id|>", "f{\"a\": 1} g{} | A\nB")]
    [InlineData("functionary-v3-llama31", "<|python_tag|>print(1)\n", "python{\"code\":\"print(1)\"}")]
    [InlineData("deepseek-v3", "Hi<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n```json\n{\n  \"a\": 1\n}\n```<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>function<｜tool▁sep｜>g\n```json\n{}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜><｜end▁of▁sentence｜>", "f{\n  \"a\": 1\n} g{} | Hi")]
    [InlineData("deepseek-v3", "<｜tool▁call▁begin｜>function<｜tool▁sep｜>f\n{\"a\": 1}", "f{\"a\": 1}")]
    [InlineData("deepseek-v31", "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>f<｜tool▁sep｜>{\"a\": 1}<｜tool▁call▁end｜><｜tool▁call▁begin｜>g<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>", "f{\"a\": 1} g{}")]
    [InlineData("minicpm3", "<|thought_start|>x<|thought_end|><|tool_call_start|>\n```python\nf(a=1)\ng(b=\"x\")\n```\n<|tool_call_end|>", "f{\"a\":1} g{\"b\":\"x\"}")]
    [InlineData("minicpm3", "hello", "| hello")]
    [InlineData("functiongemma", "<start_function_call>call:f{a:[1,<escape>x<escape>],b:{c:true},d:<escape>1,2}<escape>}<end_function_call><start_function_call>call:g{}<end_function_call>", "f{\"a\":[1,\"x\"],\"b\":{\"c\":true},\"d\":\"1,2}\"} g{}")]
    [InlineData("functiongemma", "<start_function_call>call:f{a:Paris, b: null}", "f{\"a\":\"Paris\",\"b\":null}")]
    [InlineData("functiongemma", "<start_function_call>call:f{a:1<end_function_call>no", "!1 Malformed | no")]
    [InlineData("glm4", "Sure.\nf\n{\"a\": 1}\ng\n{\"b\": 2}", "f{\"a\": 1} g{\"b\": 2} | Sure.")]
    [InlineData("glm4", "hello", "| hello")]
    [InlineData("nemotron", "<TOOLCALL>[f(a=1)]</TOOLCALL>", "f{\"a\":1}")]
    [InlineData("nemotron", "<TOOLCALL>[{\"name\": \"f\", \"arguments\": {\"a\": 1}}]</TOOLCALL> ok", "f{\"a\": 1} | ok")]
    [InlineData("nemotron", "[f(a=1)]", "| [f(a=1)]")]
    [InlineData("nexusraven", "Call: f(a=1); g(b=2)\nThought: because", "f{\"a\":1} g{\"b\":2} | Thought: because")]
    [InlineData("nexusraven", "Initial Answer: f(a='x')\nReflection: fine", "f{\"a\":\"x\"} | Reflection: fine")]
    [InlineData("nexusraven", "Call: out_of_domain(user_query=\"x\")", "")]
    [InlineData("react", "Thought: look it up\nAction: f\nAction Input: {\"a\": 1}\nObservation: 7\nThought: so", "f{\"a\": 1} | Thought: look it up")]
    [InlineData("react", "ASSISTANT Thought: t\nASSISTANT Action: get weather\nASSISTANT Action Input: {\"a\": 1}", "get weather{\"a\": 1} | ASSISTANT Thought: t")]
    [InlineData("react", "Action: f\nAction Input: Paris", "!1 Malformed")]
    [InlineData("react", "Action: f", "!1 Malformed")]
    [InlineData("openai-chat", "{\"role\":\"assistant\",\"content\":\"Hm.\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\": \\\"\\u00e9\\\"}\"}}]}", "f{\"a\": \"é\"} | Hm.")]
    [InlineData("openai-chat", "[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]", "f{}")]
    [InlineData("openai-chat", "{\"content\":null,\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}", "f{}")]
    [InlineData("openai-chat", "{\"content\":[{\"type\":\"text\",\"text\":\"A\"},{\"type\":\"text\",\"text\":\"B\"}]}", "| A\nB")]
    [InlineData("openai-chat", "{\"content\":null,\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\": 1\"}}]}", "!1 Malformed")]
    [InlineData("openai-chat", "{\"content\":null,\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}", "!1 Malformed")]
    [InlineData("openai-chat", "{\"content\":\"\",\"tool_calls\":[]}", "")]
    [InlineData("openai-chat", "plain words", "| plain words")]
    [InlineData("openai-responses", "[{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"t\"}]},{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]},{\"arguments\":\"{\\\"a\\\":1}\",\"type\":\"function_call\",\"name\":\"f\",\"call_id\":\"x\"}]", "f{\"a\":1} | Hi")]
    [InlineData("anthropic", "[{\"type\":\"thinking\",\"thinking\":\"t\"},{\"type\":\"text\",\"text\":\"Hi\"},{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"a\": 1}}]", "f{\"a\": 1} | Hi")]
    [InlineData("anthropic", "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"type\": \"tool_use\"}}]}", "f{\"type\": \"tool_use\"}")]
    [InlineData("anthropic", "{\"role\":\"assistant\",\"content\":\"Hi\"}", "| Hi")]
    [InlineData("cohere", "[{\"tool_name\":\"f\",\"parameters\":{\"a\":1}}]", "f{\"a\":1}")]
    [InlineData("cohere", "{\"tool_plan\":\"p\",\"tool_calls\":[{\"name\":\"f\",\"parameters\":{}}]}", "f{}")]
    [InlineData("gemini", "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"t\",\"thought\":true},{\"text\":\"Hi\"},{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}}}]}}]}", "f{\"a\":1} | Hi")]
    [InlineData("bfcl-json", "```json\n[{\"function\": \"m.f\", \"parameters\": {\"a\": [{\"b\": 1}]}}]\n```", "m.f{\"a\": [{\"b\": 1}]}")]
    [InlineData("bfcl-verbose-xml", "<functions><function name=\"f\"><params><param name=\"a\" value=\"1\" type=\"integer\"/><param name='b' value='x &amp; \"y\"' type='string'/><param name=\"c\" value=\"{'k': [True, None]}\" type=\"dict\"/><param name=\"d\" value=\"TRUE\" type=\"boolean\"/></params></function></functions>", "f{\"a\":1,\"b\":\"x & \\\"y\\\"\",\"c\":{\"k\":[true,null]},\"d\":true}")]
    [InlineData("bfcl-concise-xml", "<functions>\n<function name=\"f\">\n<param name=\"a\" type=\"float\">1</param>\n<param name=\"b\">x</param>\n</function>\n<function name=\"g\"></function></functions>", "f{\"a\":1.0,\"b\":\"x\"} g{}")]
    [InlineData("bfcl-concise-xml", "<functions><function name=\"f\"><param name=\"a\" type=\"integer\">one</param></function></functions>", "!1 Malformed")]
    public void Reads(string format, string text, string line) => Expect.Reads(format, text, line);

    [Fact]
    public void PythonicPositionalArguments_AreBoundBySchemaWithAWarning()
    {
        var tool = Expect.Tool("f", ("a", "integer"), ("b", "string"));
        Expect.Reads("pythonic", "[f(1, b='x')]", "f{\"a\":1,\"b\":\"x\"}", [tool]);
        Assert.Contains("schema's order", Assert.Single(Expect.Parse("pythonic", "[f(1)]", [tool]).Warnings), StringComparison.Ordinal);
        Expect.Reads("pythonic", "[f(1, a=2)]", "!1 Malformed", [tool]);
        Expect.Reads("pythonic", "[f(1, 2, 3)]", "!1 Malformed", [tool]);
    }

    [Fact]
    public void IdsAreKeptWhereTheFormatHasThem()
    {
        Assert.Equal("abcdefghi", Expect.Parse("mistral", "[TOOL_CALLS][{\"name\": \"f\", \"arguments\": {}, \"id\": \"abcdefghi\"}]").Calls[0].Call.Id);
        Assert.Equal("abcdefghi", Expect.Parse("mistral-v11", "[TOOL_CALLS]f[CALL_ID]abcdefghi[ARGS]{}").Calls[0].Call.Id);
        Assert.Equal("x", Expect.Parse("openai-responses", "[{\"type\":\"function_call\",\"id\":\"fc\",\"name\":\"f\",\"arguments\":\"{}\",\"call_id\":\"x\"}]").Calls[0].Call.Id);
        Assert.Null(Expect.Parse("hermes", "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>").Calls[0].Call.Id);
    }

    [Fact]
    public void ReasoningOfApisAndBlocks_IsKeptApart()
    {
        Assert.Equal("t", Expect.Parse("anthropic", "[{\"type\":\"thinking\",\"thinking\":\"t\"},{\"type\":\"text\",\"text\":\"Hi\"}]").Reasoning);
        Assert.Equal("t", Expect.Parse("gemini", "[{\"text\":\"t\",\"thought\":true},{\"text\":\"Hi\"}]").Reasoning);
        Assert.Equal("a\nb", Expect.Parse("openai-chat", "{\"reasoning_content\":\"a\",\"content\":\"<think>b</think>Hi\"}").Reasoning);
        Assert.Equal("x", Expect.Parse("minicpm3", "<|thought_start|>x<|thought_end|>Hi").Reasoning);
        Assert.Equal("step", Expect.Parse("json-list", "step</think>[{\"name\": \"f\", \"arguments\": {}}]").Reasoning);
    }
}
