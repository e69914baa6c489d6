// Replaced by the Java and JavaScript source parsers.
using ToolRM.Conversations;
namespace ToolRM.Parsing.Source;

internal sealed record SourceCall(string Name, ArgumentValue Arguments);
internal sealed record SourceCalls(ValueList<SourceCall>? Calls, string? Error);
internal static class JavaCallSource { public static SourceCalls Parse(string source) => new(null, source); }
internal static class JavaScriptCallSource { public static SourceCalls Parse(string source) => new(null, source); }
