using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>
/// BFCL's AST checker: compares decoded calls with lists of accepted values, with the same verdicts and error types as the
/// original (version v4), its oddities included: greedy assignment of parallel calls, normalised texts, variables for values.
/// </summary>
/// <remarks>
/// Prepares documents and answers once; checking keeps nothing and is safe for concurrent calls. Where the original stops with
/// an error because question or answer is broken, the verdict is <see cref="VerdictStatus.Undecided"/>.
/// Source: tools-and-data 1.3 to 1.8.
/// </remarks>
public sealed class ReferenceChecker
{
    private readonly CompiledReference _reference;
    private readonly bool _underscoreNames;

    /// <summary>Prepares a question.</summary>
    /// <param name="tools">The function documents, with BFCL's type words.</param>
    /// <param name="reference">The accepted answers.</param>
    /// <param name="underscoreNames">
    /// BFCL's <c>underscore_to_dot</c>: the model cannot write dots in names, so the expected name is compared with <c>_</c> for
    /// each <c>.</c>, and the dotted form is refused.
    /// </param>
    public ReferenceChecker(ValueList<ToolDefinition> tools, AcceptedCalls reference, bool underscoreNames = false)
    {
        ArgumentNullException.ThrowIfNull(reference);
        _reference = CompiledReference.Of(tools, reference);
        _underscoreNames = underscoreNames || reference.UnderscoreNames;
    }

    private ReferenceChecker(CompiledReference reference, bool underscoreNames) => (_reference, _underscoreNames) = (reference, underscoreNames);

    /// <summary>The same question for models that write names the other way.</summary>
    /// <param name="underscoreNames">See the constructor.</param>
    public ReferenceChecker With(bool underscoreNames) => underscoreNames == _underscoreNames ? this : new(_reference, underscoreNames);

    /// <summary>Checks a reply's calls.</summary>
    /// <param name="calls">The calls, in the order emitted; argument order decides which failure comes first.</param>
    public Verdict Check(ValueList<DecodedCall> calls) => Check(calls.AsSpan());

    /// <summary>Checks a reply's calls.</summary>
    /// <param name="calls">The calls, in the order emitted.</param>
    public Verdict Check(ReadOnlySpan<DecodedCall> calls) => _reference.Matching switch
    {
        CallMatching.Parallel => CheckParallel(calls),
        CallMatching.Multiple => CheckSingle(calls, _reference.Answers.Length, BfclErrors.MultipleWrongCount),
        _ => CheckSingle(calls, 1, BfclErrors.SimpleWrongCount),
    };

    private Verdict CheckSingle(ReadOnlySpan<DecodedCall> calls, int expected, string countCode)
    {
        if (calls.Length != expected) return WrongCount(countCode, expected, calls);
        if (_reference.Answers.Length == 0) return Verdict.Undecided("defect:reference", "the reference holds no answer");
        var failure = CheckCall(calls[0], 0);
        if (failure.Fits) return Verdict.Pass;
        if (failure.IsDefect) return Verdict.Undecided(failure.Code!, failure.Detail!);
        return new(VerdictStatus.Fail, failure.Code, failure.ToFindings(0, calls[0].Name));
    }

    private CallFailure CheckCall(DecodedCall call, int answer)
    {
        var document = _reference.Documents[answer];
        return document is null
            ? CallFailure.Defect($"no function document is named '{_reference.Answers[answer].Name}'")
            : CallChecker.Check(call, document, _reference.Answers[answer], _reference.Language, _underscoreNames);
    }

    /// <summary>
    /// Every answer in turn takes the first unused call that fits. Greedy, as the original: a full assignment may be missed.
    /// </summary>
    private Verdict CheckParallel(ReadOnlySpan<DecodedCall> calls)
    {
        var answers = _reference.Answers.Length;
        if (calls.Length != answers) return WrongCount(BfclErrors.ParallelWrongCount, answers, calls);
        Span<bool> used = answers <= 256 ? stackalloc bool[answers] : new bool[answers];
        for (var answer = 0; answer < answers; answer++)
        {
            var match = -1;
            for (var i = 0; i < calls.Length && match < 0; i++)
            {
                if (used[i]) continue;
                var failure = CheckCall(calls[i], answer);
                if (failure.IsDefect) return Verdict.Undecided(failure.Code!, failure.Detail!);
                if (failure.Fits) match = i;
            }
            if (match < 0) return NoMatch(calls, answer, used);
            used[match] = true;
        }
        return Verdict.Pass;
    }

    /// <summary>A summary, then why each unused call does not fit this answer.</summary>
    private Verdict NoMatch(ReadOnlySpan<DecodedCall> calls, int answer, ReadOnlySpan<bool> used)
    {
        var findings = new List<Finding>
        {
            new(BfclErrors.ParallelNoMatch, null, $"no call fits expected call {answer} ('{_reference.Answers[answer].Name}')"),
        };
        var codes = new List<string>();
        for (var i = 0; i < calls.Length; i++)
        {
            if (used[i]) continue;
            var failure = CheckCall(calls[i], answer);
            codes.Add(failure.Code!);
            failure.AddTo(findings, i, calls[i].Name);
        }
        return new(VerdictStatus.Fail, BfclErrors.ParallelNoMatch, findings.ToValueList(), codes.ToValueList());
    }

    private static Verdict WrongCount(string code, int expected, ReadOnlySpan<DecodedCall> calls) => Verdict.Fail(new(
        code, ErrorLabel.IncorrectNumberOfFunctions, $"{calls.Length} calls, expected {expected}",
        Expected: expected.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Found: calls.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
