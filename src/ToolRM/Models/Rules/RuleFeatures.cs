using ToolRM.Conversations;
using ToolRM.Rewards;
using ToolRM.Scoring;
using ToolRM.Training;

namespace ToolRM.Models.Rules;

/// <summary>Rollouts of one prompt, and which of them are better than which.</summary>
/// <param name="Context">The group.</param>
/// <param name="Pairs">Positions of a better and a worse rollout.</param>
public sealed record RankedGroup(RewardContext Context, ValueList<(int Better, int Worse)> Pairs);

/// <summary>
/// A reward learned over named rule features: f is a vector of rewards, φ a linear function, trained by −log σ(φ(f⁺) − φ(f⁻)) on pairs
/// (arXiv 2402.15473; rewards 3.1). A few hundred pairs suffice, because the features carry what is known of the domain.
/// </summary>
/// <remarks>
/// The scorer <c>grounded</c> is the same idea with some hundred built-in features of calls and arguments; this is for features of
/// your own, any rewards of the library among them. A feature that cannot be scored is an unknown value, for which the model has a weight of its own.
/// </remarks>
public static class RuleFeatures
{
    /// <summary>Learns φ.</summary>
    /// <param name="features">The features; names are unique.</param>
    /// <param name="groups">What to learn from.</param>
    /// <param name="options">How; null for the defaults, without centering and without held-out groups (few pairs).</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Two features share a name.</exception>
    public static async Task<TrainingResult> TrainAsync(
        ValueList<RewardFunction> features, IReadOnlyList<RankedGroup> groups, LinearOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var schema = Schema(features);
        var (table, rows) = (new PairTable(schema), new FeatureRows(schema));
        foreach (var group in groups)
        {
            var values = await ValuesAsync(features, group.Context, cancellationToken).ConfigureAwait(false);
            var places = new int[values.Length];
            for (var i = 0; i < places.Length; i++) places[i] = table.AddItem(Filled(rows, values[i]));
            foreach (var (better, worse) in group.Pairs) table.AddPair(places[better], places[worse], group.Context.Group.Id);
        }
        return LinearPairwise.Train(table, options ?? new() { Loss = new(Centering: 0), HeldOutShare = 0 }, cancellationToken: cancellationToken);
    }

    /// <summary>φ as a reward, the features as its components. Comparable within a prompt.</summary>
    /// <param name="name">The reward's name.</param>
    /// <param name="features">The features it was trained with, in the same order.</param>
    /// <param name="model">φ.</param>
    /// <exception cref="ArgumentException">The model is of other features.</exception>
    public static RewardFunction Of(string name, ValueList<RewardFunction> features, AdditiveModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var schema = Schema(features);
        if (schema.Difference(model.Schema) is { } difference) throw new ArgumentException(difference, nameof(model));
        var info = new RewardInfo(
            name, "the features that were preferred in training", features.Aggregate(RewardNeeds.None, (needs, feature) => needs | feature.Info.Needs),
            double.NegativeInfinity, double.PositiveInfinity, features.Count == 0 ? RewardScope.Rollout : features.Max(feature => feature.Info.Scope), "arXiv 2402.15473, over rule features (ours)");
        return new(info, async (context, cancellationToken) =>
        {
            var values = await ValuesAsync(features, context, cancellationToken).ConfigureAwait(false);
            var rows = new FeatureRows(schema);
            return values.Select(row => Score(features, model, rows, row)).ToValueList();
        });
    }

    private static Score Score(ValueList<RewardFunction> features, AdditiveModel model, FeatureRows rows, double[] values)
    {
        if (values.Length > 0 && Array.TrueForAll(values, double.IsNaN)) return new Unscored("needs at least one feature, none could be scored");
        var components = new List<ScoreComponent>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i])) components.Add(new(features[i].Info.Name, values[i]));
        }
        return new Scored(model.Score(Filled(rows, values)), ScoreScale.Raw, components.ToValueList());
    }

    private static FeatureSchema Schema(ValueList<RewardFunction> features) => new(new RowKind("rollout", [.. features.Select(feature => new Feature(feature.Info.Name))]));

    /// <summary>[rollout][feature]; NaN where it could not be scored.</summary>
    private static async ValueTask<double[][]> ValuesAsync(ValueList<RewardFunction> features, RewardContext context, CancellationToken cancellationToken)
    {
        var values = new double[context.Group.Candidates.Count][];
        for (var i = 0; i < values.Length; i++) values[i] = new double[features.Count];
        for (var feature = 0; feature < features.Count; feature++)
        {
            var scores = await features[feature].ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < values.Length; i++) values[i][feature] = scores[i] is Scored scored ? scored.Value : double.NaN;
        }
        return values;
    }

    private static FeatureRows Filled(FeatureRows rows, double[] values)
    {
        rows.Clear();
        var row = rows.Add(0);
        for (var i = 0; i < values.Length; i++) row[i] = (float)values[i];
        return rows;
    }
}
