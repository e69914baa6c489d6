using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>One small question with a right and a wrong reply, to see whether a scorer answers at all.</summary>
internal static class ScorerProbe
{
    private static readonly CandidateGroup Question = new(
        "probe",
        new(
            [new UserMessage("What is the weather in Paris?")],
            [new("weather", "Weather of a city", JsonText.Parse("""{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"""))]),
        [
            new("right", "", [new("weather", """{"city": "Paris"}""")]),
            new("wrong", "", [new("weather", """{"city": "London"}""")]),
        ],
        new GoldCalls([new("weather", """{"city": "Paris"}""")]));

    public static int Run(CliConsole console, ScorerEntry entry, CancellationToken cancellationToken)
    {
        var (scorer, start) = (entry.Create(0), console.Time.GetTimestamp());
        var scores = scorer.ScoreAsync([Question], cancellationToken).AsTask().GetAwaiter().GetResult()[0];
        var elapsed = console.Time.GetElapsedTime(start);
        console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"probe: answered in {elapsed.TotalMilliseconds:0} ms; \"What is the weather in Paris?\""));
        for (var i = 0; i < scores.Count; i++)
        {
            var said = scores[i] is Scored scored
                ? string.Create(CultureInfo.InvariantCulture, $"{scored.Value:0.####}{string.Concat(scored.Components.Select(part => $", {part.Name} {part.Value:0.####}"))}")
                : $"unscored: {((Unscored)scores[i]).Reason}";
            console.Out.WriteLine(VisibleText.Of($"  {Question.Candidates[i].Id,-6} weather({Question.Candidates[i].Calls[0].ArgumentsText}): {said}"));
        }
        foreach (var (name, words) in ScorerFacts.Usage(scorer)) console.Out.WriteLine($"  {name}: {words}");
        return scores.Any(score => score is Unscored) ? 1 : 0;
    }
}
