using ToolRM.Conversations;
using static ToolRM.Models.Grounded.ArgumentFeature;

namespace ToolRM.Models.Grounded;

/// <summary>Fills the row of one argument.</summary>
internal static class ArgumentFeatures
{
    private const string NotFound = "value {0} for {1} is not found in the conversation";
    private const string Form = "value {0} for {1} has an unlikely form";

    /// <summary>The columns, in the order of <see cref="ArgumentFeature"/>.</summary>
    public static FeatureInfo[] All { get; } =
    [
        new("undeclared", FeatureGroup.Structure, -1, -6, "{1} is no parameter of the tool"),
        new("type-bad", FeatureGroup.Structure, -1, -6, "value {0} for {1} has the wrong type"),
        new("enum-bad", FeatureGroup.Structure, -1, -4, "value {0} for {1} is not among the allowed ones"),
        new("schema-bad", FeatureGroup.Structure, -1, -3, "value {0} for {1} does not fit the schema"),
        new("literal-bad", FeatureGroup.Structure, -1, -4, "value {0} for {1} is no literal of its type"),
        new("required", FeatureGroup.Structure, 0, 0, "{1} is required"),
        new("optional-at-default", FeatureGroup.Structure, 0, -0.4, "{1} is optional and {0} is its default"),
        new("optional-not-default", FeatureGroup.Structure, 0, -0.2, "{1} is optional and {0} is not its default"),
        new("is-text", FeatureGroup.Structure, 0, 0, Form),
        new("is-number", FeatureGroup.Structure, 0, 0, Form),
        new("is-boolean", FeatureGroup.Structure, 0, 0, Form),
        new("is-list", FeatureGroup.Structure, 0, 0, Form),
        new("is-map", FeatureGroup.Structure, 0, 0, Form),
        new("is-null", FeatureGroup.Structure, -1, -1, "{1} is null"),
        new("is-empty", FeatureGroup.Structure, -1, -1, "{1} is empty"),
        new("has-enum", FeatureGroup.Structure, 0, 0, "{1} has few allowed values"),
        new("enum-margin", FeatureGroup.Grounding, 1, 0.7, "another allowed value than {0} fits the request better for {1}"),
        new("unsupported", FeatureGroup.Grounding, -1, -2, NotFound),
        new("optional-unsupported", FeatureGroup.Grounding, -1, -2, "the request does not ask for {1}, which is optional"),
        new("text-exact", FeatureGroup.Grounding, 1, 0.5, NotFound),
        new("text-stem", FeatureGroup.Grounding, 0, 0, NotFound),
        new("text-in-history", FeatureGroup.Grounding, 0, 0, NotFound),
        new("request-share", FeatureGroup.Grounding, 1, 0, "words of {0} for {1} are not in the request"),
        new("any-share", FeatureGroup.Grounding, 1, 0, "words of {0} for {1} are not in the conversation"),
        new("missing-words", FeatureGroup.Grounding, -1, -0.3, "words of {0} for {1} are not in the conversation"),
        new("undocumented-words", FeatureGroup.Grounding, -1, -0.4, "words of {0} for {1} are neither in the conversation nor in the documents"),
        new("begun-share", FeatureGroup.Grounding, 0, 0, NotFound),
        new("acronym", FeatureGroup.Grounding, 0, 0, NotFound),
        new("calendar", FeatureGroup.Grounding, 0, 0, NotFound),
        new("placeholder", FeatureGroup.Form, -1, -3, "value {0} for {1} is a placeholder"),
        new("name-echo", FeatureGroup.Form, -1, -1, "value {0} repeats the name of {1}"),
        new("opens-with-function-word", FeatureGroup.Form, 0, -0.3, Form),
        new("function-share", FeatureGroup.Form, 0, 0, Form),
        new("capital-continues", FeatureGroup.Form, -1, -0.7, "the name {0} for {1} goes on in the request"),
        new("capital-before", FeatureGroup.Form, -1, -0.7, "the name {0} for {1} begins earlier in the request"),
        new("content-continues", FeatureGroup.Form, 0, -0.15, "what {0} for {1} names goes on in the request"),
        new("content-before", FeatureGroup.Form, 0, -0.15, "what {0} for {1} names begins earlier in the request"),
        new("comma-continues", FeatureGroup.Form, 0, 0, "{0} for {1} goes on behind a comma in the request"),
        new("region-added", FeatureGroup.Form, 0, 0.7, "{0} for {1} names a region that the request does not"),
        new("region-missing", FeatureGroup.Form, 0, -1, "{0} for {1} lacks the region that the description asks for"),
        new("date-form", FeatureGroup.Form, 1, 1.5, "{0} for {1} is not in the form that the description asks for"),
        new("several-in-one", FeatureGroup.Form, -1, -0.7, "{0} puts several values into {1}"),
        new("name-words-inside", FeatureGroup.Form, 0, -0.2, Form),
        new("number-exact", FeatureGroup.Grounding, 1, 0, NotFound),
        new("number-converted", FeatureGroup.Grounding, 0, 0, "{0} for {1} is found only after a conversion"),
        new("number-missing", FeatureGroup.Grounding, -1, -1, NotFound),
        new("percent-form", FeatureGroup.Form, 1, 1, "{0} for {1} writes the share in the other form"),
        new("unit-clash", FeatureGroup.Form, -1, -1, "{0} for {1} is given in another unit"),
        new("fit", FeatureGroup.Grounding, 1, 0.4, "the words around {0} do not speak of {1}"),
        new("fit-margin", FeatureGroup.Grounding, 1, 0.3, "the words around {0} speak of another parameter than {1}"),
        new("better-mention", FeatureGroup.Grounding, -1, -0.5, "another number than {0} fits {1} better"),
        new("boolean-fit", FeatureGroup.Grounding, 1, 1, "the request says the contrary of {0} for {1}"),
        new("shared-mention", FeatureGroup.Coverage, -1, -0.5, "{0} for {1} is also used for another parameter"),
        new("items-missing", FeatureGroup.Grounding, -1, -1, "items of {0} for {1} are not in the conversation"),
        new("list-continues", FeatureGroup.Coverage, -1, -0.8, "the request lists more than {0} for {1}"),
        new("mention-is-one", FeatureGroup.Coverage, -1, -0.8, "the request lists more than {0} for {1}"),
        new("triples", FeatureGroup.Grounding, 1, 0.6, "{0} for {1} is written otherwise in the request"),
        new("text-literal", FeatureGroup.Grounding, 1, 0.2, "{0} for {1} is written otherwise in the request"),
        new("example-form", FeatureGroup.Form, 1, 0.5, "{0} for {1} does not look like the example in the description"),
        new("example-copied", FeatureGroup.Form, -1, -1.2, "{0} for {1} is copied from the description"),
        new("choice-known", FeatureGroup.Form, 1, 0.6, "{0} for {1} is not among the values that the description names"),
        new("is-true", FeatureGroup.Structure, 0, 0, Form),
        new("outer-quotes", FeatureGroup.Form, -1, -2, "{0} for {1} has quotes inside the value"),
        new("takes-most", FeatureGroup.Form, -1, -0.5, "{0} for {1} repeats most of the request"),
        new("formula-form", FeatureGroup.Form, 1, 0.7, "{0} for {1} is not written as code"),
        new("unlike-letters", FeatureGroup.Grounding, -1, -0.4, "{0} for {1} is written otherwise in the request"),
        new("letters", FeatureGroup.Form, 0, -0.05, Form),
        new("number-size", FeatureGroup.Form, 0, -0.1, Form),
        new("has-fraction", FeatureGroup.Form, 0, -0.05, Form),
        new("items-in-order", FeatureGroup.Grounding, 1, 0.3, "the items of {0} for {1} stand in another order than in the request"),
        new("items-repeated", FeatureGroup.Form, -1, -0.5, "{0} for {1} holds an item twice"),
        new("entry-count", FeatureGroup.Form, 0, -0.05, Form),
        new("code-margin", FeatureGroup.Grounding, 1, 1, "the description explains another number than {0} for {1} by words of the request"),
        new("enum-place", FeatureGroup.Form, -1, -0.2, "{0} for {1} is late among the allowed values"),
        new("true-share", FeatureGroup.Form, 0, 0.05, Form),
    ];

