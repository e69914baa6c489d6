namespace ToolRM.Parsing.Formats;

/// <summary>
/// Functionary v2.llama3: <c>&lt;|reserved_special_token_249|&gt;NAME</c> newline JSON <c>&lt;|eot_id|&gt;</c> (tools-and-data 2.2).
/// </summary>
internal sealed class FunctionaryV2Llama3Format() : RecipientFormat("functionary-v2-llama3", Mark, new("<|eot_id|>"))
{
    internal const string Mark = "<|reserved_special_token_249|>";
}
