using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;

namespace ToolRM.Tests.Conversations.Formats;

/// <summary>Random nouns for round-trip properties: odd texts, malformed arguments, integers beside floats.</summary>
internal static class NounGenerators
{
    /// <summary>Texts with quotes, escapes, lone surrogates, other scripts, and the marks of <c>PythonMarks</c>.</summary>
    public static Gen<string> Text { get; } = Gen.Elements(
        "", "a", "get_weather", "é\n\t\"\\", "\ud800", "\ud83d\ude00", "\u0000", "{\"a\": 1,}", "__tuple__", "__float__", " null ", "東京", "\u2028");

    public static Gen<string?> MaybeText { get; } = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    /// <summary>What JSON carries; depth at most three.</summary>
    public static Gen<ArgumentValue> JsonValue { get; } = Value(3, jsonOnly: true);

    /// <summary>Every kind of value, tuples, NaN and odd keys too.</summary>
    public static Gen<ArgumentValue> AnyValue { get; } = Value(3, jsonOnly: false);

    public static Gen<MapValue> Map { get; } = MapOf(JsonValue);

    /// <summary>Arguments well-formed, spaced, malformed, of another kind than an object, with a repeated key, empty.</summary>
    public static Gen<string> ArgumentsText { get; } = Gen.OneOf(
        Map.Select(map => map.ToString()),
        Map.Select(map => ArgumentJson.WriteSpaced(map)),
        Gen.Elements("{\"a\": 1,}", "", "null", "[1]", "\"{}\"", "{\"a\":1,\"a\":2}", "{\"a\":-0}", "{\"x\":1e5}", "{'a': 1}", "{\"x\":NaN}"));

    public static Gen<ToolCall> Call { get; } =
        from name in Text from arguments in ArgumentsText from id in MaybeText select new ToolCall(name, arguments, id);

    public static Gen<ToolDefinition> Tool { get; } =
        from name in Text
        from description in MaybeText
        from parameters in Map
        from returns in Map
        from hasReturns in Gen.Elements(true, false)
        from strict in Gen.Elements<bool?>(null, true, false)
        select new ToolDefinition(name, description, JsonText.Of(parameters), hasReturns ? JsonText.Of(returns) : null, strict);

    public static Gen<ToolResult> Result { get; } =
        from text in Text
        from status in Gen.Elements(ToolStatus.Ok, ToolStatus.Error, ToolStatus.Timeout, ToolStatus.NotRun)
        from duration in Gen.Elements<TimeSpan?>(null, TimeSpan.Zero, TimeSpan.FromTicks(12345), TimeSpan.FromDays(400))
        from cost in Gen.Elements<double?>(null, 0, 0.1, 1e300)
        select new ToolResult(text, status, duration, cost);

    public static Gen<Message> Message { get; } = Gen.OneOf(
        Text.Select(Message (text) => new SystemMessage(text)),
        Text.Select(Message (text) => new UserMessage(text)),
        from text in Text from calls in ListOf(Call) from reasoning in MaybeText select (Message)new AssistantMessage(text, calls, reasoning),
        from result in Result from id in MaybeText from name in MaybeText select (Message)new ToolMessage(result, id, name));

    public static Gen<Conversation> Conversation { get; } =
        from messages in ListOf(Message) from tools in ListOf(Tool) select new Conversation(messages, tools);

    // Initialisers run in order of the text: this one stands before its user.
    private static Gen<AcceptedCall> AcceptedCall { get; } =
        from name in Text
        from parameters in ListOf(from parameter in Text from values in ListOf(AnyValue) select new AcceptedParameter(parameter, values))
        select new AcceptedCall(name, parameters.DistinctBy(parameter => parameter.Name).ToValueList());

    public static Gen<Reference> Reference { get; } = References(2);

    public static Gen<CandidateGroup> CandidateGroup { get; } =
        from id in Text
        from prompt in Conversation
        from candidates in ListOf(from own in Text from text in Text from calls in ListOf(Call) from source in MaybeText select new Candidate(own, text, calls, source))
        from reference in Maybe(Reference)
        select new CandidateGroup(id, prompt, candidates.DistinctBy(candidate => candidate.Id).ToValueList(), reference);

    public static Gen<Trajectory> Trajectory { get; } =
        from id in Text
        from parent in MaybeText
        from branch in Gen.Elements<int?>(null, 0, 3)
        from turns in ListOf(Turn())
        from terminal in Gen.Elements(Enum.GetValues<TerminalKind>())
        from facts in ListOf(from key in Text from value in Text select KeyValuePair.Create(key, value))
        select new Trajectory(id, "group", parent, branch, turns, terminal, facts.DistinctBy(fact => fact.Key).ToValueList());

