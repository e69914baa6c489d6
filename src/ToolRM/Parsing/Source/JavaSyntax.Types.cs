namespace ToolRM.Parsing.Source;

/// <summary>Types, modifiers and parameters.</summary>
internal sealed partial class JavaSyntax
{
    // Deep or long type arguments are refused; this also bounds what looking ahead may cost.
    private const int LongestTypeArguments = 64;

    private static bool IsPrimitive(ReadOnlySpan<char> word) =>
        word is "int" or "long" or "short" or "byte" or "char" or "float" or "double" or "boolean" or "void";

    // Words that start an expression and so are no names where an expression may stand.
    private static bool IsReserved(ReadOnlySpan<char> word) => word is "this" or "super" or "true" or "false" or "null" or "new" or "switch";

    /// <summary>Position behind the type at a token, with dimensions when asked for; -1 when there is none.</summary>
    private int SkipType(int at, bool dimensions)
    {
        var budget = LongestTypeArguments;
        return SkipType(at, dimensions, ref budget, 0);
    }

    private int SkipType(int at, bool dimensions, ref int budget, int depth)
    {
        if (!IsWord(at) || IsReserved(Text(at))) return -1;
        if (IsPrimitive(Text(at)))
        {
            at++;
        }
        else
        {
            at++;
            while (true)
            {
                if (Is(at, "<"))
                {
                    var end = SkipTypeArguments(at, ref budget, depth + 1);
                    if (end < 0) break;
                    at = end;
                }
                if (!Is(at, ".") || !IsWord(at + 1) || Is(at + 1, "class") || IsReserved(Text(at + 1))) break;
                at += 2;
            }
        }
        while (dimensions && Is(at, "[") && Is(at + 1, "]")) at += 2;
        return at;
    }

    private int SkipTypeArguments(int at, ref int budget, int depth)
    {
        if (depth > 16) return -1;
        at++;
        if (Is(at, ">")) return at + 1;
        while (budget-- > 0)
        {
            if (Is(at, "?"))
            {
                at++;
                if (Is(at, "extends") || Is(at, "super")) at = SkipType(at + 1, true, ref budget, depth);
            }
            else
            {
                at = SkipType(at, true, ref budget, depth);
            }
            if (at < 0) return -1;
            if (Is(at, ">")) return at + 1;
            if (!Is(at, ",")) return -1;
            at++;
        }
        return -1;
    }

    private bool Type(bool dimensions)
    {
        var end = SkipType(_at, dimensions);
        if (end < 0) return false;
        _at = end;
        return true;
    }

    private bool IsModifier() => IsWord(_at) && Text(_at) is "public" or "protected" or "private" or "abstract" or "static"
        or "final" or "strictfp" or "default" or "synchronized" or "native" or "transient" or "volatile";

    /// <summary>Modifiers and annotations; an annotation's arguments are passed over up to their bracket.</summary>
    private bool Modifiers()
    {
        while (true)
        {
            if (IsModifier())
            {
                _at++;
            }
            else if (Take("@"))
            {
                if (!TakeName()) return false;
                while (Is(".") && IsWord(_at + 1)) _at += 2;
                if (!Is("(")) continue;
                if (_close[_at] == 0) return false;
                _at = _close[_at] + 1;
            }
            else
            {
                return true;
            }
        }
    }

    /// <summary>The parameters of a method or of a lambda with types, from the opening parenthesis on.</summary>
    private bool Parameters()
    {
        if (!Take("(")) return false;
        if (Take(")")) return true;
        do
        {
            if (!Modifiers() || !Type(dimensions: true)) return false;
            Take("...");
            if (!TakeName()) return false;
            Dimensions();
        }
        while (Take(","));
        return Take(")");
    }

    private void Dimensions()
    {
        while (Is("[") && Is(_at + 1, "]")) _at += 2;
    }
}
