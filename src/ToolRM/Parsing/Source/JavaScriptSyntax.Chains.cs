namespace ToolRM.Parsing.Source;

/// <summary>What follows a primary: fields, indexes, calls, templates.</summary>
internal sealed partial class JavaScriptSyntax
{
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
}
