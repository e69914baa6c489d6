using System.Globalization;
using ToolRM.Datasets;

namespace ToolRM.Evaluation.Pools;

/// <summary>Where a pool came from, for reports.</summary>
internal static class PoolFacts
{
    /// <summary>One fact per file: name without folder (reports name no machine), rows, hash.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Files(CandidatePool pool)
    {
        foreach (var file in pool.Files.ToArray()) yield return Of(file);
    }

    /// <summary>One file.</summary>
    public static KeyValuePair<string, string> Of(SourceFile file) =>
        new("file " + Path.GetFileName(file.Path), string.Create(CultureInfo.InvariantCulture, $"{file.Rows} rows, SHA-256 {file.Sha256}"));
}
