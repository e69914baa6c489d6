namespace ToolRM.Datasets;

/// <summary>How a JSON Lines file is read.</summary>
public sealed record JsonLinesOptions
{
    /// <summary>Longest line in bytes, 1 to 1 GiB; a longer one is an error. Default 256 MiB (ours: bounds the memory of a reader).</summary>
    public int MaximumLineBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Whether a file without a row is read as such. By default it is an error, because it mostly is a mistake upstream.</summary>
    public bool AllowEmpty { get; init; }

    internal void Validate()
    {
        if (MaximumLineBytes is < 1 or > 1024 * 1024 * 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(MaximumLineBytes), MaximumLineBytes, "must lie between 1 and 1 GiB");
        }
    }
}
