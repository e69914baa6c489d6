using System.Text.RegularExpressions;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Rewards.Calls;

/// <summary>TL-Training: a number by the category of a call's first error (arXiv 2412.15495; rewards 1.2).</summary>
internal static class TlTraining
{
    /// <summary>The table: name of the option, value, what it is for.</summary>
    private static readonly (string Name, double Value, string When)[] Table =
    [
        ("unusable", -2, "no call that can be read, or of a tool that was not offered"),
        ("wrong-tool", -1.5, "an offered tool that is not the reference's, or an empty name"),
        ("unknown-redundant-missing", -1.8, "arguments that the tool does not have (H), arguments that the reference does not have (R), and missing ones (M)"),
        ("unknown-and-other", -1.3, "H, and R or M"),
        ("redundant-missing", -1, "R and M"),
        ("unknown", -0.8, "H alone"),
        ("redundant-or-missing", -0.5, "R alone or M alone"),
        ("value", -0.25, "right names, a value differs"),
        ("equal", 1, "everything is the reference's"),
    ];

    internal static RewardEntry Entry { get; } = new(
        new("tl-training", "the call's first error is a slight one, or there is none", RewardNeeds.Reference | RewardNeeds.Tools, -2, 1, RewardScope.Rollout,
            "arXiv 2412.15495, and its released code (Junjie-Ye/TL-Training), whose reader of arguments `reader` reproduces"),
        [
            .. Table.Select(row => RewardOption.Number(row.Name, row.Value, row.When)),
            RewardOption.Word("reader", "json", ["json", "single-quoted"], "json, or the released reader, which sees name='text' alone: of JSON it sees no argument at all, and any call of the right tool gets `equal`"),
            RewardOption.Word("compare", "json", ValueComparisons.Words, ValueComparisons.Description),
        ],
        options =>
        {
            var rewards = Table.ToDictionary(row => row.Name, row => options.Number(row.Name), StringComparer.Ordinal);
            var comparison = ValueComparisons.Read(options.Word("compare"));
            Func<ToolCall, NamedArguments?> read = options.Word("reader") == "json" ? NamedArguments.Of : SingleQuoted;
            return RewardFunction.PerGroup(Entry!.Info with { Minimum = rewards.Values.Min(), Maximum = rewards.Values.Max() }, rollouts =>
            {
                var group = rollouts[0].Context.Group;
                if (!ReferenceCalls.Of(group.Reference, read).Is(out var alternatives, out var missing))
                {
                    // The reason stands already.
                }
                else if (alternatives.Any(calls => calls.Count != 1)) missing = new("needs a reference of one call");
                else if (group.Prompt.Tools.Count == 0) missing = new("needs the offered tools");
                return [.. rollouts.Select(rollout => missing ?? Best(rollout, alternatives, group.Prompt.Tools))];
            });

            Score Best(Rollout rollout, ValueList<ValueList<NamedArguments>> alternatives, ValueList<ToolDefinition> tools)
            {
                NamedArguments? call = FirstReply.Of(rollout).Calls is [var first, ..] ? read(first) : null;
                Scored? best = null;
                foreach (var reference in alternatives)
                {
                    var (category, errors) = CallErrors.Of(call, reference[0], tools, comparison);
                    var (name, _, when) = Array.Find(Table, row => row.Name == Row(category, errors));
                    if (best is not null && best.Value >= rewards[name]) continue;
                    best = new(rewards[name], ScoreScale.Raw,
                        [new("unknown", Flag(errors, ArgumentErrors.Unknown)), new("redundant", Flag(errors, ArgumentErrors.Redundant)), new("missing", Flag(errors, ArgumentErrors.Missing))], when);
                }
                return best!;
            }
        })
    {
        Notes = """
            One call per reply: the first is judged, and a reference of several calls leaves rollouts unscored. Of several references the one
            counts that gives most. The table's order is not one of severity: all three errors of arguments (−1.8) are worse than a wrong
            tool (−1.5), as released. In training the value was drawn to ±5 and put on the last token.

            Beside the reward: `KeyTokenWeights` gives the weights of the loss over tokens that decide the tool, and `AdverseTurns` says
            which turns of a trajectory are no targets of training because an error came back.
            """,
    };

    /// <summary>The row of the table.</summary>
    internal static string Row(CallErrorCategory category, ArgumentErrors errors) => category switch
    {
        CallErrorCategory.Equal => "equal",
        CallErrorCategory.Value => "value",
        CallErrorCategory.WrongTool => "wrong-tool",
        CallErrorCategory.Unusable => "unusable",
        _ => errors switch
        {
            ArgumentErrors.Unknown | ArgumentErrors.Redundant | ArgumentErrors.Missing => "unknown-redundant-missing",
            ArgumentErrors.Redundant | ArgumentErrors.Missing => "redundant-missing",
            ArgumentErrors.Unknown => "unknown",
            ArgumentErrors.Redundant or ArgumentErrors.Missing => "redundant-or-missing",
            _ => "unknown-and-other",
        },
    };

    private static double Flag(ArgumentErrors errors, ArgumentErrors one) => errors.HasFlag(one) ? 1 : 0;

    /// <summary>As the released reader sees arguments: texts in single quotes, behind a name and an equals sign; it never fails.</summary>
    private static NamedArguments? SingleQuoted(ToolCall call)
    {
        var arguments = new Dictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (Match pair in QuotedPair.Matches(call.ArgumentsText)) arguments[pair.Groups[1].Value] = ArgumentValue.Of(pair.Groups[2].Value);
        return new(call.Name, new MapValue(arguments.Select(pair => new MapEntry(pair.Key, pair.Value)).ToValueList()));
    }

    // Without backtracking: arguments are a model's text.
    private static Regex QuotedPair { get; } = new(@"(\w+)\s*=\s*'([^']*)'", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
