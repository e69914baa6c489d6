namespace ToolRM.Parsing.Source;

/// <summary>Primaries: names, literals, things in parentheses, creations.</summary>
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
}
