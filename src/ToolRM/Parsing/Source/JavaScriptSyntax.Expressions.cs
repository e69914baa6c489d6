namespace ToolRM.Parsing.Source;

/// <summary>Expressions. Precedence does not matter for what is sound, so operators are read as one flat list.</summary>
internal sealed partial class JavaScriptSyntax
{
    /// <summary>One or more expressions with commas; several make a sequence.</summary>
    private bool Expressions(out JavaScriptExpression expression)
    {
        if (!Expression(out expression)) return false;
        while (Take(","))
        {
            var start = expression.Start;
            if (!Expression(out _)) return false;
            expression = new(JavaScriptKind.Other, start, _end);
        }
        return true;
    }

    private bool Expression(out JavaScriptExpression expression) => Element(out expression) && expression.Use.HasFlag(JavaScriptUse.Expression);

    /// <summary>An expression or a pattern; the caller looks which.</summary>
    private bool Element(out JavaScriptExpression expression)
    {
        expression = default;
        if (!Enter()) return Leave(false);
        var start = _at;
        if (!Operand(out expression)) return Leave(false);
        while (expression.Use.HasFlag(JavaScriptUse.Expression))
        {
            if (BinaryOperator() is var length and > 0)
            {
                Advance(length);
                if (!Operand(out var right) || !right.Use.HasFlag(JavaScriptUse.Expression)) return Leave(false);
            }
            else if (Peek() == '?' && Peek(1) != '?')
            {
                Advance(1);
                var level = _statementLevel;
                _statementLevel = false;
                if (!Expression(out _) || !Take(":")) return Leave(false);
                _statementLevel = level;
                if (!Expression(out _)) return Leave(false);
            }
            else
            {
                break;
            }
            expression = new(JavaScriptKind.Other, start, _end);
        }
        return Leave(true);
    }

    private int BinaryOperator()
    {
        var c = Peek();
        switch (c)
        {
            case '=':
                return Has("===") ? 3 : Has("==") ? 2 : 0;
            case '!':
                return Has("!==") ? 3 : Has("!=") ? 2 : 0;
            case '&' or '|' or '?' or '*':
                var doubled = Peek(1) == c;
                if (Peek(doubled ? 2 : 1) == '=' || c == '?' && !doubled) return 0;
                return doubled ? 2 : 1;
            case '<' or '>':
                var count = 1;
                while (count < (c == '<' ? 2 : 3) && Peek(count) == c) count++;
                if (Peek(count) != '=') return count;
                return count == 1 ? 2 : 0;
            case '+' or '-':
                return Peek(1) == c || Peek(1) == '=' ? 0 : 1;
            case '%' or '^' or '/':
                return Peek(1) == '=' ? 0 : 1;
            case 'i':
                if (_noIn) return HasWord("instanceof") ? 10 : 0;
                return HasWord("in") ? 2 : HasWord("instanceof") ? 10 : 0;
            default:
                return 0;
        }
    }

    private int AugmentedOperator()
    {
        foreach (var mark in AugmentedOperators)
        {
            if (Has(mark)) return mark.Length;
        }
        return 0;
    }

    private static readonly string[] AugmentedOperators =
        [">>>=", "&&=", "||=", "??=", ">>=", "<<=", "**=", "+=", "-=", "*=", "/=", "%=", "^=", "&=", "|="];

    /// <summary>Prefix operators, then a primary with what follows it, then an assignment or an arrow's body.</summary>
    private bool Operand(out JavaScriptExpression expression)
    {
        expression = default;
        var start = _at;
        while (Prefix()) { }
        var prefixed = _at > start;
        if (HasWord("yield")) return Yield(start, out expression);
        if (!Primary(out var primary)) return false;
        if (!Assigned(ref primary)) return false;
        expression = prefixed && primary.Use.HasFlag(JavaScriptUse.Expression) ? new(JavaScriptKind.Other, start, _end) : primary;
        return !prefixed || primary.Use.HasFlag(JavaScriptUse.Expression);
    }

    private bool Prefix()
    {
        switch (Peek())
        {
            case '+' or '-':
                return Advance(Peek(1) == Peek() ? 2 : 1);
            case '!' or '~':
                return Advance(1);
            case 't':
                return TakeWord("typeof");
            case 'v':
                return TakeWord("void");
            case 'd':
                return TakeWord("delete");
            case 'a':
                return TakeWord("await");
            default:
                return false;
        }
    }

    private bool Yield(int start, out JavaScriptExpression expression)
    {
        TakeWord("yield");
        expression = new(JavaScriptKind.Other, start, _end);
        var every = Take("*");
        if (!every && (_statementLevel && NewlineBefore() || Peek() is ')' or ']' or '}' or ',' or ';' or ':')) return true;
        if (!Expression(out _)) return false;
        expression = new(JavaScriptKind.Other, start, _end);
        return true;
    }

    /// <summary>Goes on with "=", another assignment operator, or "=&gt;", where the left side allows it.</summary>
    private bool Assigned(ref JavaScriptExpression left)
    {
        var place = left.Kind is JavaScriptKind.Identifier or JavaScriptKind.Undefined or JavaScriptKind.Place or JavaScriptKind.Parenthesized;
        if (Peek() == '=' && Peek(1) != '=' && Peek(1) != '>')
        {
            if (!place && !(left.Kind == JavaScriptKind.Literal && left.Use.HasFlag(JavaScriptUse.Pattern))) return true;
            var leftEnd = _end;
            Advance(1);
            var right = _at;
            if (!Expression(out _)) return false;
            left = new(JavaScriptKind.Assignment, left.Start, _end, leftEnd, right,
                left.Kind == JavaScriptKind.Parenthesized ? JavaScriptUse.Expression : JavaScriptUse.Both);
            return true;
        }
        if (place && AugmentedOperator() is var length and > 0)
        {
            Advance(length);
            if (!Expression(out _)) return false;
            left = new(JavaScriptKind.Other, left.Start, _end);
            return true;
        }
        if (left.Kind == JavaScriptKind.Identifier && Has("=>")) return Arrow(ref left);
        return true;
    }
}
