using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Combining;

/// <summary>Rewards made from rewards.</summary>
/// <remarks>
/// A rollout that a part cannot score is <see cref="Unscored"/> in the whole, with the part's name and reason: a missing part is no
/// zero. Components of a whole are, part by part, the part's value under its name and the part's own components under
/// <c>part/component</c>; of two parts of one name the second is <c>name-2</c>. Steps of parts are dropped except where said.
/// </remarks>
public static class RewardCombinators
{
    /// <summary>Σ weight · part. Range: the sum of the parts' ranges at the schedules' values; no parts give 0.</summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="parts">The parts and their weights at the training's step.</param>
    public static RewardFunction Sum(string name, params IReadOnlyList<(Schedule Weight, RewardFunction Part)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (minimum, maximum, steps) = (0.0, 0.0, RewardNeeds.None);
        foreach (var (weight, part) in parts)
        {
            var ends = new[] { Times(weight.Minimum, part.Info.Minimum), Times(weight.Minimum, part.Info.Maximum), Times(weight.Maximum, part.Info.Minimum), Times(weight.Maximum, part.Info.Maximum) };
            (minimum, maximum) = (minimum + ends.Min(), maximum + ends.Max());
            if (weight.NeedsStep) steps = RewardNeeds.Step;
        }
        return Whole(new(name, "weighted sum of " + Names(parts.Select(part => part.Part)), steps, minimum, maximum), [.. parts.Select(part => part.Part)], (values, context) =>
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                if (!parts[i].Weight.At(context.Training?.Step).Is(out var weight, out var unscored)) return unscored;
                sum += weight * values[i];
            }
            return Finite(sum);
        });
    }

    /// <summary>Product of the parts. No parts give 1.</summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="parts">The parts.</param>
    public static RewardFunction Product(string name, params IReadOnlyList<RewardFunction> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var (minimum, maximum) = (1.0, 1.0);
        foreach (var part in parts)
        {
            var ends = new[] { Times(minimum, part.Info.Minimum), Times(minimum, part.Info.Maximum), Times(maximum, part.Info.Minimum), Times(maximum, part.Info.Maximum) };
            (minimum, maximum) = (ends.Min(), ends.Max());
        }
        return Whole(new(name, "product of " + Names(parts), RewardNeeds.None, minimum, maximum), parts, (values, _) =>
        {
            var product = 1.0;
            foreach (var value in values) product *= value;
            return Finite(product);
        });
    }

    /// <summary>
    /// The first rung whose condition holds gives its value: "ladders and gates are one combinator" (rewards 4). When none holds, the
    /// last value. A condition is looked at only when those above it failed, so that what a lower rung needs may be missing above it.
    /// </summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="rungs">Conditions and values, in order.</param>
    /// <param name="otherwise">The value when no condition holds.</param>
    public static RewardFunction Ladder(string name, IReadOnlyList<(RewardCondition When, RewardFunction Value)> rungs, RewardFunction otherwise)
    {
        ArgumentNullException.ThrowIfNull(rungs);
        ArgumentNullException.ThrowIfNull(otherwise);
        RewardFunction[] values = [.. rungs.Select(rung => rung.Value), otherwise];
        RewardFunction[] all = [.. rungs.Select(rung => rung.When.Of), .. values];
        var info = new RewardInfo(
            name, "the first that holds of " + Names(rungs.Select(rung => rung.When.Of)), Needs(all), values.Min(value => value.Info.Minimum), values.Max(value => value.Info.Maximum),
            all.Max(part => part.Info.Scope));
        return new(info, async (context, cancellationToken) =>
        {
            var scores = new Score?[context.Group.Candidates.Count];
            foreach (var (when, value) in rungs)
            {
                if (Array.TrueForAll(scores, score => score is not null)) break;
                var tests = await when.Of.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
                ValueList<Score>? chosen = null;
                for (var i = 0; i < scores.Length; i++)
                {
                    if (scores[i] is not null) continue;
                    if (tests[i] is Unscored unscored) scores[i] = Within(when.Of, unscored);
                    else if (when.Holds(((Scored)tests[i]).Value)) scores[i] = (chosen ??= await value.ScoreAsync(context, cancellationToken).ConfigureAwait(false))[i];
                }
            }
            var last = Array.TrueForAll(scores, score => score is not null) ? default : await otherwise.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            return scores.Select((score, i) => score ?? last[i]).ToValueList();
        });
    }

    /// <summary>A reward where another exceeds a threshold, else a third: a ladder of one rung.</summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="when">The condition.</param>
    /// <param name="then">The reward where it holds.</param>
    /// <param name="otherwise">The reward where it does not.</param>
    public static RewardFunction Gate(string name, RewardCondition when, RewardFunction then, RewardFunction otherwise) => Ladder(name, [(when, then)], otherwise);

    /// <summary>The same number for every rollout.</summary>
    /// <param name="value">The number; finite.</param>
    public static RewardFunction Constant(double value) => RewardFunction.PerRollout(
        new("constant", "a fixed number", RewardNeeds.None, value, value), _ => new Scored(value, ScoreScale.Raw));

    /// <summary>A named component of a reward as a reward of its own.</summary>
    /// <param name="of">The reward.</param>
    /// <param name="component">The component's name; rollouts whose score has none are <see cref="Unscored"/>.</param>
    public static RewardFunction Component(RewardFunction of, string component)
    {
        ArgumentNullException.ThrowIfNull(of);
        var info = of.Info with { Name = of.Info.Name + "/" + component, Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity };
        return Mapped(of, info, scored =>
        {
            foreach (var part in scored.Components)
            {
                if (part.Name == component) return Finite(part.Value);
            }
            return new Unscored($"\"{of.Info.Name}\" gave no component \"{component}\"");
        });
    }

    /// <summary>The reward with the values of others as components, in front of its own; its value stays as it was.</summary>
    /// <param name="of">The reward, such as a ladder, which has the components of its last rung only.</param>
    /// <param name="parts">The others; a part that cannot score a rollout, or whose name the reward has itself, is left out there.</param>
    public static RewardFunction Showing(this RewardFunction of, params IReadOnlyList<RewardFunction> parts)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(parts);
        return new(of.Info, async (context, cancellationToken) =>
        {
            var scores = await of.ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            var shown = new ValueList<Score>[parts.Count];
            for (var i = 0; i < shown.Length; i++) shown[i] = await parts[i].ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            return scores.Select((score, j) => score is not Scored scored ? score : scored with
            {
                Components =
                [
                    .. Enumerable.Range(0, shown.Length).Where(i => shown[i][j] is Scored && !scored.Components.Any(own => own.Name == parts[i].Info.Name))
                        .Select(i => new ScoreComponent(parts[i].Info.Name, ((Scored)shown[i][j]).Value)),
                    .. scored.Components,
                ],
            }).ToValueList();
        });
    }

    /// <summary>Rewards value by value; unscored rollouts stay as they are.</summary>
    internal static RewardFunction Mapped(RewardFunction of, RewardInfo info, Func<Scored, Score> map) => new(info, async (context, cancellationToken) =>
        (await of.ScoreAsync(context, cancellationToken).ConfigureAwait(false)).Select(score => score is Scored scored ? map(scored) : score).ToValueList());

    /// <summary>An unscored part, with the part's name.</summary>
    internal static Unscored Within(RewardFunction part, Unscored unscored) => new($"{part.Info.Name}: {unscored.Reason}");

    private static RewardFunction Whole(RewardInfo info, IReadOnlyList<RewardFunction> parts, Func<double[], RewardContext, Score> combine)
    {
        info = info with { Needs = info.Needs | Needs(parts), Scope = parts.Count == 0 ? RewardScope.Rollout : parts.Max(part => part.Info.Scope) };
        return new(info, async (context, cancellationToken) =>
        {
            var scores = new ValueList<Score>[parts.Count];
            for (var i = 0; i < scores.Length; i++) scores[i] = await parts[i].ScoreAsync(context, cancellationToken).ConfigureAwait(false);
            var whole = new Score[context.Group.Candidates.Count];
            for (var j = 0; j < whole.Length; j++) whole[j] = Combined(parts, scores, j, context, combine);
            return ValueList.Own(whole);
        });
    }

    private static Score Combined(IReadOnlyList<RewardFunction> parts, ValueList<Score>[] scores, int rollout, RewardContext context, Func<double[], RewardContext, Score> combine)
    {
        var values = new double[parts.Count];
        var components = new List<ScoreComponent>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            if (scores[i][rollout] is not Scored scored) return Within(parts[i], (Unscored)scores[i][rollout]);
            values[i] = scored.Value;
            var name = parts[i].Info.Name;
            for (var again = 2; !names.Add(name); again++) name = $"{parts[i].Info.Name}-{again}";
            components.Add(new(name, scored.Value));
            foreach (var part in scored.Components) components.Add(new($"{name}/{part.Name}", part.Value));
        }
        var whole = combine(values, context);
        return whole is Scored combined ? combined with { Components = components.ToValueList() } : whole;
    }

    internal static Score Finite(double value, Scored? origin = null) => !double.IsFinite(value)
        ? new Unscored("the value is not finite")
        : origin is null ? new Scored(value, ScoreScale.Raw) : origin with { Value = value, Scale = ScoreScale.Raw };

    private static RewardNeeds Needs(IEnumerable<RewardFunction> parts) => parts.Aggregate(RewardNeeds.None, (needs, part) => needs | part.Info.Needs);

    private static string Names(IEnumerable<RewardFunction> parts) => string.Join(", ", parts.Select(part => part.Info.Name));

    // 0 · ∞ is the range's 0 here: a weight of 0 makes the part vanish.
    internal static double Times(double weight, double bound) => weight == 0 || bound == 0 ? 0 : weight * bound;
}
