using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>How <see cref="SchemaVerifier"/> reads schemas.</summary>
public sealed record SchemaOptions
{
    /// <summary>
    /// What an argument is that a tool's schema does not name, where the schema leaves <c>additionalProperties</c> out.
    /// Default <see cref="TopLevelAdditionalProperties.Refuse"/> (ours: JSON Schema allows it, but no tool takes an argument
    /// that it does not know).
    /// </summary>
    public TopLevelAdditionalProperties TopLevelAdditionalProperties { get; init; } = TopLevelAdditionalProperties.Refuse;

    /// <summary>
    /// The language of BFCL's type words (tools-and-data 1.4). For Java and JavaScript every argument is a text of source code,
    /// so a text is all that its type demands. Default null: a tool with a type word that only those two have, such as
    /// <c>ArrayList</c>, is one of theirs; any other is Python's. Give the language where it is known: a Java tool whose
    /// parameters are all <c>integer</c> cannot be told apart.
    /// </summary>
    public SourceLanguage? Language { get; init; }

    /// <summary>Findings kept per reply; more are dropped. Default 100 (ours).</summary>
    public int MaximumFindings { get; init; } = 100;
}

/// <summary>What to do with arguments that a tool's schema does not name; nested objects always follow the schema.</summary>
public enum TopLevelAdditionalProperties
{
    /// <summary>They are wrong unless the schema sets <c>additionalProperties</c>.</summary>
    Refuse,

    /// <summary>They are right unless the schema forbids them, as JSON Schema has it.</summary>
    AsSchema,
}
