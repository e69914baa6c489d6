using System.CommandLine;
using ToolRM.Rewards;
using ToolRM.Rewards.Combining;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm reward</c>: a published reward, or a composed one, for every row of a file.</summary>
internal static class RewardCommand
{
    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var name = new Argument<string>("name") { Arity = ArgumentArity.ZeroOrOne, HelpName = "name|file.json", Description = "A reward of the list, or a composition (docs/formats.md, toolrm/reward@1); left out, the rewards are listed" };
        var data = new Option<string?>("--data") { HelpName = "file", Description = "JSON Lines file (plain or gzip, '-' for standard input) of toolrm/rewards@1, candidate groups or cases; left out, the reward is described" };
        var options = new Option<string?>("--options") { HelpName = "json", Description = "Settings of the reward as a JSON object, such as '{\"form\": \"ppo\"}'" };
        var output = new Option<string?>("--out") { HelpName = "dir", Description = "Run directory for scores.jsonl; run again to go on. Without it scores go to standard output" };
        var overwrite = new Option<bool>("--overwrite") { Description = "With --out: remove an earlier run in that directory" };
        var shard = ShardOption.Create();
        var schema = new Option<bool>("--schema") { Description = "Print the JSON Schema of composition files (docs/schemas/toolrm-reward-1.schema.json)" };
        var command = new Command("reward", """
            Give replies a reward of the literature (docs/rewards.md), by name or composed: rows of toolrm/scores@1 with components and steps, or the reason why there is none. Example:
              toolrm reward otc --options '{"smoothing": 5}' --data rollouts.jsonl --out runs/rewards
            """)
        {
            name, data, options, output, overwrite, shard, schema,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is null && result.GetValue(data) is not null) result.AddError("--data goes with a reward's name");
            if (result.GetValue(data) is null && result.GetValue(output) is not null) result.AddError("--out goes with --data");
            if (result.GetValue(data) is null && result.GetValue(shard) is not null) result.AddError("--shard goes with --data");
            if (result.GetValue(output) is null && result.GetValue(overwrite)) result.AddError("--overwrite goes with --out");
        });
        command.SetAction(result =>
        {
            if (result.GetValue(schema))
            {
                console.Out.Write(RewardSchema.WriteText());
                return 0;
            }
            if (result.GetValue(name) is not { } chosen)
            {
                foreach (var entry in RewardFunctions.All) console.Out.WriteLine($"{entry.Info.Name,-28} {entry.Info.Summary}");
                return 0;
            }
            if (result.GetValue(data) is { } rows)
            {
                var reward = NamedReward.Require(console, chosen, result.GetValue(options), "name");
                return new BulkScoring(console, ScoringSubject.Of(reward), rows, ShardOption.Read(result.GetValue(shard)), cancellationToken).Run(result.GetValue(output), result.GetValue(overwrite));
            }
            if (chosen.EndsWith(".json", StringComparison.Ordinal)) console.Out.WriteLine(RewardsDocument.Describe(NamedReward.Require(console, chosen, result.GetValue(options), "name").Reward.Info));
            else console.Out.Write(RewardsDocument.Describe(RewardFunctions.Require(chosen, "name")));
            return 0;
        });
        return command;
    }
}
