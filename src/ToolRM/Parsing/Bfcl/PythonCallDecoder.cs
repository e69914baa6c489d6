using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing.Bfcl;

/// <summary>BFCL's reading of Python call syntax (tools-and-data 1.9, steps 3 and 4), with its rule for every kind of node.</summary>
internal static class PythonCallDecoder
{
    /// <summary>Reads a text that is one call, or a list, tuple or set of calls.</summary>
    /// <param name="source">The text.</param>
    /// <param name="budget">What the reply that holds it may still build.</param>
    /// <param name="rules">Whose rules hold.</param>
    public static BfclDecoding Decode(string source, PythonBudget budget, PythonCallRules rules = PythonCallRules.Version4)
    {
        var node = PythonParser.Parse(source, out var error);
        switch (node)
        {
            case null:
                return BfclDecoding.Raised(error!);
            case CallNode call when rules == PythonCallRules.Version4:
                return Call(call, budget, out error) is { } single ? BfclDecoding.Of([single]) : BfclDecoding.Raised(error!);
            case SequenceNode sequence:
                var calls = new List<ArgumentValue>(sequence.Items.Count);
                foreach (var item in sequence.Items)
                {
                    if (item is not CallNode itemCall) return BfclDecoding.Raised("an element that is not a call");
                    var value = rules == PythonCallRules.Version4 ? Call(itemCall, budget, out error) : Value(itemCall, budget, out error);
                    if (value is null) return BfclDecoding.Raised(error!);
                    calls.Add(value);
                }
                return BfclDecoding.Of(calls);
            default:
                return BfclDecoding.Raised("neither a call nor a list of calls");
        }
    }

    /// <summary><c>{name: {keyword: value}}</c>; positional arguments are dropped, <c>**</c> stands under None.</summary>
    private static MapValue? Call(CallNode call, PythonBudget budget, out string? error)
    {
        error = null;
        var entries = new List<KeyValuePair<ArgumentValue, ArgumentValue>>(call.Keywords.Count);
        foreach (var (name, node) in call.Keywords)
        {
            var value = Value(node, budget, out error);
            if (value is null) return null;
            entries.Add(new(name is null ? ArgumentValue.Null : ArgumentValue.Of(name), value));
        }
        return BfclDecoding.Call(Name(call.Function), PythonDict.Of(entries)!);
    }

    /// <summary>The dotted name; what does not start with a plain name, such as a call, leaves nothing there.</summary>
    private static string Name(PythonNode function)
    {
        var parts = new List<string>();
        while (function is AttributeNode attribute)
        {
            parts.Add(attribute.Attribute);
            function = attribute.Value;
        }
        if (function is NameNode name) parts.Add(name.Id);
        parts.Reverse();
        return string.Join('.', parts);
    }

    private static ArgumentValue? Value(PythonNode node, PythonBudget budget, out string? error)
    {
        error = null;
        switch (node)
        {
            case ConstantNode constant:
                return constant.Value ?? ArgumentValue.Of("...");
            case NameNode name:
                return ArgumentValue.Of(name.Id);
            case UnaryNode unary: // whatever the operator, the constant is negated
                if (unary.Operand is ConstantNode { Value: IntegerValue or FloatValue or BooleanValue })
                {
                    return PythonArithmetic.Evaluate(unary with { Operator = "-" }, budget, out error);
                }
                error = $"'{unary.Operator}' before something that is not a number";
                return null;
            case SequenceNode { Kind: not SequenceKind.Set } sequence:
                var items = new ArgumentValue[sequence.Items.Count];
                for (var i = 0; i < items.Length; i++)
                {
                    var item = Value(sequence.Items[i], budget, out error);
                    if (item is null) return null;
                    items[i] = item;
                }
                return sequence.Kind == SequenceKind.List ? new ListValue(ValueList.Own(items)) : new TupleValue(ValueList.Own(items));
            case DictNode dict:
                return Dict(dict, budget, out error);
            case BinaryNode:
                return PythonArithmetic.Evaluate(node, budget, out error);
            case CallNode { Keywords.Count: 0 } or SubscriptNode:
                return ArgumentValue.Of(PythonUnparser.Write(node));
            case CallNode call:
                return Call(call, budget, out error);
            default:
                error = "an expression that has no value here";
                return null;
        }
    }

    private static ArgumentValue? Dict(DictNode dict, PythonBudget budget, out string? error)
    {
        error = null;
        var entries = new List<KeyValuePair<ArgumentValue, ArgumentValue>>(dict.Entries.Count);
        foreach (var (keyNode, valueNode) in dict.Entries)
        {
            if (keyNode is null) { error = "'**' in a dict"; return null; }
            var key = Value(keyNode, budget, out error);
            if (key is null) return null;
            var value = Value(valueNode, budget, out error);
            if (value is null) return null;
            entries.Add(new(key, value));
        }
        var map = PythonDict.Of(entries);
        if (map is null) error = "a list or dict as a dict key";
        return map;
    }
}

/// <summary>Which revision's rules hold.</summary>
internal enum PythonCallRules
{
    /// <summary>BFCL v4.</summary>
    Version4,

    /// <summary>Summer 2024: a call alone is refused, and a call without keywords is read as its source text.</summary>
    Release2024,
}
