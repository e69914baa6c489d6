namespace ToolRM.Conversations.Formats.DataKit;

/// <summary>What the data kit's rows share.</summary>
internal static class KitRows
{
    public const string NextStep = "See docs/formats.md, \"Data kit\"";

    public static Conversation Prompt(DocumentNode node, string messages) => new(
        node.Required(messages).List(message => ChatMessageJson.Read(message, argumentsAsObjects: true)),
        node.Required("tools").List(ToolJson.Read));

    public static ValueList<KitRun> Runs(DocumentNode node) => node.List(run =>
    {
        var parts = run.List(part => part.Text());
        return parts.Count == 2 ? new KitRun(parts[0], parts[1]) : throw run.Expected("a pair of model and run");
    });
}

/// <summary>Which model gave an output, and in which run.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Run">A date, a server's version or a pull request.</param>
public readonly record struct KitRun(string Model, string Run);
