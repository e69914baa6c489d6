using ToolRM.Conversations;

namespace ToolRM.Models.Grounded;

/// <summary>Where in the conversation a token stands.</summary>
internal enum Segment : byte
{
    Request,
    EarlierUser,
    System,
    Assistant,
    ToolResult,
}

/// <summary>A number of the conversation, in digits or in words.</summary>
/// <param name="Start">First token.</param>
/// <param name="Count">Tokens.</param>
/// <param name="Value">The value, scale words included.</param>
/// <param name="IsPercent">Whether a percent sign or the word follows.</param>
/// <param name="IsWord">Whether it is written in words.</param>
internal readonly record struct NumberMention(int Start, int Count, double Value, bool IsPercent, bool IsWord);

/// <summary>
/// The conversation, tokenised and hashed once for all candidates of a prompt. The last user message (the request) comes first, then
/// the others from new to old.
/// </summary>
internal sealed class RequestIndex
{
    /// <summary>Places of a word that are tried before giving up: keeps look-ups bounded in repetitive texts.</summary>
    public const int MostTries = 24;

    private const int TripleBits = 1 << 14;

    private readonly int[] _heads;
    private readonly int[] _next;
    private readonly int _mask;
    private readonly Dictionary<double, int> _numberHeads = [];
    private readonly int[] _numberNext;
    private readonly HashSet<uint> _prefixes = [];
    private readonly HashSet<uint> _acronyms = [];
    private readonly ulong[] _triples = new ulong[TripleBits / 64];

    public RequestIndex(ValueList<Message> messages)
    {
        var tokens = new List<Token>();
        var segments = new List<(int End, Segment Segment, string Text)>();
        var last = -1;
        for (var i = messages.Count - 1; i >= 0 && last < 0; i--)
        {
            if (messages[i] is UserMessage) last = i;
        }
        if (last >= 0) Add(messages[last], Segment.Request);
        RequestTokens = tokens.Count;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (i == last) continue;
            Add(messages[i], messages[i] switch
            {
                UserMessage => Segment.EarlierUser,
                AssistantMessage => Segment.Assistant,
                ToolMessage => Segment.ToolResult,
                _ => Segment.System,
            });
            if (messages[i] is UserMessage) UserTokens = tokens.Count;
        }
        UserTokens = Math.Max(UserTokens, RequestTokens);
        Tokens = [.. tokens];
        Segments = [.. segments];
        LastIsToolResult = messages.Count > 0 && messages[^1] is ToolMessage;
        RequestText = last >= 0 ? messages[last].Text : "";
        var size = 16;
        while (size < Tokens.Length * 2) size *= 2;
        _mask = size - 1;
        _heads = new int[size];
        _next = new int[Tokens.Length];
        for (var i = Tokens.Length - 1; i >= 0; i--)
        {
            ref var head = ref _heads[Tokens[i].Stem & (uint)_mask];
            (_next[i], head) = (head, i + 1);
        }
        Numbers = ReadNumbers();
        _numberNext = new int[Numbers.Length];
        for (var i = Numbers.Length - 1; i >= 0; i--)
        {
            _numberNext[i] = _numberHeads.GetValueOrDefault(Numbers[i].Value);
            _numberHeads[Numbers[i].Value] = i + 1;
        }
        ReadForms();

