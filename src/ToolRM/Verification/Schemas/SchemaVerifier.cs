using System.Runtime.CompilerServices;
using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>
/// Checks calls against the offered tools, without a reference: does the tool exist, are the arguments JSON, do they fit its
/// schema. What it checks of a schema is said at <see cref="CompiledToolSchema"/>.
/// </summary>
/// <remarks>
/// All findings are collected, in the order of the calls; inside a call, missing parameters first, then the arguments in the
/// order given, each in the order type, value, nested values, alternatives. The first finding gives the error type. A reply
/// without calls passes: there is nothing to fault. A call to a tool whose schema is broken is <c>defect:schema</c>, and the
/// verdict is then Undecided unless another call is wrong for certain. A tool name that is offered twice means the first.
/// Labels are FC-RewardBench's (toolrm 1.2): a key that is missing or unknown inside an argument makes its value wrong.
/// </remarks>
public sealed class SchemaVerifier : IVerifier
{
    private readonly SchemaOptions _options;
    // Schemas are compiled once for each ToolDefinition object and forgotten with it.
    private readonly ConditionalWeakTable<ToolDefinition, CompiledToolSchema> _compiled = [];

    /// <summary>A verifier.</summary>
    /// <param name="options">How to read schemas; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one finding is to be kept.</exception>
    public SchemaVerifier(SchemaOptions? options = null)
    {
        _options = options ?? new SchemaOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaximumFindings, 1);
    }

    /// <inheritdoc/>
    public string Name => "schema";

    /// <inheritdoc/>
    public Verdict Verify(Conversation prompt, Candidate candidate, Reference? reference)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(candidate);
        return Verify(prompt.Tools, candidate.Calls);
    }

    /// <summary>Checks calls against tools.</summary>
    /// <param name="tools">The offered tools.</param>
    /// <param name="calls">The calls, in order.</param>
    public Verdict Verify(ValueList<ToolDefinition> tools, ValueList<ToolCall> calls)
    {
        if (calls.Count == 1) return Verify(tools, calls[0], 0);
        var combined = Verdict.Pass;
        for (var i = 0; i < calls.Count; i++) combined = Combine(combined, Verify(tools, calls[i], i));
        return combined;
    }

    private Verdict Verify(ValueList<ToolDefinition> tools, ToolCall call, int index)
    {
        foreach (var tool in tools)
        {
            if (tool.Name == call.Name) return Compiled(tool).Verify(call, index);
        }
        var names = new ListValue(tools.Select(tool => (ArgumentValue)ArgumentValue.Of(tool.Name)).ToValueList());
        return Verdict.Fail(new(SchemaCodes.UnknownFunction, ErrorLabel.IncorrectFunctionName, $"No tool named {ArgumentBrief.OfText(call.Name)} is offered.",
            index, null, tools.Count == 0 ? "no call: no tools are offered" : "one of " + ArgumentBrief.Of(names), ArgumentBrief.OfText(call.Name)));
    }

    private CompiledToolSchema Compiled(ToolDefinition tool)
    {
        if (_compiled.TryGetValue(tool, out var schema)) return schema;
        schema = CompiledToolSchema.Compile(tool, _options);
        _compiled.AddOrUpdate(tool, schema); // another thread's equal one may be replaced; both are right
        return schema;
    }

    /// <summary>Both verdicts' findings; a failure outweighs what could not be judged.</summary>
    private Verdict Combine(Verdict first, Verdict second)
    {
        if (ReferenceEquals(first, second) || second == Verdict.Pass) return first;
        if (first == Verdict.Pass) return second;
        var status = first.Status is VerdictStatus.Fail || second.Status is VerdictStatus.Fail ? VerdictStatus.Fail
            : first.Status is VerdictStatus.Undecided || second.Status is VerdictStatus.Undecided ? VerdictStatus.Undecided
            : VerdictStatus.Pass;
        return new(status,
            status == first.Status ? first.ErrorType : second.ErrorType,
            first.Findings.Concat(second.Findings).Take(_options.MaximumFindings).ToValueList(),
            IgnoredKeywords: first.IgnoredKeywords.Concat(second.IgnoredKeywords).Distinct().Order(StringComparer.Ordinal).ToValueList());
    }
}
