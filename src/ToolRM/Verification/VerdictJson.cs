using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Verification;

/// <summary>
/// Verdicts as rows of schema <c>toolrm/verdicts@1</c> hold them beside their <c>id</c>: <c>{"status", "error_type"?, "findings"?,
/// "sub_error_types"?, "ignored_keywords"?, "components"?}</c>. Exact both ways.
/// </summary>
public static class VerdictJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/verdicts@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    private static readonly (string Word, ErrorLabel Meaning)[] Labels =
    [
        ("incorrect_output_format", ErrorLabel.IncorrectOutputFormat),
        ("incorrect_number_of_functions", ErrorLabel.IncorrectNumberOfFunctions),
        ("incorrect_function_name", ErrorLabel.IncorrectFunctionName),
        ("missing_required_parameter", ErrorLabel.MissingRequiredParameter),
        ("unexpected_parameter", ErrorLabel.UnexpectedParameter),
        ("incorrect_parameter_type", ErrorLabel.IncorrectParameterType),
        ("incorrect_parameter_value", ErrorLabel.IncorrectParameterValue),
        ("missing_optional_parameter", ErrorLabel.MissingOptionalParameter),
    ];

    /// <summary>Reads a verdict; other keys of the object, such as <c>id</c>, are passed over.</summary>
    /// <param name="row">The object.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no verdict; the message names the place.</exception>
    public static Verdict Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        return new(
            node.Required("status").Word(("pass", VerdictStatus.Pass), ("fail", VerdictStatus.Fail), ("undecided", VerdictStatus.Undecided)),
            node.OptionalText("error_type"),
            node.Optional("findings")?.List(ReadFinding) ?? [],
            node.Optional("sub_error_types")?.List(code => code.Text()) ?? [],
            node.Optional("ignored_keywords")?.List(keyword => keyword.Text()) ?? [],
            node.Optional("components")?.Entries((name, value) => new VerdictComponent(name, NumberJson.Read(value))) ?? []);
    }

    /// <summary>Writes a verdict, without what is empty.</summary>
    /// <param name="verdict">The verdict; names of components are unique.</param>
    public static MapValue Write(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return new MapBuilder()
            .Add("status", verdict.Status switch { VerdictStatus.Pass => "pass", VerdictStatus.Fail => "fail", _ => "undecided" })
            .Add("error_type", verdict.ErrorType)
            .AddListUnlessEmpty("findings", verdict.Findings, WriteFinding)
            .AddListUnlessEmpty("sub_error_types", verdict.SubErrorTypes, ArgumentValue.Of)
            .AddListUnlessEmpty("ignored_keywords", verdict.IgnoredKeywords, ArgumentValue.Of)
            .Add("components", NumberJson.Write(verdict.Components, component => (component.Name, component.Value)))
            .ToMap();
    }

    /// <summary>The snake-case word of a label, as in FC-RewardBench's <c>error_type</c>.</summary>
    /// <param name="label">The label.</param>
    public static string Word(ErrorLabel label) => Labels.First(entry => entry.Meaning == label).Word;

    private static Finding ReadFinding(DocumentNode node) => new(
        node.Required("code").Text(),
        node.Optional("label")?.Word(Labels),
        node.Required("message").Text(),
        node.Optional("call")?.Integer(),
        node.OptionalText("argument"),
        node.OptionalText("expected"),
        node.OptionalText("found"));

    private static ArgumentValue WriteFinding(Finding finding) => new MapBuilder()
        .Add("code", finding.Code)
        .Add("label", finding.Label is { } label ? Word(label) : null)
        .Add("message", finding.Message)
        .Add("call", finding.CallIndex is { } index ? new IntegerValue(index) : null)
        .Add("argument", finding.ArgumentPath)
        .Add("expected", finding.Expected)
        .Add("found", finding.Found)
        .ToMap();
}
