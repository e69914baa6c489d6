using ToolRM.Conversations;

namespace ToolRM.Parsing.Python;

/// <summary>
/// Parses one Python expression, as <c>ast.parse(text, mode="eval")</c> does: the whole expression grammar is accepted, so that
/// what Python refuses is refused, and nothing is evaluated. Total: an error is a value.
/// </summary>
internal sealed class PythonParser
{
    /// <summary>Deepest nesting; Python's own tokenizer stops at 200 brackets.</summary>
    internal const int MaximumDepth = 200;

    /// <summary>
    /// Deepest tree. Chains (<c>1+1+…</c>, <c>a.b.c…</c>) make it deeper without nesting, level for level, so brackets alone do
    /// not bound it. Ours; Python's own limit lies near 1000.
    /// </summary>
    internal const int MaximumTreeDepth = 400;

    private static readonly string[][] BinaryLevels =
    [
        ["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "//", "%", "@"],
    ];

    private readonly string _text;
    private readonly PythonLexer _lexer;
    private PythonToken _token;
    private int _previousEnd;
    private int _depth;

    private PythonParser(string text)
    {
        _text = text;
        _lexer = new PythonLexer(text);
        _token = _lexer.Next();
    }

    /// <summary>What went wrong, with its position; null while all is well.</summary>
    private string? Error { get; set; }

    /// <summary>Parses a text that is one expression.</summary>
    /// <param name="text">The text.</param>
    /// <param name="error">Why it is not one; null on success.</param>
    /// <returns>The expression, or null.</returns>
    public static PythonNode? Parse(string text, out string? error)
    {
        if (text.Length > 0 && text[0] is ' ' or '\t')
        {
            error = "unexpected indent";
            return null;
        }
        var parser = new PythonParser(text);
        while (parser._token.Kind == TokenKind.Newline) parser.Advance();
        var node = parser.ExpressionList();
        if (node is not null)
        {
            while (parser._token.Kind == TokenKind.Newline) parser.Advance();
            if (parser._token.Kind != TokenKind.End) node = parser.Fail("text after the expression");
        }
        error = node is null ? parser.Error : null;
        return node;
    }

    private void Advance()
    {
        _previousEnd = _token.End;
        _token = _lexer.Next();
    }

    private PythonNode? Fail(string message)
    {
        Error ??= _token.Kind == TokenKind.Error ? $"{_token.Text} (at character {_token.Start})" : $"{message} (at character {_token.Start})";
        return null;
    }

    private bool IsOperator(string text) => _token.Kind == TokenKind.Operator && _token.Text == text;

    private bool IsKeyword(string text) => _token.Kind == TokenKind.Keyword && _token.Text == text;

    private bool TakeOperator(string text)
    {
        if (!IsOperator(text)) return false;
        Advance();
        return true;
    }

    private bool TakeKeyword(string text)
    {
        if (!IsKeyword(text)) return false;
        Advance();
        return true;
    }

    /// <summary>One expression, or several with commas between them, which are a tuple.</summary>
    private PythonNode? ExpressionList()
    {
        var start = _token.Start;
        var first = StarOrExpression();
        if (first is null || !IsOperator(",")) return first;
        var items = new List<PythonNode> { first };
        while (TakeOperator(","))
        {
            if (!StartsExpression()) break;
            var item = StarOrExpression();
            if (item is null) return null;
            items.Add(item);
        }
        return new SequenceNode(start, _previousEnd, SequenceKind.Tuple, items);
    }

    private bool StartsExpression() => _token.Kind switch
    {
        TokenKind.Name or TokenKind.Number or TokenKind.Text => true,
        TokenKind.Keyword => _token.Text is "None" or "True" or "False" or "not" or "lambda" or "await" or "yield",
        TokenKind.Operator => _token.Text is "(" or "[" or "{" or "-" or "+" or "~" or "*" or "..." or "**",
        _ => false,
    };

    private PythonNode? StarOrExpression()
    {
        var start = _token.Start;
        if (!TakeOperator("*")) return Named();
        var value = Binary(0);
        return value is null ? null : new StarredNode(start, _previousEnd, value);
    }

    /// <summary><c>name := expression</c> where it stands inside brackets or arguments, else an expression.</summary>
    private PythonNode? Named()
    {
        var start = _token.Start;
        var node = Expression();
        if (node is not NameNode || !IsOperator(":=")) return node;
        Advance();
        return Expression() is null ? null : new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]);
    }

    private PythonNode? Expression()
    {
        if (++_depth > MaximumDepth) return Fail($"nested deeper than {MaximumDepth}");
        var node = IsKeyword("lambda") ? Lambda() : Conditional();
        _depth--;
        return Shallow(node);
    }

    /// <summary>The node, unless its tree is too deep for what walks it.</summary>
    private PythonNode? Shallow(PythonNode? node) =>
        node?.Depth > MaximumTreeDepth ? Fail($"an expression of more than {MaximumTreeDepth} levels") : node;

    private PythonNode? Conditional()
    {
        var start = _token.Start;
        var body = BooleanChain("or");
        if (body is null || !TakeKeyword("if")) return body;
        var test = BooleanChain("or");
        if (test is null) return null;
        if (!TakeKeyword("else")) return Fail("expected 'else'");
        var otherwise = Expression();
        return otherwise is null ? null : new ConditionalNode(start, _previousEnd, test, body, otherwise);
    }

    private PythonNode? Lambda()
    {
        var start = _token.Start;
        Advance();
        while (!IsOperator(":"))
        {
            if (TakeOperator("*") || TakeOperator("**") || TakeOperator("/") || TakeOperator(",")) continue;
            if (_token.Kind != TokenKind.Name) return Fail("expected a parameter");
            Advance();
            if (TakeOperator("=") && Expression() is null) return null;
        }
        Advance();
        return Expression() is null ? null : new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]);
    }

    private PythonNode? BooleanChain(string word)
    {
        var start = _token.Start;
        var first = word == "or" ? BooleanChain("and") : Not();
        if (first is null || !IsKeyword(word)) return first;
        var operands = new List<PythonNode> { first };
        while (TakeKeyword(word))
        {
            var next = word == "or" ? BooleanChain("and") : Not();
            if (next is null) return null;
            operands.Add(next);
        }
        return new BooleanNode(start, _previousEnd, word, operands);
    }

    private PythonNode? Not()
    {
        var start = _token.Start;
        if (!TakeKeyword("not")) return Comparison();
        if (++_depth > MaximumDepth) return Fail($"nested deeper than {MaximumDepth}");
        var operand = Not();
        _depth--;
        return operand is null ? null : new UnaryNode(start, _previousEnd, "not", operand);
    }

    private PythonNode? Comparison()
    {
        var start = _token.Start;
        var first = Binary(0);
        if (first is null) return null;
        List<PythonNode>? operands = null;
        List<string>? operators = null;
        while (ComparisonOperator() is { } symbol)
        {
            var right = Binary(0);
            if (right is null) return null;
            (operands ??= [first]).Add(right);
            (operators ??= []).Add(symbol);
        }
        if (Error is not null) return null;
        return operands is null ? first : new CompareNode(start, _previousEnd, operands, operators!);
    }

    private string? ComparisonOperator()
    {
        if (_token.Kind == TokenKind.Operator && _token.Text is "==" or "!=" or "<" or ">" or "<=" or ">=")
        {
            var symbol = _token.Text;
            Advance();
            return symbol;
        }
        if (TakeKeyword("in")) return "in";
        if (TakeKeyword("is")) return TakeKeyword("not") ? "is not" : "is";
        if (!TakeKeyword("not")) return null;
        if (TakeKeyword("in")) return "not in";
        Fail("expected 'in'");
        return null;
    }

    /// <summary>A left-associative chain of one level's operators.</summary>
    private PythonNode? Binary(int level)
    {
        if (level == BinaryLevels.Length) return Factor();
        var start = _token.Start;
        var left = Binary(level + 1);
        while (left is not null && _token.Kind == TokenKind.Operator && Array.IndexOf(BinaryLevels[level], _token.Text) >= 0)
        {
            var symbol = _token.Text;
            Advance();
            var right = Binary(level + 1);
            left = right is null ? null : Shallow(new BinaryNode(start, _previousEnd, left, symbol, right));
        }
        return left;
    }

    private PythonNode? Factor()
    {
        var start = _token.Start;
        if (_token.Kind == TokenKind.Operator && _token.Text is "-" or "+" or "~")
        {
            var symbol = _token.Text;
            Advance();
            if (++_depth > MaximumDepth) return Fail($"nested deeper than {MaximumDepth}");
            var operand = Factor();
            _depth--;
            return operand is null ? null : new UnaryNode(start, _previousEnd, symbol, operand);
        }
        var awaits = TakeKeyword("await");
        var value = Primary();
        if (value is null) return null;
        if (awaits) value = new UnaryNode(start, _previousEnd, "await", value);
        if (!TakeOperator("**")) return value;
        if (++_depth > MaximumDepth) return Fail($"nested deeper than {MaximumDepth}");
        var exponent = Factor();
        _depth--;
        return exponent is null ? null : new BinaryNode(start, _previousEnd, value, "**", exponent);
    }

    private PythonNode? Primary()
    {
        var start = _token.Start;
        var node = Atom();
        while (Shallow(node) is not null)
        {
            if (TakeOperator("."))
            {
                if (_token.Kind != TokenKind.Name) return Fail("expected a name after '.'");
                var name = _token.Text;
                Advance();
                node = new AttributeNode(start, _previousEnd, node!, name);
            }
            else if (IsOperator("(")) node = Call(start, node!);
            else if (IsOperator("[")) node = Subscript(start, node!);
            else return node;
        }
        return null;
    }

    private CallNode? Call(int start, PythonNode function)
    {
        if (++_depth > MaximumDepth) { Fail($"nested deeper than {MaximumDepth}"); return null; }
        Advance();
        var arguments = new List<PythonNode>();
        var keywords = new List<KeywordArgument>();
        var unpacked = false;
        while (!IsOperator(")"))
        {
            var argumentStart = _token.Start;
            if (TakeOperator("**"))
            {
                var mapping = Expression();
                if (mapping is null) return null;
                keywords.Add(new(null, mapping));
                unpacked = true;
            }
            else if (TakeOperator("*"))
            {
                if (unpacked) { Fail("iterable argument unpacking follows keyword argument unpacking"); return null; }
                var value = Expression();
                if (value is null) return null;
                arguments.Add(new StarredNode(argumentStart, _previousEnd, value));
            }
            else
            {
                var value = Named();
                if (value is null) return null;
                if (IsOperator("="))
                {
                    if (value is not NameNode name || _previousEnd - value.Start > name.Id.Length && _text[value.Start] == '(')
                    {
                        Fail("expected a parameter name before '='");
                        return null;
                    }
                    Advance();
                    var argument = Expression();
                    if (argument is null) return null;
                    keywords.Add(new(name.Id, argument));
                }
                else if (IsKeyword("for") || IsKeyword("async"))
                {
                    var generator = Comprehension(argumentStart);
                    if (generator is null) return null;
                    if (arguments.Count + keywords.Count > 0 || !IsOperator(")")) { Fail("a generator needs brackets here"); return null; }
                    arguments.Add(generator);
                }
                else
                {
                    if (keywords.Count > 0) { Fail("positional argument follows keyword argument"); return null; }
                    arguments.Add(value);
                }
            }
            if (!TakeOperator(",")) break;
        }
        if (!TakeOperator(")")) { Fail("expected ',' or ')'"); return null; }
        _depth--;
        return new CallNode(start, _previousEnd, function, arguments, keywords);
    }

    private SubscriptNode? Subscript(int start, PythonNode value)
    {
        if (++_depth > MaximumDepth) { Fail($"nested deeper than {MaximumDepth}"); return null; }
        Advance();
        var indexStart = _token.Start;
        var items = new List<PythonNode>();
        var isTuple = false;
        do
        {
            if (IsOperator("]") && items.Count > 0) break;
            var item = Slice();
            if (item is null) return null;
            items.Add(item);
            isTuple |= IsOperator(",");
        }
        while (TakeOperator(","));
        var index = isTuple ? new SequenceNode(indexStart, _previousEnd, SequenceKind.Tuple, items) : items[0];
        if (!TakeOperator("]")) { Fail("expected ']'"); return null; }
        _depth--;
        return new SubscriptNode(start, _previousEnd, value, index);
    }

    private PythonNode? Slice()
    {
        var start = _token.Start;
        PythonNode? lower = null, upper = null, step = null;
        if (!IsOperator(":"))
        {
            lower = StarOrExpression();
            if (lower is null || !IsOperator(":")) return lower;
        }
        Advance();
        if (!IsOperator(":") && !IsOperator("]") && !IsOperator(","))
        {
            upper = Expression();
            if (upper is null) return null;
        }
        if (TakeOperator(":") && !IsOperator("]") && !IsOperator(","))
        {
            step = Expression();
            if (step is null) return null;
        }
        return new SliceNode(start, _previousEnd, lower, upper, step);
    }

    private PythonNode? Atom()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Name:
                Advance();
                return new NameNode(token.Start, token.End, token.Text);
            case TokenKind.Number:
                Advance();
                return token.Value is null ? new OtherLiteralNode(token.Start, token.End, token.Text) : new ConstantNode(token.Start, token.End, token.Value);
            case TokenKind.Text:
                return Texts();
            case TokenKind.Keyword when token.Text is "None" or "True" or "False":
                Advance();
                return new ConstantNode(token.Start, token.End, token.Text == "None" ? ArgumentValue.Null : ArgumentValue.Of(token.Text == "True"));
            case TokenKind.Operator:
                if (token.Text == "...")
                {
                    Advance();
                    return new ConstantNode(token.Start, token.End, null);
                }
                if (token.Text is not ("(" or "[" or "{")) break;
                if (++_depth > MaximumDepth) return Fail($"nested deeper than {MaximumDepth}");
                var node = token.Text switch { "(" => Parenthesised(), "[" => Display("]"), _ => DictOrSet() };
                _depth--;
                return node;
        }
        return Fail("invalid syntax");
    }

    /// <summary>One or more text literals side by side, which are one text.</summary>
    private PythonNode? Texts()
    {
        var start = _token.Start;
        var first = _token;
        Advance();
        if (_token.Kind != TokenKind.Text)
        {
            return first.Value is null ? new OtherLiteralNode(start, _previousEnd, first.Text) : new ConstantNode(start, _previousEnd, first.Value);
        }
        var parts = new List<PythonToken> { first };
        while (_token.Kind == TokenKind.Text)
        {
            parts.Add(_token);
            Advance();
        }
        if (parts.Any(part => IsBytes(part.Text)) && !parts.All(part => IsBytes(part.Text))) return Fail("cannot mix bytes and text literals");
        return parts.All(part => part.Value is not null)
            ? new ConstantNode(start, _previousEnd, ArgumentValue.Of(string.Concat(parts.Select(part => ((TextValue)part.Value!).Value))))
            : new OtherLiteralNode(start, _previousEnd, _text[start.._previousEnd]);
    }

    private static bool IsBytes(string literal) => literal.AsSpan(0, literal.AsSpan().IndexOfAny('"', '\'')).ContainsAny('b', 'B');

    private PythonNode? Parenthesised()
    {
        var start = _token.Start;
        Advance();
        if (TakeOperator(")")) return new SequenceNode(start, _previousEnd, SequenceKind.Tuple, []);
        if (IsKeyword("yield"))
        {
            Advance();
            TakeKeyword("from");
            if (!IsOperator(")") && ExpressionList() is null) return null;
            return TakeOperator(")") ? new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]) : Fail("expected ')'");
        }
        var first = StarOrExpression();
        if (first is null) return null;
        if (IsKeyword("for") || IsKeyword("async"))
        {
            if (Comprehension(start) is null) return null;
            return TakeOperator(")") ? new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]) : Fail("expected ')'");
        }
        if (TakeOperator(")")) return first is StarredNode ? Fail("cannot use starred expression here") : first;
        var items = new List<PythonNode> { first };
        if (!Rest(items, ")")) return null;
        return new SequenceNode(start, _previousEnd, SequenceKind.Tuple, items);
    }

    private PythonNode? Display(string close)
    {
        var start = _token.Start;
        Advance();
        if (TakeOperator(close)) return new SequenceNode(start, _previousEnd, SequenceKind.List, []);
        var first = StarOrExpression();
        if (first is null) return null;
        if (IsKeyword("for") || IsKeyword("async"))
        {
            if (Comprehension(start) is null) return null;
            return TakeOperator(close) ? new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]) : Fail($"expected '{close}'");
        }
        var items = new List<PythonNode> { first };
        return Rest(items, close) ? new SequenceNode(start, _previousEnd, SequenceKind.List, items) : null;
    }

    private bool Rest(List<PythonNode> items, string close)
    {
        while (TakeOperator(","))
        {
            if (IsOperator(close)) break;
            var item = StarOrExpression();
            if (item is null) return false;
            items.Add(item);
        }
        if (TakeOperator(close)) return true;
        Fail($"expected ',' or '{close}'");
        return false;
    }

    private PythonNode? DictOrSet()
    {
        var start = _token.Start;
        Advance();
        if (TakeOperator("}")) return new DictNode(start, _previousEnd, []);
        if (IsOperator("*")) return SetDisplay(start, StarOrExpression());
        if (!IsOperator("**"))
        {
            var first = Named();
            if (first is null) return null;
            if (!IsOperator(":")) return SetDisplay(start, first);
            return DictDisplay(start, first);
        }
        return DictDisplay(start, null);
    }

    private PythonNode? SetDisplay(int start, PythonNode? first)
    {
        if (first is null) return null;
        if (IsKeyword("for") || IsKeyword("async"))
        {
            if (Comprehension(start) is null) return null;
            return TakeOperator("}") ? new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]) : Fail("expected '}'");
        }
        var items = new List<PythonNode> { first };
        return Rest(items, "}") ? new SequenceNode(start, _previousEnd, SequenceKind.Set, items) : null;
    }

    private PythonNode? DictDisplay(int start, PythonNode? firstKey)
    {
        var entries = new List<DictEntry>();
        var key = firstKey;
        while (true)
        {
            if (key is null && TakeOperator("**"))
            {
                var mapping = Binary(0);
                if (mapping is null) return null;
                entries.Add(new(null, mapping));
            }
            else
            {
                key ??= Expression();
                if (key is null) return null;
                if (!TakeOperator(":")) return Fail("expected ':'");
                var value = Expression();
                if (value is null) return null;
                entries.Add(new(key, value));
                if (entries.Count == 1 && (IsKeyword("for") || IsKeyword("async")))
                {
                    if (Comprehension(start) is null) return null;
                    return TakeOperator("}") ? new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]) : Fail("expected '}'");
                }
            }
            key = null;
            if (!TakeOperator(",")) break;
            if (IsOperator("}")) break;
        }
        return TakeOperator("}") ? new DictNode(start, _previousEnd, entries) : Fail("expected ',' or '}'");
    }

    /// <summary>The <c>for … in … if …</c> tail behind an element that was already read.</summary>
    private OpaqueNode? Comprehension(int start)
    {
        while (IsKeyword("for") || IsKeyword("async"))
        {
            TakeKeyword("async");
            if (!TakeKeyword("for")) { Fail("expected 'for'"); return null; }
            do
            {
                TakeOperator("*");
                if (Primary() is null) return null;
            }
            while (TakeOperator(",") && !IsKeyword("in"));
            if (!TakeKeyword("in")) { Fail("expected 'in'"); return null; }
            if (BooleanChain("or") is null) return null;
            while (TakeKeyword("if"))
            {
                if (BooleanChain("or") is null) return null;
            }
        }
        return new OpaqueNode(start, _previousEnd, _text[start.._previousEnd]);
    }
}
