using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>One call in Python syntax. Positions are UTF-16 positions in the text read.</summary>
/// <param name="Name">The dotted name.</param>
/// <param name="Positional">Values of positional arguments, in order.</param>
/// <param name="Keywords">Keyword arguments in order; of a repeated name the last value.</param>
/// <param name="Start">First position.</param>
/// <param name="End">Position behind the last.</param>
/// <param name="Error">Why an argument has no literal value; null when all have one.</param>
internal sealed record PythonCall(
    string Name, IReadOnlyList<ArgumentValue> Positional, MapValue Keywords, int Start, int End, string? Error);

/// <summary>
/// Reads calls in Python syntax as inference servers do: <c>[f(a=1), g(b="x")]</c>, <c>f(a=1)</c>, <c>f(a=1), g()</c>. Values are
/// literals and arithmetic on them; the names <c>true</c>, <c>false</c> and <c>null</c> stand for JSON's values.
/// </summary>
internal static class PythonCallReader
{
    /// <summary>Reads a text that is one call, a list or tuple of calls, or the empty list.</summary>
    /// <param name="text">The text, without markers around it.</param>
    /// <param name="budget">What the reply that holds it may still build.</param>
    /// <param name="error">Why it is not; null on success.</param>
    /// <returns>The calls, or null.</returns>
    public static IReadOnlyList<PythonCall>? Read(string text, PythonBudget budget, out string? error)
    {
        var leading = text.Length - text.TrimStart().Length;
        var node = PythonParser.Parse(text[leading..].TrimEnd(), out error);
        switch (node)
        {
            case null:
                return null;
            case CallNode call:
                return ToCall(call, leading, budget) is { } single ? [single] : Refuse(out error);
            case SequenceNode { Kind: not SequenceKind.Set } sequence:
                var calls = new List<PythonCall>(sequence.Items.Count);
                foreach (var item in sequence.Items)
                {
                    if (item is not CallNode itemCall || ToCall(itemCall, leading, budget) is not { } converted) return Refuse(out error);
                    calls.Add(converted);
                }
                return calls;
            default:
                return Refuse(out error);
        }
    }

    private static IReadOnlyList<PythonCall>? Refuse(out string? error)
    {
        error = "the text is Python, but not a list of calls";
        return null;
    }

    private static PythonCall? ToCall(CallNode call, int offset, PythonBudget budget)
    {
        if (DottedName(call.Function) is not { } name) return null;
        string? problem = null;
        var positional = new List<ArgumentValue>();
        foreach (var argument in call.Arguments)
        {
            if (PythonLiteral.ToValue(argument, budget, out var error, PythonLiteral.JsonNames) is { } value) positional.Add(value);
            else problem ??= error;
        }
        var keywords = new List<KeyValuePair<ArgumentValue, ArgumentValue>>();
        foreach (var (key, node) in call.Keywords)
        {
            if (key is null) problem ??= "'**' in a call";
            else if (PythonLiteral.ToValue(node, budget, out var error, PythonLiteral.JsonNames) is { } value) keywords.Add(new(ArgumentValue.Of(key), value));
            else problem ??= $"{key}: {error}";
        }
        return new(name, positional, (MapValue)PythonDict.Of(keywords)!, call.Start + offset, call.End + offset, problem);
    }

    /// <summary>The dotted name of a function expression, or null when it is anything else.</summary>
    internal static string? DottedName(PythonNode node)
    {
        var parts = new List<string>();
        while (node is AttributeNode attribute)
        {
            parts.Add(attribute.Attribute);
            node = attribute.Value;
        }
        if (node is not NameNode name) return null;
        parts.Add(name.Id);
        parts.Reverse();
        return string.Join('.', parts);
    }
}
