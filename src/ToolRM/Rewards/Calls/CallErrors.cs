using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>What is wrong with the names of a call's arguments.</summary>
[Flags]
public enum ArgumentErrors
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>H: an argument that the tool does not have.</summary>
    Unknown = 1,

    /// <summary>R: an argument that the tool has and the reference call has not.</summary>
    Redundant = 2,

    /// <summary>M: an argument of the reference call is not there.</summary>
    Missing = 4,
}

/// <summary>What is wrong with a call, by the first test that fails (arXiv 2412.15495; rewards 1.2).</summary>
public enum CallErrorCategory
{
    /// <summary>Nothing: names and values are the reference's.</summary>
    Equal,

    /// <summary>The names are right and at least one value is not.</summary>
    Value,

    /// <summary>The names of arguments are not the reference's; <see cref="ArgumentErrors"/> says how.</summary>
    Arguments,

    /// <summary>An offered tool, not the reference's; or the empty name.</summary>
    WrongTool,

    /// <summary>No call that can be read, or of a tool that was not offered.</summary>
    Unusable,
}

/// <summary>The categories of a call's errors: a reward's table, and a diagnosis beside any other.</summary>
public static class CallErrors
{
    /// <summary>Compares a call with the right one.</summary>
    /// <param name="predicted">The call; null when there is none that can be read.</param>
    /// <param name="reference">The right call.</param>
    /// <param name="tools">The offered tools. Arguments are known that stand under <c>properties</c> of the parameters' schema.</param>
    /// <param name="comparison">When values are equal.</param>
    public static (CallErrorCategory Category, ArgumentErrors Errors) Of(
        NamedArguments? predicted, NamedArguments reference, ValueList<ToolDefinition> tools, ValueComparison comparison = ValueComparison.Json)
    {
        if (predicted is not { } call) return (CallErrorCategory.Unusable, ArgumentErrors.None);
        if (call.Name.Length == 0) return (CallErrorCategory.WrongTool, ArgumentErrors.None);
        if (tools.FirstOrDefault(tool => tool.Name == call.Name) is not { } offered) return (CallErrorCategory.Unusable, ArgumentErrors.None);
        if (call.Name != reference.Name) return (CallErrorCategory.WrongTool, ArgumentErrors.None);
        var errors = Errors(call.Arguments, reference.Arguments, Properties(offered));
        if (errors != ArgumentErrors.None) return (CallErrorCategory.Arguments, errors);
        return (comparison.AreEqual(reference.Arguments, call.Arguments) ? CallErrorCategory.Equal : CallErrorCategory.Value, errors);
    }

    private static ArgumentErrors Errors(MapValue predicted, MapValue reference, MapValue? properties)
    {
        var errors = ArgumentErrors.None;
        foreach (var entry in predicted.Entries)
        {
            if (properties?[entry.Key] is null) errors |= ArgumentErrors.Unknown;
            else if (reference[entry.Key] is null) errors |= ArgumentErrors.Redundant;
        }
        foreach (var entry in reference.Entries)
        {
            if (predicted[entry.Key] is null) errors |= ArgumentErrors.Missing;
        }
        return errors;
    }

    private static MapValue? Properties(ToolDefinition tool) =>
        (JsonParse.Of(tool.Parameters.Text, JsonDialect.Python).Value as MapValue)?["properties"] as MapValue;
}
