namespace ToolRM.Parsing.Source;

/// <summary>Primaries: names, literals, creations, and the chains of calls, fields and indexes behind them.</summary>
internal sealed partial class JavaSyntax
{
    private bool Primary(out JavaExpression expression)
    {
        expression = default;
        var start = _at;
        var kind = JavaExpressionKind.Other;
        // A chain of names may be a type: "a.b[]", "a.b.class".
        var isName = false;
        switch (_tokens[_at].Kind)
        {
            case JavaTokenKind.Number or JavaTokenKind.Text or JavaTokenKind.Character:
                _at++;
                break;
            case JavaTokenKind.Mark when Take("("):
                if (!Expression(out _) || !Take(")")) return false;
                break;
            case JavaTokenKind.Word when Is("new"):
                if (!Creation(start)) return false;
                break;
            case JavaTokenKind.Word when Is("true") || Is("false") || Is("null") || Is("this"):
                _at++;
                break;
            case JavaTokenKind.Word when Is("super"):
                _at++;
                if (!Is(".") && !Is("::")) return false;
                break;
            case JavaTokenKind.Word when IsPrimitive(Text(_at)):
                if (!Type(dimensions: true)) return false;
                if (!ClassOrReference(start, ref kind)) return false;
                break;
            case JavaTokenKind.Word when !Is("switch"):
                _at++;
                if (Is("("))
                {
                    if (!Invocation(start, start, start)) return false;
                    break;
                }
                (kind, isName) = (JavaExpressionKind.Identifier, true);
                break;
            default:
                return false;
        }
        if (!Chain(start, ref kind, isName)) return false;
        expression = new(kind, start, _at);
        return true;
    }

    private bool Chain(int start, ref JavaExpressionKind kind, bool isName)
    {
        while (true)
        {
            if (Is("."))
            {
                if (!Member(start, ref kind, ref isName)) return false;
            }
            else if (Is("[") && !(isName && Is(_at + 1, "]")))
            {
                _at++;
                if (!Expression(out _) || !Take("]")) return false;
                (kind, isName) = (JavaExpressionKind.Place, false);
            }
            else if (isName && (Is("[") || Is("<") && IsGenericReference(start)))
            {
                _at = SkipType(start, dimensions: true);
                if (!ClassOrReference(start, ref kind)) return false;
                isName = false;
            }
            else if (Is("::"))
            {
                if (!ClassOrReference(start, ref kind)) return false;
                isName = false;
            }
            else
            {
                while (Take("++") || Take("--")) kind = JavaExpressionKind.Other;
                return true;
            }
        }
    }

    private bool IsGenericReference(int start)
    {
        var end = SkipType(start, dimensions: true);
        return end > _at && Is(end, "::");
    }

    /// <summary><c>.class</c>, <c>::name</c> or <c>::new</c> behind a type.</summary>
    private bool ClassOrReference(int start, ref JavaExpressionKind kind)
    {
        if (Take("::"))
        {
            kind = JavaExpressionKind.Other;
            return TakeName();
        }
        if (!Is(".") || !Is(_at + 1, "class")) return false;
        _at += 2;
        kind = JavaExpressionKind.ClassLiteral;
        Rebuilt[start] = new(_at, JavaForm.Exact);
        return true;
    }

    /// <summary>What follows a dot: a field, a call, a qualified creation, a template's text.</summary>
    private bool Member(int start, ref JavaExpressionKind kind, ref bool isName)
    {
        if (isName && Is(_at + 1, "class"))
        {
            isName = false;
            return ClassOrReference(start, ref kind);
        }
        var objectEnd = _at++;
        var wasName = isName;
        (kind, isName) = (JavaExpressionKind.Other, false);
        if (Is("new")) return Creation(start);
        if (_tokens[_at].Kind == JavaTokenKind.Text)
        {
            _at++;
            return true;
        }
        if (Take("super"))
        {
            if (Is("::")) return true;
            if (!Take(".")) return false;
        }
        if (Is("<"))
        {
            var budget = LongestTypeArguments;
            var end = SkipTypeArguments(_at, ref budget, 1);
            if (end < 0) return false;
            _at = end;
            return TakeName() && Is("(") && Invocation(start, objectEnd, _at - 1);
        }
        if (!TakeName()) return false;
        if (Is("(")) return Invocation(start, objectEnd, _at - 1);
        kind = JavaExpressionKind.Place;
        isName = wasName && !Is(_at - 1, "this");
        return true;
    }

    private bool Invocation(int start, int objectEnd, int name)
    {
        if (!Arguments(out var arguments)) return false;
        Rebuilt[start] = new(_at, JavaForm.Exact);
        if (First is null || start < First.Start || start == First.Start && _at > First.End)
        {
            First = new(start, _at, objectEnd, name, arguments);
        }
        return true;
    }

    /// <summary><c>new T[3]</c>, <c>new T[]{…}</c> or <c>new T(…) {…}</c>; <paramref name="start"/> is where the whole begins.</summary>
    private bool Creation(int start)
    {
        _at++;
        var typed = Is("<");
        if (typed)
        {
            var budget = LongestTypeArguments;
            var end = SkipTypeArguments(_at, ref budget, 1);
            if (end < 0) return false;
            _at = end;
        }
        var type = _at;
        if (!Type(dimensions: false)) return false;
        var typeEnd = _at;
        if (Is("["))
        {
            return !typed && ArrayCreation(start, type, typeEnd);
        }
        if (!Arguments(out var arguments)) return false;
        if (Is("{") && !ClassBody()) return false;
        Rebuilt[start] = new(_at, JavaForm.Object, type, typeEnd, Arguments: arguments);
        return true;
    }

    private bool ArrayCreation(int start, int type, int typeEnd)
    {
        if (Is(_at + 1, "]"))
        {
            Dimensions();
            var items = _at;
            if (!ArrayItems()) return false;
            Rebuilt[start] = new(_at, JavaForm.Array, type, typeEnd, items, _at);
            return true;
        }
        while (Is("[") && !Is(_at + 1, "]"))
        {
            _at++;
            if (!Expression(out _) || !Take("]")) return false;
        }
        Dimensions();
        Rebuilt[start] = new(_at, JavaForm.Array, type, typeEnd);
        return true;
    }

    private bool ArrayItems()
    {
        if (!Enter() || !Take("{")) return Leave(false);
        // A lone comma is sound too: both parts of the list may be absent.
        while (!Is("}") && !Is(","))
        {
            if (!(Is("{") ? ArrayItems() : Expression(out _))) return Leave(false);
            if (!Take(",")) return Leave(Take("}"));
        }
        Take(",");
        return Leave(Take("}"));
    }
}
