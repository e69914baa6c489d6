using System.CommandLine;
using ToolRM.Runs;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm merge</c>: the parts of a sharded run as one run.</summary>
internal static class MergeCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var shards = new Argument<string[]>("shards") { HelpName = "dir", Arity = ArgumentArity.OneOrMore, Description = "Run directories of all shards, in any order" };
        var output = new Option<string>("--out") { Required = true, HelpName = "dir", Description = "Run directory for the whole; run again to go on" };
        var data = new Option<string[]>("--data") { AllowMultipleArgumentsPerToken = true, HelpName = "file", Description = "The files that the shards read, where they lie elsewhere now" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Remove an earlier run in that directory" };
        var command = new Command("merge", $$"""
            Put the run directories of {{MergeRun.Commands}} with --shard 1/n to n/n together. Checked: all shards are there and complete, of
            one plan, input and ToolRM; no row is missing or stands twice. The result equals a run of all items. Example:
              toolrm merge runs/part-* --out runs/whole
            """)
        {
            shards, output, data, overwrite,
        };
        command.SetAction(result => new MergeRun(console, ShardedRun.Read(result.GetValue(shards)!), result.GetValue(data) ?? [], cancellationToken)
            .Run(result.GetValue(output)!, result.GetValue(overwrite)));
        return command;
    }
}
