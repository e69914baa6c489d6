using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Rewards;

/// <summary><c>docs/rewards.md</c>, made from <see cref="RewardFunctions.All"/>.</summary>
public static class RewardsDocument
{
    private const string Head = """"
        # Rewards

        <!-- Made from RewardFunctions.All; a test compares. Renew with ./build golden --accept -->

        A reward looks at all rollouts of a prompt and gives each a number with its parts, or says what is missing (`unscored`; never a
        zero). By name in code, on the command line, on the server, and inside compositions (`toolrm/reward@1` in docs/formats.md):

        ```csharp
        var reward = RewardFunctions.Create("otc", """{"smoothing": 5}""");
        var scores = await reward.ScoreAsync(new RewardContext(group));
        ```

        ```
        toolrm reward otc --options '{"smoothing": 5}' --data rollouts.jsonl
        toolrm serve --scorer schema --reward otc.json
        ```

        An option without a default has to be given, because neither paper nor code says what it is. "Right" means: the fact `correct`
        when the caller sends it, else the reference calls, else the accepted answers (`toolrm/rewards@1` in docs/formats.md).

        | name | what a high value says | range | looks at | source |
        |---|---|---|---|---|

        """";

    /// <summary>The whole document as Markdown.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append(Head);
        foreach (var entry in RewardFunctions.All)
        {
            var info = entry.Info;
            text.AppendLine(CultureInfo.InvariantCulture, $"| [`{info.Name}`](#{info.Name}) | {info.Summary} | {Range(info)} | {Scope(info)} | {info.Source.Split(';')[0].Split(',')[0]} |");
        }
        foreach (var entry in RewardFunctions.All) text.AppendLine().Append(Describe(entry));
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>One reward: what it says, needs, ranges over, and its settings.</summary>
    /// <param name="entry">The reward.</param>
    public static string Describe(RewardEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = new StringBuilder(Describe(entry.Info));
        if (entry.Options.Count > 0) text.AppendLine().AppendLine("| option | value | default | |").AppendLine("|---|---|---|---|");
        foreach (var option in entry.Options)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{option.Name}` | {option.Expected()} | {(option.Default is { } standard ? $"`{Plain(standard)}`" : "has to be given")} | {option.Description} |");
        }
        if (entry.Notes.Length > 0) text.AppendLine().AppendLine(entry.Notes.Trim());
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>One reward without its settings.</summary>
    /// <param name="info">The reward.</param>
    public static string Describe(RewardInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return $"## {info.Name}\n\n{info.Summary}.\n\nRange {Range(info)}; looks at {Scope(info)}; needs {Needs(info.Needs)}. Source: {info.Source}.\n";
    }

    private static string Range(RewardInfo info) => $"{Bound(info.Minimum)} to {Bound(info.Maximum)}";

    private static string Bound(double bound) => double.IsPositiveInfinity(bound) ? "∞" : double.IsNegativeInfinity(bound) ? "−∞" : bound.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Scope(RewardInfo info) => info.Scope switch
    {
        RewardScope.Rollout => "the rollout",
        RewardScope.Group => "the group",
        _ => "the group and the training",
    };

    private static string Needs(RewardNeeds needs)
    {
        string[] words =
        [
            .. Of(RewardNeeds.Reference, "reference calls"), .. Of(RewardNeeds.Tools, "the offered tools"), .. Of(RewardNeeds.Results, "results of the calls"),
            .. Of(RewardNeeds.Answers, "accepted answers"), .. Of(RewardNeeds.Correctness, "to know what is right"), .. Of(RewardNeeds.Confidence, "the fact `confidence`"),
            .. Of(RewardNeeds.Costs, "the facts `cost` and `latency`"), .. Of(RewardNeeds.StepScores, "the fact `step-scores`"), .. Of(RewardNeeds.ExpectedResults, "expected results"),
            .. Of(RewardNeeds.Preferences, "preferences"), .. Of(RewardNeeds.Step, "the step of the training"),
            .. Of(RewardNeeds.Format, "the fact `format`"),
        ];
        return words.Length == 0 ? "texts and calls alone" : string.Join(", ", words);

        IEnumerable<string> Of(RewardNeeds need, string word) => needs.HasFlag(need) ? [word] : [];
    }

    private static string Plain(ArgumentValue value) => value is TextValue text ? text.Value : ArgumentJson.Write(value);
}