        void Add(Message message, Segment segment)
        {
            if (message.Text.Length == 0) return;
            Tokenizer.Add(message.Text, isIdentifier: false, tokens);
            segments.Add((tokens.Count, segment, message.Text));
        }
    }

    public Token[] Tokens { get; }

    /// <summary>Tokens of the request; they come first.</summary>
    public int RequestTokens { get; }

    /// <summary>Tokens up to the last one of a user.</summary>
    public int UserTokens { get; }

    public (int End, Segment Segment, string Text)[] Segments { get; }

    public NumberMention[] Numbers { get; }

    public string RequestText { get; }

    public bool LastIsToolResult { get; }

    /// <summary>Which part of the conversation a token is of.</summary>
    public Segment SegmentOf(int token)
    {
        if (token < RequestTokens) return Segment.Request;
        foreach (var (end, segment, _) in Segments)
        {
            if (token < end) return segment;
        }
        return Segment.System;
    }

    /// <summary>The first token of a stem, or -1. Requests come first.</summary>
    public int First(uint stem) => Skip(_heads[stem & (uint)_mask] - 1, stem);

    /// <summary>The next token of the same stem, or -1.</summary>
    public int After(int token) => Skip(_next[token] - 1, Tokens[token].Stem);

    /// <summary>Whether a stem stands in the request.</summary>
    public bool InRequest(uint stem) => First(stem) is >= 0 and var at && at < RequestTokens;

    /// <summary>The first mention of a number, or -1.</summary>
    public int FirstNumber(double value) => _numberHeads.GetValueOrDefault(value) - 1;

    /// <summary>The next mention of the same number, or -1.</summary>
    public int AfterNumber(int mention) => _numberNext[mention] - 1;

    /// <summary>Whether a word of the request begins with the same five letters (the whole word where it is shorter).</summary>
    public bool HasPrefix(uint prefix) => _prefixes.Contains(prefix);

    /// <summary>Whether letters are the initials of capitalised words that follow one another.</summary>
    public bool HasAcronym(uint word) => _acronyms.Contains(word);

    /// <summary>Share of a text's letter triples (case ignored, punctuation kept) that users wrote; 1 for a text of fewer than three letters.</summary>
    public float TripleShare(string text)
    {
        var (found, count) = (0f, 0);
        for (var i = 0; i + 2 < text.Length && i < 512; i++)
        {
            count++;
            var slot = Triple(text, i);
            if ((_triples[slot >> 6] >> (int)(slot & 63) & 1) != 0) found++;
        }
        return count == 0 ? 1 : found / count;
    }

    private static uint Triple(string text, int at) => unchecked(
        ((((char.ToLowerInvariant(text[at]) * 0x9E3779B1u) ^ char.ToLowerInvariant(text[at + 1])) * 0x85EBCA6Bu) ^ char.ToLowerInvariant(text[at + 2])) * 0xC2B2AE35u) >> (32 - 14);

    /// <summary>The message that a token is of.</summary>
    public string TextOf(int token)
    {
        if (token < RequestTokens) return RequestText;
        foreach (var segment in Segments)
        {
            if (token < segment.End) return segment.Text;
        }
        return "";
    }

    // Chains hold all stems of a slot; others are stepped over.
    private int Skip(int token, uint stem)
    {
        for (var tries = 0; token >= 0 && tries < 4 * MostTries; tries++)
        {
            if (Tokens[token].Stem == stem) return token;
            token = _next[token] - 1;
        }
        return -1;
    }

    private NumberMention[] ReadNumbers()
    {
        var numbers = new List<NumberMention>();
        for (var i = 0; i < Tokens.Length;)
        {
            var count = NumberWords.Read(Tokens, i, out var value);
            if (count == 0)
            {
                i++;
                continue;
            }
            var next = i + count;
            var percent = Tokens[next - 1].Has(TokenMarks.Percent) || (next < Tokens.Length && Units.IsPercent(Tokens[next].Word));
            numbers.Add(new(i, count, value, percent, !Tokens[i].IsNumber));
            i = next;
        }
        return [.. numbers];
    }

    private void ReadForms()
    {
        foreach (var (_, segment, said) in Segments)
        {
            if (segment is not (Segment.Request or Segment.EarlierUser)) continue;
            for (var i = 0; i + 2 < said.Length; i++)
            {
                var slot = Triple(said, i);
                _triples[slot >> 6] |= 1UL << (int)(slot & 63);
            }
        }
        Span<char> letters = stackalloc char[8];
        Span<char> prefix = stackalloc char[5];
        var run = 0;
        var text = RequestText.AsSpan();
        for (var i = 0; i < RequestTokens; i++)
        {
            var token = Tokens[i];
            if (!token.IsNumber && token.Length >= 4)
            {
                var length = Math.Min(5, token.Length);
                text.Slice(token.Start, length).ToLowerInvariant(prefix);
                _prefixes.Add(WordHash.Of(prefix[..length]));
            }
            if (!token.Has(TokenMarks.Capital) || token.Has(TokenMarks.Apart)) run = 0;
            if (token.Has(TokenMarks.Capital) && run < letters.Length)
            {
                letters[run++] = char.ToLowerInvariant(text[token.Start]);
                for (var from = 0; run - from >= 2; from++) _acronyms.Add(WordHash.Of(letters[from..run]));
            }
        }
    }
}
