namespace ToolRM.Parsing.Source;

/// <summary>Primaries: names, literals, functions, and the chains of calls, fields and indexes behind them.</summary>
internal sealed partial class JavaScriptSyntax
{
    private bool Primary(out JavaScriptExpression expression)
    {
        expression = default;
        var start = _at;
        var (kind, use) = (JavaScriptKind.Other, JavaScriptUse.Expression);
        switch (Peek())
        {
            case '"' or '\'':
                if (!QuotedText()) return false;
                break;
            case '`':
                if (!Template()) return false;
                break;
            case '/':
                if (!Regex()) return false;
                break;
            case '(':
                if (!Parentheses(out expression)) return false;
                if (expression.Kind != JavaScriptKind.Parenthesized) return true;
                kind = JavaScriptKind.Parenthesized;
                break;
            case '[':
                if (!Array(out use)) return false;
                kind = JavaScriptKind.Literal;
                break;
            case '{':
                if (!Object(out use)) return false;
                kind = JavaScriptKind.Literal;
                break;
            case '.' when char.IsAsciiDigit(Peek(1)):
            case >= '0' and <= '9':
                if (!Number()) return false;
                break;
            default:
                if (!Word(start, out kind, out var done)) return false;
                if (done)
                {
                    expression = new(kind, start, _end);
                    return true;
                }
                if (kind is JavaScriptKind.Identifier or JavaScriptKind.Undefined) use = JavaScriptUse.Both;
                break;
        }
        if (use.HasFlag(JavaScriptUse.Expression))
        {
            var before = _end;
            if (!Chain(start, ref kind)) return false;
            if (_end > before) use = kind == JavaScriptKind.Place ? JavaScriptUse.Both : JavaScriptUse.Expression;
        }
        expression = new(kind, start, _end, Use: use);
        return true;
    }

    /// <summary>A name, or what a keyword starts; done when an arrow function was read to its end.</summary>
    private bool Word(int start, out JavaScriptKind kind, out bool done)
    {
        kind = JavaScriptKind.Other;
        done = false;
        if (HasWord("function")) return Function();
        if (HasWord("class")) return Class();
        if (HasWord("new")) return New();
        if (HasWord("async")) return Async(start, ref kind, ref done);
        if (TakeWord("import")) return Peek() is '(' or '.';
        if (TakeWord("this") || TakeWord("super") || TakeWord("true") || TakeWord("false") || TakeWord("null")) return true;
        kind = HasWord("undefined") ? JavaScriptKind.Undefined : JavaScriptKind.Identifier;
        return TakeIdentifier();
    }

    private bool Chain(int start, ref JavaScriptKind kind)
    {
        while (true)
        {
            switch (Peek())
            {
                case '.' when !char.IsAsciiDigit(Peek(1)) && Peek(1) != '.':
                    Advance(1);
                    if (!Property()) return false;
                    kind = JavaScriptKind.Place;
                    break;
                case '?' when Peek(1) == '.' && !char.IsAsciiDigit(Peek(2)):
                    if (!OptionalChain(start, ref kind)) return false;
                    break;
                case '[':
                    if (!Index()) return false;
                    kind = JavaScriptKind.Place;
                    break;
                case '(':
                    if (!Call(start, ref kind)) return false;
                    break;
                case '`' when !(_statementLevel && NewlineBefore()):
                    var nameEnd = _end;
                    if (!Template()) return false;
                    _lastCall = new(start, nameEnd, []);
                    kind = JavaScriptKind.Call;
                    break;
                case '+' when Peek(1) == '+' && !(_statementLevel && NewlineBefore()):
                case '-' when Peek(1) == '-' && !(_statementLevel && NewlineBefore()):
                    Advance(2);
                    kind = JavaScriptKind.Other;
                    break;
                default:
                    return true;
            }
        }
    }

    private bool Property()
    {
        if (Peek() == '#') _at++;
        return TakeIdentifier();
    }

    private bool Index()
    {
        var level = _statementLevel;
        _statementLevel = false;
        Advance(1);
        if (!Expressions(out _) || !Take("]")) return false;
        _statementLevel = level;
        return true;
    }

    private bool OptionalChain(int start, ref JavaScriptKind kind)
    {
        var nameEnd = _end;
        Advance(2);
        if (Peek() == '(')
        {
            if (!Arguments(out var arguments)) return false;
            _lastCall = new(start, nameEnd, arguments);
            kind = JavaScriptKind.Call;
            return true;
        }
        kind = JavaScriptKind.Place;
        return Peek() == '[' ? Index() : Property();
    }

