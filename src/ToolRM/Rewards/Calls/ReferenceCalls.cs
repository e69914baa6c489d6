using ToolRM.Conversations;

namespace ToolRM.Rewards.Calls;

/// <summary>The right calls of a group, read for rewards that compare call by call.</summary>
internal static class ReferenceCalls
{
    /// <summary>Deepest nesting of alternatives. Ours.</summary>
    private const int MaximumDepth = 16;

    private const string Needed = "a reference of gold calls, or of alternatives of them";

    /// <summary>
    /// The calls of each alternative, at least one alternative; no calls where nothing is to be called. Of a reference turn by turn the
    /// first turn's, because a candidate is the reply to the prompt.
    /// </summary>
    /// <param name="reference">The reference.</param>
    /// <param name="read">Reads a call, null when it cannot; null reads JSON.</param>
    public static Known<ValueList<ValueList<NamedArguments>>> Of(Reference? reference, Func<ToolCall, NamedArguments?>? read = null)
    {
        var alternatives = new List<ValueList<NamedArguments>>();
        var missing = Collect(reference, read ?? NamedArguments.Of, alternatives, depth: 0);
        return missing is null ? alternatives.ToValueList() : Known<ValueList<ValueList<NamedArguments>>>.Missing(missing);
    }

    /// <summary>The calls of all turns of a reference, for rewards that look at whole trajectories; as <see cref="Of"/> otherwise.</summary>
    public static Known<ValueList<ValueList<NamedArguments>>> OfTrajectory(Reference? reference)
    {
        if (reference is not PerTurn turns) return Of(reference);
        var all = new List<NamedArguments>();
        foreach (var turn in turns.Turns)
        {
            if (turn is null) continue;
            if (!Of(turn).Is(out var alternatives, out _) || alternatives.Count != 1) return Known<ValueList<ValueList<NamedArguments>>>.Missing("gold calls, without alternatives, for each turn of the reference");
            all.AddRange(alternatives[0]);
        }
        return new ValueList<ValueList<NamedArguments>>([all.ToValueList()]);
    }

    /// <summary>What is missing; null when nothing is.</summary>
    private static string? Collect(Reference? reference, Func<ToolCall, NamedArguments?> read, List<ValueList<NamedArguments>> alternatives, int depth)
    {
        switch (reference)
        {
            case NoCall:
                alternatives.Add([]);
                return null;
            case GoldCalls gold:
                var calls = new NamedArguments[gold.Calls.Count];
                for (var i = 0; i < calls.Length; i++)
                {
                    if (read(gold.Calls[i]) is not { } call) return $"JSON objects as arguments of the reference; call {i} has none";
                    calls[i] = call;
                }
                alternatives.Add(ValueList.Own(calls));
                return null;
            case AnyOf any when depth < MaximumDepth && any.Alternatives.Count > 0:
                foreach (var alternative in any.Alternatives)
                {
                    // The best of those that can be read could be below the best of all.
                    if (Collect(alternative, read, alternatives, depth + 1) is { } missing) return missing;
                }
                return null;
            case PerTurn { Turns: [{ } first, ..] } when depth == 0:
                return Collect(first, read, alternatives, depth + 1);
            default:
                return Needed;
        }
    }
}
