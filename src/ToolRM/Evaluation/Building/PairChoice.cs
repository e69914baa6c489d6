using ToolRM.Verification;

namespace ToolRM.Evaluation.Building;

/// <summary>Which wrong candidate of which question becomes a pair: one a question, labels near given shares.</summary>
/// <remarks>
/// The rule. A label's target is its share of the pairs. Labels are served in the order of how few questions have them: each
/// takes, up to its target, questions that are still free, those with fewest other labels first, equal ones as the seed draws.
/// What is missing after that is filled one by one: the label that is least above its share, of those with free questions,
/// takes the next of them as the seed draws. Of several candidates of one label at a question the seed draws one; how many models gave it does not
/// count. Ours: how the paper chose is not known (toolrm 1.1), and the kit's rule is not published.
/// </remarks>
internal static class PairChoice
{
    /// <summary>FC-RewardBench's pairs by label (toolrm 1.2).</summary>
    public static IReadOnlyDictionary<ErrorLabel, double> PaperShares { get; } = new Dictionary<ErrorLabel, double>
    {
        [ErrorLabel.IncorrectParameterValue] = 650,
        [ErrorLabel.IncorrectFunctionName] = 403,
        [ErrorLabel.IncorrectNumberOfFunctions] = 245,
        [ErrorLabel.MissingOptionalParameter] = 78,
        [ErrorLabel.MissingRequiredParameter] = 45,
        [ErrorLabel.IncorrectParameterType] = 43,
        [ErrorLabel.UnexpectedParameter] = 21,
        [ErrorLabel.IncorrectOutputFormat] = 15,
    };

    public static IReadOnlyDictionary<ErrorLabel, double> UniformShares { get; } = Enum.GetValues<ErrorLabel>().ToDictionary(label => label, _ => 1.0);

    /// <summary>Chooses.</summary>
    /// <param name="questions">Wrong candidates by question id and label; every question has at least one.</param>
    /// <param name="shares">Relative shares of the labels.</param>
    /// <param name="count">Pairs wanted; null for one at every question.</param>
    /// <param name="seed">The run's seed.</param>
    /// <returns>The choice by question id; fewer than wanted when there are fewer questions.</returns>
    public static SortedDictionary<string, WrongCandidate> Choose(
        IReadOnlyDictionary<string, SortedDictionary<ErrorLabel, List<WrongCandidate>>> questions,
        IReadOnlyDictionary<ErrorLabel, double> shares,
        int? count,
        long seed)
    {
        var wanted = Math.Min(count ?? questions.Count, questions.Count);
        var targets = Targets(shares, wanted);
        var drawn = questions.Keys.OrderBy(id => DrawOrder.Hash(seed, id), StringComparer.Ordinal).ToList();
        var chosen = new SortedDictionary<string, WrongCandidate>(StringComparer.Ordinal);
        var taken = shares.Keys.ToDictionary(label => label, _ => 0);

        foreach (var label in shares.Keys.OrderBy(label => questions.Values.Count(labels => labels.ContainsKey(label))).ThenBy(label => label))
        {
            foreach (var id in drawn.Where(id => !chosen.ContainsKey(id) && questions[id].ContainsKey(label)).OrderBy(id => questions[id].Count).ToList())
            {
                if (taken[label] >= targets[label]) break;
                Take(id, label);
            }
        }
        var free = shares.Keys.ToDictionary(label => label, label => new Queue<string>(drawn.Where(id => questions[id].ContainsKey(label))));
        while (chosen.Count < wanted)
        {
            foreach (var queue in free.Values)
            {
                while (queue.Count > 0 && chosen.ContainsKey(queue.Peek())) queue.Dequeue();
            }
            // Some question is free, and every question has a label of the shares.
            var label = free.Where(entry => entry.Value.Count > 0).MinBy(entry => taken[entry.Key] / Math.Max(shares[entry.Key], double.Epsilon)).Key;
            Take(free[label].Dequeue(), label);
        }
        return chosen;

        void Take(string id, ErrorLabel label)
        {
            chosen.Add(id, questions[id][label].MinBy(candidate => DrawOrder.Hash(seed, $"{id}\n{candidate.Key}"), StringComparer.Ordinal)!);
            taken[label]++;
        }
    }

    /// <summary>Whole numbers that sum to the count: rounded down, the rest to the largest remainders, equal ones in the labels' order.</summary>
    internal static Dictionary<ErrorLabel, int> Targets(IReadOnlyDictionary<ErrorLabel, double> shares, int count)
    {
        var sum = shares.Values.Sum();
        var exact = shares.ToDictionary(share => share.Key, share => share.Value / sum * count);
        var targets = exact.ToDictionary(target => target.Key, target => (int)Math.Floor(target.Value));
        foreach (var label in exact.Keys.OrderByDescending(label => exact[label] - targets[label]).ThenBy(label => label).Take(count - targets.Values.Sum()))
        {
            targets[label]++;
        }
        return targets;
    }
}
