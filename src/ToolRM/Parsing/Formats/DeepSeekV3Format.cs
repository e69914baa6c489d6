namespace ToolRM.Parsing.Formats;

/// <summary>
/// DeepSeek V3 and R1: <c>function</c>, separator, name, newline, arguments in a <c>json</c> fence (tools-and-data 2.2). Unlike
/// vLLM's pattern, arguments over several lines are read.
/// </summary>
internal sealed class DeepSeekV3Format() : DeepSeekFormat("deepseek-v3", fenced: true);