    public static void Fill(ArgumentRow row, ReadArgument argument, ReadCall call, ReplyReader reader, PromptContext context)
    {
        var values = row.Values;
        var parameter = argument.Parameter;
        void Set(ArgumentFeature feature, float value) => values[(int)feature] = value;
        void Flag(ArgumentFeature feature, bool value) => values[(int)feature] = value ? 1 : 0;

        Flag(Undeclared, call.Tool >= 0 && parameter is null);
        var isSource = parameter is { SourceText: true };
        Flag(IsText, argument.Value is TextValue && (!isSource || parameter!.Kind is ParameterKind.Text));
        Flag(IsNumber, argument.Value is IntegerValue or FloatValue || (isSource && parameter!.Kind is ParameterKind.Integer or ParameterKind.Number));
        Flag(IsBoolean, argument.Value is BooleanValue || (isSource && parameter!.Kind is ParameterKind.Boolean));
        Flag(IsList, argument.Value is ListValue || (isSource && parameter!.Kind is ParameterKind.List));
        Flag(IsMap, argument.Value is MapValue || (isSource && parameter!.Kind is ParameterKind.Map));
        Flag(IsTrue, argument.Value is BooleanValue { Value: true });
        Flag(IsNull, argument.Value is NullValue);
        Flag(IsEmpty, argument.Value is TextValue { Value: var text } && string.IsNullOrWhiteSpace(text) || argument.Value is ListValue { Items.Count: 0 } or MapValue { Entries.Count: 0 });
        if (isSource && argument.Value is TextValue literal) Flag(LiteralBad, !SourceLiterals.Fits(literal.Value, parameter!.Kind));

        Flag(Required, parameter is { IsRequired: true });
        var normal = parameter is { HasDefault: true } || values[(int)IsText] == 1 ? ParameterIndex.Normal(argument.Value) : null;
        var atDefault = parameter is { HasDefault: true } && normal!.Trim('"') == parameter.Default;
        var optional = parameter is { IsRequired: false };
        Flag(OptionalAtDefault, optional && atDefault);
        Flag(OptionalNotDefault, optional && !atDefault);
        Flag(HasEnum, parameter is { Enum.Length: > 0 });

        var support = Leaves(values, argument, parameter, reader, context);
        if (atDefault) support = Math.Max(support, 0.6f);
        Set(Unsupported, 1 - support);
        Set(OptionalUnsupported, optional && !atDefault ? 1 - support : 0);
        if (argument.Value is TextValue value) Text(values, value.Value, argument, parameter, context);
        foreach (var other in call.Read)
        {
            if (ReferenceEquals(other, argument) || !Overlaps(other, argument)) continue;
            Set(SharedMention, 1);
            break;
        }
    }

