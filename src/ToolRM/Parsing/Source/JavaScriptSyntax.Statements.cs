namespace ToolRM.Parsing.Source;

/// <summary>Statements, and the rule by which a newline ends one.</summary>
internal sealed partial class JavaScriptSyntax
{
    private JavaScriptCall? _statementCall;   // the call that the last statement was, if it was one
    private bool _noIn;                       // in a loop's head "in" is no operator

    private bool Statement()
    {
        if (!Enter()) return Leave(false);
        var level = _statementLevel;
        var noIn = _noIn;
        (_statementLevel, _noIn) = (true, false);
        _statementCall = null;
        var sound = AnyStatement();
        (_statementLevel, _noIn) = (level, noIn);
        return Leave(sound);
    }

    private bool AnyStatement()
    {
        switch (Peek())
        {
            case ';':
                return Advance(1);
            case '{':
                return BlockOrExpression();
            default:
                if (WordLength() is var length and > 0 && KeywordStatement(_text.AsSpan(_at, length)) is { } sound) return NoCall(sound);
                return ExpressionStatement();
        }
    }

    /// <summary>An opening brace: an object that starts an expression, or else a block.</summary>
    private bool BlockOrExpression()
    {
        if (!_noObject.Contains(_at) && !OpensBlock())
        {
            var place = Place();
            if (ExpressionStatement()) return true;
            Return(place);
            _noObject.Add(_at);
        }
        return NoCall(Block());
    }

    /// <summary>
    /// Where a block may stand, a keyword behind the brace is one, and so the brace opens a block; so it does when the first
    /// thing is a name with a comma.
    /// </summary>
    private bool OpensBlock()
    {
        var place = Place();
        Advance(1);
        var word = _text.AsSpan(_at, WordLength());
        var comma = TakeIdentifier() && Peek() == ',';
        Return(place);
        return comma || word is "var" or "const" or "if" or "for" or "while" or "do" or "try" or "return" or "throw" or "break" or "continue"
            or "debugger" or "switch" or "function" or "class" or "import" or "with" or "new" or "this" or "super" or "true" or "false"
            or "null" or "typeof" or "void" or "delete" or "await" or "yield";
    }

    private bool NoCall(bool sound)
    {
        _statementCall = null;
        return sound;
    }

    private bool ExpressionStatement()
    {
        var start = _at;
        if (!Expressions(out var expression)) return false;
        var call = expression.Kind == JavaScriptKind.Call && _lastCall?.Start == start ? _lastCall : null;
        if (!SemicolonOrNewline()) return false;
        _statementCall = call;
        return true;
    }

    /// <summary>
    /// The end of a statement: a semicolon, a brace that closes its block, the end, or a newline unless the next character
    /// may go on with the expression.
    /// </summary>
    private bool SemicolonOrNewline()
    {
        if (Take(";")) return true;
        if (_at >= _text.Length || Peek() == '}') return true;
        if (!NewlineBefore()) return false;
        return Peek() switch
        {
            ',' or ':' or '*' or '%' or '>' or '<' or '=' or '[' or '(' or '?' or '^' or '|' or '&' or '/' => false,
            '.' => char.IsAsciiDigit(Peek(1)),
            '+' or '-' => Peek(1) == Peek(),
            '!' => Peek(1) != '=',
            'i' => !HasWord("in") && !HasWord("instanceof"),
            _ => true,
        };
    }

    private bool Block()
    {
        if (!Enter() || !Take("{")) return Leave(false);
        while (!Take("}"))
        {
            if (_at >= _text.Length || !Statement()) return Leave(false);
        }
        return Leave(true);
    }

    /// <summary>A statement that a keyword starts; null when the word is an ordinary name here.</summary>
    private bool? KeywordStatement(ReadOnlySpan<char> word)
    {
        switch (word)
        {
            case "var" or "const":
                Advance(word.Length);
                return Declarators(inLoop: false);
            case "let" when IsDeclaration():
                Advance(3);
                return Declarators(inLoop: false);
            case "if":
                Advance(2);
                if (!Condition() || !Statement()) return false;
                return !TakeWord("else") || Statement();
            case "while":
                Advance(5);
                return Condition() && Statement();
            case "do":
                Advance(2);
                if (!Statement() || !TakeWord("while") || !Condition()) return false;
                Take(";");
                return true;
            case "for":
                Advance(3);
                return For();
            case "return":
                Advance(6);
                return SemicolonOrNewline() || Expressions(out _) && SemicolonOrNewline();
            case "throw":
                Advance(5);
                return Expressions(out _) && SemicolonOrNewline();
            case "break" or "continue" or "debugger":
                Advance(word.Length);
                if (word is not "debugger" && !NewlineBefore()) TakeIdentifier();
                return SemicolonOrNewline();
            case "try":
                Advance(3);
                return Try();
            case "switch":
                Advance(6);
                return Condition() && Cases();
            case "function":
                return Function();
            case "async" when IsAsyncFunction():
                Advance(5);
                return Function();
            case "class":
                return Class();
            case "with":
                Advance(4);
                return Condition() && Statement();
            case "import" or "export":
                return false;
            default:
                return Label(word.Length);
        }
    }

    /// <summary>A label and its statement; null when no colon follows the word.</summary>
    private bool? Label(int length)
    {
        var place = Place();
        Advance(length);
        if (Take(":")) return Statement();
        Return(place);
        return null;
    }

    private bool IsAsyncFunction()
    {
        var place = Place();
        Advance(5);
        var function = HasWord("function") && !NewlineBefore();
        Return(place);
        return function;
    }
}
