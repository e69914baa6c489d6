using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>A Python expression as parsed, before anything is evaluated. Names follow Python's own ast module.</summary>
/// <param name="Start">First UTF-16 position in the text.</param>
/// <param name="End">Position behind the last.</param>
/// <param name="Depth">Nodes from here down to the deepest leaf; what walks a tree recurses as deep.</param>
internal abstract record PythonNode(int Start, int End, int Depth = 1)
{
    /// <summary>One more than the deepest of a node's parts; null stands for a part that is left out.</summary>
    protected static int Above(params ReadOnlySpan<PythonNode?> parts)
    {
        var deepest = 0;
        foreach (var part in parts) deepest = Math.Max(deepest, part?.Depth ?? 0);
        return deepest + 1;
    }

    /// <summary>One more than the deepest of a list of parts.</summary>
    protected static int AboveAll(IEnumerable<PythonNode> parts) => parts.Select(part => part.Depth).DefaultIfEmpty().Max() + 1;
}

/// <summary>A literal. <paramref name="Value"/> is null for <c>...</c>.</summary>
internal sealed record ConstantNode(int Start, int End, ArgumentValue? Value) : PythonNode(Start, End);

/// <summary>An f-string, a bytes literal or an imaginary number: well-formed, and nothing that a call's argument can hold.</summary>
internal sealed record OtherLiteralNode(int Start, int End, string Source) : PythonNode(Start, End);

internal sealed record NameNode(int Start, int End, string Id) : PythonNode(Start, End);

internal sealed record AttributeNode(int Start, int End, PythonNode Value, string Attribute) : PythonNode(Start, End, Above(Value));

internal sealed record SubscriptNode(int Start, int End, PythonNode Value, PythonNode Index) : PythonNode(Start, End, Above(Value, Index));

internal sealed record SliceNode(int Start, int End, PythonNode? Lower, PythonNode? Upper, PythonNode? Step) : PythonNode(Start, End, Above(Lower, Upper, Step));

/// <summary>A call. A keyword without a name is a <c>**</c> argument.</summary>
internal sealed record CallNode(
    int Start, int End, PythonNode Function, IReadOnlyList<PythonNode> Arguments, IReadOnlyList<KeywordArgument> Keywords)
    : PythonNode(Start, End, AboveAll([Function, .. Arguments, .. Keywords.Select(keyword => keyword.Value)]));

internal readonly record struct KeywordArgument(string? Name, PythonNode Value);

internal enum SequenceKind
{
    List,
    Tuple,
    Set,
}

internal sealed record SequenceNode(int Start, int End, SequenceKind Kind, IReadOnlyList<PythonNode> Items) : PythonNode(Start, End, AboveAll(Items));

/// <summary>A dict display. An entry without a key is a <c>**</c> entry.</summary>
internal sealed record DictNode(int Start, int End, IReadOnlyList<DictEntry> Entries)
    : PythonNode(Start, End, Entries.Select(entry => Above(entry.Key, entry.Value)).DefaultIfEmpty(1).Max());

internal readonly record struct DictEntry(PythonNode? Key, PythonNode Value);

/// <summary>One of <c>- + ~ not await</c> and its operand.</summary>
internal sealed record UnaryNode(int Start, int End, string Operator, PythonNode Operand) : PythonNode(Start, End, Above(Operand));

/// <summary>An arithmetic or bit operation.</summary>
internal sealed record BinaryNode(int Start, int End, PythonNode Left, string Operator, PythonNode Right) : PythonNode(Start, End, Above(Left, Right));

/// <summary>A chain of <c>and</c> or <c>or</c>.</summary>
internal sealed record BooleanNode(int Start, int End, string Operator, IReadOnlyList<PythonNode> Operands) : PythonNode(Start, End, AboveAll(Operands));

/// <summary>A chain of comparisons; one operator fewer than operands.</summary>
internal sealed record CompareNode(int Start, int End, IReadOnlyList<PythonNode> Operands, IReadOnlyList<string> Operators)
    : PythonNode(Start, End, AboveAll(Operands));

internal sealed record ConditionalNode(int Start, int End, PythonNode Test, PythonNode Body, PythonNode Else)
    : PythonNode(Start, End, Above(Test, Body, Else));

internal sealed record StarredNode(int Start, int End, PythonNode Value) : PythonNode(Start, End, Above(Value));

/// <summary>A lambda, comprehension, generator, yield or named expression; kept as its source, since nothing looks inside.</summary>
internal sealed record OpaqueNode(int Start, int End, string Source) : PythonNode(Start, End);
