using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>Findings. Every method returns false, the answer of the check that failed, and writes nothing while not reporting.</summary>
internal ref partial struct SchemaCheck
{
    private readonly bool Report(string code, ArgumentPath? path, string? expected, ArgumentValue found, string message) =>
        _findings is not null && Add(code, ErrorLabel.IncorrectParameterValue, path, expected, ArgumentBrief.Of(found), message);

    private readonly bool ReportType(ArgumentPath? path, string? expected, ArgumentValue value) =>
        _findings is not null && Add(SchemaCodes.Type, ErrorLabel.IncorrectParameterType, path, expected, $"{JsonKind.Word(value)} {ArgumentBrief.Of(value)}",
            expected is null ? $"{JsonKind.Word(value)} is not a type that is allowed" : $"expected {expected}, found {JsonKind.Word(value)}");

    private readonly bool ReportEnum(SchemaEnum allowed, ArgumentPath? path, ArgumentValue value) =>
        _findings is not null && Add(SchemaCodes.Enum, ErrorLabel.IncorrectParameterValue, path,
            "one of " + ArgumentBrief.Of(new ListValue(allowed.Values)), ArgumentBrief.Of(value), "the value is not one of those allowed");

    private readonly bool ReportConst(ArgumentValue constant, ArgumentPath? path, ArgumentValue value) =>
        _findings is not null && Report(SchemaCodes.Const, path, ArgumentBrief.Of(constant), value, "the value is not the only one allowed");

    private readonly bool ReportRange(NumberRange range, ArgumentPath? path, ArgumentValue value) =>
        _findings is not null && Report(SchemaCodes.Range, path, range.ToString(), value, $"the number is not {range}");

    private readonly bool ReportPattern(EcmaPattern pattern, ArgumentPath? path, ArgumentValue value) =>
        _findings is not null && Report(SchemaCodes.Pattern, path, ArgumentBrief.OfText(pattern.Source), value, "the text does not match the pattern");

    private readonly bool ReportCount(string code, ArgumentPath? path, string expected, int found, string unit) =>
        _findings is not null && Add(code, ErrorLabel.IncorrectParameterValue, path, expected, $"{found} {unit}", $"expected {expected}, found {found}");

    private readonly bool ReportRepetition(ArgumentPath? path, ArgumentValue item, int first, int second) =>
        _findings is not null && Report(SchemaCodes.Unique, new(path, null, second), "items that all differ", item, $"item {second} equals item {first}");

    private readonly bool ReportUnexpected(SchemaNode node, ArgumentPath? path, ArgumentValue value)
    {
        if (_findings is null) return false;
        var names = new List<ArgumentValue>();
        foreach (var (name, property) in node.Properties ?? [])
        {
            if (property.IsDeclared) names.Add(ArgumentValue.Of(name));
        }
        return Add(SchemaCodes.UnexpectedParameter, LabelAt(path, ErrorLabel.UnexpectedParameter), path,
            names.Count == 0 ? "no parameters" : "one of " + ArgumentBrief.Of(new ListValue(names.ToValueList())), ArgumentBrief.Of(value),
            $"the parameter {path} is not known");
    }

    private readonly bool ReportMissing(SchemaNode node, MapValue map, ArgumentPath? path)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Entries) present.Add(entry.Key);
        foreach (var name in node.Required)
        {
            if (present.Contains(name)) continue;
            var here = new ArgumentPath(path, name);
            var words = node.Properties![name].Schema.TypeWords;
            Add(SchemaCodes.MissingRequired, LabelAt(here, ErrorLabel.MissingRequiredParameter), here, words ?? "a value", null,
                $"the required parameter {here} is missing");
        }
        return false;
    }

    /// <summary>BFCL's labels for absent and unknown parameters are for arguments; inside an argument its value is wrong (toolrm 1.2).</summary>
    private static ErrorLabel LabelAt(ArgumentPath? path, ErrorLabel label) => path?.Parent is null ? label : ErrorLabel.IncorrectParameterValue;

    private readonly bool Add(string code, ErrorLabel label, ArgumentPath? path, string? expected, string? found, string message)
    {
        // Past the limit nothing is kept, but the walk still ends: it is bounded by its steps.
        if (_findings!.Count < _maximumFindings) _findings.Add(new(code, label, message, _callIndex, path?.ToString(), expected, found));
        return false;
    }
}