    private bool Call(int start, ref JavaScriptKind kind)
    {
        var nameEnd = _end;
        if (!Arguments(out var arguments)) return false;
        _lastCall = new(start, nameEnd, arguments);
        kind = JavaScriptKind.Call;
        return true;
    }

    /// <summary>Arguments; holes are sound.</summary>
    private bool Arguments(out List<JavaScriptExpression> arguments)
    {
        arguments = [];
        var level = _statementLevel;
        _statementLevel = false;
        Advance(1);
        while (!Take(")"))
        {
            if (Take(",")) continue;
            var spread = Take("...");
            if (!Expression(out var argument)) return false;
            if (!spread) arguments.Add(argument);
            if (Peek() is not (',' or ')')) return false;
        }
        _statementLevel = level;
        return true;
    }

    /// <summary>Something in parentheses, or the parameters of an arrow function and the function.</summary>
    private bool Parentheses(out JavaScriptExpression expression)
    {
        expression = default;
        var start = _at;
        var level = _statementLevel;
        _statementLevel = false;
        Advance(1);
        var use = JavaScriptUse.Both;
        var empty = true;
        while (Peek() != ')')
        {
            if (!empty && !Take(",")) return false;
            if (Peek() == ')' && !empty)
            {
                use &= JavaScriptUse.Pattern;
                break;
            }
            empty = false;
            if (Take("...")) use &= JavaScriptUse.Pattern;
            if (!Element(out var element)) return false;
            use &= element.Use;
            if (use == 0) return false;
        }
        _statementLevel = level;
        if (!Take(")")) return false;
        expression = new(JavaScriptKind.Parenthesized, start, _end);
        if (use.HasFlag(JavaScriptUse.Pattern) && Has("=>")) return Arrow(ref expression);
        return !empty && use.HasFlag(JavaScriptUse.Expression);
    }

    private bool New()
    {
        var depth = 0;
        while (TakeWord("new")) depth++;
        if (depth == 1 && Take(".")) return TakeWord("target");
        var start = _at;
        if (Peek() is '\0' || !Callee(start)) return false;
        while (depth-- > 0 && Peek() == '(')
        {
            if (!Arguments(out _)) return false;
        }
        return true;
    }

    /// <summary>What "new" creates: a primary with fields and indexes, without calls.</summary>
    private bool Callee(int start)
    {
        switch (Peek())
        {
            case '(':
                if (!Parentheses(out _)) return false;
                break;
            case '"' or '\'':
                if (!QuotedText()) return false;
                break;
            case '[':
                if (!Array(out _)) return false;
                break;
            case '{':
                if (!Object(out _)) return false;
                break;
            case '`':
                if (!Template()) return false;
                break;
            case >= '0' and <= '9':
                if (!Number()) return false;
                break;
            default:
                if (!Word(start, out _, out _)) return false;
                break;
        }
        while (true)
        {
            if (Peek() == '.' && !char.IsAsciiDigit(Peek(1)) && Peek(1) != '.')
            {
                Advance(1);
                if (!Property()) return false;
            }
            else if (Peek() == '[')
            {
                if (!Index()) return false;
            }
            else
            {
                return true;
            }
        }
    }

    private bool Async(int start, ref JavaScriptKind kind, ref bool done)
    {
        Advance(5);
        if (HasWord("function")) return Function();
        kind = JavaScriptKind.Identifier;
        if (Has("=>")) return true;
        if (Peek() == '(' && !_noArrow.Contains(_at))
        {
            // Parameters or arguments: both read much the same up to the arrow.
            var place = Place();
            if (Parentheses(out var parentheses) && parentheses.Kind == JavaScriptKind.Other)
            {
                kind = JavaScriptKind.Other;
                return done = true;
            }
            Return(place);
            _noArrow.Add(_at);
            return true;
        }
        if (WordLength() is var length and > 0 && !NewlineBefore() && !HasWord("in") && !HasWord("instanceof") && !HasWord("of"))
        {
            Advance(length);
            var arrow = new JavaScriptExpression(JavaScriptKind.Identifier, start, _end);
            if (!Has("=>") || !Arrow(ref arrow)) return false;
            kind = JavaScriptKind.Other;
            return done = true;
        }
        return true;
    }
}