    /// <summary>What the plain values say together; returns how well the conversation supports the argument, 0 to 1.</summary>
    private static float Leaves(float[] values, ReadArgument argument, ParameterIndex? parameter, ReplyReader reader, PromptContext context)
    {
        if (argument.Leaves.Count == 0) return 0.3f;
        var count = (float)argument.Leaves.Count;
        float support = 0, least = 1, fits = 0, margins = 0, rated = 0, missing = 0;
        var request = context.Request;
        var last = -1;
        foreach (var leaf in argument.Leaves)
        {
            var match = leaf.Match;
            var own = SupportOf(leaf);
            support += own;
            least = Math.Min(least, own);
            if (own < 0.3f) missing++;
            if (leaf.Value is BooleanValue || leaf.BooleanFit != 0) values[(int)BooleanFit] += leaf.BooleanFit / count;
            if (parameter is { Choices.Length: > 1 } && leaf.Text is not null) values[(int)EnumMargin] += leaf.EnumMargin / count;
            if (leaf.Value is BooleanValue { Value: true }) values[(int)TrueShare] += 1 / count;
            if (leaf.Text is null) values[(int)CodeMargin] += leaf.EnumMargin / count;
            if (match.IsNumber)
            {
                if (match.Kind is MatchKind.Exact or MatchKind.Stem && match.Segment is Segment.Request or Segment.EarlierUser) values[(int)NumberExact] += 1 / count;
                if (match.Kind is MatchKind.Converted) values[(int)NumberConverted] += 1 / count;
                if (match.Kind is MatchKind.None) values[(int)NumberMissing] += 1 / count;
                values[(int)BetterMention] = Math.Max(values[(int)BetterMention], match.BetterMention);
                if (match.Kind is MatchKind.None or MatchKind.Converted && leaf.Value is IntegerValue or FloatValue)
                {
                    var number = leaf.Value is IntegerValue integer ? (double)integer.Value : ((FloatValue)leaf.Value).Value;
                    values[(int)NumberSize] += (float)Math.Min(3, Math.Log10(1 + Math.Abs(number)) / 4) / count;
                    if (number != Math.Floor(number)) values[(int)HasFraction] = 1;
                }
                if (match.UnitClash) values[(int)UnitClash] = 1;
                if (match.Percent != 0 && parameter is not null)
                {
                    var wants = parameter.Hints.HasFlag(FormHints.Fraction) ? 1 : parameter.Hints.HasFlag(FormHints.Percent) ? -1 : parameter.Kind == ParameterKind.Number ? 0.5f : -1;
                    values[(int)PercentForm] += match.Percent * wants / count;
                }
            }
            else if (leaf.Text is not null)
            {
                var mine = match.Segment is Segment.Request or Segment.EarlierUser;
                if (match.Kind == MatchKind.Exact && mine) values[(int)TextExact] += 1 / count;
                if (match.Kind == MatchKind.Stem && mine) values[(int)TextStem] += 1 / count;
                if (match.Kind is MatchKind.Exact or MatchKind.Stem && !mine) values[(int)TextInHistory] += 1 / count;
                if (match.Kind == MatchKind.Calendar) values[(int)ArgumentFeature.Calendar] += 1 / count;
                if (match.IsAcronym) values[(int)Acronym] += 1 / count;
                values[(int)Triples] += match.Triples / count;
                Ungrounded(values, leaf.Text, count, request);
                if (leaf.Parameter is { Enum.Length: > 1 } one && Array.IndexOf(one.Enum, leaf.Text) is > 0 and var place) values[(int)EnumPlace] += (float)place / one.Enum.Length / count;
                values[(int)UnlikeLetters] += (1 - match.Triples) * Math.Min(1, leaf.Text.Length / 30f) / count;
                values[(int)ArgumentFeature.Letters] += MathF.Log2(1 + Math.Min(leaf.Text.Length, 1000)) / 8 / count;
                var words = Math.Max(1, match.Words);
                values[(int)RequestShare] += (float)match.InRequest / words / count;
                values[(int)AnyShare] += (float)match.Anywhere / words / count;
                values[(int)BegunShare] += (float)match.Begun / words / count;
                if (match.Kind is not (MatchKind.Calendar or MatchKind.Stem))
                {
                    values[(int)MissingWords] += Math.Min(4, match.Words - match.Anywhere) / count;
                    values[(int)UndocumentedWords] += Math.Min(4, match.Words - match.Anywhere - match.Documented) / count;
                }
            }
            if (match.Start < 0 || match.Start >= request.UserTokens) continue;
            rated++;
            fits += match.Fit;
            margins += match.Fit - match.RivalFit;
            last = Math.Max(last, match.Start + match.Count);
        }
        Order(values, argument);
        values[(int)ItemsMissing] = count > 1 ? missing / count : 0;
        values[(int)Fit] = rated > 0 ? fits / rated : 0;
        values[(int)FitMargin] = rated > 0 ? Math.Clamp(margins / rated, -2, 2) : 0;
        if (last > 0 && Neighbours.Continues(context, reader, last)) values[(int)(argument.Value is ListValue ? ListContinues : MentionIsOne)] = 1;
        return (0.5f * support / count) + (0.5f * least);
    }

