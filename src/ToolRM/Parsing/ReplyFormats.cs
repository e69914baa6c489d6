using ToolRM.Conversations;
using ToolRM.Parsing.Formats;

namespace ToolRM.Parsing;

/// <summary>One wire format: how a family of models writes calls, read tolerantly and written back.</summary>
/// <param name="Name">In kebab case; unique.</param>
/// <param name="Description">What a reply looks like, in one line.</param>
/// <param name="Models">Families that write it.</param>
/// <param name="Parser">Reads it.</param>
/// <param name="Renderer">Writes it; null where there is nothing to write (<c>auto</c>).</param>
public sealed record ReplyFormat(string Name, string Description, string Models, IReplyParser Parser, IReplyRenderer? Renderer);

/// <summary>The wire formats of tools-and-data section 2.2 and 1.9, tolerant profile. Help, docs and tests are made from this list.</summary>
public static class ReplyFormats
{
    /// <summary>Every format that stands for itself, in the order of the fact sheet; <see cref="Auto"/> is not among them.</summary>
    public static ValueList<ReplyFormat> All { get; } =
    [
        Of(new HermesFormat(), "<tool_call> {\"name\", \"arguments\"} </tool_call>, repeated", "Qwen 2.5 and 3, Hermes, Granite 4, Nanbeige, Arch, Falcon 3"),
        Of(new Qwen3CoderFormat(), "<function=NAME> <parameter=P> raw text </parameter> </function> in <tool_call>", "Qwen3-Coder"),
        Of(new Llama3JsonFormat(), "{\"name\", \"parameters\"}, several separated by ';', perhaps behind <|python_tag|>", "Llama 3.1 and 3.2"),
        Of(new PythonicFormat(), "[f(a=1), g(b=\"x\")]", "Llama 3.2, 3.3 and 4, BFCL's prompt mode, Gorilla OpenFunctions"),
        Of(new MistralFormat(), "[TOOL_CALLS] and a JSON array", "Mistral, tokenizers v2, v3 and v7"),
        Of(new MistralV11Format(), "[TOOL_CALLS]name[CALL_ID]id[ARGS]{...}, repeated", "Mistral, tokenizer v11"),
        Of(new MistralV13Format(), "[TOOL_CALLS]name[ARGS]{...}, repeated", "Mistral, tokenizer v13"),
        Of(new GraniteFormat(), "<|tool_call|> or <tool_call> and a JSON list", "Granite 3.0, 3.1 and later 3"),
        Of(new Granite20bFormat(), "<function_call> {\"name\", \"arguments\"}, repeated", "Granite-20b-functioncalling"),
        Of(new Phi4MiniFormat(), "<|tool_call|> JSON list <|/tool_call|>", "Phi-4-mini"),
        Of(new JsonListFormat(), "[{\"name\", \"arguments\"}], bare, fenced or behind a marker", "xLAM, Hammer, BitAgent"),
        Of(new FunctionaryV1Format(), "<|START_OF_FUNCTION_CALL|>name: JSON <|END_OF_FUNCTION_CALL|>", "Functionary v1"),
        Of(new FunctionaryV2Format(), "<|from|>assistant <|recipient|>NAME <|content|> JSON <|stop|>", "Functionary v2"),
        Of(new FunctionaryV2Llama3Format(), "<|reserved_special_token_249|>NAME and JSON on the next line", "Functionary v2.llama3"),
        Of(new FunctionaryV3Llama3Format(), ">>>NAME and JSON on the next line", "Functionary v3.llama3 (v3.2)"),
        Of(new FunctionaryV3Llama31Format(), "<function=NAME> JSON </function>, repeated", "Functionary v3-llama3.1"),
        Of(new DeepSeekV3Format(), "<\uFF5Ctool\u2581call\u2581begin\uFF5C>function<\uFF5Ctool\u2581sep\uFF5C>NAME and fenced JSON", "DeepSeek V3, R1"),
        Of(new DeepSeekV31Format(), "<\uFF5Ctool\u2581call\u2581begin\uFF5C>NAME<\uFF5Ctool\u2581sep\uFF5C> JSON", "DeepSeek V3.1"),
        Of(new MiniCpm3Format(), "<|tool_call_start|> fenced Python, one call a line <|tool_call_end|>", "MiniCPM3"),
        Of(new FunctionGemmaFormat(), "<start_function_call>call:NAME{key:<escape>text<escape>}<end_function_call>", "FunctionGemma"),
        Of(new Glm4Format(), "NAME, JSON on the next line", "GLM-4 9b"),
        Of(new NemotronFormat(), "<TOOLCALL>[f(a=1)]</TOOLCALL>", "Nemotron"),
        Of(new NexusRavenFormat(), "Call: f(a=1); g(b=2), or Initial Answer: f(a=1)", "NexusRaven v1 and v2"),
        Of(new ReactFormat(), "Thought:, Action: NAME, Action Input: JSON", "ToolLLM, ToolAlpaca"),
        Of(new OpenAiChatFormat(), "JSON of a chat message with tool_calls, arguments as text", "OpenAI chat completions and servers that follow them"),
        Of(new OpenAiResponsesFormat(), "JSON list of output items", "OpenAI Responses API"),
        Of(new AnthropicFormat(), "JSON list of content blocks", "Anthropic"),
        Of(new CohereFormat(), "JSON with tool_calls of {\"tool_name\", \"parameters\"}", "Cohere"),
        Of(new GeminiFormat(), "JSON with parts of {\"functionCall\": {\"name\", \"args\"}}", "Gemini"),
        Of(new BfclJsonFormat(), "[{\"function\", \"parameters\"}]", "BFCL's prompt mode, return format json"),
        Of(new BfclVerboseXmlFormat(), "<functions><function name><params><param name value type/>", "BFCL's prompt mode, return format verbose_xml"),
        Of(new BfclConciseXmlFormat(), "<functions><function name><param name type>value</param>", "BFCL's prompt mode, return format concise_xml"),
    ];

    /// <summary>Looks at the markers of a reply, picks a format of <see cref="All"/> and says which and why.</summary>
    public static ReplyFormat Auto { get; } = new("auto", "picks a format by its markers and says which", "any", new AutoReplyParser(), null);

    /// <summary>The format of a name, <c>auto</c> among them; null when there is none.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    public static ReplyFormat? Find(string name)
    {
        if (name == Auto.Name) return Auto;
        foreach (var format in All)
        {
            if (format.Name == name) return format;
        }
        return null;
    }

    private static ReplyFormat Of(WireFormat format, string description, string models) => new(format.Format, description, models, format, format);
}
