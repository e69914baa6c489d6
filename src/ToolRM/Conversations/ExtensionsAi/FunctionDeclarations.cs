using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ToolRM.Conversations.ExtensionsAi;

/// <summary>Tools to and from Microsoft.Extensions.AI's <see cref="AIFunctionDeclaration"/>, for <c>ChatOptions.Tools</c>.</summary>
/// <remarks>A declaration made here keeps the definition and gives exactly it back.</remarks>
public static class FunctionDeclarations
{
    /// <summary>A tool as a declaration that cannot be invoked.</summary>
    /// <param name="tool">The tool. BFCL's type words are passed on as they are; servers mostly want JSON Schema.</param>
    public static AIFunctionDeclaration ToDeclaration(ToolDefinition tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return new Declaration(tool);
    }

    /// <summary>A tool from a declaration or an <see cref="AIFunction"/>.</summary>
    /// <param name="declaration">The declaration; an empty description counts as none.</param>
    public static ToolDefinition FromDeclaration(AIFunctionDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        if (declaration is Declaration own) return own.Tool;
        return new(
            declaration.Name,
            declaration.Description.Length == 0 ? null : declaration.Description,
            JsonText.Parse(declaration.JsonSchema.GetRawText()),
            declaration.ReturnJsonSchema is { } returns ? JsonText.Parse(returns.GetRawText()) : null,
            declaration.AdditionalProperties.TryGetValue(Declaration.StrictKey, out var strict) ? strict as bool? : null);
    }

    private sealed class Declaration(ToolDefinition tool) : AIFunctionDeclaration
    {
        /// <summary>Where Microsoft.Extensions.AI's adapter of OpenAI looks for <c>strict</c> (dotnet/extensions, its tests).</summary>
        public const string StrictKey = "strictJsonSchema";

        public ToolDefinition Tool { get; } = tool;

        public override string Name => Tool.Name;

        public override string Description => Tool.Description ?? "";

        public override JsonElement JsonSchema { get; } = ElementValues.ToElement(tool.Parameters.Text);

        public override JsonElement? ReturnJsonSchema { get; } = tool.Returns is null ? null : ElementValues.ToElement(tool.Returns.Text);

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
            tool.Strict is { } strict ? new Dictionary<string, object?> { [StrictKey] = strict } : new Dictionary<string, object?>();
    }
}