    /// <summary>The size of numbers inside a text that nobody said, such as a date's year: tells apart what else would be alike.</summary>
    private static void Ungrounded(float[] values, string text, float count, RequestIndex request)
    {
        if (text.Length > 64 || text.AsSpan().IndexOfAnyInRange('0', '9') < 0) return;
        foreach (var token in Tokenizer.Of(text))
        {
            if (token.IsNumber && request.FirstNumber(token.Number) < 0) values[(int)NumberSize] += (float)Math.Log10(1 + token.Number) / 12 / count;
        }
    }

    /// <summary>Whether the items stand in the order of the request, and whether one stands twice.</summary>
    private static void Order(float[] values, ReadArgument argument)
    {
        values[(int)EntryCount] = MathF.Log2(1 + argument.Leaves.Count) / 6;
        if (argument.Leaves.Count < 2 || argument.Value is not ListValue) return;
        var (ordered, pairs, repeated) = (0f, 0f, 0f);
        for (var i = 1; i < argument.Leaves.Count; i++)
        {
            var (before, here) = (argument.Leaves[i - 1], argument.Leaves[i]);
            if (JsonEquality.AreEqual(before.Value, here.Value)) repeated++; // equal calls may spell a number 1 or 1.0
            if (before.Match.Start < 0 || here.Match.Start < 0) continue;
            pairs++;
            if (before.Match.Start < here.Match.Start) ordered++;
        }
        values[(int)ItemsInOrder] = pairs == 0 ? 0 : ordered / pairs;
        values[(int)ItemsRepeated] = repeated > 0 ? 1 : 0;
    }

