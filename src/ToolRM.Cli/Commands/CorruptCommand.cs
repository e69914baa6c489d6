using System.CommandLine;
using ToolRM.Conversations;
using ToolRM.Synthesis.Corruption;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm corrupt</c>: wrong replies made from right calls.</summary>
internal static class CorruptCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var data = new Option<string[]>("--data") { Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "file", Description = "JSON Lines files (plain or gzip): toolrm/candidates@1 with references, of which the first right reply counts, or the data kit's task rows" };
        var output = new Option<string>("--out") { Required = true, HelpName = "dir", Description = "Run directory for candidates.jsonl; run again to go on" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Remove an earlier run in that directory" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed; with an item's id it settles what is made of the item" };
        var tools = new Option<string?>("--tools") { HelpName = "file", Description = "Tool pool (data kit): near rivals of the right tool are added to some prompts" };
        var toolSources = new Option<string[]>("--tool-source") { AllowMultipleArgumentsPerToken = true, HelpName = "name", Description = "With --tools: only tools of these sources; all when left out" };
        var perPrompt = new Option<int?>("--per-prompt") { HelpName = "k", Description = "Most wrong replies for a prompt; 8 when left out" };
        var limit = new Option<int?>("--limit") { HelpName = "n", Description = "At most so many rows of each file, drawn by seed and id" };
        var irrelevant = new Option<double>("--irrelevant") { HelpName = "share", Description = "Share of rows that also give a prompt without their right tools, for which no call is right; 0 to 1, 0 when left out" };
        var variants = new Option<bool>("--variants") { Description = "Also write right replies that differ by convention (key order, a default written out, case); the reference then lists them" };
        var operators = new Option<string[]>("--operator") { AllowMultipleArgumentsPerToken = true, HelpName = "name", Description = "Only these operators; all when left out" };
        var shard = ShardOption.Create();
        var command = new Command("corrupt", """
            Make wrong replies from right calls without a model: rows of toolrm/candidates@1 with the right reply and wrong ones that a verifier confirmed.
            The operators are listed in docs/synthesis.md. Example:
              toolrm corrupt --data tasks.jsonl --seed 1 --out runs/corrupted
            """)
        {
            data, output, overwrite, seed, tools, toolSources, perPrompt, limit, irrelevant, variants, operators, shard,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(perPrompt) is < 1) result.AddError("--per-prompt must be at least 1");
            if (!(result.GetValue(irrelevant) is >= 0 and <= 1)) result.AddError("--irrelevant must be 0 to 1");
            if (result.GetValue(limit) is < 1) result.AddError("--limit must be at least 1");
            if (result.GetValue(tools) is null && result.GetValue(toolSources) is { Length: > 0 }) result.AddError("--tool-source goes with --tools");
            foreach (var name in result.GetValue(operators) ?? [])
            {
                if (Corruptions.Find(name) is null) result.AddError($"--operator: there is no operator \"{name}\". docs/synthesis.md lists them");
            }
        });
        command.SetAction(result => new CorruptRun(console, cancellationToken)
        {
            Files = result.GetValue(data)!,
            Seed = result.GetValue(seed),
            Pool = result.GetValue(tools),
            PoolSources = result.GetValue(toolSources) ?? [],
            PerPrompt = result.GetValue(perPrompt) ?? new CorruptorOptions().PerPrompt,
            Limit = result.GetValue(limit),
            Irrelevant = result.GetValue(irrelevant),
            Variants = result.GetValue(variants),
            Operators = (result.GetValue(operators) ?? []).Select(name => Corruptions.Find(name)!).ToValueList(),
            Shard = ShardOption.Read(result.GetValue(shard)),
        }.Run(result.GetValue(output)!, result.GetValue(overwrite)));
        return command;
    }
}
