using ToolRM.Conversations;

namespace ToolRM.Parsing.Source;

/// <summary>
/// Recognises Java statements and expressions, and notes the calls and creations it passes. Accepts what the original's
/// grammar accepts: a keyword is one only where the grammar expects it, elsewhere it is a name.
/// </summary>
/// <remarks>No backtracking: casts, lambdas and declarations are told apart by looking ahead over one type or to the matching bracket.</remarks>
internal sealed partial class JavaSyntax
{
    private readonly string _text;
    private readonly List<JavaToken> _tokens;
    private readonly int[] _close;       // opening bracket -> its closing bracket, 0 for none
    private int _at;
    private int _depth;

    public JavaSyntax(string text, List<JavaToken> tokens)
    {
        _text = text;
        _tokens = tokens;
        _close = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != JavaTokenKind.Mark || tokens[i].End - tokens[i].Start != 1) continue;
            if (text[tokens[i].Start] is '(' or '[' or '{') open.Push(i);
            else if (text[tokens[i].Start] is ')' or ']' or '}' && open.TryPop(out var start)) _close[start] = i;
        }
    }

    /// <summary>The first call of the source, outermost first; null when there is none.</summary>
    public JavaInvocation? First { get; private set; }

    /// <summary>What is not copied token by token, by first token; the longest of those that start there.</summary>
    public Dictionary<int, JavaRebuilt> Rebuilt { get; } = [];

    /// <summary>How far reading came, in characters.</summary>
    public int Position => _tokens[Math.Min(_at, _tokens.Count - 1)].Start;

    public bool Program()
    {
        while (_tokens[_at].Kind != JavaTokenKind.End)
        {
            if (!Statement()) return false;
        }
        return true;
    }

    private bool Is(ReadOnlySpan<char> text) => Is(_at, text);

    private bool Is(int at, ReadOnlySpan<char> text)
    {
        if (at >= _tokens.Count) return false;
        var token = _tokens[at];
        return token.Kind is JavaTokenKind.Mark or JavaTokenKind.Word && _text.AsSpan(token.Start, token.End - token.Start).SequenceEqual(text);
    }

    private bool IsWord(int at) => at < _tokens.Count && _tokens[at].Kind == JavaTokenKind.Word;

    private ReadOnlySpan<char> Text(int at) => _text.AsSpan(_tokens[at].Start, _tokens[at].End - _tokens[at].Start);

    private bool Take(ReadOnlySpan<char> text)
    {
        if (!Is(text)) return false;
        _at++;
        return true;
    }

    private bool TakeName()
    {
        if (!IsWord(_at)) return false;
        _at++;
        return true;
    }

    private bool Enter() => ++_depth <= JsonParse.MaximumDepth;

    private bool Leave(bool result)
    {
        _depth--;
        return result;
    }
}
