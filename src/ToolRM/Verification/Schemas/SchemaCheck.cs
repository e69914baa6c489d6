using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>
/// Walks one call's arguments along the compiled schema. With <c>findings</c> it goes on after a failure and reports every
/// one; without, it stops at the first and allocates nothing (but for <c>uniqueItems</c> on long lists).
/// </summary>
/// <remarks>
/// <c>anyOf</c> inside recursive schemas can take time exponential in the depth of the value, so steps are counted; a check
/// that runs out of them has no result (<see cref="IsExhausted"/>).
/// </remarks>
internal ref partial struct SchemaCheck
{
    /// <summary>Deepest nesting of checks: twice the depth of arguments that are read, for a <c>$ref</c> per level.</summary>
    private const int MaximumDepth = 2 * JsonParse.MaximumDepth + 64;

    private readonly int _callIndex;
    private readonly int _maximumFindings;
    private List<Finding>? _findings;
    private long _steps;
    private int _depth;

    /// <param name="callIndex">The call, for findings.</param>
    /// <param name="findings">Receives what is wrong; null to stop at the first failure.</param>
    /// <param name="maximumFindings">Findings to keep.</param>
    /// <param name="steps">Checks of one value against one schema that may be made.</param>
    public SchemaCheck(int callIndex, List<Finding>? findings, int maximumFindings, long steps)
    {
        _maximumFindings = maximumFindings;
        _callIndex = callIndex;
        _findings = findings;
        _steps = steps;
    }

    /// <summary>Whether the steps or the depth ran out; the answer then means nothing.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Whether a value is valid.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">Its place; null for the arguments as a whole, and always null when nothing is reported.</param>
    public bool Check(SchemaNode node, ArgumentValue value, ArgumentPath? path)
    {
        if (--_steps < 0 || _depth >= MaximumDepth) { IsExhausted = true; return false; }
        _depth++;
        var valid = CheckNode(node, value, path);
        _depth--;
        return valid;
    }

    private bool CheckNode(SchemaNode node, ArgumentValue value, ArgumentPath? path)
    {
        if (node.IsNullable && value is NullValue) return true;
        if (node.IsNothing) return Report(SchemaCodes.NotAllowed, path, null, value, "no value is allowed here");
        var kind = JsonKind.Of(value);
        if ((node.Kinds & kind) == 0) return ReportType(path, node.TypeWords, value); // the other keywords would only repeat it
        var valid = true;
        if (node.Enum is { } allowed && !IsIn(allowed, value)) valid = ReportEnum(allowed, path, value);
        if (node.Const is { } constant && !JsonEquality.AreEqual(constant, value)) valid = ReportConst(constant, path, value);
        valid = GoesOn(valid) && value switch
        {
            TextValue text => CheckText(node, text, path),
            IntegerValue or FloatValue => node.Range is null || node.Range.Contains(value) || ReportRange(node.Range, path, value),
            ListValue list => CheckItems(node, list.Items, path),
            TupleValue tuple => CheckItems(node, tuple.Items, path),
            MapValue map => CheckMap(node, map, path),
            _ => true,
        } && valid;
        if (node.Ref is not null) valid = GoesOn(valid) && Check(node.Ref, value, path) && valid;
        foreach (var branch in node.AllOf) valid = GoesOn(valid) && Check(branch, value, path) && valid;
        if (node.AnyOf.Length > 0) valid = GoesOn(valid) && CheckAnyOf(node.AnyOf, value, path) && valid;
        if (node.OneOf.Length > 0) valid = GoesOn(valid) && CheckOneOf(node.OneOf, value, path) && valid;
        if (node.Not is not null && GoesOn(valid) && IsValid(node.Not, value))
        {
            valid = Report(SchemaCodes.Not, path, null, value, "the value fits a schema that it must not fit");
        }
        return valid;
    }

    /// <summary>Whether to look further: always while reporting, else only as long as nothing failed.</summary>
    private readonly bool GoesOn(bool valid) => (valid || _findings is not null) && !IsExhausted;

    /// <summary>A check without reports, for branches of which one may fail.</summary>
    private bool IsValid(SchemaNode node, ArgumentValue value)
    {
        var findings = _findings;
        _findings = null;
        var valid = Check(node, value, null);
        _findings = findings;
        return valid;
    }

    private bool IsIn(SchemaEnum allowed, ArgumentValue value)
    {
        _steps -= allowed.Cost(value) / 8;
        return allowed.Contains(value);
    }

    private bool CheckAnyOf(SchemaNode[] branches, ArgumentValue value, ArgumentPath? path)
    {
        foreach (var branch in branches)
        {
            if (IsValid(branch, value)) return true;
            if (IsExhausted) return false;
        }
        return _findings is not null && ReportNoBranch(SchemaCodes.AnyOf, branches, value, path);
    }

    private bool CheckOneOf(SchemaNode[] branches, ArgumentValue value, ArgumentPath? path)
    {
        var fitting = 0;
        foreach (var branch in branches)
        {
            if (IsValid(branch, value)) fitting++;
            if (IsExhausted) return false;
        }
        if (fitting == 1) return true;
        return _findings is not null && (fitting == 0
            ? ReportNoBranch(SchemaCodes.OneOf, branches, value, path)
            : Report(SchemaCodes.OneOf, path, "exactly one alternative that fits", value, $"the value fits {fitting} alternatives of oneOf, not one"));
    }

    /// <summary>
    /// Why no alternative fits, in the words of the one that was meant: when a single alternative is of the value's kind, its
    /// own findings; when none is, a wrong type. So <c>integer or null</c> written as <c>anyOf</c> reads like a type.
    /// </summary>
    private bool ReportNoBranch(string code, SchemaNode[] branches, ArgumentValue value, ArgumentPath? path)
    {
        SchemaNode? meant = null;
        var ofKind = 0;
        foreach (var branch in branches)
        {
            if (!MayBe(branch, value)) continue;
            meant = branch;
            ofKind++;
        }
        if (ofKind == 1) return Check(meant!, value, path);
        if (ofKind > 1) return Report(code, path, $"one of {branches.Length} alternatives", value, "the value fits no alternative");
        var words = new List<string>();
        foreach (var branch in branches)
        {
            if (branch.TypeWords is { } word && !words.Contains(word)) words.Add(word);
        }
        return ReportType(path, words.Count == branches.Length ? string.Join(" or ", words) : null, value);
    }

    /// <summary>Whether a value is of a kind that a schema allows, whatever its other keywords say.</summary>
    private bool MayBe(SchemaNode node, ArgumentValue value)
    {
        if (--_steps < 0) { IsExhausted = true; return true; }
        if (node.IsNothing || (node.Kinds & JsonKind.Of(value)) == 0 && !(node.IsNullable && value is NullValue)) return false;
        if (node.Ref is not null && !MayBe(node.Ref, value)) return false;
        foreach (var branch in node.AllOf)
        {
            if (!MayBe(branch, value)) return false;
        }
        return true;
    }
}