    private static float SupportOf(Leaf leaf)
    {
        var match = leaf.Match;
        if (leaf.Value is BooleanValue || leaf.BooleanFit != 0) return 0.5f + (0.5f * leaf.BooleanFit);
        var said = match.Segment is Segment.Request or Segment.EarlierUser;
        var found = match.Kind switch
        {
            MatchKind.Exact => said ? 1 : 0.85f,
            MatchKind.Stem => said ? 0.95f : 0.8f,
            MatchKind.Calendar => 0.9f,
            MatchKind.Converted => match.Percent != 0 ? 0.9f : 0.5f,
            MatchKind.Partial => match.IsAcronym ? 0.8f : 0.75f * Math.Min(1, (match.Anywhere + (0.7f * match.Begun)) / match.Words),
            _ => 0,
        };
        if (leaf.Text is null && leaf.EnumMargin > 0) return Math.Max(found, 0.5f + (0.4f * leaf.EnumMargin));
        return leaf.Parameter is { Choices.Length: > 1 } && leaf.Text is not null ? Math.Max(found, Math.Clamp(0.4f + leaf.EnumMargin, 0, 1)) : found;
    }

    private static void Text(float[] values, string value, ReadArgument argument, ParameterIndex? parameter, PromptContext context)
    {
        var request = context.Request;
        var tokens = Tokenizer.Of(value.Length > 2000 ? value.AsSpan(0, 2000) : value);
        values[(int)Placeholder] = Placeholders.Is(value, tokens, argument.Name) ? 1 : 0;
        if (tokens.Length == 0) return;
        var (functions, named) = (0, 0);
        foreach (var token in tokens)
        {
            if (token.Has(TokenMarks.Function)) functions++;
            if (parameter is not null && parameter.NameTokens.AsSpan().ContainsStem(token.Stem)) named++;
        }
        values[(int)OpensWithFunctionWord] = tokens.Length > 1 && tokens[0].Has(TokenMarks.Function) ? 1 : 0;
        values[(int)FunctionShare] = (float)functions / tokens.Length;
        values[(int)NameEcho] = named == tokens.Length && parameter is { Enum.Length: 0 } && argument.Leaves[0].Match.Kind != MatchKind.Exact ? 1 : 0;
        values[(int)NameWordsInside] = named > 0 && named < tokens.Length ? 1 : 0;
        var match = argument.Leaves[0].Match;
        if (parameter is not null)
        {
            var asked = parameter.Hints.HasFlag(FormHints.CityAndRegion);
            values[(int)RegionMissing] = asked && !value.Contains(',') ? 1 : 0;
            values[(int)RegionAdded] = !match.IsRegionAdded ? 0 : asked ? 1 : -1;
            Compare(values, value, tokens, parameter, match);
            if (parameter.Hints.HasFlag(FormHints.IsoDate) && CalendarWords.ReadDay(tokens, 0, value, out _) > 0) values[(int)DateForm] = value.Length >= 10 && value[4] == '-' && value[7] == '-' ? 1 : -1;
            if (!parameter.Hints.HasFlag(FormHints.Several) && !parameter.Hints.HasFlag(FormHints.Free) && match.Start >= 0 && match.Count > 2) values[(int)SeveralInOne] = Neighbours.IsList(context, match.Start, match.Count) ? 1 : 0;
        }
        values[(int)TextLiteral] = request.RequestText.Contains(value, StringComparison.Ordinal) ? 1 : 0;
        if (match.Start < 0 || match.Start >= request.UserTokens || match.IsNumber) return;
        values[(int)TakesMost] = match.Count > 4 && match.Count > 0.5f * request.RequestTokens ? 1 : 0;
        var (first, next) = (match.Start, match.Start + match.Count);
        if (next < request.UserTokens && !request.Tokens[next].Has(TokenMarks.Opens))
        {
            var token = request.Tokens[next];
            if (!token.Has(TokenMarks.Apart))
            {
                values[(int)CapitalContinues] = token.Has(TokenMarks.Capital) && request.Tokens[next - 1].Has(TokenMarks.Capital) ? 1 : 0;
                values[(int)ContentContinues] = token.Has(TokenMarks.Function) || token.IsNumber ? 0 : 1;
            }
            else if (token.Has(TokenMarks.Comma) && token.Has(TokenMarks.Capital) && request.Tokens[next - 1].Has(TokenMarks.Capital)) values[(int)CommaContinues] = 1;
        }
        if (first > 0 && !request.Tokens[first].Has(TokenMarks.Opens | TokenMarks.Apart))
        {
            var token = request.Tokens[first - 1];
            values[(int)CapitalBefore] = token.Has(TokenMarks.Capital) && !token.Has(TokenMarks.Opens | TokenMarks.Function) && request.Tokens[first].Has(TokenMarks.Capital) ? 1 : 0;
            values[(int)ContentBefore] = token.Has(TokenMarks.Function) || token.IsNumber ? 0 : 1;
        }
    }

