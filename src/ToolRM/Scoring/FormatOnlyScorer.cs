using ToolRM.Conversations;

namespace ToolRM.Scoring;

/// <summary>
/// What surface cues alone give, without a look at conversation or tools: a benchmark on which this does well can be won without
/// understanding the request. The cues are components, so that other weights can be tried on the scores' file.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>characters</c>: length of the reply as <see cref="ShortestScorer"/> counts it.</item>
/// <item><c>calls</c>: number of calls.</item>
/// <item><c>arguments</c>: arguments of all calls together, the top level only; 0 for a call whose arguments are no JSON object.</item>
/// <item><c>quoting</c>: share of texts among the values at any depth that are neither list nor object; 0 when there are none.</item>
/// </list>
/// The score is −(characters / 100 + calls + arguments / 4 + quoting): the less, the better. The weights are ours, set by hand so
/// that the four differ about alike between two replies to one prompt; they are fitted to nothing. The order in which keys were
/// emitted would be a cue too (a right call made from an answer file follows the schema), and is left out on purpose: equal calls
/// get equal scores.
/// </remarks>
internal sealed class FormatOnlyScorer() : CandidateScorer(new(Name, Scale))
{
    public const string Name = "format-only";

    public const ScoreScale Scale = ScoreScale.Raw;

    protected override Score ScoreOne(CandidateGroup group, Candidate candidate)
    {
        var (arguments, texts, values) = (0, 0, 0);
        foreach (var call in candidate.Calls)
        {
            if (call.ParseArguments().Value is not MapValue map) continue;
            arguments += map.Entries.Count;
            Count(map, ref texts, ref values);
        }
        double characters = ShortestScorer.Length(candidate);
        var quoting = values == 0 ? 0 : (double)texts / values;
        return new Scored(
            -(characters / 100 + candidate.Calls.Count + arguments / 4.0 + quoting),
            Scale,
            [new("characters", characters), new("calls", candidate.Calls.Count), new("arguments", arguments), new("quoting", quoting)]);
    }

    // As deep as JsonParse reads, which is 512 at most.
    private static void Count(ArgumentValue value, ref int texts, ref int values)
    {
        switch (value)
        {
            case MapValue map:
                foreach (var entry in map.Entries) Count(entry.Value, ref texts, ref values);
                break;
            case ListValue list:
                foreach (var item in list.Items) Count(item, ref texts, ref values);
                break;
            default:
                values++;
                if (value is TextValue) texts++;
                break;
        }
    }
}
