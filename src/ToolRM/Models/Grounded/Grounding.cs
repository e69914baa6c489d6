namespace ToolRM.Models.Grounded;

/// <summary>Finds plain values in a conversation.</summary>
/// <remarks>
/// Exact or by stems, a number by its value, a day and a time in another form, a number after a conversion, single words and
/// initials. Words around the mention that are also words of the parameter speak for the match. At most
/// <see cref="RequestIndex.MostTries"/> places of a word are looked at.
/// </remarks>
internal sealed class Grounding
{
    private const int MostWords = 200;

    // Steps between units that models convert: minutes and hours, thousands, hundreds, days, months, grosses of seconds.
    private static readonly double[] Conversions = [60, 1000, 100, 12, 24, 7, 3600, 365, 30, 1_000_000, 52, 2.54, 0.3048, 1.609344, 0.45359237];

    private readonly RequestIndex request;
    private readonly List<Token> _value = [];
    private readonly List<DayMention> _days = [];
    private readonly List<int> _times = [];
    private string? _normalRequest;

    public Grounding(RequestIndex request)
    {
        this.request = request;
        var start = 0;
        foreach (var (end, _, text) in request.Segments)
        {
            ReadCalendar(start, end, text);
            start = end;
        }
    }

    /// <summary>Whether users name a day by its distance, such as "tomorrow".</summary>
    public bool HasRelativeDays { get; private set; }

