using ToolRM.Conversations;

namespace ToolRM.Rewards.Execution;

/// <summary>Which expected results the outputs of calls have brought to light (arXiv 2508.08791; rewards 1.3, tools-and-data 5.2).</summary>
/// <param name="expected">The results, each once per time it is expected.</param>
public sealed class OpenResults(ValueList<ExpectedResult> expected)
{
    private readonly List<ExpectedResult> _open = [.. expected];

    /// <summary>How many have not been shown yet.</summary>
    public int Open => _open.Count;

    /// <summary>Takes the first open result of a tool that an output shows off the list.</summary>
    /// <param name="tool">The tool that was called, compared exactly.</param>
    /// <param name="output">What it gave.</param>
    /// <returns>Whether there was one; each call resolves one at most.</returns>
    public bool Resolve(string tool, string output)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Tool != tool || !Shows(output, _open[i].Result)) continue;
            _open.RemoveAt(i);
            return true;
        }
        return false;
    }

    /// <summary>
    /// Whether an output shows a result: split at comma and blank, every piece stands in it, both in lower case and without commas.
    /// A substring is enough ("42" in "420"), and an empty result is shown by any output.
    /// </summary>
    /// <param name="output">The output.</param>
    /// <param name="result">The result.</param>
    public static bool Shows(string output, string result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        var plain = Plain(output);
        foreach (var piece in result.Split(", "))
        {
            if (!plain.Contains(Plain(piece), StringComparison.Ordinal)) return false;
        }
        return true;
    }

    internal static string Plain(string text) => text.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal);
}
