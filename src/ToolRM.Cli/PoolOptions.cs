using System.CommandLine;
using ToolRM.Evaluation.BestOfN;
using ToolRM.Models;

namespace ToolRM.Cli;

/// <summary>Options that the commands over pools share.</summary>
internal static class PoolOptions
{
    public static Option<string> Scorer() => new("--scorer") { Required = true, HelpName = "name", Description = "One of: " + string.Join(", ", RewardModels.All.Select(entry => entry.Name)) + ", a model file or a scorer file (docs/scorers.md)" };

    public static Option<long> Seed() => new("--seed") { HelpName = "number", Description = "Seed of draws and intervals; the same seed gives the same numbers" };

    public static Option<int> Draws()
    {
        var draws = new Option<int>("--draws") { DefaultValueFactory = _ => new BestOfNOptions().Draws, HelpName = "number", Description = "Orders drawn per question" };
        draws.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1) result.AddError($"--draws: expected at least 1, found {result.Tokens[0].Value}");
        });
        return draws;
    }

    public static Option<string?> Output() => new("--out") { HelpName = "dir", Description = "Run directory for the scores and report.json, .md and .html; run again to go on" };

    public static Option<bool> Json() => new("--json") { Description = "Print the whole report as JSON" };

    public static Option<bool> Overwrite() => new("--overwrite") { Description = "With --out: remove an earlier run in that directory" };

    public static void Validate(Command command, Option<string?> output, Option<bool> overwrite) => command.Validators.Add(result =>
    {
        if (result.GetValue(output) is null && result.GetValue(overwrite)) result.AddError("--overwrite goes with --out");
    });
}
