using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ToolRM.Judging.Tools;

/// <summary>A function of one text, for a judging model.</summary>
internal sealed class TextFunction(string name, string description, string parameter, Func<string, CancellationToken, ValueTask<string>> run) : AIFunction
{
    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema { get; } = JsonElement.Parse(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [parameter] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray(JsonValue.Create(parameter)),
    }.ToJsonString());

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => arguments.TryGetValue(parameter, out var value)
        ? value switch
        {
            string text => await run(text, cancellationToken).ConfigureAwait(false),
            JsonElement { ValueKind: JsonValueKind.String } element => await run(element.GetString()!, cancellationToken).ConfigureAwait(false),
            _ => $"error: {parameter}: expected a text",
        }
        : $"error: \"{parameter}\" is missing";
}
