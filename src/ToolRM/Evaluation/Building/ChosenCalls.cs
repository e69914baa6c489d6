using ToolRM.Conversations;
using ToolRM.Parsing.Python;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Building;

/// <summary>The right calls of a pair: the first accepted value of each argument, arguments left out where that is accepted.</summary>
/// <remarks>
/// Source: toolrm 1.2 (the chosen call appears to take the first accepted value) and the data kit's README. A built reply
/// counts only when the checker passes it: accepted values of Java and JavaScript are no source text, and some documents want
/// an argument that the answers let go.
/// </remarks>
internal static class ChosenCalls
{
    /// <summary>The calls; null when none that the checker passes could be built.</summary>
    public static ValueList<ToolCall>? Build(BenchmarkQuestion question)
    {
        if (question.Accepted is not { } accepted) return null;
        foreach (var keepsOptional in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (var picks in (ReadOnlySpan<bool>)[true, false])
            {
                var calls = accepted.Calls.Select(call => ToolCall.Of(call.Name, Arguments(call, accepted.Language, keepsOptional, picks))).ToValueList();
                if (JudgedOutput.Check(question, calls).Status == VerdictStatus.Pass) return calls;
            }
        }
        return null;
    }

    private static MapValue Arguments(AcceptedCall call, SourceLanguage language, bool keepsOptional, bool picks)
    {
        var entries = new List<MapEntry>();
        foreach (var parameter in call.Parameters)
        {
            if (parameter.Values.Count == 0 || (!keepsOptional && parameter.Values.Any(IsOmission))) continue;
            if (parameter.Values.FirstOrDefault(value => !IsOmission(value)) is not { } first) continue;
            var value = picks ? Pick(first, depth: 0) : first;
            entries.Add(new(parameter.Name, language == SourceLanguage.Python ? value : SourceText(value, language)));
        }
        return new(entries.ToValueList());
    }

    /// <summary>An accepted map holds a list of accepted values per key; a list may hold such maps.</summary>
    private static ArgumentValue Pick(ArgumentValue value, int depth) => value switch
    {
        _ when depth > 8 => value,
        MapValue map => new MapValue(map.Entries
            .Where(entry => entry.Value is not ListValue list || !list.Items.Any(IsOmission))
            .Select(entry => entry.Value is ListValue { Items.Count: > 0 } list ? new MapEntry(entry.Key, Pick(list.Items[0], depth + 1)) : entry).ToValueList()),
        ListValue list => new ListValue(list.Items.Select(item => Pick(item, depth + 1)).ToValueList()),
        TupleValue tuple => new ListValue(tuple.Items.Select(item => Pick(item, depth + 1)).ToValueList()),
        _ => value,
    };

    /// <summary>Arguments of Java and JavaScript are texts of literals; a text stands for itself.</summary>
    private static TextValue SourceText(ArgumentValue value, SourceLanguage language) => value switch
    {
        TextValue text => text,
        BooleanValue boolean => ArgumentValue.Of(boolean.Value ? "true" : "false"),
        NullValue => ArgumentValue.Of("null"),
        ListValue or MapValue when language == SourceLanguage.JavaScript => ArgumentValue.Of(ArgumentJson.Write(value)),
        _ => ArgumentValue.Of(PythonRepr.Str(value)),
    };

    private static bool IsOmission(ArgumentValue value) => value is TextValue { Value: "" };
}
