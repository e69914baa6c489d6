namespace ToolRM.Conversations;

/// <summary>What a right reply is. Closed hierarchy.</summary>
public abstract record Reference
{
    private protected Reference() { }
}

/// <summary>BFCL's answers: per call and parameter a list of accepted values.</summary>
/// <param name="Calls">The expected calls.</param>
/// <param name="Matching">How calls are paired with answers.</param>
/// <param name="Language">The language whose types the documents use and whose literals the arguments hold.</param>
/// <param name="Documents">
/// The function documents with BFCL's type words, where models were offered the tools in another form (for Java and JavaScript
/// BFCL sends every parameter as a text); empty when the offered tools are the documents.
/// </param>
/// <param name="UnderscoreNames">
/// BFCL's <c>underscore_to_dot</c>: the model could not write dots in names, so an expected <c>m.f</c> is compared as <c>m_f</c>,
/// and the dotted form is refused (tools-and-data 1.3).
/// </param>
/// <remarks>Source: tools-and-data 1.1 and 1.3 (BFCL v4).</remarks>
public sealed record AcceptedCalls(
    ValueList<AcceptedCall> Calls,
    CallMatching Matching,
    SourceLanguage Language = SourceLanguage.Python,
    ValueList<ToolDefinition> Documents = default,
    bool UnderscoreNames = false) : Reference;

/// <summary>One expected call.</summary>
/// <param name="Name">The expected function name.</param>
/// <param name="Parameters">Accepted values by parameter, in the answer's order; names are unique.</param>
public sealed record AcceptedCall(string Name, ValueList<AcceptedParameter> Parameters);

/// <summary>Accepted values of one parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Values">
/// The accepted values. The empty text says that the parameter may be left out. A map value holds, per key, the list of
/// accepted values of that key.
/// </param>
public sealed record AcceptedParameter(string Name, ValueList<ArgumentValue> Values);

/// <summary>How BFCL pairs a reply's calls with the expected ones.</summary>
public enum CallMatching
{
    /// <summary>Exactly one call; checked against the first document.</summary>
    Simple,

    /// <summary>As many calls as answers, one; the document is found by the expected name.</summary>
    Multiple,

    /// <summary>As many calls as answers, in any order; BFCL assigns greedily.</summary>
    Parallel,
}

/// <summary>The language of a BFCL item.</summary>
public enum SourceLanguage
{
    /// <summary>Python: arguments are typed values.</summary>
    Python,

    /// <summary>Java: arguments are texts of Java literals.</summary>
    Java,

    /// <summary>JavaScript: arguments are texts of JavaScript literals.</summary>
    JavaScript,
}

/// <summary>Plain reference calls.</summary>
/// <param name="Calls">The calls, in any order.</param>
/// <param name="Rule">When two values are equal.</param>
public sealed record GoldCalls(ValueList<ToolCall> Calls, GoldRule Rule = GoldRule.Exact) : Reference;

/// <summary>When an argument equals the reference's.</summary>
public enum GoldRule
{
    /// <summary>Equal as JSON: numbers by value (1 = 1.0), texts exactly, key order ignored.</summary>
    Exact,

    /// <summary>As <see cref="Exact"/>, but texts are compared after BFCL's normalisation (tools-and-data 1.6).</summary>
    BfclNormalised,
}

/// <summary>Several references of which one must be met, as in RoTBench.</summary>
/// <param name="Alternatives">The alternatives; at least one.</param>
public sealed record AnyOf(ValueList<Reference> Alternatives) : Reference;

/// <summary>A right reply calls nothing.</summary>
public sealed record NoCall : Reference;

/// <summary>One reference per turn of a trajectory.</summary>
/// <param name="Turns">In order; null where a turn is not judged.</param>
public sealed record PerTurn(ValueList<Reference?> Turns) : Reference;

/// <summary>Answers that tools must return, as in FTRL (tools-and-data 5.2).</summary>
/// <param name="Unsolved">Answers still to be found, by tool.</param>
/// <param name="FinalAnswer">The text that a final answer must contain; null when there is none.</param>
public sealed record ExpectedResults(ValueList<ExpectedResult> Unsolved, string? FinalAnswer = null) : Reference;

/// <summary>What one tool must return.</summary>
/// <param name="ToolName">The tool.</param>
/// <param name="Answers">The answers that its results must contain.</param>
public sealed record ExpectedResult(string ToolName, ValueList<string> Answers);
