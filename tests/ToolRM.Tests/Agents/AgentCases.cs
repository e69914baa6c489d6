using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Tests.Agents;

/// <summary>A request about the weather, and scorers that are functions.</summary>
internal static class AgentCases
{
    public static readonly AIFunction Weather = AIFunctionFactory.Create((string city, int days = 1) => $"{city}: 21 degrees for {days} days", "weather", "Weather of a city");

    public static readonly AIFunction Mail = AIFunctionFactory.Create((string to, string text) => "sent", "mail", "Sends a mail");

    public static ChatOptions Options => new() { Tools = [Weather, Mail] };

    public static List<ChatMessage> Messages => [new(ChatRole.User, "Weather in Paris?")];

    /// <summary>Probability 0.9 for calls that name Paris, 0.1 for others.</summary>
    public static IScorer Paris { get; } = new FunctionScorer(candidate => Probability(candidate.Calls.All(call => call.ArgumentsText.Contains("Paris", StringComparison.Ordinal)) ? 0.9 : 0.1));

    public static IScorer Silent { get; } = new FunctionScorer(_ => new Unscored("the scorer is away"));

    public static Score Probability(double value) => new Scored(value, ScoreScale.Probability, Explanation: value < 0.5 ? "the city is not in the request" : null);

    internal sealed class FunctionScorer(Func<Candidate, Score> score, ScoreScale scale = ScoreScale.Probability, bool needsReference = false) : IScorer
    {
        public List<CandidateGroup> Groups { get; } = [];

        public ScorerInfo Info { get; } = new("test", scale, needsReference);

        public ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (Groups) Groups.AddRange(groups);
            return ValueTask.FromResult<IReadOnlyList<ValueList<Score>>>([.. groups.Select(group => group.Candidates.Select(score).ToValueList())]);
        }
    }
}