    /// <summary>The tokens of the text that was matched last.</summary>
    public ReadOnlySpan<Token> Value => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_value);

    /// <summary>Finds a number.</summary>
    public ValueMatch Match(double number, ParameterIndex? parameter, ToolIndex? tool)
    {
        _value.Clear();
        var match = Nothing();
        match.IsNumber = true;
        match.Words = 1;
        if (TryNumber(number, MatchKind.Exact, ref match, parameter, tool)) return Rate(match, parameter, tool);
        if (number < 0 && TryNumber(-number, MatchKind.Exact, ref match, parameter, tool)) return Rate(match, parameter, tool);
        if (TryNumber(Math.Round(number * 100, 9), MatchKind.Converted, ref match, parameter, tool, percentOnly: true))
        {
            match.Percent = 1;
            return Rate(match, parameter, tool);
        }
        foreach (var step in Conversions)
        {
            if (number != 0 && (TryNumber(Math.Round(number / step, 9), MatchKind.Converted, ref match, parameter, tool) || TryNumber(Math.Round(number * step, 9), MatchKind.Converted, ref match, parameter, tool))) return Rate(match, parameter, tool);
        }
        return match;
    }

    /// <summary>Finds a text.</summary>
    public ValueMatch Match(string text, ParameterIndex? parameter, ToolIndex? tool)
    {
        _value.Clear();
        Tokenizer.Add(text, isIdentifier: false, _value);
        var match = Nothing();
        if (_value.Count == 0) return match;
        if (_value.Count > MostWords) _value.RemoveRange(MostWords, _value.Count - MostWords);
        CountWords(ref match, text, parameter);
        match.Triples = request.TripleShare(text);
        if (Run(Value, ref match, parameter)) return Rate(match, parameter, tool);
        if (Region() is > 0 and var place && Run(Value[..place], ref match, parameter))
        {
            match.IsRegionAdded = true;
            match.Kind = MatchKind.Stem;
            return Rate(match, parameter, tool);
        }
        if (_value.Count <= 8 && Calendar(text, ref match)) return match;
        if (_value.Count == 1 && _value[0].IsNumber)
        {
            var number = Match(_value[0].Number, parameter, tool);
            if (number.Kind != MatchKind.None) return number;
        }
        // Split differently, as in e-mail and email, or one word of several.
        if (text.Length is >= 4 and <= 200 && request.RequestText.Length <= 4096 && IsInNormalForm(text)) match.Kind = MatchKind.Stem;
        else if (_value.Count == 1 && (request.HasAcronym(_value[0].Word) || (_value[0].Stem is var stem && Abbreviations.Fits(stem, request)))) (match.Kind, match.IsAcronym) = (MatchKind.Partial, true);
        else if (match.Anywhere + match.Begun > 0) match.Kind = MatchKind.Partial;
        return match;
    }

    /// <summary>How well the words around a mention fit a parameter; from -1 to 1.5.</summary>
    public float Fit(ParameterIndex parameter, int start, int count)
    {
        var (sum, tokens) = (0f, request.Tokens);
        var weight = 1f;
        for (int i = start - 1, steps = 0; i >= 0 && steps < 4 && !tokens[i + 1].Has(TokenMarks.Opens); i--, steps++, weight *= 0.7f) sum += weight * parameter.Cue(tokens[i].Stem);
        weight = 0.9f;
        for (int i = start + count, steps = 0; i < tokens.Length && steps < 3 && !tokens[i].Has(TokenMarks.Opens); i++, steps++, weight *= 0.6f) sum += weight * parameter.Cue(tokens[i].Stem);
        return Math.Clamp(sum, -1f, 1.5f);
    }

    private static ValueMatch Nothing() => new() { Kind = MatchKind.None, Start = -1 };

    private bool TryNumber(double value, MatchKind kind, ref ValueMatch match, ParameterIndex? parameter, ToolIndex? tool, bool percentOnly = false)
    {
        var found = false;
        var tries = 0;
        for (var i = request.FirstNumber(value); i >= 0 && tries < RequestIndex.MostTries; i = request.AfterNumber(i), tries++)
        {
            var mention = request.Numbers[i];
            if (percentOnly && !mention.IsPercent) continue;
            var fit = parameter is null ? 0 : Fit(parameter, mention.Start, mention.Count);
            if (found && (fit <= match.Fit || mention.Start >= request.UserTokens)) continue;
            found = true;
            match.Kind = mention.IsWord && kind == MatchKind.Exact ? MatchKind.Stem : kind;
            (match.Start, match.Count, match.Fit) = (mention.Start, mention.Count, fit);
            match.Percent = mention.IsPercent && kind == MatchKind.Exact ? (sbyte)-1 : (sbyte)0;
            var after = mention.Start + mention.Count;
            if (parameter is not { UnitDimension: not 0 } || after >= request.Tokens.Length) continue;
            var (dimension, unit) = Units.Of(request.Tokens[after].Word);
            match.UnitClash = dimension == parameter.UnitDimension && unit != parameter.Unit;
        }
        if (found) match.Segment = request.SegmentOf(match.Start);
        return found;
    }

    private void CountWords(ref ValueMatch match, string text, ParameterIndex? parameter)
    {
        Span<char> prefix = stackalloc char[5];
        foreach (ref readonly var token in Value)
        {
            if (token.Has(TokenMarks.Function) && _value.Count > 1) continue;
            match.Words++;
            var at = token.IsNumber && request.FirstNumber(token.Number) is >= 0 and var mention ? request.Numbers[mention].Start : request.First(token.Stem);
            if (at >= 0)
            {
                match.Anywhere++;
                if (at < request.UserTokens) match.InRequest++;
                continue;
            }
            if (parameter is not null && parameter.DocumentStems.Contains(token.Stem)) match.Documented++;
            if (token.IsNumber || token.Length < 4) continue;
            var length = Math.Min(5, token.Length);
            text.AsSpan(token.Start, length).ToLowerInvariant(prefix);
            if (request.HasPrefix(WordHash.Of(prefix[..length]))) match.Begun++;
        }
        if (match.Words == 0) match.Words = 1;
    }

    /// <summary>Looks for all words in a row; of several places the one that fits the parameter best.</summary>
    private bool Run(ReadOnlySpan<Token> value, ref ValueMatch match, ParameterIndex? parameter)
    {
        var tokens = request.Tokens;
        var best = -1f;
        var tries = 0;
        for (var at = request.First(value[0].Stem); at >= 0 && tries < RequestIndex.MostTries; at = request.After(at), tries++)
        {
            if (at + value.Length > tokens.Length) continue;
            var exact = true;
            var length = 0;
            while (length < value.Length && tokens[at + length].Stem == value[length].Stem)
            {
                exact &= tokens[at + length].Word == value[length].Word;
                length++;
            }
            if (length < value.Length) continue;
            var segment = request.SegmentOf(at);
            var rating = (segment == Segment.Request ? 8f : segment == Segment.EarlierUser ? 4 : 0) + (exact ? 2 : 0) + (parameter is null ? 0 : Fit(parameter, at, length));
            if (rating <= best) continue;
            best = rating;
            (match.Kind, match.Segment, match.Start, match.Count) = (exact ? MatchKind.Exact : MatchKind.Stem, segment, at, length);
            if (parameter is not null) match.Fit = Fit(parameter, at, length);
        }
        return match.Start >= 0;
    }

    /// <summary>Number of words before the comma of a place and its region, such as "Boston, MA"; 0 for other texts.</summary>
    private int Region()
    {
        var value = Value;
        for (var i = 1; i < value.Length && i < 6; i++)
        {
            if (value[i].Has(TokenMarks.Comma)) return value.Length - i <= 2 && value[i].Has(TokenMarks.Capital) && value[0].Has(TokenMarks.Capital) ? i : 0;
        }
        return 0;
    }

    private ValueMatch Rate(ValueMatch match, ParameterIndex? parameter, ToolIndex? tool)
    {
        if (parameter is null || tool is null || match.Start < 0 || match.Start >= request.UserTokens) return match;
        match.RivalFit = -1;
        foreach (var other in tool.Parameters)
        {
            if (ReferenceEquals(other, parameter) || IsNumeric(other.Kind) != match.IsNumber || other.Kind is ParameterKind.Boolean or ParameterKind.Map) continue;
            match.RivalFit = Math.Max(match.RivalFit, Fit(other, match.Start, match.Count));
        }
        if (!match.IsNumber) return match;
        for (int i = 0, tries = 0; i < request.Numbers.Length && tries < 2 * RequestIndex.MostTries; i++, tries++)
        {
            var mention = request.Numbers[i];
            if (mention.Start >= request.UserTokens) break;
            if (mention.Start == match.Start) continue;
            match.BetterMention = Math.Max(match.BetterMention, Fit(parameter, mention.Start, mention.Count) - match.Fit);
        }
        return match;
    }

    private static bool IsNumeric(ParameterKind kind) => kind is ParameterKind.Integer or ParameterKind.Number;

    private bool Calendar(string text, ref ValueMatch match)
    {
        for (var i = 0; i < _value.Count; i++)
        {
            if (CalendarWords.ReadDay(Value, i, text, out var day) > 0)
            {
                foreach (var said in _days)
                {
                    if (!said.Fits(day)) continue;
                    (match.Kind, match.Segment) = (MatchKind.Calendar, Segment.Request);
                    return true;
                }
                return false;
            }
            if (CalendarWords.ReadTime(Value, i, text, out var minutes) > 0 && _times.Contains(minutes))
            {
                (match.Kind, match.Segment) = (MatchKind.Calendar, Segment.Request);
                return true;
            }
        }
        return false;
    }

    private bool IsInNormalForm(string text)
    {
        _normalRequest ??= Verification.StringNormalisation.Bfcl(request.RequestText);
        return _normalRequest.Contains(Verification.StringNormalisation.Bfcl(text), StringComparison.Ordinal);
    }

    private void ReadCalendar(int start, int end, string text)
    {
        var tokens = request.Tokens.AsSpan(0, end);
        for (var i = start; i < end; i++)
        {
            HasRelativeDays |= i < request.UserTokens && CalendarWords.IsRelative(tokens[i].Word);
            if (_days.Count < 64 && (tokens[i].IsNumber || CalendarWords.IsMonth(tokens[i].Word)) && CalendarWords.ReadDay(tokens, i, text, out var day) is > 0 and var count)
            {
                _days.Add(day);
                i += count - 1;
            }
            else if (_times.Count < 64 && CalendarWords.ReadTime(tokens, i, text, out var minutes) is > 0 and var width)
            {
                _times.Add(minutes);
                i += width - 1;
            }
        }
    }
}
