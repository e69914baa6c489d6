namespace ToolRM.Parsing.Formats;

/// <summary>DeepSeek V3.1: name, separator, arguments, without type word and fence (tools-and-data 2.2).</summary>
internal sealed class DeepSeekV31Format() : DeepSeekFormat("deepseek-v31", fenced: false);
