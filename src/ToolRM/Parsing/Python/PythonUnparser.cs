using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>Writes an expression as Python's <c>ast.unparse</c> does: one normal form, whatever the source looked like.</summary>
/// <remarks>Lambdas, comprehensions and f-strings are written as in their source.</remarks>
internal static class PythonUnparser
{
    // Binding strength, loosest first, as in Python's grammar.
    private const int Test = 0, Or = 1, And = 2, NotLevel = 3, Compare = 4, BinaryBase = 5, Unary = 11, Power = 12, AtomLevel = 14;

    public static string Write(PythonNode node)
    {
        var builder = new StringBuilder();
        Append(builder, node, Test);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, PythonNode node, int level)
    {
        switch (node)
        {
            case ConstantNode constant:
                builder.Append(constant.Value is null ? "..." : PythonRepr.Repr(constant.Value));
                break;
            case OtherLiteralNode literal: builder.Append(literal.Source); break;
            case OpaqueNode opaque: builder.Append(opaque.Source); break;
            case NameNode name: builder.Append(name.Id); break;
            case AttributeNode attribute:
                Append(builder, attribute.Value, AtomLevel);
                if (attribute.Value is ConstantNode { Value: IntegerValue }) builder.Append(' ');
                builder.Append('.').Append(attribute.Attribute);
                break;
            case SubscriptNode subscript:
                Append(builder, subscript.Value, AtomLevel);
                builder.Append('[');
                if (subscript.Index is SequenceNode { Kind: SequenceKind.Tuple, Items.Count: > 0 } tuple) AppendItems(builder, tuple.Items, oneNeedsComma: true);
                else Append(builder, subscript.Index, Test);
                builder.Append(']');
                break;
            case SliceNode slice:
                if (slice.Lower is not null) Append(builder, slice.Lower, Test);
                builder.Append(':');
                if (slice.Upper is not null) Append(builder, slice.Upper, Test);
                if (slice.Step is not null) { builder.Append(':'); Append(builder, slice.Step, Test); }
                break;
            case StarredNode starred:
                builder.Append('*');
                Append(builder, starred.Value, BinaryBase);
                break;
            case CallNode call: AppendCall(builder, call); break;
            case SequenceNode sequence: AppendSequence(builder, sequence); break;
            case DictNode dict: AppendDict(builder, dict); break;
            case UnaryNode unary: AppendUnary(builder, unary, level); break;
            case BinaryNode binary: AppendBinary(builder, binary, level); break;
            case BooleanNode boolean:
                var own = boolean.Operator == "or" ? Or : And;
                Bracketed(builder, level > own, () =>
                {
                    for (var i = 0; i < boolean.Operands.Count; i++)
                    {
                        if (i > 0) builder.Append(' ').Append(boolean.Operator).Append(' ');
                        Append(builder, boolean.Operands[i], own + 1);
                    }
                });
                break;
            case CompareNode compare:
                Bracketed(builder, level > Compare, () =>
                {
                    Append(builder, compare.Operands[0], Compare + 1);
                    for (var i = 0; i < compare.Operators.Count; i++)
                    {
                        builder.Append(' ').Append(compare.Operators[i]).Append(' ');
                        Append(builder, compare.Operands[i + 1], Compare + 1);
                    }
                });
                break;
            case ConditionalNode conditional:
                Bracketed(builder, level > Test, () =>
                {
                    Append(builder, conditional.Body, Test + 1);
                    builder.Append(" if ");
                    Append(builder, conditional.Test, Test + 1);
                    builder.Append(" else ");
                    Append(builder, conditional.Else, Test);
                });
                break;
        }
    }

    private static void Bracketed(StringBuilder builder, bool brackets, Action write)
    {
        if (brackets) builder.Append('(');
        write();
        if (brackets) builder.Append(')');
    }

    private static void AppendCall(StringBuilder builder, CallNode call)
    {
        Append(builder, call.Function, AtomLevel);
        builder.Append('(');
        AppendItems(builder, call.Arguments, oneNeedsComma: false);
        for (var i = 0; i < call.Keywords.Count; i++)
        {
            if (i > 0 || call.Arguments.Count > 0) builder.Append(", ");
            builder.Append(call.Keywords[i].Name is { } name ? name + "=" : "**");
            Append(builder, call.Keywords[i].Value, Test);
        }
        builder.Append(')');
    }

    private static void AppendItems(StringBuilder builder, IReadOnlyList<PythonNode> items, bool oneNeedsComma)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) builder.Append(", ");
            Append(builder, items[i], Test);
        }
        if (oneNeedsComma && items.Count == 1) builder.Append(',');
    }

    private static void AppendSequence(StringBuilder builder, SequenceNode sequence)
    {
        var (open, close) = sequence.Kind switch
        {
            SequenceKind.List => ('[', ']'),
            SequenceKind.Tuple => ('(', ')'),
            _ => ('{', '}'),
        };
        builder.Append(open);
        AppendItems(builder, sequence.Items, oneNeedsComma: sequence.Kind == SequenceKind.Tuple);
        builder.Append(close);
    }

    private static void AppendDict(StringBuilder builder, DictNode dict)
    {
        builder.Append('{');
        for (var i = 0; i < dict.Entries.Count; i++)
        {
            if (i > 0) builder.Append(", ");
            if (dict.Entries[i].Key is { } key)
            {
                Append(builder, key, Test);
                builder.Append(": ");
                Append(builder, dict.Entries[i].Value, Test);
            }
            else
            {
                builder.Append("**");
                Append(builder, dict.Entries[i].Value, BinaryBase);
            }
        }
        builder.Append('}');
    }

    private static void AppendUnary(StringBuilder builder, UnaryNode unary, int level)
    {
        var own = unary.Operator switch { "not" => NotLevel, "await" => Power + 1, _ => Unary };
        Bracketed(builder, level > own, () =>
        {
            builder.Append(unary.Operator);
            if (unary.Operator is "not" or "await") builder.Append(' ');
            Append(builder, unary.Operand, own);
        });
    }

    private static void AppendBinary(StringBuilder builder, BinaryNode binary, int level)
    {
        var own = binary.Operator switch
        {
            "|" => BinaryBase,
            "^" => BinaryBase + 1,
            "&" => BinaryBase + 2,
            "<<" or ">>" => BinaryBase + 3,
            "+" or "-" => BinaryBase + 4,
            "**" => Power,
            _ => BinaryBase + 5,
        };
        var rightAssociative = binary.Operator == "**";
        Bracketed(builder, level > own, () =>
        {
            Append(builder, binary.Left, rightAssociative ? own + 1 : own);
            builder.Append(' ').Append(binary.Operator).Append(' ');
            Append(builder, binary.Right, rightAssociative ? Unary : own + 1);
        });
    }
}
