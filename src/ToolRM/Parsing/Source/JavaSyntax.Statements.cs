namespace ToolRM.Parsing.Source;

/// <summary>Statements and the members of class bodies. Declarations of types and switch are refused.</summary>
internal sealed partial class JavaSyntax
{
    private bool Statement()
    {
        if (!Enter()) return Leave(false);
        return Leave(IsWord(_at) ? WordStatement() : Take(";") || (Is("{") ? Block() : Is("@") ? Declaration(_depth == 1) : ExpressionStatement()));
    }

    private bool WordStatement()
    {
        switch (Text(_at))
        {
            case "if":
                _at++;
                if (!Condition() || !Statement()) return false;
                return !Take("else") || Statement();
            case "while":
                _at++;
                return Condition() && Statement();
            case "do":
                _at++;
                return Statement() && Take("while") && Condition() && Take(";");
            case "for":
                _at++;
                return For();
            case "try":
                _at++;
                return Try();
            case "return":
                _at++;
                return Take(";") || ExpressionStatement();
            case "throw":
                _at++;
                return ExpressionStatement();
            case "assert":
                _at++;
                return Expression(out _) && (!Take(":") || Expression(out _)) && Take(";");
            case "break" or "continue":
                _at++;
                TakeName();
                return Take(";");
            case "synchronized" when Is(_at + 1, "("):
                _at++;
                return Condition() && Block();
            case "import" or "package":
                _at++;
                return Import();
            case "class" or "interface" or "enum" or "switch":
                return false;
        }
        if (Is(_at + 1, ":") && !IsReserved(Text(_at)))
        {
            _at += 2;
            return Statement();
        }
        return IsDeclaration() ? Declaration(_depth == 1) : ExpressionStatement();
    }

    private bool ExpressionStatement() => Expression(out _) && Take(";");

    private bool Condition() => Take("(") && Expression(out _) && Take(")");

    private bool Block()
    {
        if (!Take("{")) return false;
        while (!Is("}"))
        {
            if (_tokens[_at].Kind == JavaTokenKind.End || !Statement()) return false;
        }
        return Take("}");
    }

    private bool Import()
    {
        Take("static");
        if (!TakeName()) return false;
        while (Take("."))
        {
            if (!TakeName()) return Take("*") && Take(";");
        }
        return Take(";");
    }

    private bool For()
    {
        if (!Take("(")) return false;
        if (Is("@") || IsModifier() || IsDeclaration())
        {
            if (!Modifiers() || !Type(dimensions: true) || !TakeName()) return false;
            Dimensions();
            if (Take(":")) return Expression(out _) && Take(")") && Statement();
            if (!Declarators()) return false;
        }
        else if (!Expressions(";"))
        {
            return false;
        }
        return (Take(";") || ExpressionStatement()) && Expressions(")") && Statement();
    }

    /// <summary>Expressions with commas, or none, up to a mark.</summary>
    private bool Expressions(string end)
    {
        if (Take(end)) return true;
        do
        {
            if (!Expression(out _)) return false;
        }
        while (Take(","));
        return Take(end);
    }

    private bool Try()
    {
        var resources = Take("(");
        while (resources && !Take(")"))
        {
            if (IsModifier() || IsDeclaration())
            {
                if (!Modifiers() || !Type(dimensions: true) || !TakeName() || !Take("=")) return false;
            }
            if (!Expression(out _) || !Take(";") && !Is(")")) return false;
        }
        if (!Block()) return false;
        var closed = resources;
        while (Take("catch"))
        {
            closed = true;
            if (!Take("(") || !Modifiers() || !Type(dimensions: true)) return false;
            while (Take("|"))
            {
                if (!Type(dimensions: true)) return false;
            }
            if (!TakeName() || !Take(")") || !Block()) return false;
        }
        return Take("finally") ? Block() : closed;
    }

    /// <summary>A modifier, or a type with a name behind it.</summary>
    private bool IsDeclaration()
    {
        if (IsModifier()) return true;
        var end = SkipType(_at, dimensions: true);
        return end > 0 && IsWord(end) && !Is(end, "instanceof");
    }

    /// <summary>Variables, or, outside of blocks, a method with or without a body.</summary>
    private bool Declaration(bool methods)
    {
        if (!Modifiers() || !Type(dimensions: true) || !TakeName()) return false;
        if (!Is("("))
        {
            Dimensions();
            return Declarators();
        }
        if (!methods || !Parameters()) return false;
        Dimensions();
        return Throws() && (Take(";") || Block());
    }

    private bool Throws()
    {
        if (!Take("throws")) return true;
        do
        {
            if (!Type(dimensions: true)) return false;
        }
        while (Take(","));
        return true;
    }

    /// <summary>What follows the first variable's name, up to the semicolon.</summary>
    private bool Declarators()
    {
        while (true)
        {
            if (Take("=") && !(Is("{") ? ArrayItems() : Expression(out _))) return false;
            if (Take(";")) return true;
            if (!Take(",") || !TakeName()) return false;
            Dimensions();
        }
    }

    private bool ClassBody()
    {
        if (!Enter() || !Take("{")) return Leave(false);
        while (!Take("}"))
        {
            if (Take(";")) continue;
            if (Is("static") && Is(_at + 1, "{")) _at++;
            if (!(Is("{") ? Block() : IsConstructor() ? Constructor() : Declaration(methods: true))) return Leave(false);
        }
        return Leave(true);
    }

    private bool IsConstructor() => IsWord(_at) && Is(_at + 1, "(");

    private bool Constructor()
    {
        _at++;
        return Parameters() && Throws() && Block();
    }
}
