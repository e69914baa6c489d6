using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Rewards.Attribution;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Combining;

/// <summary>
/// A composed reward as a file of schema <c>toolrm/reward@1</c>: a tree of the combinators, with rewards and scorers by name at its
/// leaves. docs/formats.md has the grammar.
/// </summary>
public static class RewardJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/reward@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Deepest nesting of combinators. Ours.</summary>
    private const int MaximumDepth = 64;

    private static readonly string[] Kinds =
        ["reward", "scorer", "constant", "sum", "product", "ladder", "clip", "affine", "tanh", "min-max", "rank", "normalise", "component", "shaped", "shapley"];

    private static readonly (string Word, Comparison Meaning)[] Comparisons =
        [("above", Comparison.Above), ("at-least", Comparison.AtLeast), ("below", Comparison.Below), ("at-most", Comparison.AtMost), ("equals", Comparison.Equals)];

    /// <summary>The words of comparisons, for the schema.</summary>
    internal static IEnumerable<string> ComparisonWords => Comparisons.Select(comparison => comparison.Word);

    /// <summary>Reads a composition.</summary>
    /// <param name="document">The document.</param>
    /// <param name="scorers">Finds a scorer by name and throws <see cref="DataFormatException"/> when there is none; null when scorers cannot be used here.</param>
    /// <param name="where">File; for messages.</param>
    /// <exception cref="DataFormatException">It is no composition; the message names the place.</exception>
    public static RewardFunction Read(ArgumentValue document, Func<string, IScorer>? scorers = null, string where = "")
    {
        var node = DocumentNode.Root(document, where, NextStep);
        if (node.Required("schema") is var schema && schema.Text() != Schema) throw schema.Error($"expected \"{Schema}\"");
        return Read(node, scorers, depth: 0);
    }

    private static RewardFunction Read(DocumentNode node, Func<string, IScorer>? scorers, int depth)
    {
        if (depth > MaximumDepth) throw node.Error($"combinators are nested deeper than {MaximumDepth}");
        switch (node.Value)
        {
            case TextValue name: return Named(node, name.Value, null, scorers);
            case IntegerValue or FloatValue: return RewardCombinators.Constant(node.FiniteNumber());
        }
        string[] kinds = [.. node.Map().Entries.Select(entry => entry.Key).Where(key => Kinds.Contains(key))];
        if (kinds.Length != 1) throw node.Error($"expected one of the keys {string.Join(", ", Kinds)}, found {(kinds.Length == 0 ? Unknown(node) : string.Join(" and ", kinds))}");
        var (kind, value) = (kinds[0], node.Required(kinds[0]));
        var own = kind switch
        {
            "reward" => (string[])[kind, "options"],
            "scorer" or "constant" or "sum" or "product" => [kind],
            "ladder" => [kind, "otherwise"],
            _ => [kind, "of"],
        };
        node.OnlyKeys([.. own, "name", .. depth == 0 ? (string[])["schema"] : []]);
        var name0 = node.OptionalText("name");
        RewardFunction Below(DocumentNode part) => Read(part, scorers, depth + 1);
        RewardFunction Of() => Below(node.Required("of"));
        var reward = kind switch
        {
            "reward" => Named(node, value.Text(), node.Optional("options"), scorers),
            "scorer" => Scorer(value, scorers),
            "constant" => RewardCombinators.Constant(value.FiniteNumber()),
            "sum" => RewardCombinators.Sum(name0 ?? "sum", [.. NotEmpty(value, value.List(part => Weighted(part, Below)))]),
            "product" => RewardCombinators.Product(name0 ?? "product", [.. NotEmpty(value, value.List(Below))]),
            "ladder" => RewardCombinators.Ladder(name0 ?? "ladder", [.. NotEmpty(value, value.List(rung => Rung(rung, Below)))], Below(node.Required("otherwise"))),
            "clip" => Clip(value, Of()),
            "affine" => Affine(value, Of()),
            "tanh" => Tanh(value, Of()),
            "min-max" => MinMax(value, Of()),
            "rank" => value.Boolean() ? Of().Rank() : throw value.Expected("true"),
            "normalise" => Normalise(value, Of()),
            "component" => RewardCombinators.Component(Of(), value.Text()),
            "shaped" => Shaped(value, Of(), Below),
            _ => PerCall(value, Of()),
        };
        return name0 is null || reward.Info.Name == name0 ? reward : new(reward.Info with { Name = name0 }, reward.ScoreAsync);
    }

    private static string Unknown(DocumentNode node) => node.Map().Entries.FirstOrDefault(entry => entry.Key is not ("schema" or "name" or "of" or "options" or "otherwise")) is { Key: { } key }
        ? $"\"{(key.Length <= 40 ? key : key[..40] + "…")}\""
        : "none";

    private static RewardFunction Named(DocumentNode node, string name, DocumentNode? options, Func<string, IScorer>? scorers)
    {
        var entry = RewardFunctions.Require(name, node.Path() is { Length: > 0 } path ? path : "reward");
        return entry.Create(options?.Map(), options?.Path() ?? node.Path(), new(scorers));
    }

    private static RewardFunction Scorer(DocumentNode node, Func<string, IScorer>? scorers) =>
        RewardFunction.Of((scorers ?? throw node.Error("scorers cannot be used here"))(node.Text()));

    private static (Schedule, RewardFunction) Weighted(DocumentNode node, Func<DocumentNode, RewardFunction> below)
    {
        if (!node.IsMap || node.Optional("weight") is not { } weight) return (1, below(node));
        node.OnlyKeys("weight", "of");
        return (ReadSchedule(weight), below(node.Required("of")));
    }

    /// <summary>A number, or <c>{"linear": [from, to], "steps": [first, last]}</c>, or the same with <c>cosine</c>.</summary>
    private static Schedule ReadSchedule(DocumentNode node)
    {
        if (!node.IsMap) return node.FiniteNumber();
        node.OnlyKeys("linear", "cosine", "steps");
        var (linear, cosine) = (node.Optional("linear"), node.Optional("cosine"));
        if (linear is null == cosine is null) throw node.Error("expected either \"linear\" or \"cosine\"");
        var ends = (linear ?? cosine)!.List(end => end.FiniteNumber());
        var steps = node.Required("steps").List(step => step.Integer());
        if (ends.Count != 2) throw (linear ?? cosine)!.Expected("two numbers, first and last value");
        if (steps.Count != 2 || steps[0] < 0 || steps[1] < steps[0]) throw node.Required("steps").Expected("two integers from 0 on, first and last step");
        return new(linear is null ? ScheduleShape.Cosine : ScheduleShape.Linear, ends[0], ends[1], steps[0], steps[1]);
    }

    private static (RewardCondition, RewardFunction) Rung(DocumentNode node, Func<DocumentNode, RewardFunction> below)
    {
        node.OnlyKeys("when", "then");
        var when = node.Required("when");
        when.OnlyKeys(["of", .. Comparisons.Select(comparison => comparison.Word)]);
        var found = Comparisons.Where(comparison => when.Optional(comparison.Word) is not null).ToArray();
        if (found.Length != 1) throw when.Error($"expected one of {string.Join(", ", Comparisons.Select(comparison => comparison.Word))}");
        return (new(below(when.Required("of")), found[0].Meaning, when.Required(found[0].Word).FiniteNumber()), below(node.Required("then")));
    }

    private static RewardFunction Clip(DocumentNode node, RewardFunction of)
    {
        var bounds = node.List(bound => bound.FiniteNumber());
        return bounds.Count == 2 && bounds[0] <= bounds[1] ? of.Clip(bounds[0], bounds[1]) : throw node.Expected("two numbers, the lower first");
    }

    private static RewardFunction Affine(DocumentNode node, RewardFunction of)
    {
        node.OnlyKeys("scale", "offset");
        return of.Affine(node.Optional("scale")?.FiniteNumber() ?? 1, node.Optional("offset")?.FiniteNumber() ?? 0);
    }

    private static RewardFunction Tanh(DocumentNode node, RewardFunction of)
    {
        node.OnlyKeys("scale", "width");
        return of.Tanh(Positive(node.Optional("scale")), Positive(node.Optional("width")));
    }

    private static RewardFunction MinMax(DocumentNode node, RewardFunction of)
    {
        node.OnlyKeys("when-equal");
        return of.MinMax(node.Optional("when-equal")?.FiniteNumber() ?? 0);
    }

    private static RewardFunction Normalise(DocumentNode node, RewardFunction of)
    {
        node.OnlyKeys("deviation", "epsilon", "single");
        return of.Normalise(
            node.Optional("deviation")?.Word(("sample", Deviation.Sample), ("population", Deviation.Population)) ?? Deviation.Sample,
            node.Optional("epsilon") is not { } epsilon ? 1e-6 : epsilon.FiniteNumber() is >= 0 and var value ? value : throw epsilon.Expected("a number of 0 or more"),
            node.Optional("single")?.Word(("raw", SingleRollout.Raw), ("zero", SingleRollout.Zero)) ?? SingleRollout.Raw);
    }

    private static RewardFunction Shaped(DocumentNode node, RewardFunction of, Func<DocumentNode, RewardFunction> below)
    {
        node.OnlyKeys("potential", "discount");
        var discount = node.Required("discount");
        return of.Shaped(below(node.Required("potential")), discount.FiniteNumber() is >= 0 and <= 1 and var value ? value : throw discount.Expected("a number from 0 to 1"));
    }

    private static RewardFunction PerCall(DocumentNode node, RewardFunction of)
    {
        node.OnlyKeys("orders", "seed");
        if (of.Info.Scope != RewardScope.Rollout) throw node.Error($"\"{of.Info.Name}\" compares rollouts; expected a reward that looks at a rollout alone");
        var orders = node.Optional("orders");
        return of.PerCall(orders is null ? 200 : orders.Integer() is >= 1 and var count ? count : throw orders.Expected("an integer of 1 or more"), node.Optional("seed")?.Long() ?? 0);
    }

    private static double Positive(DocumentNode? node) => node is null ? 1 : node.FiniteNumber() is > 0 and var value ? value : throw node.Expected("a number above 0");

    private static ValueList<T> NotEmpty<T>(DocumentNode node, ValueList<T> items) => items.Count > 0 ? items : throw node.Expected("at least one part");
}
