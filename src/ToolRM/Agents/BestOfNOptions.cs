using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Selection;

namespace ToolRM.Agents;

/// <summary>How <see cref="BestOfNChatClient"/> asks and chooses.</summary>
/// <remarks>
/// How much the samples differ is up to <see cref="ChatOptions"/>: with a temperature of 0 they are mostly the same, and n times
/// the cost buys nothing. A <c>Seed</c> there is the first sample's; the next ones get the numbers after it.
/// </remarks>
public sealed record BestOfNOptions
{
    /// <summary>Replies asked for, at least 1. Default 4 (ours: most of the gain of larger numbers at a quarter of 16's cost).</summary>
    public int Samples { get; init; } = 4;

    /// <summary>Requests under way at once, at least 1. Default 4 (ours).</summary>
    public int Parallelism { get; init; } = 4;

    /// <summary>
    /// Stop asking once this many replies call the same; requests under way are cancelled. Default null: never. Which replies are in
    /// then depends on the order in which they came.
    /// </summary>
    public int? StopWhenAgree { get; init; }

    /// <summary>Chooses among the replies. Default argmax (toolrm 4.1).</summary>
    public ISelector Selector { get; init; } = Selectors.Argmax;

    /// <summary>
    /// Whether to sample and score when <c>ConversationId</c> is set, that is, when a service keeps the conversation. Default false: such
    /// a request passes straight through, for two reasons: scorers would see only the end of the conversation, and some services add
    /// every sample to it.
    /// </summary>
    public bool ScoresServerSideConversations { get; init; }

    /// <summary>All that is wrong, in one text; null when nothing is.</summary>
    public string? Problems()
    {
        var problems = new List<string>();
        if (Samples < 1) problems.Add(Text($"samples: expected at least 1, found {Samples}"));
        if (Parallelism < 1) problems.Add(Text($"parallelism: expected at least 1, found {Parallelism}"));
        if (StopWhenAgree is < 1) problems.Add(Text($"stop when agree: expected at least 1, found {StopWhenAgree}"));
        if (StopWhenAgree > Samples) problems.Add(Text($"stop when agree: expected at most {Samples}, the number of samples, found {StopWhenAgree}"));
        if (Selector is null) problems.Add("selector: expected one, found null");
        if (Selector is OracleSelector) problems.Add("selector: the oracle knows what is right, which nobody does here");
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
