using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>
/// BFCL's relevance categories: whether an output contains a call at all. It does when it decodes into a non-empty list of calls;
/// what cannot be decoded counts as no call, so a broken attempt passes as an abstention.
/// </summary>
/// <remarks>Source: tools-and-data 1.2, step 5. <see cref="Gold.GoldCallVerifier"/> with <see cref="NoCall"/> judges calls instead.</remarks>
public static class RelevanceChecker
{
    /// <summary>Checks a decoded output.</summary>
    /// <param name="decoded">What the decoder gave; null when it raised.</param>
    /// <param name="callExpected">True for <c>live_relevance</c>, false for <c>irrelevance</c> and <c>live_irrelevance</c>.</param>
    public static Verdict Check(ArgumentValue? decoded, bool callExpected)
    {
        var calls = decoded is null ? null : DecodedCall.FromBfcl(decoded);
        var called = calls is { Length: > 0 };
        if (called == callExpected) return Verdict.Pass;
        return called
            ? Verdict.Fail(new(BfclErrors.IrrelevanceCalled, ErrorLabel.IncorrectNumberOfFunctions, "the reply calls a function where none is right", Expected: "no call", Found: calls![0].Name))
            : Verdict.Fail(new(BfclErrors.RelevanceNotCalled, ErrorLabel.IncorrectNumberOfFunctions, "the reply calls nothing where a call is right", Expected: "a call", Found: "no call"));
    }
}