    /// <summary>Compares a text with the examples of the description.</summary>
    private static void Compare(float[] values, string value, Token[] tokens, ParameterIndex parameter, ValueMatch match)
    {
        if (parameter.Shapes.Length > 0)
        {
            var shape = Examples.Shape(value);
            var best = -1f;
            foreach (var example in parameter.Shapes) best = Math.Max(best, example == shape ? 1 : SameSigns(example, shape) ? 0.5f : -1);
            values[(int)ExampleForm] = best;
            var known = Array.IndexOf(parameter.NormalExamples, Verification.StringNormalisation.Bfcl(value)) >= 0;
            if (parameter.Choices.Length > 0 && parameter.Enum.Length == 0) values[(int)ChoiceKnown] = known ? 1 : -1;
            values[(int)ExampleCopied] = known && match.Kind is MatchKind.None && parameter.Choices.Length == 0 ? 1 : 0;
        }
        if (parameter.Hints.HasFlag(FormHints.Formula)) values[(int)FormulaForm] = value.Contains('^') ? -1 : value.Contains("**", StringComparison.Ordinal) ? 1 : 0;
        var trimmed = value.AsSpan().Trim();
        values[(int)OuterQuotes] = trimmed.Length > 1 && trimmed[0] == trimmed[^1] && trimmed[0] is '"' or '\'' ? 1 : 0;
    }

    /// <summary>Whether two shapes have the same signs that are no letters, whatever their order.</summary>
    private static bool SameSigns(string first, string second) => Covers(first, second) && Covers(second, first);

    private static bool Covers(string first, string second)
    {
        foreach (var sign in first)
        {
            if (sign is not ('a' or 'A' or ' ') && !second.Contains(sign)) return false;
        }
        return true;
    }

    private static bool Overlaps(ReadArgument first, ReadArgument second)
    {
        foreach (var one in first.Leaves)
        {
            if (one.Match.Start < 0) continue;
            foreach (var other in second.Leaves)
            {
                if (other.Match.Start >= 0 && one.Match.Start < other.Match.Start + other.Match.Count && other.Match.Start < one.Match.Start + one.Match.Count) return true;
            }
        }
        return false;
    }

    private static bool ContainsStem(this Span<Token> tokens, uint stem)
    {
        foreach (ref readonly var token in tokens)
        {
            if (token.Stem == stem) return true;
        }
        return false;
    }
}
