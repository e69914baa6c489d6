namespace ToolRM.Parsing.Source;

/// <summary>Expressions. Precedence does not matter for what is sound, so operators are read as one flat list.</summary>
internal sealed partial class JavaSyntax
{
    private bool Expression(out JavaExpression expression)
    {
        expression = default;
        if (!Enter()) return Leave(false);
        var start = _at;
        if (!Operand(out expression)) return Leave(false);
        while (true)
        {
            if (BinaryOperator() is var length and > 0)
            {
                _at += length;
                if (!Operand(out _)) return Leave(false);
            }
            else if (Take("instanceof"))
            {
                Take("final");
                if (!Type(dimensions: true)) return Leave(false);
                TakeName();
            }
            else if (Take("?"))
            {
                if (!Expression(out _) || !Take(":") || !Expression(out _)) return Leave(false);
            }
            else
            {
                return Leave(true);
            }
            expression = new(JavaExpressionKind.Other, start, _at);
        }
    }

    /// <summary>Number of tokens of the binary operator here; 0 for none. Signs of "greater" stand as single tokens.</summary>
    private int BinaryOperator()
    {
        if (_tokens[_at].Kind != JavaTokenKind.Mark) return 0;
        if (Text(_at) is "&&" or "||" or "==" or "!=" or "<=" or "<<" or "<" or "+" or "-" or "*" or "/" or "%" or "&" or "|" or "^") return 1;
        if (!Is(">")) return 0;
        var length = 1;
        while (length < 3 && Is(_at + length, ">") && Adjacent(_at + length)) length++;
        var equals = Is(_at + length, "=") && Adjacent(_at + length);
        if (equals) return length == 1 ? 2 : 0;
        // ">==" reads as ">=" and "=", which nothing takes.
        return length;
    }

    private int AssignmentOperator()
    {
        if (_tokens[_at].Kind != JavaTokenKind.Mark) return 0;
        if (Text(_at) is "=" or "+=" or "-=" or "*=" or "/=" or "&=" or "|=" or "^=" or "%=" or "<<=") return 1;
        if (!Is(">")) return 0;
        var length = 1;
        while (length < 3 && Is(_at + length, ">") && Adjacent(_at + length)) length++;
        return length > 1 && Is(_at + length, "=") && Adjacent(_at + length) ? length + 1 : 0;
    }

    private bool Adjacent(int at) => _tokens[at - 1].End == _tokens[at].Start;

    /// <summary>Prefix operators, casts and lambdas, then a primary with what follows it, then an assignment.</summary>
    private bool Operand(out JavaExpression expression)
    {
        expression = default;
        var start = _at;
        while (true)
        {
            if (_tokens[_at].Kind == JavaTokenKind.Mark && Text(_at) is "+" or "-" or "!" or "~" or "++" or "--") _at++;
            else if (Is("(") && IsCast()) _at = _close[_at] + 1;
            else break;
        }
        var prefixed = _at > start;
        if (IsLambda())
        {
            if (!Lambda()) return false;
            expression = new(JavaExpressionKind.Other, start, _at);
            return true;
        }
        if (!Primary(out var primary)) return false;
        expression = prefixed ? new(JavaExpressionKind.Other, start, _at) : primary;
        if (primary.Kind is not (JavaExpressionKind.Identifier or JavaExpressionKind.Place)) return true;
        var length = AssignmentOperator();
        if (length == 0) return true;
        var leftEnd = _at;
        _at += length;
        var right = _at;
        if (!Expression(out _)) return false;
        expression = prefixed
            ? new(JavaExpressionKind.Other, start, _at)
            : new(JavaExpressionKind.Assignment, start, _at, leftEnd, right);
        return true;
    }

    /// <summary>A type in parentheses, and behind it something that only a cast explains.</summary>
    private bool IsCast()
    {
        var primitive = IsWord(_at + 1) && IsPrimitive(Text(_at + 1));
        var end = SkipType(_at + 1, dimensions: true);
        while (end > 0 && Is(end, "&")) end = SkipType(end + 1, dimensions: true);
        if (end < 0 || !Is(end, ")")) return false;
        var next = _tokens[end + 1];
        return next.Kind switch
        {
            JavaTokenKind.Number or JavaTokenKind.Text or JavaTokenKind.Character => true,
            JavaTokenKind.Word => !Is(end + 1, "instanceof"),
            JavaTokenKind.Mark => Is(end + 1, "(") || Is(end + 1, "!") || Is(end + 1, "~") || Is(end + 1, "@")
                || primitive && (Is(end + 1, "+") || Is(end + 1, "-") || Is(end + 1, "++") || Is(end + 1, "--")),
            _ => false,
        };
    }

    private bool IsLambda() => Is("(") ? _close[_at] > 0 && Is(_close[_at] + 1, "->") : IsWord(_at) && Is(_at + 1, "->") && !IsReserved(Text(_at));

    private bool Lambda()
    {
        if (!Is("("))
        {
            _at++;
        }
        else if (IsWord(_at + 1) && !IsPrimitive(Text(_at + 1)) && (Is(_at + 2, ",") || Is(_at + 2, ")")))
        {
            do
            {
                _at++;
                if (!TakeName()) return false;
            }
            while (Is(","));
            if (!Take(")")) return false;
        }
        else if (!Parameters())
        {
            return false;
        }
        return Take("->") && (Is("{") ? Block() : Expression(out _));
    }

    private bool Arguments(out List<JavaExpression> arguments)
    {
        arguments = [];
        if (!Take("(")) return false;
        if (Take(")")) return true;
        do
        {
            if (!Expression(out var argument)) return false;
            arguments.Add(argument);
        }
        while (Take(","));
        return Take(")");
    }
}
