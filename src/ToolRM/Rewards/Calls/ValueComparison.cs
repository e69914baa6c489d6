using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>When two values of arguments are equal. Key order never counts.</summary>
public enum ValueComparison
{
    /// <summary>As JSON documents: 1 equals 1.0, never true or "1".</summary>
    Json,

    /// <summary>As <see cref="Json"/>, and whole numbers differ from numbers with a fraction or exponent: 1 is not 1.0.</summary>
    Typed,

    /// <summary>As Python's <c>==</c>, which released code uses: true equals 1.</summary>
    Python,
}

/// <summary>Compares values of arguments.</summary>
public static class ValueComparisons
{
    internal static ValueList<string> Words { get; } = ["json", "typed", "python"];

    internal const string Description = "when values are equal: json: 1 = 1.0; typed: 1 and 1.0 differ; python: also true = 1, as in the released code";

    internal static ValueComparison Read(string word) => word switch { "typed" => ValueComparison.Typed, "python" => ValueComparison.Python, _ => ValueComparison.Json };

    /// <summary>Whether two values are equal.</summary>
    /// <param name="comparison">What counts.</param>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool AreEqual(this ValueComparison comparison, ArgumentValue left, ArgumentValue right) => comparison switch
    {
        ValueComparison.Python => PythonEquality.AreEqual(left, right),
        ValueComparison.Typed => JsonEquality.AreEqual(left, right) && SameKinds(left, right),
        _ => JsonEquality.AreEqual(left, right),
    };

    /// <summary>Whether numbers at the same places are of the same kind; the values are equal as JSON.</summary>
    private static bool SameKinds(ArgumentValue left, ArgumentValue right)
    {
        switch (left)
        {
            case IntegerValue or FloatValue:
                return left.GetType() == right.GetType();
            case ListValue list when right is ListValue other:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (!SameKinds(list.Items[i], other.Items[i])) return false;
                }
                return true;
            case MapValue map when right is MapValue other:
                foreach (var entry in map.Entries)
                {
                    if (!SameKinds(entry.Value, other[entry.Key]!)) return false;
                }
                return true;
            default:
                return true;
        }
    }
}
