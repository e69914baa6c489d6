using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Evaluation.Conformance;
using ToolRM.Parsing.Bfcl;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Building;

/// <summary>One output of one model to one question, decoded and judged.</summary>
/// <param name="Source">Model and run.</param>
/// <param name="Text">The output as text; of native calls their JSON.</param>
/// <param name="Calls">
/// The calls in the form that is stored: dotted names restored, arguments as JSON. Null when the output could not be decoded
/// into calls, or when JSON cannot hold what was decoded (<see cref="IsStorable"/>).
/// </param>
/// <param name="Verdict">The verdict on what was decoded.</param>
/// <param name="Label">Which of the eight errors it is; null for a right output.</param>
/// <param name="IsStorable">False when the stored calls would be judged differently from the decoded ones.</param>
public sealed record JudgedOutput(KitRun Source, string Text, ValueList<ToolCall>? Calls, Verdict Verdict, ErrorLabel? Label, bool IsStorable)
{
    /// <summary>Whether the output is right.</summary>
    public bool IsRight => Verdict.Status == VerdictStatus.Pass;

    /// <summary>Judges a decoded output.</summary>
    /// <param name="question">The question.</param>
    /// <param name="source">Model and run.</param>
    /// <param name="output">The output as the model gave it.</param>
    /// <param name="decoding">What its decoder made of it.</param>
    /// <param name="underscoreNames">Whether the model writes <c>_</c> for each dot of a name.</param>
    /// <remarks>
    /// Where no call is right, an output that decodes to at least one call fails and every other one abstained. That counts an
    /// output which could not be decoded as an abstention, as BFCL does; the text is kept, so that it can be told apart.
    /// </remarks>
    public static JudgedOutput Of(BenchmarkQuestion question, KitRun source, ArgumentValue output, BfclDecoding decoding, bool underscoreNames)
    {
        ArgumentNullException.ThrowIfNull(question);
        var text = output is TextValue { Value: var value } ? value : ArgumentJson.Write(output);
        var decoded = decoding.Decoded is null ? null : DecodedCall.FromBfcl(decoding.Decoded);
        var calls = decoded is null ? null : StoredCalls(decoded, question.Documents, underscoreNames);
        var isStorable = decoded is null || calls is not null;
        if (question.Checker(underscoreNames) is not { } checker)
        {
            var called = decoded is { Length: > 0 };
            var verdict = RelevanceChecker.Check(decoding.Decoded, callExpected: false);
            return new(source, text, called ? calls : [], verdict, null, !called || isStorable);
        }
        var judged = ConformanceCheck.Judge(decoding, checker);
        if (calls is { } stored && judged.Status != Check(question, stored).Status) isStorable = false;
        return new(source, text, calls, judged, BfclErrors.LabelOf(judged), isStorable);
    }

    /// <summary>The verdict on calls in stored form.</summary>
    /// <param name="question">A question to which calls are right.</param>
    /// <param name="calls">The calls; arguments that are no JSON object count as a wrong output format.</param>
    public static Verdict Check(BenchmarkQuestion question, ValueList<ToolCall> calls)
    {
        ArgumentNullException.ThrowIfNull(question);
        var decoded = new DecodedCall[calls.Count];
        for (var i = 0; i < decoded.Length; i++)
        {
            if (JsonParse.Of(calls[i].ArgumentsText, JsonDialect.Python).Value is not MapValue arguments)
            {
                return Verdict.Fail(new(BfclErrors.WrongOutputFormat, ErrorLabel.IncorrectOutputFormat, "the arguments are no JSON object", i));
            }
            decoded[i] = new(calls[i].Name, arguments);
        }
        return (question.Checker(underscoreNames: false) ?? throw new ArgumentException($"no call is right for \"{question.Id}\"", nameof(question))).Check(decoded);
    }

    private static ValueList<ToolCall>? StoredCalls(DecodedCall[] decoded, ValueList<ToolDefinition> documents, bool underscoreNames)
    {
        var calls = new ToolCall[decoded.Length];
        for (var i = 0; i < calls.Length; i++)
        {
            var name = decoded[i].Name;
            if (underscoreNames)
            {
                foreach (var document in documents)
                {
                    if (document.Name.Contains('.', StringComparison.Ordinal) && document.Name.Replace('.', '_') == name) name = document.Name;
                }
            }
            calls[i] = ToolCall.Of(name, decoded[i].Arguments);
            if (decoded[i].Arguments is not MapValue || calls[i].ParseArguments().Value is null) return null;
        }
        return calls.ToValueList();
    }
}
