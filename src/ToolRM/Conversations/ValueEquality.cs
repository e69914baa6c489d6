using System.Numerics;

namespace ToolRM.Conversations;

/// <summary>
/// Equality of JSON documents: numbers by exact value (1 = 1.0 = 1e0), never equal to texts or booleans; key order does not
/// count; a tuple is an array.
/// </summary>
public static class JsonEquality
{
    /// <summary>Whether two values are the same JSON document.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool AreEqual(ArgumentValue left, ArgumentValue right) => ValueEquality.AreEqual(left, right, python: false);
}

/// <summary>
/// Equality of Python's <c>==</c>: true = 1 = 1.0 by exact value, a list never equals a tuple, key order does not count,
/// NaN equals nothing.
/// </summary>
public static class PythonEquality
{
    /// <summary>Whether Python would say that the two are equal.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool AreEqual(ArgumentValue left, ArgumentValue right) => ValueEquality.AreEqual(left, right, python: true);
}

internal static class ValueEquality
{
    public static bool AreEqual(ArgumentValue left, ArgumentValue right, bool python)
    {
        switch (left)
        {
            case TextValue text:
                return right is TextValue otherText && text.Value == otherText.Value;
            case IntegerValue integer:
                return right switch
                {
                    IntegerValue other => integer.Value == other.Value,
                    FloatValue other => SameNumber(integer.Value, other.Value),
                    BooleanValue other => python && integer.Value == (other.Value ? 1 : 0),
                    _ => false,
                };
            case FloatValue number:
                return right switch
                {
                    FloatValue other => number.Value == other.Value,
                    IntegerValue other => SameNumber(other.Value, number.Value),
                    BooleanValue other => python && number.Value == (other.Value ? 1 : 0),
                    _ => false,
                };
            case BooleanValue boolean:
                return right switch
                {
                    BooleanValue other => boolean.Value == other.Value,
                    IntegerValue or FloatValue => python && AreEqual(right, left, python),
                    _ => false,
                };
            case NullValue:
                return right is NullValue;
            case ListValue list:
                return right is ListValue otherList && SameItems(list.Items, otherList.Items, python)
                    || !python && right is TupleValue asTuple && SameItems(list.Items, asTuple.Items, python);
            case TupleValue tuple:
                return right is TupleValue otherTuple && SameItems(tuple.Items, otherTuple.Items, python)
                    || !python && right is ListValue asList && SameItems(tuple.Items, asList.Items, python);
            case MapValue map:
                return right is MapValue otherMap && SameEntries(map, otherMap, python);
            case KeyedMapValue map:
                return right is KeyedMapValue otherKeyed && SameKeyedEntries(map, otherKeyed, python);
            default:
                return false;
        }
    }

    private static bool SameNumber(BigInteger integer, double number) =>
        double.IsFinite(number) && number == Math.Floor(number) && integer == new BigInteger(number);

    private static bool SameItems(ValueList<ArgumentValue> left, ValueList<ArgumentValue> right, bool python)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i], python)) return false;
        }
        return true;
    }

    private static bool SameEntries(MapValue left, MapValue right, bool python)
    {
        if (left.Entries.Count != right.Entries.Count) return false;
        // Keys are unique, so equal counts and every left key present on the right mean equal key sets.
        var index = right.Entries.Count > 16 ? ToIndex(right) : null;
        for (var i = 0; i < left.Entries.Count; i++)
        {
            var (key, value) = (left.Entries[i].Key, left.Entries[i].Value);
            var sameSlot = right.Entries[i];
            var other = sameSlot.Key == key ? sameSlot.Value : index is null ? right[key] : index.GetValueOrDefault(key);
            if (other is null || !AreEqual(value, other, python)) return false;
        }
        return true;
    }

    private static Dictionary<string, ArgumentValue> ToIndex(MapValue map)
    {
        var index = new Dictionary<string, ArgumentValue>(map.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in map.Entries) index[entry.Key] = entry.Value;
        return index;
    }

    private static bool SameKeyedEntries(KeyedMapValue left, KeyedMapValue right, bool python)
    {
        if (left.Entries.Count != right.Entries.Count) return false;
        foreach (var entry in left.Entries)
        {
            var found = false;
            foreach (var other in right.Entries)
            {
                if (AreEqual(entry.Key, other.Key, python) && AreEqual(entry.Value, other.Value, python)) { found = true; break; }
            }
            if (!found) return false;
        }
        return true;
    }
}
