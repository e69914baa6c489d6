namespace ToolRM.Parsing.Source;

/// <summary>What an expression is at its top, as far as the call's arguments need it. Positions count tokens.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">First token.</param>
/// <param name="End">Behind the last token.</param>
/// <param name="LeftEnd">Of an assignment: behind the left side.</param>
/// <param name="RightStart">Of an assignment: first token of the right side.</param>
internal readonly record struct JavaExpression(JavaExpressionKind Kind, int Start, int End, int LeftEnd = 0, int RightStart = 0);

internal enum JavaExpressionKind
{
    /// <summary>Everything else.</summary>
    Other,

    /// <summary>A single name.</summary>
    Identifier,

    /// <summary><c>object.field</c> or <c>array[index]</c>: may stand left of an assignment, as a name may.</summary>
    Place,

    /// <summary><c>Type.class</c>.</summary>
    ClassLiteral,

    /// <summary><c>left = right</c>, also with another assignment operator.</summary>
    Assignment,
}

/// <summary>A method call. Positions count tokens.</summary>
/// <param name="Start">First token of the object, or the name when there is none.</param>
/// <param name="End">Behind the closing parenthesis.</param>
/// <param name="ObjectEnd">Behind the object; the start when there is none.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Arguments">The arguments, in order.</param>
internal sealed record JavaInvocation(int Start, int End, int ObjectEnd, int Name, List<JavaExpression> Arguments);

/// <summary>An expression that the original does not copy token by token. Positions count tokens.</summary>
/// <param name="End">Behind its last token.</param>
/// <param name="Form">How its text is made.</param>
/// <param name="TypeStart">First token of the created type.</param>
/// <param name="TypeEnd">Behind the created type.</param>
/// <param name="ItemsStart">Of an array: the opening brace, or 0 when it has no items.</param>
/// <param name="ItemsEnd">Of an array: behind the closing brace.</param>
/// <param name="Arguments">Of an object: the constructor's arguments.</param>
internal sealed record JavaRebuilt(
    int End, JavaForm Form, int TypeStart = 0, int TypeEnd = 0, int ItemsStart = 0, int ItemsEnd = 0, List<JavaExpression>? Arguments = null);

internal enum JavaForm
{
    /// <summary>The exact source, blanks and all: method calls and class literals.</summary>
    Exact,

    /// <summary><c>new T[]{…}</c>.</summary>
    Array,

    /// <summary><c>new T(a, b)</c>; a class body is dropped.</summary>
    Object,
}
