namespace ToolRM.Parsing.Source;

/// <summary>What an expression is at its top, as far as the call's arguments need it. Positions count characters.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last character.</param>
/// <param name="LeftEnd">Of an assignment: behind the left side.</param>
/// <param name="RightStart">Of an assignment: first character of the right side.</param>
/// <param name="Use">Whether it may stand as an expression, as a pattern, or as both.</param>
internal readonly record struct JavaScriptExpression(
    JavaScriptKind Kind, int Start, int End, int LeftEnd = 0, int RightStart = 0, JavaScriptUse Use = JavaScriptUse.Expression);

internal enum JavaScriptKind
{
    /// <summary>Everything else.</summary>
    Other,

    /// <summary>A single name.</summary>
    Identifier,

    /// <summary><c>undefined</c>: a name to assign to, but no identifier among arguments.</summary>
    Undefined,

    /// <summary>A field or an index.</summary>
    Place,

    /// <summary>An object or array literal, which may be a pattern.</summary>
    Literal,

    /// <summary>Something in parentheses.</summary>
    Parenthesized,

    /// <summary><c>left = right</c>; other assignment operators are Other.</summary>
    Assignment,

    /// <summary>A call, also by a template behind the callee.</summary>
    Call,
}

[Flags]
internal enum JavaScriptUse
{
    /// <summary>A value.</summary>
    Expression = 1,

    /// <summary>A parameter or the left side of an assignment, such as <c>{a = 1}</c>.</summary>
    Pattern = 2,

    /// <summary>Both, such as <c>[a, b]</c>.</summary>
    Both = 3,
}

/// <summary>A call that is a statement of its own.</summary>
/// <param name="Start">First character of the callee.</param>
/// <param name="NameEnd">Behind the callee.</param>
/// <param name="Arguments">The arguments in order; empty for a template.</param>
internal sealed record JavaScriptCall(int Start, int NameEnd, List<JavaScriptExpression> Arguments);
