namespace ToolRM.Training;

/// <summary>All rows of one kind, item after item, in blocks: a table of gigabytes needs no array of gigabytes.</summary>
internal sealed class RowStore(int width)
{
    private const int BlockRows = 1 << 14;

    private readonly List<float[]> _blocks = [];

    /// <summary>Values per row.</summary>
    public int Width => width;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>First row of each item, and the number of rows at the end.</summary>
    public List<int> Starts { get; } = [0];

    public void Add(ReadOnlySpan<float> values, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            if (Count % BlockRows == 0) _blocks.Add(new float[BlockRows * width]);
            values.Slice(row * width, width).CopyTo(_blocks[^1].AsSpan(Count % BlockRows * width));
            Count++;
        }
        Starts.Add(Count);
    }

    public ReadOnlySpan<float> Row(int row) => _blocks[row / BlockRows].AsSpan(row % BlockRows * width, width);

    public float Value(int row, int column) => _blocks[row / BlockRows][row % BlockRows * width + column];
}
