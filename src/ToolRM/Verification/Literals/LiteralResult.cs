using ToolRM.Conversations;

namespace ToolRM.Verification.Literals;

/// <summary>What became of an argument's source text: a value, or a defect of the question that the text was read for.</summary>
/// <param name="Value">The typed value; the text itself as a <see cref="TextValue"/> when it does not fit the type. Null with a defect.</param>
/// <param name="Defect">Why the type cannot be read at all (the original raises); null when there is a value.</param>
/// <remarks>A defect is no failure of the model: the document asks for a type that the checker does not know.</remarks>
internal readonly record struct LiteralResult(ArgumentValue? Value, string? Defect)
{
    /// <summary>Defect: a type that is named and was never written, such as Java's Set.</summary>
    public const string NotImplemented = "NotImplemented";

    /// <summary>Defect: a word that is no type of the language.</summary>
    public const string UnknownType = "UnknownType";

    public static LiteralResult Of(ArgumentValue value) => new(value, null);

    public static LiteralResult Text(string text) => new(ArgumentValue.Of(text), null);

    public static LiteralResult Failed(string defect) => new(null, defect);
}
