using ToolRM.Conversations;

namespace ToolRM.Evaluation;

/// <summary>The name of the published benchmark, which only the published file bears.</summary>
public static class BenchmarkTitle
{
    /// <summary>The name.</summary>
    public const string Published = "FC-RewardBench";

    /// <summary>Rows of the published file (toolrm 1.1): a part of it, or other rows in its form, is not the benchmark.</summary>
    internal const int PublishedRows = 1500;

    /// <summary>A title that a user or a file gives to other data.</summary>
    /// <param name="title">The title.</param>
    /// <param name="where">Option or place; for the message.</param>
    /// <exception cref="DataFormatException">It is the published benchmark's name, however it is spelled.</exception>
    public static string Own(string title, string where)
    {
        ArgumentNullException.ThrowIfNull(title);
        return Letters(title).Equals(Letters(Published), StringComparison.OrdinalIgnoreCase)
            ? throw new DataFormatException($"{where}: \"{title}\" is the published file's name. Choose another")
            : title;
    }

    private static string Letters(string title) => string.Concat(title.Where(char.IsLetterOrDigit));
}
