namespace ToolRM.Datasets.Bfcl;

/// <summary>What the name of one of BFCL's files says: <c>BFCL_v3_simple.json</c>, <c>BFCL_v4_simple_python.json</c>, <c>BFCL_v3_live_multiple_result.json</c>.</summary>
/// <param name="Version">The data's version, such as 3 or 4.</param>
/// <param name="Category">The category, such as <c>live_multiple</c>.</param>
/// <param name="IsResult">Whether the file holds a model's outputs; otherwise questions, or answers in a folder <c>possible_answer</c>.</param>
public sealed record BfclFileName(int Version, string Category, bool IsResult)
{
    /// <summary>Folder of the answers, beside the questions; its files have the questions' names.</summary>
    public const string AnswerFolder = "possible_answer";

    private const string Prefix = "BFCL_v";
    private const string ResultEnd = "_result";

    /// <summary>Reads a file's name; null when it is no such name.</summary>
    /// <param name="path">The file; folders do not matter. Ends in <c>.json</c> or <c>.jsonl</c>, and <c>.gz</c> where compressed.</param>
    public static BfclFileName? Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = Path.GetFileName(path);
        if (name.EndsWith(".gz", StringComparison.Ordinal)) name = name[..^3];
        if (name.EndsWith(".jsonl", StringComparison.Ordinal)) name = name[..^6];
        else if (name.EndsWith(".json", StringComparison.Ordinal)) name = name[..^5];
        else return null;
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        name = name[Prefix.Length..];
        var digits = name.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 4 || digits + 1 >= name.Length || name[digits] != '_') return null;
        var category = name[(digits + 1)..];
        var isResult = category.EndsWith(ResultEnd, StringComparison.Ordinal);
        if (isResult) category = category[..^ResultEnd.Length];
        return category.Length == 0 ? null : new(int.Parse(name.AsSpan(0, digits), System.Globalization.CultureInfo.InvariantCulture), category, isResult);
    }
}
