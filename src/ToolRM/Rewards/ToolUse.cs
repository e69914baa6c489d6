using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary>What came of a rollout's calls.</summary>
public static class ToolUse
{
    /// <summary>
    /// Results of all calls that were executed, in order. Missing when there are calls and none of them has a result: then nobody said
    /// what came of them, which is not the same as a failure. Without calls: none.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    public static Known<ValueList<ToolResult>> Results(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var (results, calls, answered) = (new List<ToolResult>(), 0, 0);
        foreach (var turn in rollout.Turns())
        {
            calls += turn.Calls.Count;
            answered += turn.Results.Count;
            foreach (var result in turn.Results)
            {
                if (result.Status != ToolStatus.NotRun) results.Add(result);
            }
        }
        return calls > 0 && answered == 0 ? Known<ValueList<ToolResult>>.Missing("results of the calls (a trajectory)") : results.ToValueList();
    }

    /// <summary>Whether the tool ran and reported no error, and its text is as wanted.</summary>
    /// <param name="result">The result.</param>
    /// <param name="successTexts">
    /// Texts of which a successful result contains one, compared exactly; empty goes by <see cref="ToolResult.Status"/>. Released code
    /// often goes by text, because it sees nothing else.
    /// </param>
    public static bool Succeeded(ToolResult result, ValueList<string> successTexts = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return successTexts.Count == 0 ? result.Status == ToolStatus.Ok : ContainsAny(result.Text, successTexts);
    }

    internal static bool ContainsAny(string text, ValueList<string> parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
