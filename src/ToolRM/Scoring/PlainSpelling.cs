using System.Numerics;
using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>
/// One spelling for all calls that are equal under <see cref="CallKey"/>, for verifiers to which spelling makes a difference:
/// compact JSON, keys sorted, whole numbers as the tool's schema types them.
/// </summary>
/// <remarks>
/// A whole number is written as an integer, but with a point where the schema says <c>number</c>, <c>float</c> or <c>double</c>
/// and the number can be held so. The order of the calls stays. Arguments that are not strict JSON, or hold a number beyond a
/// double's range, stay as they were written.
/// </remarks>
internal static class PlainSpelling
{
    /// <summary>The candidate with its calls respelt.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="tools">The tools whose schemas type the arguments.</param>
    public static Candidate Of(Candidate candidate, ValueList<ToolDefinition> tools)
    {
        var calls = new ToolCall[candidate.Calls.Count];
        for (var i = 0; i < calls.Length; i++) calls[i] = Of(candidate.Calls[i], tools);
        return candidate with { Calls = ValueList.Own(calls) };
    }

    private static ToolCall Of(ToolCall call, ValueList<ToolDefinition> tools)
    {
        if (call.ParseArguments().Value is not { } arguments || !ArgumentJson.CanCarry(arguments)) return call with { Id = null };
        ToolDefinition? tool = null;
        foreach (var offered in tools)
        {
            if (offered.Name != call.Name) continue;
            tool = offered; // of two tools of one name the first counts, as in the verifiers
            break;
        }
        return ToolCall.Of(call.Name, Of(arguments, tool is not null && HasWholeNumber(arguments) ? tool.Parameters.ToValue() : null));
    }

    private static ArgumentValue Of(ArgumentValue value, ArgumentValue? schema)
    {
        var known = schema as MapValue;
        switch (value)
        {
            case MapValue map:
                var properties = known?["properties"] as MapValue;
                return new MapValue(map.Entries
                    .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => new MapEntry(entry.Key, Of(entry.Value, properties?[entry.Key])))
                    .ToValueList());
            case ListValue list:
                var items = known?["items"];
                return new ListValue(list.Items.Select(item => Of(item, items)).ToValueList());
            case FloatValue number when number.Value == Math.Floor(number.Value) && !IsFloat(known):
                return ArgumentValue.Of(new BigInteger(number.Value));
            case FloatValue { Value: 0 }:
                return ArgumentValue.Of(0.0); // without the sign
            case IntegerValue integer when IsFloat(known) && (double)integer.Value is var held && double.IsFinite(held) && new BigInteger(held) == integer.Value:
                return ArgumentValue.Of(held);
            default:
                return value;
        }
    }

    private static bool IsFloat(MapValue? schema) => schema?["type"] switch
    {
        TextValue type => IsFloat(type.Value),
        ListValue types => types.Items.Any(type => type is TextValue text && IsFloat(text.Value)) && !types.Items.Contains(ArgumentValue.Of("integer")),
        _ => false,
    };

    private static bool IsFloat(string type) => type is "number" or "float" or "double";

    private static bool HasWholeNumber(ArgumentValue value) => value switch
    {
        IntegerValue => true,
        FloatValue number => number.Value == Math.Floor(number.Value),
        ListValue list => list.Items.Any(HasWholeNumber),
        MapValue map => map.Entries.Any(entry => HasWholeNumber(entry.Value)),
        _ => false,
    };
}
