using ToolRM.Conversations;

namespace ToolRM.Evaluation;

/// <summary>The names of published benchmarks, which only the published files bear.</summary>
public static class BenchmarkTitle
{
    /// <summary>The paper's benchmark.</summary>
    public const string Published = "FC-RewardBench";

    /// <summary>Rows of the published file (toolrm 1.1): a part of it, or other rows in its form, is not the benchmark.</summary>
    internal const int PublishedRows = 1500;

    /// <summary>The benchmark of the other paper of that name (toolrm 6.2).</summary>
    public const string TrBench = "TRBench-BFCL";

    /// <summary>Its rows.</summary>
    internal const int TrBenchRows = 2983;

    /// <summary>A title that a user or a file gives to other data.</summary>
    /// <param name="title">The title.</param>
    /// <param name="where">Option or place; for the message.</param>
    /// <exception cref="DataFormatException">It is the published benchmark's name, however it is spelled.</exception>
    public static string Own(string title, string where)
    {
        ArgumentNullException.ThrowIfNull(title);
        return new[] { Published, TrBench }.Any(name => Letters(title).Equals(Letters(name), StringComparison.OrdinalIgnoreCase))
            ? throw new DataFormatException($"{where}: \"{title}\" is a published file's name. Choose another")
            : title;
    }

    private static string Letters(string title) => string.Concat(title.Where(char.IsLetterOrDigit));
}
