using System.Runtime.CompilerServices;
using ToolRM.Conversations;

namespace ToolRM.Models.Grounded;

/// <summary>What all candidates of a prompt share: the conversation's index, the tools' indexes and how well each tool fits.</summary>
internal sealed class PromptContext
{
    /// <summary>More different words of a request than this are not looked at for tool fit.</summary>
    private const int MostRequestWords = 256;

    private const int MostClauses = 16;

    private static readonly ConditionalWeakTable<ToolDefinition, ToolIndex> Known = [];

    private static readonly HashSet<uint> Joints = [.. "and then also finally additionally plus next lastly furthermore afterwards".Split(' ').Select(word => WordHash.Of(word))];

    private readonly float[] _fits;
    private readonly float[] _nameFits;
    private readonly float[][] _clauseFits;

    public PromptContext(Conversation prompt)
    {
        Request = new(prompt.Messages);
        Grounding = new(Request);
        Tools = new ToolIndex[prompt.Tools.Count];
        for (var i = 0; i < Tools.Length; i++) Tools[i] = Known.GetValue(prompt.Tools[i], static tool => new ToolIndex(tool));
        EarlierCalls = [.. prompt.Messages.OfType<AssistantMessage>().SelectMany(message => message.Calls.AsSpan().ToArray()).TakeLast(256).Select(CallKey.Of)];
        ClauseOf = Clauses(out var clauses);
        ClauseCount = clauses;
        var stems = Stems(0, Request.RequestTokens);
        _fits = Fits(stems);
        _nameFits = new float[Tools.Length];
        for (var i = 0; i < Tools.Length; i++) _nameFits[i] = NameFit(Tools[i]);
        _clauseFits = new float[clauses][];
        for (int clause = 0, start = 0; clause < clauses; clause++)
        {
            var end = start;
            while (end < Request.RequestTokens && ClauseOf[end] == clause) end++;
            _clauseFits[clause] = clauses == 1 ? _fits : Fits(Stems(start, end));
            start = end;
        }
    }

    public RequestIndex Request { get; }

    public Grounding Grounding { get; }

    public ToolIndex[] Tools { get; }

    /// <summary>Keys of the calls made earlier in the conversation.</summary>
    public HashSet<string> EarlierCalls { get; }

    /// <summary>The clause of each token of the request.</summary>
    public byte[] ClauseOf { get; }

    public int ClauseCount { get; }

    public int ToolAt(string name)
    {
        for (var i = 0; i < Tools.Length; i++)
        {
            if (Tools[i].Name == name) return i;
        }
        return -1;
    }

    public float Fit(int tool) => _fits[tool];

    public float NameFit(int tool) => _nameFits[tool];

    public float ClauseFit(int clause, int tool) => _clauseFits[clause][tool];

    public float BestFit(int except) => Best(_fits, except);

    public float BestNameFit(int except) => Best(_nameFits, except);

    public int BestOfClause(int clause)
    {
        var best = -1;
        for (var i = 0; i < Tools.Length; i++)
        {
            if (best < 0 || _clauseFits[clause][i] > _clauseFits[clause][best]) best = i;
        }
        return best;
    }

    public int Rank(int tool)
    {
        var rank = 0;
        foreach (var fit in _fits)
        {
            if (fit > _fits[tool]) rank++;
        }
        return rank;
    }

    private static float Best(float[] fits, int except)
    {
        var best = 0f;
        for (var i = 0; i < fits.Length; i++)
        {
            if (i != except) best = Math.Max(best, fits[i]);
        }
        return best;
    }

    private List<uint> Stems(int start, int end)
    {
        var stems = new HashSet<uint>();
        for (var i = start; i < end && stems.Count < MostRequestWords; i++)
        {
            var token = Request.Tokens[i];
            if (!token.Has(TokenMarks.Function) && !token.IsNumber) stems.Add(token.Stem);
        }
        return [.. stems];
    }

    private float[] Fits(List<uint> stems)
    {
        var fits = new float[Tools.Length];
        if (stems.Count == 0) return fits;
        var total = 0f;
        foreach (var stem in stems)
        {
            var among = 0;
            foreach (var tool in Tools)
            {
                if (tool.Words.TryGetValue(stem, out var weight) && weight > 0.3f) among++;
            }
            var rarity = MathF.Log((Tools.Length + 1.5f) / (among + 0.5f)) + 0.3f;
            total += rarity;
            for (var i = 0; i < fits.Length; i++)
            {
                if (Tools[i].Words.TryGetValue(stem, out var weight)) fits[i] += rarity * weight;
            }
        }
        for (var i = 0; i < fits.Length; i++) fits[i] /= MathF.Sqrt(total);
        return fits;
    }

    /// <summary>Share of the words of the tool's name that the request has.</summary>
    private float NameFit(ToolIndex tool)
    {
        var (found, words) = (0f, 0f);
        foreach (var token in tool.NameTokens)
        {
            if (token.Has(TokenMarks.Function)) continue;
            words++;
            if (Request.InRequest(token.Stem)) found++;
        }
        return words == 0 ? 0 : found / words;
    }

    private byte[] Clauses(out int count)
    {
        var clauses = new byte[Request.RequestTokens];
        var (clause, length) = (0, 0);
        for (var i = 0; i < clauses.Length; i++)
        {
            var token = Request.Tokens[i];
            var starts = token.Has(TokenMarks.Opens) ? length > 0
                : i + 1 < clauses.Length && Joints.Contains(token.Word) && length >= 4 && Request.Tokens[i + 1] is var next && !next.IsNumber && !next.Has(TokenMarks.Capital);
            if (starts && clause + 1 < MostClauses) (clause, length) = (clause + 1, 0);
            clauses[i] = (byte)clause;
            length++;
        }
        count = clauses.Length == 0 ? 0 : clause + 1;
        return clauses;
    }
}
