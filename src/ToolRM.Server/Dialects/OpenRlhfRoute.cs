using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;
using ToolRM.Server.Http;
using ToolRM.Server.Texts;
using static ToolRM.Server.Dialects.AnswerJson;

namespace ToolRM.Server.Dialects;

/// <summary>
/// OpenRLHF's remote reward model (dotnet 3.1): <c>{"query", "prompts", "labels"}</c>, lists of one length, of which the last two
/// may be absent. Empty lists get empty lists: with several servers the client sends them to all but the first.
/// </summary>
internal static class OpenRlhfRoute
{
    public static ServerRoute Route { get; } = new("/get_reward", ErrorShape.OpenAi, AnswerAsync);

    private static async Task<ArgumentValue> AnswerAsync(ScoringRequest request)
    {
        var queries = request.Body.Required("query").Items();
        request.Service.CheckCandidates(queries.Length);
        var prompts = Same(request.Body.Optional("prompts"), queries.Length);
        var labels = Same(request.Body.Optional("labels"), queries.Length);
        var replies = new PromptedReplies[queries.Length];
        for (var i = 0; i < replies.Length; i++)
        {
            var read = PromptedReplies.OfPrefixed(queries[i].Text(), prompts?[i] is { Value: not NullValue } prompt ? prompt.Text() : null);
            replies[i] = labels?[i].Value is TextValue label ? read with { Group = read.Group with { Reference = ReferenceOf(label.Value) } } : read;
        }
        var scores = await request.Service.ScoreAsync(request.Service.Queue(null), replies, request.ClientGone);
        return Map(
            ("rewards", Numbers(request.Numbers(scores, ScoreNumbers.Raw))),
            ("scores", Numbers(request.Numbers(scores, ScoreNumbers.Activated))),
            ("extra_logs", Logs(request, scores)));
    }

    private static RequestField[]? Same(RequestField? list, int count)
    {
        if (list is not { } field) return null;
        var items = field.Items();
        return items.Length == count ? items : throw field.Error($"expected as many items as \"query\" has, {count}, found {items.Length}");
    }

    /// <summary>A label that is a reference's JSON, or the JSON list of the right calls; null for any other ground truth.</summary>
    private static Reference? ReferenceOf(string label)
    {
        if (label.AsSpan().TrimStart() is not ['{' or '[', ..]) return null;
        var value = JsonParse.Of(label, JsonDialect.Python).Value;
        if (value is ListValue calls) value = Map(("kind", Text("gold-calls")), ("calls", calls));
        if (value is not MapValue) return null;
        try
        {
            return ReferenceJson.Read(value);
        }
        catch (DataFormatException)
        {
            return null; // a ground truth in a form of the user's own
        }
    }

    /// <summary>Lists of one number per sample: the components that every sample has, and which samples are unscored.</summary>
    private static MapValue Logs(ScoringRequest request, Score[] scores)
    {
        var entries = new List<MapEntry>();
        if (scores.Length > 0 && request.Service.Options.UnscoredValue is not null)
            entries.Add(new("unscored", Numbers(scores.Select(score => score is Unscored ? 1.0 : 0))));
        if (scores.All(score => score is Scored) && scores.FirstOrDefault() is Scored first)
        {
            foreach (var component in first.Components)
            {
                var values = new List<double>();
                foreach (var score in scores)
                {
                    foreach (var other in ((Scored)score).Components)
                    {
                        if (other.Name == component.Name && double.IsFinite(other.Value)) values.Add(other.Value);
                    }
                }
                if (values.Count == scores.Length) entries.Add(new(component.Name, Numbers(values)));
            }
        }
        return new(entries.ToValueList());
    }
}
