using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>
/// Asks a scorer again with plain reference calls where it can do nothing with lists of accepted values, as rewards that compare call
/// by call.
/// </summary>
/// <param name="scorer">The scorer.</param>
public sealed class GoldCallsScorer(IScorer scorer) : IScorer
{
    private const int MaximumDepth = 16;

    /// <inheritdoc/>
    public ScorerInfo Info { get; } = (scorer ?? throw new ArgumentNullException(nameof(scorer))).Info;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = (await scorer.ScoreAsync(groups, cancellationToken).ConfigureAwait(false)).ToArray();
        var again = Enumerable.Range(0, scores.Length).Where(i => scores[i].Count > 0 && scores[i].All(score => score is Unscored) && HasAccepted(groups[i].Reference, 0)).ToList();
        if (again.Count == 0) return scores;
        var given = await scorer.ScoreAsync([.. again.Select(i => groups[i] with { Reference = GoldOf(groups[i].Reference) })], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < again.Count; i++) scores[again[i]] = given[i];
        return scores;
    }

    /// <summary>
    /// A reference as plain calls: of each accepted parameter the first value; parameters whose first value says that they may be left out
    /// are left out. Other references are themselves, null is null.
    /// </summary>
    /// <param name="reference">The reference.</param>
    /// <remarks>One of several right answers: a reply that is right in another way differs from it. Values of Java and JavaScript stay the literals' texts.</remarks>
    public static Reference? GoldOf(Reference? reference) => reference is null ? null : GoldOf(reference, 0);

    private static Reference GoldOf(Reference reference, int depth) => reference switch
    {
        AcceptedCalls accepted => new GoldCalls(accepted.Calls.Select(call => ToolCall.Of(call.Name, new MapValue(call.Parameters
            .Where(parameter => parameter.Values.Count > 0 && !IsLeftOut(parameter.Values[0]))
            .Select(parameter => new MapEntry(parameter.Name, First(parameter.Values[0], 0))).ToValueList()))).ToValueList()),
        AnyOf any when depth < MaximumDepth => new AnyOf(any.Alternatives.Select(alternative => GoldOf(alternative, depth + 1)).ToValueList()),
        _ => reference,
    };

    private static bool HasAccepted(Reference? reference, int depth) => reference is AcceptedCalls || (reference is AnyOf any && depth < MaximumDepth && any.Alternatives.Any(one => HasAccepted(one, depth + 1)));

    private static bool IsLeftOut(ArgumentValue value) => value is TextValue { Value: "" };

    /// <summary>An accepted value as a plain one: a map holds, per key, the list of accepted values of that key.</summary>
    private static ArgumentValue First(ArgumentValue value, int depth) => value switch
    {
        MapValue map when depth < MaximumDepth => new MapValue(map.Entries
            .Where(entry => entry.Value is not ListValue { Items: [var first, ..] } || !IsLeftOut(first))
            .Select(entry => entry.Value is ListValue { Items: [var first, ..] } ? new MapEntry(entry.Key, First(first, depth + 1)) : entry).ToValueList()),
        ListValue list when depth < MaximumDepth => new ListValue(list.Items.Select(item => First(item, depth + 1)).ToValueList()),
        _ => value,
    };
}