    public static Gen<TokenRecord> TokenRecord { get; } =
        from tokens in ListOf(
            from token in Gen.Choose(0, 151_935)
            from probability in Gen.OneOf(
                Gen.Elements(float.NaN, float.NegativeInfinity, -0.1f, 0f, -1e-30f, float.MinValue),
                Gen.Choose(0, int.MaxValue).Select(bits => BitConverter.Int32BitsToSingle(bits)).Where(float.IsFinite))
            from policy in Gen.Elements(true, false)
            select (token, probability, policy), most: 20)
        select new TokenRecord(
            "trajectory",
            tokens.Select(entry => entry.token).ToValueList(),
            tokens.Select(entry => entry.probability).ToValueList(),
            tokens.Select(entry => entry.policy).ToValueList());

    public static Gen<T?> Maybe<T>(Gen<T> item)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), item.Select(value => (T?)value));

    private static Gen<Turn> Turn() =>
        from text in Text
        from kind in Gen.Elements(Enum.GetValues<SpanKind>())
        from calls in ListOf(Call)
        from results in ListOf(Result)
        select new Turn(text, [new Span(0, text.Length / 2, kind), new Span(text.Length / 2, text.Length, SpanKind.Glue)], calls, results);

    public static Gen<ValueList<T>> ListOf<T>(Gen<T> item, int most = 3) =>
        Gen.Choose(0, most).SelectMany(count => item.ListOf(count)).Select(items => items.ToValueList());

    /// <summary>Two hundred cases from a fixed seed; a failure prints the case.</summary>
    public static void Holds<T>(Gen<T> generator, Action<T> assertion) =>
        Prop.ForAll(generator.ToArbitrary(), assertion).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20260301, 7));

    private static Gen<Reference> References(int depth)
    {
        var flat = Gen.OneOf(
            from calls in ListOf(AcceptedCall)
            from matching in Gen.Elements(CallMatching.Simple, CallMatching.Multiple, CallMatching.Parallel)
            from language in Gen.Elements(SourceLanguage.Python, SourceLanguage.Java, SourceLanguage.JavaScript)
            from documents in ListOf(Tool, most: 1)
            select (Reference)new AcceptedCalls(calls, matching, language, documents),
            from calls in ListOf(Call) from rule in Gen.Elements(GoldRule.Exact, GoldRule.BfclNormalised) select (Reference)new GoldCalls(calls, rule),
            Gen.Constant<Reference>(new NoCall()),
            from results in ListOf(from tool in Text from answers in ListOf(Text) select new ExpectedResult(tool, answers))
            from final in MaybeText
            select (Reference)new ExpectedResults(results, final));
        if (depth == 0) return flat;
        var inner = References(depth - 1);
        return Gen.OneOf(
            flat,
            from first in inner from rest in ListOf(inner) select (Reference)new AnyOf([first, .. rest]),
            ListOf(Gen.OneOf(Gen.Constant<Reference?>(null), inner.Select(reference => (Reference?)reference))).Select(Reference (turns) => new PerTurn(turns)));
    }

    private static Gen<MapValue> MapOf(Gen<ArgumentValue> value) =>
        ListOf(from key in Text from item in value select new MapEntry(key, item))
            .Select(entries => new MapValue(entries.DistinctBy(entry => entry.Key).ToValueList()));

    private static Gen<ArgumentValue> Value(int depth, bool jsonOnly)
    {
        var flat = Gen.OneOf(
            Gen.Elements<ArgumentValue>(ArgumentValue.Null, ArgumentValue.True, ArgumentValue.False),
            Gen.Elements(BigInteger.Zero, -1, 42, BigInteger.Pow(10, 40)).Select(ArgumentValue (number) => ArgumentValue.Of(number)),
            Gen.Elements(0.0, 1.0, -2.5, 1e-7, 1e22, 0.1).Select(ArgumentValue (number) => ArgumentValue.Of(number)),
            Text.Select(ArgumentValue (text) => ArgumentValue.Of(text)));
        if (!jsonOnly) flat = Gen.OneOf(flat, Gen.Elements<ArgumentValue>(ArgumentValue.Of(double.NaN), ArgumentValue.Of(double.NegativeInfinity)));
        if (depth == 0) return flat;
        var inner = Value(depth - 1, jsonOnly);
        var nested = Gen.OneOf(flat, ListOf(inner).Select(ArgumentValue (items) => new ListValue(items)), MapOf(inner).Select(map => (ArgumentValue)map));
        return jsonOnly
            ? nested
            : Gen.OneOf(
                nested,
                ListOf(inner).Select(ArgumentValue (items) => new TupleValue(items)),
                inner.Select(ArgumentValue (value) => new KeyedMapValue([new(new IntegerValue(3), value), new(ArgumentValue.Of("k"), value)])));
    }
}
