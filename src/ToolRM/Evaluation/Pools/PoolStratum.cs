using ToolRM.Conversations;

namespace ToolRM.Evaluation.Pools;

/// <summary>Models whose runs are drawn from.</summary>
/// <param name="Name">Name in reports.</param>
/// <param name="Description">Which models these are, with their number.</param>
/// <param name="Models">The models, sorted.</param>
public sealed record PoolStratum(string Name, string Description, ValueList<string> Models)
{
    /// <summary>
    /// All models; those with open weights, where that is known; the weakest third by share of right outputs in the pool
    /// (rounded down), where there are at least three models.
    /// </summary>
    /// <param name="pool">The pool.</param>
    public static ValueList<PoolStratum> Of(CandidatePool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var models = pool.Models();
        var strata = new List<PoolStratum> { Make("all models", "", models) };
        if (pool.OpenModels is { } open)
        {
            var known = open.ToHashSet(StringComparer.Ordinal);
            var found = models.Where(model => known.Contains(model.Model)).ToValueList();
            if (found.Count > 0) strata.Add(Make("open models", " with open weights", found));
        }
        if (models.Count >= 3) strata.Add(Make("weakest third", " with the smallest share of right outputs in this pool", models.Take(models.Count / 3).ToValueList()));
        return strata.ToValueList();
    }

    private static PoolStratum Make(string name, string which, ValueList<ModelAccuracy> models) => new(
        name,
        FormattableString.Invariant($"{models.Count} models{which}, accuracy {models.Min(model => model.Accuracy):F2} to {models.Max(model => model.Accuracy):F2}"),
        models.Select(model => model.Model).Order(StringComparer.Ordinal).ToValueList());
}
