using ToolRM.Conversations;

namespace ToolRM.Verification.Gold;

/// <summary>
/// Compares a reply's calls with plain reference calls: <see cref="GoldCalls"/>, <see cref="NoCall"/>, and
/// <see cref="AnyOf"/> of these. Passes when there are as many calls as in the reference and each equals one of its own:
/// the same name, and equal argument maps under the reference's <see cref="GoldRule"/>. Order of calls, order of keys and
/// white space never count; 1 equals 1.0; a text never equals a number.
/// </summary>
/// <remarks>
/// <para>
/// Calls are paired with reference calls by a true assignment: most fully equal pairs first, then most partial credit (to
/// 2^-16), then most equal names; ties go to the lower index. BFCL's own matching is greedy and can miss a pairing
/// (tools-and-data 1.3).
/// </para>
/// <para>Components, each 0 to 1, also on a pass:</para>
/// <list type="bullet">
/// <item><c>names</c>: F1 of the two multisets of names.</item>
/// <item><c>arguments</c>: mean over pairs of the share of equal arguments among the keys of both calls; 0 for a pair with
/// different names, for unreadable arguments and for what has no partner; 1 for two calls without arguments (toolrm 6.1,
/// step 5, with an assignment in place of its maximum, so one call cannot serve two reference calls).</item>
/// <item><c>calls</c>: share of fully equal pairs among the calls of the longer side.</item>
/// <item><c>ordered</c>: 1 when each call equals the reference call of the same position, else 0.</item>
/// </list>
/// <para>
/// Full-sequence match (tools-and-data 7): with <see cref="GoldRule.Exact"/>, FSM-set is a pass, and FSM-ordered is
/// <c>ordered</c> = 1; with <see cref="GoldRule.BfclNormalised"/> they are the third variant there. Texts are not trimmed
/// under <see cref="GoldRule.Exact"/>, which that section allows.
/// </para>
/// <para>
/// Undecided: no reference or one of another kind, a reference whose arguments are no JSON objects, a tie of more than 256
/// calls with as many reference calls.
/// </para>
/// </remarks>
public sealed class GoldCallVerifier : IVerifier
{
    // References are nested by hand or by a reader of files; deeper ones are a mistake.
    private const int MaximumNesting = 16;

    private static readonly ValueList<VerdictComponent> FullCredit = GoldComparison.Of([], []).Components();
    private static readonly Verdict OrderedPass = Verdict.Pass with { Components = FullCredit };

    /// <inheritdoc/>
    public string Name => "gold-call";

    /// <inheritdoc/>
    public Verdict Verify(Conversation prompt, Candidate candidate, Reference? reference)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(candidate);
        return Verify(prompt, candidate.Calls, reference, 0);
    }

    private static Verdict Verify(Conversation prompt, ValueList<ToolCall> calls, Reference? reference, int nesting) => reference switch
    {
        null => Verdict.Undecided(GoldCodes.NoReference, "There is no reference to compare with."),
        GoldCalls gold => Compare(prompt, calls, gold),
        NoCall => Compare(prompt, calls, new GoldCalls([])),
        AnyOf { Alternatives.Count: > 0 } any when nesting < MaximumNesting => Best(prompt, calls, any, nesting),
        AnyOf => Verdict.Undecided(GoldCodes.Reference, $"The reference has no alternatives, or alternatives nested deeper than {MaximumNesting}."),
        _ => Verdict.Undecided(GoldCodes.ReferenceKind, $"A reference of kind {reference.GetType().Name} is not one of gold calls."),
    };

    private static Verdict Compare(Conversation prompt, ValueList<ToolCall> calls, GoldCalls reference)
    {
        var gold = Read(reference.Calls, reference.Rule);
        for (var i = 0; i < gold.Length; i++)
        {
            if (gold[i].Problem is not { } problem) continue;
            return Verdict.Undecided(GoldCodes.Reference, $"The arguments of reference call {i} cannot be read: {problem}.");
        }
        if (Math.Max(calls.Count, gold.Length) > GoldComparison.MaximumCalls) return WithoutPairing(calls, reference.Calls);
        var comparison = GoldComparison.Of(Read(calls, reference.Rule), gold);
        var components = comparison.Components();
        if (comparison.IsFull) return components == FullCredit ? OrderedPass : Verdict.Pass with { Components = components };
        var findings = GoldFindings.Of(comparison, prompt);
        return new(VerdictStatus.Fail, findings[0].Code, findings, Components: components);
    }

    private static GoldCall[] Read(ValueList<ToolCall> calls, GoldRule rule)
    {
        var read = new GoldCall[calls.Count];
        for (var i = 0; i < read.Length; i++) read[i] = GoldCall.Read(calls[i], rule);
        return read;
    }

    /// <summary>More calls than are paired: a different number of them is wrong all the same, and a model gains nothing by calling without end.</summary>
    private static Verdict WithoutPairing(ValueList<ToolCall> calls, ValueList<ToolCall> gold)
    {
        if (calls.Count == gold.Count)
        {
            return Verdict.Undecided(GoldCodes.TooManyCalls, $"{calls.Count} calls are more than the {GoldComparison.MaximumCalls} that are paired.");
        }
        var names = GoldComparison.NameOverlap(calls.Select(call => call.Name), calls.Count, gold.Select(call => call.Name), gold.Count);
        return Verdict.Fail(GoldFindings.WrongCount(calls.Count, gold.Count)) with
        {
            Components = [new("names", names), new("arguments", 0), new("calls", 0), new("ordered", 0)],
        };
    }

    /// <summary>
    /// The first alternative that passes with the calls in order, else the first that passes, else the failure with the most
    /// credit. When none passes but one cannot be judged, neither can the whole: that one might have been met.
    /// </summary>
    private static Verdict Best(Conversation prompt, ValueList<ToolCall> calls, AnyOf any, int nesting)
    {
        Verdict? best = null;
        foreach (var alternative in any.Alternatives)
        {
            var verdict = Verify(prompt, calls, alternative, nesting + 1);
            if (best is null || Rank(verdict).CompareTo(Rank(best)) > 0) best = verdict;
        }
        return best!;
    }

    private static (int Status, double Ordered, double Calls, double Arguments, double Names) Rank(Verdict verdict)
    {
        var status = verdict.Status switch { VerdictStatus.Pass => 2, VerdictStatus.Undecided => 1, _ => 0 };
        double Of(string name)
        {
            foreach (var component in verdict.Components)
            {
                if (component.Name == name) return component.Value;
            }
            return 0;
        }
        return (status, Of("ordered"), Of("calls"), Of("arguments"), Of("names"));
    }
}
