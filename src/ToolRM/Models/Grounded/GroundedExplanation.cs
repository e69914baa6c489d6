using System.Globalization;
using System.Text;
using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Training;
using ToolRM.Verification;

namespace ToolRM.Models.Grounded;

/// <summary>A raw score as the sum of its parts.</summary>
/// <param name="Raw">The raw score.</param>
/// <param name="Probability">What it means.</param>
/// <param name="Bias">What every reply gets.</param>
/// <param name="Parts">The reply, then each call followed by its arguments; with the bias they sum to <paramref name="Raw"/>.</param>
public sealed record GroundedExplanation(double Raw, double Probability, double Bias, ValueList<ExplainedPart> Parts)
{
    private const int ReasonsInText = 5;
    private const double SmallestReason = 0.02;
    private const float SmallestSaid = 0.25f; // below it "not found" would be said of what was nearly found

    private const string RowShare = "row"; // what every row of a kind gets: a part of the sum, but no reason

    private static readonly string[] RowPhrases = ["what any reply gets", "what any call gets", "what any argument of its kind gets"]; // by kind

    private static readonly FeatureInfo[][] Infos = [ReplyFeatures.All, CallFeatures.All, ArgumentFeatures.All];

    internal static GroundedExplanation Of(GroundedModel model, ReplyRows reply, FeatureRows rows, ValueList<ToolCall> calls)
    {
        var scorer = model.Trained.Scorer;
        var shares = scorer.Explain(rows).ToLookup(share => (share.Kind, share.Row));
        var parts = new List<ExplainedPart> { Part("reply", "the reply as a whole", 0, shares[(GroundedSchema.Reply, 0)], rows, "", "") };
        // Rows of calls stand in an order of their own.
        var (free, argumentRow) = (Enumerable.Range(0, calls.Count).ToList(), 0);
        var byCall = new List<(int Place, List<ExplainedPart> Parts)>();
        for (var i = 0; i < reply.Calls.Count; i++)
        {
            var row = reply.Calls[i];
            var place = free.FirstOrDefault(one => calls[one] == row.Call, -1);
            free.Remove(place);
            var names = new HashSet<string>(StringComparer.Ordinal);
            var own = new List<ExplainedPart> { Part($"calls[{place}]", ArgumentBrief.OfText(row.Call.Name), 0, shares[(GroundedSchema.Call, i)], rows, "", row.Call.Name) };
            foreach (var argument in row.Arguments)
            {
                // A key can stand twice in malformed arguments; names of components cannot.
                var unique = argument.Name;
                for (var again = 2; !names.Add(unique); again++) unique = $"{argument.Name}#{again}";
                own.Add(Part(
                    $"calls[{place}].{unique}", $"{ArgumentBrief.OfText(argument.Name)} = {ArgumentBrief.Of(argument.Value)}", 1,
                    shares[(GroundedSchema.Argument, argumentRow++)], rows, ArgumentBrief.Of(argument.Value), argument.Name));
            }
            byCall.Add((place, own));
        }
        parts.AddRange(byCall.OrderBy(call => call.Place).SelectMany(call => call.Parts));
        var raw = scorer.Score(rows);
        return new(raw, model.Probability(raw), scorer.Bias, parts.ToValueList());
    }

    /// <summary>Named values that sum to the raw score.</summary>
    public IEnumerable<ScoreComponent> Components() => Parts.Select(part => new ScoreComponent(part.Name, part.Value)).Prepend(new("bias", Bias));

    /// <summary>One line for a log: the largest losses first, with what they mean.</summary>
    public string Text()
    {
        var losses = Parts
            .SelectMany(part => part.Shares.Where(share => share.Value <= -SmallestReason && share.Feature != RowShare))
            .GroupBy(share => share.Phrase)
            .Select(reason => (Phrase: reason.Key, Value: reason.Sum(share => share.Value)))
            .OrderBy(reason => reason.Value).ThenBy(reason => reason.Phrase, StringComparer.Ordinal)
            .Take(ReasonsInText).ToList();
        return losses.Count == 0 ? "nothing speaks against it" : string.Join("; ", losses.Select(reason => $"{reason.Phrase} ({Signed(reason.Value)})"));
    }

    /// <summary>Lines for a terminal: every part with its value, and under it what took points off.</summary>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"P(right) {Probability:0.000}, raw {Signed(Raw)}");
        if (Bias != 0) yield return $"  {Signed(Bias)}  what every reply gets";
        foreach (var part in Parts.AsSpan().ToArray())
        {
            var indent = new string(' ', 2 + 2 * part.Depth);
            yield return $"{indent}{Signed(part.Value)}  {part.Shown}";
            var plain = part.Shares.Where(share => share.Feature == RowShare).ToList();
            var rest = plain.Sum(share => share.Value);
            if (Math.Abs(rest) >= SmallestReason) yield return $"{indent}    {Signed(rest)}  {plain[0].Phrase}";
            var losses = part.Shares.Where(share => share.Value <= -SmallestReason && share.Feature != RowShare).GroupBy(share => share.Phrase).ToList();
            foreach (var reason in losses) yield return $"{indent}    {Signed(reason.Sum(share => share.Value))}  {reason.Key} [{string.Join(", ", reason.Select(share => share.Feature).Distinct())}]";
            var gains = part.Shares.Where(share => share.Value >= SmallestReason && share.Feature != RowShare).Reverse().ToList();
            if (gains.Count > 0) yield return $"{indent}    {Signed(gains.Sum(share => share.Value))}  for it: {string.Join(", ", gains.Select(share => share.Feature).Distinct().Take(4))}{(gains.DistinctBy(share => share.Feature).Count() > 4 ? ", …" : "")}";
        }
    }

    private static ExplainedPart Part(string name, string shown, int depth, IEnumerable<Contribution> shares, FeatureRows rows, string value, string subject) => new(name, shown, depth, shares
        .Select(share => share.Feature < 0 || IsNeutral(Infos[share.Kind][share.Feature])
            ? new ExplainedShare(RowShare, share.Value, RowPhrases[share.Kind])
            : new ExplainedShare(Infos[share.Kind][share.Feature].Name, share.Value, Phrase(Infos[share.Kind][share.Feature], rows.Row(share.Kind, share.Row)[share.Feature], value, subject)))
        .OrderBy(share => share.Value).ThenBy(share => share.Feature, StringComparer.Ordinal)
        .ToValueList());

    // That an argument is required or a text is no fault of the reply; such columns only set where arguments of its kind stand.
    private static bool IsNeutral(FeatureInfo info) => info.Direction == 0 && Math.Abs(info.Prior) <= 0.1;

    // A phrase says what is there. A feature that is 0 or unknown can cost points too, beside others; then it would be untrue.
    private static string Phrase(FeatureInfo info, float found, string value, string subject) =>
        info.Direction > 0 || Math.Abs(found) >= SmallestSaid ? Words(info.Phrase, value, subject) : $"other signs of {info.Group.ToString().ToLowerInvariant()}";

    private static string Words(string phrase, string value, string subject) => new StringBuilder().AppendFormat(CultureInfo.InvariantCulture, phrase, value, ArgumentBrief.OfText(subject)).ToString();

    private static string Signed(double value) => value.ToString("+0.00;-0.00;+0.00", CultureInfo.InvariantCulture);
}
