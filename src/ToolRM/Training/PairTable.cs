namespace ToolRM.Training;

/// <summary>A right item and a wrong one of the same group, as places in a table.</summary>
/// <param name="Better">The item that should score higher.</param>
/// <param name="Worse">The item that should score lower.</param>
/// <param name="Weight">How much the pair counts; above 0.</param>
/// <param name="Group">Number of its group, from 0 in the order of first mention.</param>
/// <param name="IsHeldOut">Never trained on, only measured.</param>
public readonly record struct TrainingPair(int Better, int Worse, double Weight, int Group, bool IsHeldOut);

/// <summary>Items as feature rows, and the pairs to learn from: what a learner reads.</summary>
public sealed class PairTable
{
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly List<TrainingPair> _pairs = [];
    private readonly List<string> _groupIds = [];
    private readonly RowStore[] _stores;

    /// <summary>An empty table.</summary>
    /// <param name="schema">What its rows hold.</param>
    public PairTable(FeatureSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _stores = [.. schema.Kinds.Select(kind => new RowStore(kind.Features.Length))];
    }

    /// <summary>What the rows hold.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>Number of items.</summary>
    public int Items { get; private set; }

    /// <summary>Number of groups.</summary>
    public int Groups => _groups.Count;

    /// <summary>The pairs, in the order of adding.</summary>
    public IReadOnlyList<TrainingPair> Pairs => _pairs;

    /// <summary>Copies an item's rows in.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The item's place.</returns>
    /// <exception cref="ArgumentException">The rows are of another schema.</exception>
    public int AddItem(FeatureRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Schema.Difference(rows.Schema) is { } difference) throw new ArgumentException(difference, nameof(rows));
        for (var kind = 0; kind < _stores.Length; kind++) _stores[kind].Add(rows.Values(kind), rows.Count(kind));
        return Items++;
    }

    /// <summary>Adds a pair.</summary>
    /// <param name="better">Place of the item that should score higher.</param>
    /// <param name="worse">Place of the item that should score lower.</param>
    /// <param name="group">What is drawn or held out as one, such as a prompt's id.</param>
    /// <param name="weight">How much it counts; above 0.</param>
    /// <param name="heldOut">Whether it is only measured.</param>
    public void AddPair(int better, int worse, string group, double weight = 1, bool heldOut = false)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)better, (uint)Items, nameof(better));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)worse, (uint)Items, nameof(worse));
        if (!(weight > 0 && double.IsFinite(weight))) throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is above 0 and finite");
        if (!_groups.TryGetValue(group, out var number))
        {
            _groups.Add(group, number = _groups.Count);
            _groupIds.Add(group);
        }
        _pairs.Add(new(better, worse, weight, number, heldOut));
    }

    /// <summary>Puts an item's rows into a buffer.</summary>
    /// <param name="item">The item's place.</param>
    /// <param name="rows">Where to; cleared first.</param>
    public void Read(int item, FeatureRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Clear();
        for (var kind = 0; kind < _stores.Length; kind++)
        {
            for (var row = _stores[kind].Starts[item]; row < _stores[kind].Starts[item + 1]; row++) _stores[kind].Row(row).CopyTo(rows.Add(kind));
        }
    }

    /// <summary>The rows of a kind, item after item.</summary>
    internal RowStore Store(int kind) => _stores[kind];

    /// <summary>A group's id.</summary>
    internal string GroupId(int group) => _groupIds[group];
}
