namespace ToolRM.Parsing.Source;

/// <summary>Declarations, loops, try and switch.</summary>
internal sealed partial class JavaScriptSyntax
{
    private bool Condition()
    {
        if (Peek() != '(') return false;
        var level = _statementLevel;
        _statementLevel = false;
        Advance(1);
        var sound = Expressions(out _) && Take(")");
        _statementLevel = level;
        return sound;
    }

    /// <summary>Whether "let" starts a declaration: a name, a bracket or a brace follows.</summary>
    private bool IsDeclaration()
    {
        var place = Place();
        Advance(3);
        var declares = Peek() is '[' or '{' || WordLength() > 0 && !HasWord("in") && !HasWord("instanceof");
        Return(place);
        return declares;
    }

    private bool Declarators(bool inLoop)
    {
        do
        {
            if (!Binding()) return false;
            if (Peek() == '=' && Peek(1) is not ('=' or '>'))
            {
                Advance(1);
                if (!Expression(out _)) return false;
            }
        }
        while (Take(","));
        return inLoop || SemicolonOrNewline();
    }

    private bool Binding()
    {
        if (Peek() == '[') return Array(out var array) && array.HasFlag(JavaScriptUse.Pattern);
        if (Peek() == '{') return Object(out var map) && map.HasFlag(JavaScriptUse.Pattern);
        return TakeIdentifier();
    }

    private bool For()
    {
        TakeWord("await");
        if (!Take("(")) return false;
        (_statementLevel, _noIn) = (false, true);
        if (HasWord("var") || HasWord("const") || HasWord("let") && IsDeclaration())
        {
            TakeIdentifier();
            if (!Declarators(inLoop: true)) return false;
        }
        else if (Peek() != ';' && !Expressions(out _))
        {
            return false;
        }
        _noIn = false;
        if (TakeWord("of") || TakeWord("in"))
        {
            if (!Expressions(out _)) return false;
        }
        else
        {
            if (!Take(";") || Peek() != ';' && !Expressions(out _) || !Take(";")) return false;
            if (Peek() != ')' && !Expressions(out _)) return false;
        }
        _statementLevel = true;
        return Take(")") && Statement();
    }

    private bool Try()
    {
        if (!Block()) return false;
        if (TakeWord("catch"))
        {
            if (Take("(") && (!Binding() || !Take(")"))) return false;
            if (!Block()) return false;
        }
        return !TakeWord("finally") || Block();
    }

    private bool Cases()
    {
        if (!Take("{")) return false;
        while (!Take("}"))
        {
            if (TakeWord("case"))
            {
                var level = _statementLevel;
                _statementLevel = false;
                if (!Expressions(out _)) return false;
                _statementLevel = level;
            }
            else if (!TakeWord("default"))
            {
                return false;
            }
            if (!Take(":")) return false;
            while (Peek() != '}' && !HasWord("case") && !HasWord("default"))
            {
                if (_at >= _text.Length || !Statement()) return false;
            }
        }
        return true;
    }
}
