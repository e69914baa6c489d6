namespace ToolRM.Parsing.Source;

/// <summary>Array and object literals, which may turn out to be patterns.</summary>
internal sealed partial class JavaScriptSyntax
{
    private bool Array(out JavaScriptUse use)
    {
        use = JavaScriptUse.Both;
        var level = _statementLevel;
        _statementLevel = false;
        Advance(1);
        while (!Take("]"))
        {
            if (Take(",")) continue;
            Take("...");
            if (!Element(out var element)) return false;
            use &= element.Use;
            if (use == 0 || Peek() is not (',' or ']')) return false;
        }
        _statementLevel = level;
        return true;
    }

    private bool Object(out JavaScriptUse use)
    {
        use = JavaScriptUse.Both;
        var level = _statementLevel;
        _statementLevel = false;
        Advance(1);
        while (!Take("}"))
        {
            if (Take(",")) continue;
            if (!Entry(ref use) || use == 0 || Peek() is not (',' or '}')) return false;
        }
        _statementLevel = level;
        return true;
    }

    private bool Entry(ref JavaScriptUse use)
    {
        if (Take("..."))
        {
            if (!Element(out var rest)) return false;
            use &= rest.Use;
            return true;
        }
        // "get", "set", "async" and "static" before a name make a method; before anything else they are names.
        var method = Take("*");
        while (!method && (HasWord("get") || HasWord("set") || HasWord("async") || HasWord("static")))
        {
            TakeIdentifier();
            if (Peek() is ':' or ',' or '}' or '(' or '=') return AfterName(shorthand: true, ref use);
            method = Take("*") || !(HasWord("get") || HasWord("set") || HasWord("async"));
            if (!method) continue;
        }
        var shorthand = WordLength() > 0 && !method;
        if (!PropertyName()) return false;
        if (!method) return AfterName(shorthand, ref use);
        use &= JavaScriptUse.Expression;
        return Method();
    }

    private bool PropertyName()
    {
        switch (Peek())
        {
            case '"' or '\'':
                return QuotedText();
            case '[':
                Advance(1);
                return Expression(out _) && Take("]");
            case '#':
                _at++;
                return TakeIdentifier();
            case '.' when char.IsAsciiDigit(Peek(1)):
            case >= '0' and <= '9':
                return Number();
            default:
                return TakeIdentifier();
        }
    }

    private bool AfterName(bool shorthand, ref JavaScriptUse use)
    {
        if (Take(":"))
        {
            if (!Element(out var value)) return false;
            use &= value.Use;
            return true;
        }
        if (Peek() == '(')
        {
            use &= JavaScriptUse.Expression;
            return Method();
        }
        if (!shorthand) return false;
        if (Peek() != '=' || Peek(1) is '=' or '>') return true;
        use &= JavaScriptUse.Pattern;
        Advance(1);
        return Expression(out _);
    }
}
