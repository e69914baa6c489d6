using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>A tool's parameter schema, compiled once to check many calls. Immutable; safe for many threads.</summary>
/// <remarks>
/// Checked: <c>type</c> (one word or several; JSON Schema's and BFCL's), <c>nullable</c>, <c>enum</c>, <c>const</c>,
/// <c>properties</c>, <c>required</c>, <c>additionalProperties</c>, <c>patternProperties</c>, <c>propertyNames</c>,
/// <c>minProperties</c>, <c>maxProperties</c>, <c>items</c>, <c>prefixItems</c> (and the list form of <c>items</c> with
/// <c>additionalItems</c>), <c>minItems</c>, <c>maxItems</c>, <c>uniqueItems</c>, <c>minimum</c>, <c>maximum</c>,
/// <c>exclusiveMinimum</c>, <c>exclusiveMaximum</c> (numbers or draft 4's flags), <c>multipleOf</c>, <c>minLength</c>,
/// <c>maxLength</c>, <c>pattern</c>, <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c>, <c>not</c>, and <c>$ref</c> into the document.
/// Meanings are those of draft 2020-12; 1.0 is an integer; key order and white space never count. Ours: <c>nullable</c> lets
/// null pass beside <c>enum</c> too, a keyword whose value is null is absent, and an <c>enum</c> without any value of the kind
/// that <c>type</c> asks for is ignored (and listed), since nothing could meet both.
/// </remarks>
public sealed class CompiledToolSchema
{
    // A step is a check of one value against one schema. Real schemas need two or three per value; the text bounds the values.
    private const long BaseSteps = 100_000;
    private const long StepsPerCharacter = 64;

    private readonly SchemaNode? _root;
    private readonly int _maximumFindings;

    private CompiledToolSchema(string name, SchemaNode? root, string? defect, ValueList<string> ignored, int maximumFindings)
    {
        (Name, _root, Defect, IgnoredKeywords, _maximumFindings) = (name, root, defect, ignored, maximumFindings);
        PassVerdict = ignored.Count == 0 ? Verdict.Pass : Verdict.Pass with { IgnoredKeywords = ignored };
    }

    /// <summary>The tool's name.</summary>
    public string Name { get; }

    /// <summary>What is wrong with the schema itself, with its place; null when it can be used.</summary>
    public string? Defect { get; }

    /// <summary>Keywords in the schema that are not checked, sorted; annotations such as <c>description</c> are not among them.</summary>
    public ValueList<string> IgnoredKeywords { get; }

    /// <summary>The one verdict of all passes.</summary>
    internal Verdict PassVerdict { get; }

    /// <summary>Compiles a tool's schema. Never throws for what stands in it: see <see cref="Defect"/>.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="options">How to read the schema; null for the defaults.</param>
    public static CompiledToolSchema Compile(ToolDefinition tool, SchemaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tool);
        options ??= new SchemaOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumFindings, 1);
        // JsonText says the text is JSON, but not that keys are unique or the nesting is one that we read.
        var parse = JsonParse.Of(tool.Parameters.Text);
        if (parse.Value is null) return new(tool.Name, null, $"the schema cannot be read: {parse.Error}", default, options.MaximumFindings);
        var (root, defect, ignored) = SchemaCompiler.Compile(parse.Value, options);
        return new(tool.Name, root, defect, ignored, options.MaximumFindings);
    }

    /// <summary>Checks one call's arguments; its name is not looked at.</summary>
    /// <param name="call">The call.</param>
    /// <param name="callIndex">Index of the call in its reply, from 0, for findings.</param>
    public Verdict Verify(ToolCall call, int callIndex = 0)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (_root is null) return Verdict.Undecided(SchemaCodes.Defect, $"The schema of {Name} is broken: {Defect}.");
        var parse = call.ParseArguments();
        if (parse.Value is null) return Fail(NotJson(call.ArgumentsText, parse.Error!, callIndex));
        if (parse.Value is not MapValue arguments)
        {
            return Fail(new(SchemaCodes.ArgumentsNotObject, ErrorLabel.IncorrectOutputFormat, $"The arguments are {JsonKind.Word(parse.Value)}, not object.",
                callIndex, null, "object", ArgumentBrief.Of(parse.Value)));
        }
        var steps = BaseSteps + StepsPerCharacter * call.ArgumentsText.Length;
        var check = new SchemaCheck(callIndex, null, 0, steps);
        if (check.Check(_root, arguments, null)) return PassVerdict;
        if (check.IsExhausted)
        {
            return Verdict.Undecided(SchemaCodes.TooCostly, $"The schema of {Name} needs more than {steps} steps for the arguments of call {callIndex}.");
        }
        var findings = new List<Finding>();
        new SchemaCheck(callIndex, findings, _maximumFindings, steps).Check(_root, arguments, null);
        if (findings.Count == 0) // the steps ran out while looking for the reason
        {
            findings.Add(new(SchemaCodes.AnyOf, ErrorLabel.IncorrectParameterValue, "The arguments do not fit the schema.", callIndex));
        }
        return new(VerdictStatus.Fail, findings[0].Code, findings.ToValueList(), IgnoredKeywords: IgnoredKeywords);
    }

    private Verdict Fail(Finding finding) => Verdict.Fail(finding) with { IgnoredKeywords = IgnoredKeywords };

    private static Finding NotJson(string text, JsonError error, int callIndex)
    {
        // A text that only a reader which keeps the last of equal keys accepts has a key twice; nothing else differs.
        var isDuplicate = JsonParse.Of(text, JsonDialect.LastKeyWins).Succeeded;
        return new(isDuplicate ? SchemaCodes.DuplicateKey : SchemaCodes.ArgumentsNotJson, ErrorLabel.IncorrectOutputFormat,
            $"The arguments are not JSON: {error}.", callIndex, null, isDuplicate ? "every key once" : "a JSON object", ArgumentBrief.OfText(text));
    }
}
