namespace ToolRM.Parsing.Source;

/// <summary>Functions with and without arrows, methods, classes.</summary>
internal sealed partial class JavaScriptSyntax
{
    private bool Arrow(ref JavaScriptExpression parameters)
    {
        Advance(2);
        if (Peek() == '{')
        {
            if (!BlockOrObject()) return false;
        }
        else if (!Expression(out _))
        {
            return false;
        }
        parameters = new(JavaScriptKind.Other, parameters.Start, _end);
        return true;
    }

    /// <summary>An arrow's body in braces: a block, or else an object.</summary>
    private bool BlockOrObject()
    {
        if (!_noObject.Contains(_at) && !OpensBlock())
        {
            var place = Place();
            // Tried first, because a failure is remembered.
            if (Expression(out _) && IsBodyEnd()) return true;
            Return(place);
            _noObject.Add(_at);
        }
        return Block();
    }

    private bool IsBodyEnd() => Peek() is ')' or ']' or '}' or ',' or ';' or ':' or '\0' || _statementLevel && NewlineBefore();

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

    private bool Method() => Parameters() && Block();

    private bool Parameters()
    {
        if (Peek() != '(') return false;
        Advance(1);
        while (!Take(")"))
        {
            Take("...");
            if (!Element(out var parameter) || !parameter.Use.HasFlag(JavaScriptUse.Pattern)) return false;
            if (!Take(",") && Peek() != ')') return false;
        }
        return true;
    }

    private bool Function()
    {
        TakeWord("function");
        Take("*");
        TakeIdentifier();
        var level = _statementLevel;
        _statementLevel = false;
        if (!Parameters()) return false;
        _statementLevel = level;
        return Block();
    }

    private bool Class()
    {
        TakeWord("class");
        if (!HasWord("extends")) TakeIdentifier();
        if (TakeWord("extends") && (!Primary(out var parent) || !parent.Use.HasFlag(JavaScriptUse.Expression))) return false;
        if (!Enter() || !Take("{")) return Leave(false);
        var level = _statementLevel;
        while (!Take("}"))
        {
            if (Take(";")) continue;
            _statementLevel = false;
            if (HasWord("static") && TakeIdentifier() && Peek() == '{')
            {
                if (!Block()) return Leave(false);
                continue;
            }
            var use = JavaScriptUse.Both;
            _statementLevel = true;
            if (!Entry(ref use)) return Leave(false);
            if (_text[_end - 1] != '}' && !SemicolonOrNewline()) return Leave(false);
        }
        _statementLevel = level;
        return Leave(true);
    }
}
