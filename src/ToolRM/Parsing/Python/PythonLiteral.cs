using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>Python literals as values: <c>ast.literal_eval</c>.</summary>
internal static class PythonLiteral
{
    /// <summary>JSON's names for values, which models mix into Python: <c>true</c>, <c>false</c>, <c>null</c>.</summary>
    public static IReadOnlyDictionary<string, ArgumentValue> JsonNames { get; } = new Dictionary<string, ArgumentValue>(StringComparer.Ordinal)
    {
        ["true"] = ArgumentValue.True,
        ["false"] = ArgumentValue.False,
        ["null"] = ArgumentValue.Null,
    };

    /// <summary>Reads a text that is one literal: numbers, texts, True, False, None, lists, tuples, dicts, signs.</summary>
    /// <param name="text">The text; white space around it is allowed.</param>
    /// <param name="budget">What the reply that holds it may still build.</param>
    /// <param name="error">Why it is not a literal.</param>
    /// <param name="constants">Names that stand for values, beside Python's own; for example JSON's true, false and null.</param>
    /// <returns>The value, or null.</returns>
    public static ArgumentValue? Read(string text, PythonBudget budget, out string? error, IReadOnlyDictionary<string, ArgumentValue>? constants = null)
    {
        var node = PythonParser.Parse(text.Trim(' ', '\t'), out error);
        return node is null ? null : ToValue(node, budget, out error, constants);
    }

    /// <summary>The value of a literal expression, or null with the reason.</summary>
    public static ArgumentValue? ToValue(
        PythonNode node, PythonBudget budget, out string? error, IReadOnlyDictionary<string, ArgumentValue>? constants = null)
    {
        error = null;
        switch (node)
        {
            case ConstantNode { Value: { } value }:
                return value;
            case NameNode name when constants is not null && constants.TryGetValue(name.Id, out var constant):
                return constant;
            case UnaryNode { Operator: "-" or "+", Operand: ConstantNode { Value: IntegerValue or FloatValue } }:
                return PythonArithmetic.Evaluate(node, budget, out error);
            case SequenceNode { Kind: not SequenceKind.Set } sequence:
                var items = new ArgumentValue[sequence.Items.Count];
                for (var i = 0; i < items.Length; i++)
                {
                    var item = ToValue(sequence.Items[i], budget, out error, constants);
                    if (item is null) return null;
                    items[i] = item;
                }
                return sequence.Kind == SequenceKind.List ? new ListValue(ValueList.Own(items)) : new TupleValue(ValueList.Own(items));
            case DictNode dict:
                var entries = new List<KeyValuePair<ArgumentValue, ArgumentValue>>(dict.Entries.Count);
                foreach (var entry in dict.Entries)
                {
                    if (entry.Key is null) { error = "'**' in a dict"; return null; }
                    var key = ToValue(entry.Key, budget, out error, constants);
                    if (key is null) return null;
                    var value = ToValue(entry.Value, budget, out error, constants);
                    if (value is null) return null;
                    entries.Add(new(key, value));
                }
                var map = PythonDict.Of(entries);
                if (map is null) error = "a list or dict as a dict key";
                return map;
            case BinaryNode:
                return PythonArithmetic.Evaluate(node, budget, out error);
            default:
                error = $"not a literal (at character {node.Start})";
                return null;
        }
    }
}

/// <summary>Builds dict values with Python's rules for keys.</summary>
internal static class PythonDict
{
    /// <summary>
    /// The dict of the entries: of equal keys the first stays with the last value. A <see cref="MapValue"/> when every key is a text.
    /// Null when a key cannot be one (a list or a dict, or a tuple that holds one).
    /// </summary>
    public static ArgumentValue? Of(IReadOnlyList<KeyValuePair<ArgumentValue, ArgumentValue>> entries)
    {
        var texts = true;
        foreach (var entry in entries)
        {
            if (!CanBeKey(entry.Key)) return null;
            texts &= entry.Key is TextValue;
        }
        if (texts)
        {
            var order = new List<MapEntry>(entries.Count);
            var index = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                var key = ((TextValue)entry.Key).Value;
                if (index.TryAdd(key, order.Count)) order.Add(new(key, entry.Value));
                else order[index[key]] = new(key, entry.Value);
            }
            return new MapValue(order.ToValueList());
        }
        var kept = new List<KeyValuePair<ArgumentValue, ArgumentValue>>(entries.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var identity = ArgumentJson.WriteCanonical(AsNumbers(entry.Key));
            if (places.TryAdd(identity, kept.Count)) kept.Add(entry);
            else kept[places[identity]] = new(kept[places[identity]].Key, entry.Value);
        }
        return new KeyedMapValue(kept.ToValueList());
    }

    private static bool CanBeKey(ArgumentValue key)
    {
        if (key is TupleValue tuple)
        {
            foreach (var item in tuple.Items)
            {
                if (!CanBeKey(item)) return false;
            }
        }
        return key is not (ListValue or MapValue or KeyedMapValue);
    }

    /// <summary>The key with its booleans as numbers, at every level: to Python (True,), (1,) and (1.0,) are one key.</summary>
    private static ArgumentValue AsNumbers(ArgumentValue key) => key switch
    {
        BooleanValue boolean => ArgumentValue.Of(boolean.Value ? 1 : 0),
        TupleValue tuple => new TupleValue(tuple.Items.Select(AsNumbers).ToValueList()),
        _ => key,
    };
}
