using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Remote.Dialects;

/// <summary>Our own contract: a whole group, scores with components, explanations and reasons (docs/server.md).</summary>
internal sealed class RewardsCodec(RemoteOptions options) : DialectCodec(options)
{
    public override RemoteBatching Batching => RemoteBatching.WholeGroup;

    public override MapValue Write(IReadOnlyList<RemoteItem> items)
    {
        var group = items[0].Group;
        // Who wrote a reply is nothing that a scorer is to see. Ids of candidates are positions: other ids could tell, too.
        var candidates = items.Select((item, i) => item.Candidate with { Id = Id(i), Source = null }).ToValueList();
        group = group with { Candidates = candidates, Reference = Options.SendsReference ? group.Reference : null };
        return RewardsJson.WriteRequest(new(new(group), Options.Model is { } name ? [name] : []));
    }

    public override Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items)
    {
        var given = RewardsJson.ReadAnswer(answer.Value, answer.Path());
        var named = given.Rewards.FirstOrDefault(rewards => Options.Model is null || rewards.Name == Options.Model)
            ?? throw answer.Error($"\"rewards\" has no scores of \"{Options.Model}\"");
        if (named.Scores.Count != items.Count) throw answer.Error($"expected {items.Count} scores, found {named.Scores.Count}");
        var scores = new Score?[items.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = named.Scores.FirstOrDefault(score => score.Id == Id(i))?.Score ?? throw answer.Error($"there is no score of the candidate \"{Id(i)}\"");
            if (scores[i] is Scored scored && scored.Scale != Options.Scale)
            {
                throw Misfit($"\"{named.Name}\" gives {Word(scored.Scale)} scores, and {Word(Options.Scale)} ones are expected. Write \"scale\": \"{Word(scored.Scale)}\"");
            }
        }
        return scores!;
    }

    private static string Id(int position) => position.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Word(ScoreScale scale) => scale.ToString().ToLowerInvariant();
}
