namespace ToolRM.Conversations.Formats;

/// <summary>
/// References as JSON, one object with a <c>kind</c>: <c>accepted-calls</c>, <c>gold-calls</c>, <c>any-of</c>, <c>no-call</c>,
/// <c>per-turn</c>, <c>expected-results</c>. Reading what was written gives an equal reference.
/// </summary>
/// <remarks>Accepted values that JSON does not have stand as <see cref="PythonMarks"/>. The format is in docs/formats.md.</remarks>
public static class ReferenceJson
{
    private const string NextStep = "See docs/formats.md, \"References\"";

    /// <summary>Reads a reference.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="where">Where it stands, such as <c>case.json: reference</c>; for messages.</param>
    /// <exception cref="DataFormatException">It is no reference; the message names the place.</exception>
    public static Reference Read(ArgumentValue reference, string where = "reference") =>
        Read(DocumentNode.Root(reference, where, NextStep));

    /// <summary>Writes a reference.</summary>
    /// <param name="reference">The reference.</param>
    public static MapValue Write(Reference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var map = new MapBuilder();
        switch (reference)
        {
            case AcceptedCalls accepted:
                map.Add("kind", "accepted-calls")
                    .Add("matching", accepted.Matching switch
                    {
                        CallMatching.Simple => "simple",
                        CallMatching.Multiple => "multiple",
                        _ => "parallel",
                    })
                    .Add("language", accepted.Language switch
                    {
                        SourceLanguage.Java => "java",
                        SourceLanguage.JavaScript => "javascript",
                        _ => "python",
                    })
                    .AddList("calls", accepted.Calls, WriteAcceptedCall)
                    .AddListUnlessEmpty("documents", accepted.Documents, ToolJson.WriteBare)
                    .Add("underscore_names", accepted.UnderscoreNames ? ArgumentValue.True : null);
                break;
            case GoldCalls gold:
                map.Add("kind", "gold-calls")
                    .Add("rule", gold.Rule == GoldRule.Exact ? "exact" : "bfcl-normalised")
                    .AddList("calls", gold.Calls, CallJson.Write);
                break;
            case AnyOf anyOf:
                map.Add("kind", "any-of").AddList("alternatives", anyOf.Alternatives, Write);
                break;
            case NoCall:
                map.Add("kind", "no-call");
                break;
            case PerTurn perTurn:
                map.Add("kind", "per-turn")
                    .AddList("turns", perTurn.Turns, turn => turn is null ? ArgumentValue.Null : Write(turn));
                break;
            case ExpectedResults expected:
                map.Add("kind", "expected-results")
                    .AddList("unsolved", expected.Unsolved, result => new MapBuilder()
                        .Add("tool", result.ToolName)
                        .AddList("answers", result.Answers, ArgumentValue.Of)
                        .ToMap())
                    .Add("final_answer", expected.FinalAnswer);
                break;
        }
        return map.ToMap();
    }

    internal static Reference Read(DocumentNode node) =>
        node.Required("kind").Word<Func<DocumentNode, Reference>>(
            ("accepted-calls", ReadAccepted),
            ("gold-calls", ReadGold),
            ("any-of", ReadAnyOf),
            ("no-call", _ => new NoCall()),
            ("per-turn", turns => new PerTurn(turns.Required("turns").List(turn => turn.Value is NullValue ? null : Read(turn)))),
            ("expected-results", ReadExpected))(node);

    private static AcceptedCalls ReadAccepted(DocumentNode node)
    {
        // Either the category's name, from which both follow, or the two by themselves.
        var category = node.OptionalText("category");
        var matching = node.Optional("matching") is { } word
            ? word.Word(("simple", CallMatching.Simple), ("multiple", CallMatching.Multiple), ("parallel", CallMatching.Parallel))
            : category is not null
                ? BfclJson.MatchingOf(category)
                : throw node.Error("\"matching\" (simple, multiple or parallel) or \"category\" is missing");
        var language = node.Optional("language") is { } name
            ? name.Word(("python", SourceLanguage.Python), ("java", SourceLanguage.Java), ("javascript", SourceLanguage.JavaScript))
            : category is not null ? BfclJson.LanguageOf(category) : SourceLanguage.Python;
        return new(node.Required("calls").List(ReadAcceptedCall), matching, language, node.Optional("documents")?.List(ToolJson.Read) ?? [],
            node.Optional("underscore_names")?.Boolean() ?? false);
    }

    /// <summary><c>{"name", "parameters"}</c> or BFCL's one-key object; two keys tell them apart.</summary>
    private static AcceptedCall ReadAcceptedCall(DocumentNode node)
    {
        var call = node.Map().Entries.Count == 2 && node.Optional("name") is { } name
            ? new AcceptedCall(name.Text(), BfclJson.ReadParameters(node.Required("parameters")))
            : BfclJson.ReadOneKeyCall(node);
        return call with
        {
            Parameters = call.Parameters
                .Select(parameter => parameter with { Values = parameter.Values.Select(PythonMarks.Read).ToValueList() })
                .ToValueList(),
        };
    }

    private static ArgumentValue WriteAcceptedCall(AcceptedCall call) => new MapBuilder()
        .Add("name", call.Name)
        .Add("parameters", new MapValue(call.Parameters
            .Select(parameter => new MapEntry(parameter.Name, new ListValue(parameter.Values.Select(PythonMarks.Write).ToValueList())))
            .ToValueList()))
        .ToMap();

    private static GoldCalls ReadGold(DocumentNode node) => new(
        node.Required("calls").List(CallJson.Read),
        node.Optional("rule")?.Word(("exact", GoldRule.Exact), ("bfcl-normalised", GoldRule.BfclNormalised)) ?? GoldRule.Exact);

    private static AnyOf ReadAnyOf(DocumentNode node)
    {
        var alternatives = node.Required("alternatives");
        var read = alternatives.List(Read);
        return read.Count > 0 ? new(read) : throw alternatives.Expected("at least one alternative");
    }

    private static ExpectedResults ReadExpected(DocumentNode node) => new(
        node.Required("unsolved").List(result => new ExpectedResult(
            result.Required("tool").Text(), result.Required("answers").List(answer => answer.Text()))),
        node.OptionalText("final_answer"));
}
