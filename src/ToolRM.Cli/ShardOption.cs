using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Runs;

namespace ToolRM.Cli;

/// <summary>The option <c>--shard</c> of commands that take items independently of each other.</summary>
internal static class ShardOption
{
    public static Option<string?> Create() => new("--shard") { HelpName = "i/n", Description = "Take only the i-th of n parts of the items, chosen by a hash of the id; 'toolrm merge' puts the parts together (docs/scale.md)" };

    public static Shard? Read(string? text) => text is null ? null : Shard.Parse(text, "--shard");

    /// <summary>The plan's entry; none for a run of all items, whose plan a merged run has too.</summary>
    public static MapEntry[] Entries(Shard? shard) => shard is { } part ? [new(Shard.OptionName, ArgumentValue.Of(part.ToString()))] : [];
}
