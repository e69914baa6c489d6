using ToolRM.Conversations;

namespace ToolRM.Models.Grounded;

/// <summary>A plain value inside an argument, and where it comes from.</summary>
internal readonly record struct Leaf(ArgumentValue Value, string? Text, ParameterIndex? Parameter, ValueMatch Match, float EnumMargin, sbyte BooleanFit)
{
    public bool IsFound => Match.Kind != MatchKind.None;
}

/// <summary>An argument with its plain values.</summary>
internal sealed record ReadArgument(string Name, ArgumentValue Value, ParameterIndex? Parameter, List<Leaf> Leaves);

/// <summary>A call, its tool among the offered ones and its arguments by name.</summary>
internal sealed record ReadCall(ToolCall Call, int Tool, MapValue? Arguments, List<ReadArgument> Read)
{
    public string Key { get; } = CallKey.Of(Call);
}

/// <summary>Reads the calls of a reply in a fixed order, finds their values in the conversation and marks what each call uses.</summary>
internal sealed class ReplyReader
{
    private const int MostLeaves = 64;
    private const int MostDepth = 16;

    private static readonly HashSet<uint> Negations = [.. "no not without dont never exclude excluding except avoid skip none nor isnt doesnt neither disable off".Split(' ').Select(word => WordHash.Of(word))];

    private readonly PromptContext _context;

    // Per token of the users: the call that uses it (1 for the first), 255 for several; and how many arguments of one call do.
    private readonly byte[] _owner;

    public ReplyReader(PromptContext context, ValueList<ToolCall> calls)
    {
        _context = context;
        _owner = new byte[context.Request.UserTokens];
        Calls = [.. calls.AsSpan().ToArray().Select(Read)];
        // The order of the calls must not count.
        if (Calls.Count > 1) Calls.Sort((first, second) => string.CompareOrdinal(first.Key, second.Key));
        for (var i = 0; i < Calls.Count; i++)
        {
            foreach (var argument in Calls[i].Read)
            {
                foreach (var leaf in argument.Leaves) Claim(leaf, (byte)Math.Min(i + 1, 254));
            }
        }
    }

    public List<ReadCall> Calls { get; }

    /// <summary>The number of the call that uses a token, from 1; 0 when none does, 255 when several do.</summary>
    public byte OwnerOf(int token) => token < _owner.Length ? _owner[token] : (byte)0;

    private ReadCall Read(ToolCall call)
    {
        var tool = _context.ToolAt(call.Name);
        var index = tool < 0 ? null : _context.Tools[tool];
        var arguments = call.ParseArguments().Value as MapValue;
        var read = new List<ReadArgument>();
        foreach (var entry in (arguments?.Entries ?? []).AsSpan().ToArray().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var parameter = index?.Parameter(entry.Key);
            var leaves = new List<Leaf>();
            Add(entry.Value, parameter, index, leaves, 0);
            read.Add(new(entry.Key, entry.Value, parameter, leaves));
        }
        return new(call, tool, arguments, read);
    }

    private void Add(ArgumentValue value, ParameterIndex? parameter, ToolIndex? tool, List<Leaf> leaves, int depth)
    {
        if (leaves.Count >= MostLeaves || depth > MostDepth) return;
        switch (value)
        {
            case MapValue map:
                foreach (var entry in map.Entries.AsSpan().ToArray().OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    // Where the document says nothing of an inner parameter, the outer one's words still hold.
                    Add(entry.Value, parameter?.Child(entry.Key) ?? parameter, tool, leaves, depth + 1);
                }
                break;
            case ListValue list:
                foreach (var item in list.Items) Add(item, parameter, tool, leaves, depth + 1);
                break;
            case IntegerValue integer:
                leaves.Add(Number((double)integer.Value, value, parameter, tool));
                break;
            case FloatValue number:
                leaves.Add(Number(number.Value, value, parameter, tool));
                break;
            case BooleanValue boolean:
                leaves.Add(new(value, null, parameter, new() { Kind = MatchKind.None, Start = -1 }, 0, BooleanFit(boolean.Value, parameter)));
                break;
            case TextValue text:
                leaves.Add(Text(text.Value, value, parameter, tool));
                break;
            default:
                leaves.Add(new(value, null, parameter, new() { Kind = MatchKind.None, Start = -1 }, 0, 0));
                break;
        }
    }

    private Leaf Number(double number, ArgumentValue value, ParameterIndex? parameter, ToolIndex? tool)
    {
        if (!double.IsFinite(number)) return new(value, null, parameter, new() { Kind = MatchKind.None, Start = -1, IsNumber = true }, 0, 0);
        return new(value, null, parameter, _context.Grounding.Match(number, parameter, tool), parameter is null ? 0 : CodeMargin(number, parameter), 0);
    }

