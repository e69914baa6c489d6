using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Runs;

/// <summary>Says in what two runs differ, so that the rows of one file never come from two different plans.</summary>
internal static class RunDifference
{
    /// <summary>The first difference that can change the output, in words; null when there is none.</summary>
    public static string? Between(RunManifest old, ToolVersion tool, RunPlan plan)
    {
        if (old.Plan.Command != plan.Command) return $"the command was \"{old.Plan.Command}\" and is \"{plan.Command}\"";
        if (old.Plan.Seed != plan.Seed) return $"the seed was {Word(old.Plan.Seed)} and is {Word(plan.Seed)}";
        foreach (var key in old.Plan.Options.Entries.Select(entry => entry.Key).Concat(plan.Options.Entries.Select(entry => entry.Key)))
        {
            var (before, now) = (old.Plan.Options[key], plan.Options[key]);
            if (before != now) return $"the option \"{key}\" was {Word(before)} and is {Word(now)}";
        }
        // The same bytes under another path are the same input.
        for (var i = 0; i < Math.Max(old.Plan.Inputs.Count, plan.Inputs.Count); i++)
        {
            if (i >= old.Plan.Inputs.Count) return $"the input \"{plan.Inputs[i].Path}\" is new";
            if (i >= plan.Inputs.Count) return $"the input \"{old.Plan.Inputs[i].Path}\" is gone";
            var (before, now) = (old.Plan.Inputs[i], plan.Inputs[i]);
            if (before.Sha256 != now.Sha256) return $"the input \"{now.Path}\" had the SHA-256 {Word(before.Sha256)} and has {Word(now.Sha256)}";
        }
        if (old.Plan.Outputs != plan.Outputs) return "the files to write, or their schemas, are others";
        return old.Tool != tool ? $"ToolRM was {Word(old.Tool)} and is {Word(tool)}" : null;
    }

    private static string Word(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static string Word(string? hash) => hash ?? "none";

    private static string Word(ArgumentValue? value) => value?.ToString() ?? "not set";

    private static string Word(ToolVersion tool) => tool.Commit is null ? tool.Version : $"{tool.Version} of commit {tool.Commit}";
}
