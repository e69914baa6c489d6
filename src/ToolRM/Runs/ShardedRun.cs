using ToolRM.Conversations;

namespace ToolRM.Runs;

/// <summary>The run directories of all parts of one run, checked to be of one plan and whole.</summary>
/// <param name="Plan">The plan of the whole: that of the parts without the option <c>shard</c>.</param>
/// <param name="Directories">One per part, in the parts' order.</param>
/// <param name="Manifests">Their <c>run.json</c>, in the same order.</param>
public sealed record ShardedRun(RunPlan Plan, ValueList<string> Directories, ValueList<RunManifest> Manifests)
{
    /// <summary>Reads run directories in any order.</summary>
    /// <param name="directories">The directories.</param>
    /// <exception cref="DataFormatException">
    /// One is no complete run of a part, or of another plan, input or ToolRM than the first; a part is missing or stands twice. The message names it.
    /// </exception>
    public static ShardedRun Read(IReadOnlyList<string> directories)
    {
        ArgumentNullException.ThrowIfNull(directories);
        if (directories.Count == 0) throw new ArgumentException("there is no directory to read", nameof(directories));
        var parts = new SortedDictionary<int, (string Directory, RunManifest Manifest)>();
        (RunManifest Manifest, int Count, string Directory)? first = null;
        foreach (var directory in directories)
        {
            var manifest = RunManifest.Read(Path.Combine(directory, RunManifest.FileName));
            if (manifest.Plan.Options[Shard.OptionName] is not TextValue text) throw new DataFormatException($"{directory}: expected a run made with --shard, found one of all items. Leave it out");
            var shard = Shard.Parse(text.Value, directory);
            if (!manifest.IsComplete) throw new DataFormatException($"{directory}: the shard {shard} was started but is not complete. Run its command again to go on, then merge");
            var whole = manifest with { Plan = Whole(manifest.Plan) };
            first ??= (whole, shard.Count, directory);
            if (shard.Count != first.Value.Count) throw new DataFormatException($"{directory}: expected one of {first.Value.Count} shards as in {first.Value.Directory}, found {shard}. Merge shards of one run");
            if (RunDifference.Between(first.Value.Manifest, whole.Tool, whole.Plan) is { } difference) throw new DataFormatException($"{directory}: expected the plan of {first.Value.Directory}, but {difference}. Merge shards of one run");
            if (!parts.TryAdd(shard.Index, (directory, manifest))) throw new DataFormatException($"{directory}: the shard {shard} stands twice, also in {parts[shard.Index].Directory}. Leave one of them out");
        }
        var missing = Enumerable.Range(1, first!.Value.Count).Where(index => !parts.ContainsKey(index)).ToList();
        if (missing.Count > 0)
        {
            throw new DataFormatException(FormattableString.Invariant($"expected all {first.Value.Count} shards, missing are {string.Join(", ", missing.Take(20).Select(index => new Shard(index, first.Value.Count)))}{(missing.Count > 20 ? FormattableString.Invariant($" and {missing.Count - 20} more") : "")}. Run them, then merge again"));
        }
        return new(first.Value.Manifest.Plan, parts.Values.Select(part => part.Directory).ToValueList(), parts.Values.Select(part => part.Manifest).ToValueList());
    }

    private static RunPlan Whole(RunPlan plan) => plan with { Options = new MapValue(plan.Options.Entries.Where(entry => entry.Key != Shard.OptionName).ToValueList()) };
}