    /// <summary>How much more of what the description says of a number the request has than of the best other number; 0 where it explains none.</summary>
    private float CodeMargin(double number, ParameterIndex parameter)
    {
        var (own, best, known) = (0f, 0f, false);
        foreach (var (code, stems) in parameter.Codes)
        {
            var found = 0f;
            foreach (var stem in stems)
            {
                if (_context.Request.InRequest(stem)) found++;
            }
            if (code == number) (own, known) = (Math.Max(own, found / stems.Length), true);
            else best = Math.Max(best, found / stems.Length);
        }
        return known ? own - best : -best;
    }

    private Leaf Text(string text, ArgumentValue value, ParameterIndex? parameter, ToolIndex? tool)
    {
        if (parameter is { SourceText: true, Kind: ParameterKind.Boolean } && text is "true" or "false")
        {
            return new(value, text, parameter, new() { Kind = MatchKind.None, Start = -1 }, 0, BooleanFit(text == "true", parameter));
        }
        var match = _context.Grounding.Match(text, parameter, tool);
        return new(value, text, parameter, match, parameter is { Choices.Length: > 1 } ? EnumMargin(text, parameter) : 0, 0);
    }

    /// <summary>How much more of the value's words the request has than of the best other allowed value; -1 to 1.</summary>
    private float EnumMargin(string text, ParameterIndex parameter)
    {
        var (own, best) = (0f, 0f);
        foreach (var allowed in parameter.Choices.AsSpan(0, Math.Min(parameter.Choices.Length, 64)))
        {
            var share = Share(allowed);
            if (allowed == text || string.Equals(allowed, text, StringComparison.OrdinalIgnoreCase)) own = share;
            else best = Math.Max(best, share);
        }
        return own - best;
    }

    private float Share(string text)
    {
        var (found, words) = (0f, 0);
        Span<char> prefix = stackalloc char[5];
        foreach (var token in Tokenizer.Of(text, isIdentifier: true))
        {
            if (token.Has(TokenMarks.Function)) continue;
            words++;
            if (_context.Request.InRequest(token.Stem)) found++;
            else if (!token.IsNumber && token.Length >= 4)
            {
                var length = Math.Min(5, token.Length);
                text.AsSpan(token.Start, length).ToLowerInvariant(prefix);
                if (_context.Request.HasPrefix(WordHash.Of(prefix[..length]))) found += 0.7f;
            }
            if (Abbreviations.Fits(token.Stem, _context.Request)) found += 0.7f;
        }
        return words == 0 ? 0 : Math.Min(1, found / words);
    }

    /// <summary>+1 when the request speaks of the parameter as the value says, -1 when it says the contrary, 0 when it does not speak of it.</summary>
    private sbyte BooleanFit(bool value, ParameterIndex? parameter)
    {
        if (parameter is null) return 0;
        foreach (var name in parameter.NameTokens)
        {
            if (name.Has(TokenMarks.Function) || ParameterWords.IsGeneric(name.Stem)) continue;
            var at = _context.Request.First(name.Stem);
            if (at < 0 || at >= _context.Request.RequestTokens) continue;
            var negated = false;
            for (var i = at - 1; i >= 0 && i >= at - 3 && !_context.Request.Tokens[i + 1].Has(TokenMarks.Opens); i--) negated |= Negations.Contains(_context.Request.Tokens[i].Word);
            return (sbyte)(value != negated ? 1 : -1);
        }
        var (found, words) = (0, 0);
        foreach (var token in parameter.DescriptionTokens)
        {
            if (token.IsNumber || token.Has(TokenMarks.Function) || ParameterWords.IsGeneric(token.Stem) || ToolWords.IsGeneric(token.Stem)) continue;
            words++;
            if (_context.Request.InRequest(token.Stem)) found++;
        }
        if (found >= 1 && found * 2 >= words) return (sbyte)(value ? 1 : -1);
        return 0;
    }

    private void Claim(Leaf leaf, byte call)
    {
        var match = leaf.Match;
        if (match.Start >= 0)
        {
            for (var i = match.Start; i < match.Start + match.Count; i++) Claim(i, call);
            return;
        }
        if (leaf.Text is null || leaf.Text.Length > 400) return;
        foreach (var token in Tokenizer.Of(leaf.Text))
        {
            if (token.Has(TokenMarks.Function)) continue;
            if (_context.Request.First(token.Stem) is >= 0 and var at) Claim(at, call);
        }
    }

    private void Claim(int token, byte call)
    {
        if (token >= _owner.Length) return;
        ref var owner = ref _owner[token];
        owner = owner == 0 || owner == call ? call : (byte)255;
    }
}
