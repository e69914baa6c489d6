using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;
using ToolRM.Verification.Bfcl;
using ToolRM.Verification.Schemas;

namespace ToolRM.Verification;

/// <summary>From a case to its verdict: parse the reply where only a text is given, then judge by the reference, or without one by the tools' schemas.</summary>
public sealed class CaseVerifier
{
    private readonly ReferenceVerifier _reference = new();
    private readonly SchemaVerifier _schema = new();

    /// <summary>Verifies a case.</summary>
    /// <param name="case">The case.</param>
    /// <param name="where">Where the case came from, such as <c>rows.jsonl:12</c>; for the message.</param>
    /// <exception cref="DataFormatException">The case names a format that there is none of.</exception>
    /// <remarks>
    /// A reply that holds something like a call which cannot be read fails whatever the reference: it is no abstention either. The
    /// leaderboard counts it as one (tools-and-data 1.2, step 5); <see cref="RelevanceChecker"/> does as the leaderboard.
    /// </remarks>
    public CaseResult Verify(Case @case, string where = "")
    {
        ArgumentNullException.ThrowIfNull(@case);
        var reply = @case.Calls is null ? Parse(@case, where) : null;
        var calls = @case.Calls ?? reply!.Calls.Select(call => call.Call).ToValueList();
        var candidate = new Candidate(@case.Id, @case.Reply ?? "", calls);
        IVerifier verifier = @case.Reference is null ? _schema : _reference;
        var verdict = reply?.Status is ReplyStatus.Malformed or ReplyStatus.WrongShape
            ? Unparsed(reply)
            : verifier.Verify(@case.Prompt, candidate, @case.Reference);
        return new(@case.Id, verifier.Name, reply, calls, verdict);
    }

    /// <summary>Checks a case against the tools' schemas alone, whatever its reference.</summary>
    /// <param name="case">The case.</param>
    public CaseResult Validate(Case @case)
    {
        ArgumentNullException.ThrowIfNull(@case);
        return Verify(@case with { Reference = null });
    }

    /// <summary>Verifies each candidate of a group.</summary>
    /// <param name="group">The group.</param>
    /// <returns>One result per candidate, in order; ids are group and candidate id with a slash between.</returns>
    public IEnumerable<CaseResult> Verify(CandidateGroup group) => Cases(group).Select(one => Verify(one));

    /// <summary>The candidates of a group as cases. A candidate of text without calls is parsed; one with calls is taken as it is.</summary>
    /// <param name="group">The group.</param>
    /// <returns>One case per candidate, in order; ids are group and candidate id with a slash between.</returns>
    public static IEnumerable<Case> Cases(CandidateGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Candidates.Select(candidate =>
        {
            var onlyText = candidate.Calls.Count == 0 && candidate.Text.Length > 0;
            return new Case(
                $"{group.Id}/{candidate.Id}", group.Prompt, onlyText ? candidate.Text : null, Format: null,
                onlyText ? null : candidate.Calls, group.Reference);
        });
    }

    private static ParsedReply Parse(Case @case, string where)
    {
        var name = @case.Format ?? ReplyFormats.Auto.Name;
        var format = ReplyFormats.Find(name)
            ?? throw new DataFormatException($"{(where.Length == 0 ? @case.Id : where)}: there is no format \"{name}\". 'toolrm formats' lists them");
        return format.Parser.Parse(@case.Reply!, ReplyEnd.Unknown, @case.Prompt.Tools);
    }

    private static Verdict Unparsed(ParsedReply reply)
    {
        var findings = reply.Unparsed.Select(part => new Finding(
            BfclErrors.DecoderFailed, ErrorLabel.IncorrectOutputFormat, $"what looks like a call could not be read: {part.Reason}",
            Found: ArgumentBrief.OfText(part.Text))).ToValueList();
        if (findings.Count == 0) findings = [new(BfclErrors.DecoderFailed, ErrorLabel.IncorrectOutputFormat, "the reply could not be read as calls")];
        return new(VerdictStatus.Fail, findings[0].Code, findings);
    }
}

/// <summary>A case's verdict and how it came about.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Verifier">Name of the verifier that judged.</param>
/// <param name="Reply">The parsed reply; null when the case gave calls.</param>
/// <param name="Calls">The calls that were judged.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record CaseResult(string Id, string Verifier, ParsedReply? Reply, ValueList<ToolCall> Calls, Verdict Verdict)
{
    /// <summary>The label of the error: of the first finding that has one; null on a pass.</summary>
    public ErrorLabel? Label => BfclErrors.LabelOf(Verdict) ?? Verdict.Findings.ToArray().Select(finding => finding.Label).FirstOrDefault(label => label is not null);
}
