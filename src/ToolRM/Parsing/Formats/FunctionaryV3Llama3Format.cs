namespace ToolRM.Parsing.Formats;

/// <summary>
/// Functionary v3.llama3 (v3.2): <c>&gt;&gt;&gt;NAME</c> newline JSON, repeated; <c>&gt;&gt;&gt;all</c> newline text (tools-and-data
/// 2.2, 2.4). Left out: the original cuts the last letter of a name without a newline.
/// </summary>
internal sealed class FunctionaryV3Llama3Format() : RecipientFormat("functionary-v3-llama3", Mark, new("<|eot_id|>"))
{
    internal const string Mark = ">>>";
}
