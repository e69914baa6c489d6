namespace ToolRM.Training;

/// <summary>
/// The rows of one item, reusable: <see cref="Clear"/>, fill, score, again. NaN is an unknown value. Nothing is allocated once
/// the buffers have grown to the largest item.
/// </summary>
/// <remarks>Not safe for concurrent calls.</remarks>
public sealed class FeatureRows
{
    private readonly float[][] _values; // [kind][row * width + column]
    private readonly int[] _widths;
    private readonly int[] _counts;

    /// <summary>No rows yet.</summary>
    /// <param name="schema">What the rows hold.</param>
    public FeatureRows(FeatureSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        _widths = [.. schema.Kinds.Select(kind => kind.Features.Length)];
        _values = [.. _widths.Select(width => new float[width * 4])];
        _counts = new int[_widths.Length];
    }

    /// <summary>What the rows hold.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>Takes all rows away and keeps the buffers.</summary>
    public void Clear() => Array.Clear(_counts);

    /// <summary>Adds a row of unknown values and hands it out to be written. It is valid until the next row of its kind is added.</summary>
    /// <param name="kind">Place of the kind in the schema.</param>
    public Span<float> Add(int kind)
    {
        var (width, start) = (_widths[kind], _widths[kind] * _counts[kind]);
        if (_values[kind].Length < start + width) Array.Resize(ref _values[kind], 2 * (start + width));
        _counts[kind]++;
        var row = _values[kind].AsSpan(start, width);
        row.Fill(float.NaN);
        return row;
    }

    /// <summary>Number of rows of a kind.</summary>
    /// <param name="kind">Place of the kind in the schema.</param>
    public int Count(int kind) => _counts[kind];

    /// <summary>A row's values.</summary>
    /// <param name="kind">Place of the kind in the schema.</param>
    /// <param name="row">Which of them, in the order of adding.</param>
    public Span<float> Row(int kind, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_counts[kind], nameof(row));
        return _values[kind].AsSpan(row * _widths[kind], _widths[kind]);
    }

    /// <summary>All rows of a kind, one after another.</summary>
    internal ReadOnlySpan<float> Values(int kind) => _values[kind].AsSpan(0, _counts[kind] * _widths[kind]);
}
