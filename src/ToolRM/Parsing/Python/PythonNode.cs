using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>A Python expression as parsed, before anything is evaluated. Names follow Python's own ast module.</summary>
/// <param name="Start">First UTF-16 position in the text.</param>
/// <param name="End">Position behind the last.</param>
internal abstract record PythonNode(int Start, int End);

/// <summary>A literal. <paramref name="Value"/> is null for <c>...</c>.</summary>
internal sealed record ConstantNode(int Start, int End, ArgumentValue? Value) : PythonNode(Start, End);

/// <summary>An f-string, a bytes literal or an imaginary number: well-formed, and nothing that a call's argument can hold.</summary>
internal sealed record OtherLiteralNode(int Start, int End, string Source) : PythonNode(Start, End);

internal sealed record NameNode(int Start, int End, string Id) : PythonNode(Start, End);

internal sealed record AttributeNode(int Start, int End, PythonNode Value, string Attribute) : PythonNode(Start, End);

internal sealed record SubscriptNode(int Start, int End, PythonNode Value, PythonNode Index) : PythonNode(Start, End);

internal sealed record SliceNode(int Start, int End, PythonNode? Lower, PythonNode? Upper, PythonNode? Step) : PythonNode(Start, End);

/// <summary>A call. A keyword without a name is a <c>**</c> argument.</summary>
internal sealed record CallNode(
    int Start, int End, PythonNode Function, IReadOnlyList<PythonNode> Arguments, IReadOnlyList<KeywordArgument> Keywords) : PythonNode(Start, End);

internal readonly record struct KeywordArgument(string? Name, PythonNode Value);

internal enum SequenceKind
{
    List,
    Tuple,
    Set,
}

internal sealed record SequenceNode(int Start, int End, SequenceKind Kind, IReadOnlyList<PythonNode> Items) : PythonNode(Start, End);

/// <summary>A dict display. An entry without a key is a <c>**</c> entry.</summary>
internal sealed record DictNode(int Start, int End, IReadOnlyList<DictEntry> Entries) : PythonNode(Start, End);

internal readonly record struct DictEntry(PythonNode? Key, PythonNode Value);

/// <summary>One of <c>- + ~ not await</c> and its operand.</summary>
internal sealed record UnaryNode(int Start, int End, string Operator, PythonNode Operand) : PythonNode(Start, End);

/// <summary>An arithmetic or bit operation.</summary>
internal sealed record BinaryNode(int Start, int End, PythonNode Left, string Operator, PythonNode Right) : PythonNode(Start, End);

/// <summary>A chain of <c>and</c> or <c>or</c>.</summary>
internal sealed record BooleanNode(int Start, int End, string Operator, IReadOnlyList<PythonNode> Operands) : PythonNode(Start, End);

/// <summary>A chain of comparisons; one operator fewer than operands.</summary>
internal sealed record CompareNode(int Start, int End, IReadOnlyList<PythonNode> Operands, IReadOnlyList<string> Operators) : PythonNode(Start, End);

internal sealed record ConditionalNode(int Start, int End, PythonNode Test, PythonNode Body, PythonNode Else) : PythonNode(Start, End);

internal sealed record StarredNode(int Start, int End, PythonNode Value) : PythonNode(Start, End);

/// <summary>A lambda, comprehension, generator, yield or named expression; kept as its source, since nothing looks inside.</summary>
internal sealed record OpaqueNode(int Start, int End, string Source) : PythonNode(Start, End);
