using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Numerics;
using ToolRM.Scoring;

namespace ToolRM.Judging;

/// <summary>How the two orders of a pair count.</summary>
public enum OrderRule
{
    /// <summary>Both orders are asked, and a reply wins only when both name it; otherwise it is a tie. TRBench's rule, which gives no credit for one order alone (toolrm 6.2): a coin wins a quarter.</summary>
    BothOrders,

    /// <summary>One order, drawn from the seed and the pair's id, is asked. Half the price; a preference for a place counts as one for a reply.</summary>
    OneOrder,
}

/// <summary>
/// A pairwise judge as a scorer: every reply meets every other of its group, and its score is the share of meetings that it won, a tie counted half.
/// </summary>
/// <remarks>
/// <para>Replies that are shown alike tie without a question. A reply is <see cref="Unscored"/> when one of its meetings could not be judged. A group of one has nobody to meet and is unscored.</para>
/// <para>
/// Components of <see cref="OrderRule.BothOrders"/>: <see cref="ShownFirst"/>, <see cref="ShownSecond"/>, <see cref="Inconsistent"/>.
/// </para>
/// </remarks>
public sealed class PairwiseScorer : IMeteredScorer
{
    /// <summary>Component: share of meetings won when shown first.</summary>
    public const string ShownFirst = "shown-first";

    /// <summary>Component: share of meetings won when shown second.</summary>
    public const string ShownSecond = "shown-second";

    /// <summary>Component: share of meetings in which the two orders named different replies.</summary>
    public const string Inconsistent = "inconsistent";

    private readonly IPairwiseJudge _judge;
    private readonly OrderRule _rule;
    private readonly long _seed;
    private readonly int _mostReplies;
    private readonly int _concurrency;

    /// <summary>A scorer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="judge">Compares.</param>
    /// <param name="rule">How the two orders count.</param>
    /// <param name="seed">The run's seed; counts with <see cref="OrderRule.OneOrder"/> alone.</param>
    /// <param name="mostReplies">Most different replies of a group, at least 2: k of them take k(k−1) questions in both orders. Larger groups are unscored. Default 8 (ours: 56 questions).</param>
    /// <param name="concurrency">Meetings under way at once, at least 1. Default 8 (ours).</param>
    public PairwiseScorer(string name, IPairwiseJudge judge, OrderRule rule, long seed = 0, int mostReplies = 8, int concurrency = 8)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostReplies, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        (_judge, _rule, _seed, _mostReplies, _concurrency) = (judge, rule, seed, mostReplies, concurrency);
        Info = new(name, ScoreScale.Raw);
    }

    /// <inheritdoc/>
    public ScorerInfo Info { get; }

    /// <inheritdoc/>
    public ScorerUsage? Usage => (_judge as PairwiseJudge)?.Usage;

    /// <inheritdoc/>
    /// <exception cref="Sampling.ProviderException">No question will be answered before somebody changes something.</exception>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var tables = groups.Select(group => new MeetingTable(group)).ToList();
        var meetings = tables.Where(table => table.Different.Count <= _mostReplies)
            .SelectMany(table => table.Pairs().Select(pair => (Table: table, pair.First, pair.Second))).ToList();
        var run = new ParallelOptions { MaxDegreeOfParallelism = _concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(meetings, run, async (meeting, stop) =>
            meeting.Table.Set(meeting.First, meeting.Second, await MeetAsync(meeting.Table, meeting.First, meeting.Second, stop).ConfigureAwait(false))).ConfigureAwait(false);
        return [.. tables.Select(table => table.Scores(_mostReplies, _rule))];
    }

    private async Task<Meeting> MeetAsync(MeetingTable table, int first, int second, CancellationToken cancellationToken)
    {
        var pair = new ReplyPair(string.Create(CultureInfo.InvariantCulture, $"{table.Group.Id}/{table.Reply(first).Id}-{table.Reply(second).Id}"), table.Group.Prompt, table.Reply(first), table.Reply(second));
        if (_rule == OrderRule.OneOrder)
        {
            var swapped = SeededRandom.Of(_seed, "order " + pair.Id).Next(2) == 1;
            return await _judge.CompareAsync(swapped ? pair.Swapped() : pair, cancellationToken).ConfigureAwait(false) switch
            {
                Compared compared => Meeting.Of(First(compared, swapped)),
                var none => Meeting.Of(((Uncompared)none).Reason),
            };
        }
        var forth = await _judge.CompareAsync(pair, cancellationToken).ConfigureAwait(false);
        if (forth is Uncompared why) return Meeting.Of(why.Reason);
        var back = await _judge.CompareAsync(pair.Swapped(), cancellationToken).ConfigureAwait(false);
        return back is Uncompared whyBack ? Meeting.Of(whyBack.Reason) : Meeting.Of(First((Compared)forth, swapped: false), First((Compared)back, swapped: true));
    }

    /// <summary>What the first reply of the table won: 1, ½ or 0, whichever place it was shown in.</summary>
    private static double First(Compared compared, bool swapped) => compared.Preferred switch
    {
        Preference.Tie => 0.5,
        Preference.First => swapped ? 0 : 1,
        _ => swapped ? 1 : 0,
    };
}
