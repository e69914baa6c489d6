using ToolRM.Conversations;

namespace ToolRM.Parsing.Bfcl;

/// <summary>The decoders of BFCL's model handlers (version v4), bug for bug; what they read differs from family to family.</summary>
/// <remarks>Source: tools-and-data 1.9, 2.3 and the vectors of 1.16 and 2.6.</remarks>
public static class BfclDecoders
{
    /// <summary>Every decoder.</summary>
    public static ValueList<BfclDecoder> All { get; } =
    [
        new("prompt", "Prompted models: a list of calls in the item's language", (output, language) => Text(output, text => PromptModeDecoder.Decode(text, language))),
        new("prompt-tagged", "The same between TOOLCALL tags", (output, language) => Text(output, text => PromptModeDecoder.Decode(text, language, needsTag: true))),
        new("prompt-json", "Prompted models, JSON as the return format", (output, _) => Text(output, PromptModeJsonDecoder.Decode)),
        new("prompt-verbose-xml", "Prompted models, verbose XML", (output, _) => Text(output, text => PromptModeXmlDecoder.Decode(text, concise: false))),
        new("prompt-concise-xml", "Prompted models, concise XML", (output, _) => Text(output, text => PromptModeXmlDecoder.Decode(text, concise: true))),
        new("openai-fc", "Native function calling, chat completions", (output, _) => JsonCallDecoders.Native(output)),
        new("responses", "Native function calling, Responses API", (output, _) => JsonCallDecoders.Native(output)),
        new("qwen-fc", "Qwen 2.5 and 3 with function calling", (output, _) => Text(output, JsonCallDecoders.Qwen)),
        new("granite4", "Granite 4", (output, _) => Text(output, JsonCallDecoders.Qwen)),
        new("nanbeige", "Nanbeige", (output, _) => Text(output, JsonCallDecoders.Qwen)),
        new("arch", "Arch-Function", (output, _) => Text(output, JsonCallDecoders.Arch)),
        new("falcon3", "Falcon 3", (output, _) => Text(output, JsonCallDecoders.Falcon3)),
        new("llama-json", "Llama 3.1 with JSON calls", (output, _) => Text(output, JsonCallDecoders.LlamaJson)),
        new("llama-pythonic", "Llama 3.2 and later, Python calls", (output, language) => Text(output, text => PromptModeDecoder.Decode(text, language))),
        new("xlam", "xLAM", (output, _) => Text(output, JsonCallDecoders.Xlam)),
        new("xlam-qwen", "xLAM 2 on Qwen", (output, _) => Text(output, JsonCallDecoders.Xlam)),
        new("hammer", "Hammer", (output, _) => Text(output, JsonCallDecoders.Hammer)),
        new("bitagent", "BitAgent", (output, _) => Text(output, JsonCallDecoders.JsonList)),
        new("mistral-fc", "Mistral, local", (output, _) => Text(output, JsonCallDecoders.JsonList)),
        new("granite3", "Granite 3", (output, _) => Text(output, JsonCallDecoders.Granite3)),
        new("granite20b", "Granite-20b-functioncalling", (output, _) => Text(output, JsonCallDecoders.Granite20b)),
        new("phi4mini", "Phi-4-mini", (output, _) => Text(output, JsonCallDecoders.Phi4Mini)),
        new("glm4", "GLM-4 9b", (output, _) => Text(output, JsonCallDecoders.Glm4)),
        new("minicpm3", "MiniCPM3", (output, _) => Text(output, MarkedCallDecoders.MiniCpm3)),
        new("functiongemma", "FunctionGemma", (output, _) => Text(output, MarkedCallDecoders.FunctionGemma)),
        new("nexus", "NexusRaven", (output, _) => Text(output, MarkedCallDecoders.Nexus)),
        new("gorilla", "Gorilla OpenFunctions", (output, _) => Text(output, MarkedCallDecoders.Gorilla)),
        new("nemotron", "Nemotron", (output, _) => Text(output, MarkedCallDecoders.Nemotron)),
    ];

    /// <summary>The decoder of a name, or null.</summary>
    /// <param name="name">The name, such as <c>qwen-fc</c>.</param>
    public static BfclDecoder? Find(string name) => All.FirstOrDefault(decoder => decoder.Name == name);

    private static BfclDecoding Text(ArgumentValue output, Func<string, BfclDecoding> decode) =>
        output is TextValue text ? decode(text.Value) : BfclDecoding.Raised("a list of calls instead of a text");
}

/// <summary>One handler's decoder.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">Which models use it.</param>
/// <param name="Decode">
/// Reads a model's output: a text, or with native function calling a list of <c>{name: JSON text of the arguments}</c>. The
/// language is the item's. Total: what the original raises comes back as <see cref="BfclDecoding.Error"/>.
/// </param>
public sealed record BfclDecoder(string Name, string Description, Func<ArgumentValue, SourceLanguage, BfclDecoding> Decode);
