using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>The values of <c>enum</c>; texts are looked up, the rest is compared as JSON one by one.</summary>
internal sealed class SchemaEnum
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly List<ArgumentValue> _others = [];

    public SchemaEnum(ValueList<ArgumentValue> values)
    {
        Values = values;
        foreach (var value in values)
        {
            if (value is TextValue text) _texts.Add(text.Value);
            else _others.Add(value);
            Kinds |= JsonKind.Of(value);
        }
    }

    /// <summary>The values, as given.</summary>
    public ValueList<ArgumentValue> Values { get; }

    /// <summary>The kinds of the values.</summary>
    public JsonKinds Kinds { get; }

    /// <summary>What one look-up costs, in comparisons.</summary>
    public int Cost(ArgumentValue value) => value is TextValue ? 1 : _others.Count;

    public bool Contains(ArgumentValue value)
    {
        if (value is TextValue text) return _texts.Contains(text.Value);
        foreach (var other in _others)
        {
            if (JsonEquality.AreEqual(other, value)) return true;
        }
        return false;
    }
}
