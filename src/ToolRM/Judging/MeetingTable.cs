using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Scoring;

namespace ToolRM.Judging;

/// <summary>How one reply did against another: what it won when it was shown first and when second (equal where one order was asked), or why that is not known.</summary>
internal readonly record struct Meeting(double ShownFirst, double ShownSecond, string? Problem)
{
    public static Meeting Of(double won) => new(won, won, null);

    public static Meeting Of(double shownFirst, double shownSecond) => new(shownFirst, shownSecond, null);

    public static Meeting Of(string problem) => new(0, 0, problem);

    /// <summary>1 or 0 when both orders agree; else a tie.</summary>
    public double Won => ShownFirst == ShownSecond ? ShownFirst : 0.5;

    public bool IsInconsistent => ShownFirst != ShownSecond;

    /// <summary>The same meeting as the other reply had it.</summary>
    public Meeting Reversed() => Problem is null ? new(1 - ShownSecond, 1 - ShownFirst, null) : this;
}

/// <summary>All meetings of a group's different replies, and the scores that follow.</summary>
internal sealed class MeetingTable
{
    private readonly int[] _kinds;
    private readonly Meeting[,] _meetings;

    public MeetingTable(CandidateGroup group)
    {
        Group = group;
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var different = new List<int>();
        _kinds = new int[group.Candidates.Count];
        for (var i = 0; i < _kinds.Length; i++)
        {
            var shown = JudgeClient.Shown(group.Candidates[i], group.Prompt.Tools);
            if (!kinds.TryGetValue(shown, out _kinds[i]))
            {
                kinds.Add(shown, _kinds[i] = different.Count);
                different.Add(i);
            }
        }
        Different = different;
        _meetings = new Meeting[different.Count, different.Count];
    }

    public CandidateGroup Group { get; }

    /// <summary>Positions of the first candidate of each kind.</summary>
    public List<int> Different { get; }

    public Candidate Reply(int kind) => Group.Candidates[Different[kind]];

    public IEnumerable<(int First, int Second)> Pairs()
    {
        for (var i = 0; i < Different.Count; i++)
        {
            for (var j = i + 1; j < Different.Count; j++) yield return (i, j);
        }
    }

    public void Set(int first, int second, Meeting meeting) => (_meetings[first, second], _meetings[second, first]) = (meeting, meeting.Reversed());

    public ValueList<Score> Scores(int mostReplies, OrderRule rule)
    {
        var scores = new Score[_kinds.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = scores.Length == 1 ? new Unscored("there is no other reply to compare with")
                : Different.Count > mostReplies ? new Unscored(string.Create(CultureInfo.InvariantCulture, $"{Different.Count} different replies, and every one would meet every other; at most {mostReplies} are compared"))
                : ScoreOf(i, rule);
        }
        return ValueList.Own(scores);
    }

    private Score ScoreOf(int candidate, OrderRule rule)
    {
        var (won, first, second, inconsistent) = (0.0, 0.0, 0.0, 0);
        for (var other = 0; other < _kinds.Length; other++)
        {
            if (other == candidate) continue;
            var meeting = _kinds[other] == _kinds[candidate] ? Meeting.Of(0.5) : _meetings[_kinds[candidate], _kinds[other]];
            if (meeting.Problem is { } problem) return new Unscored(problem);
            (won, first, second) = (won + meeting.Won, first + meeting.ShownFirst, second + meeting.ShownSecond);
            if (meeting.IsInconsistent) inconsistent++;
        }
        var meetings = (double)(_kinds.Length - 1);
        return new Scored(won / meetings, ScoreScale.Raw, rule == OrderRule.OneOrder ? [] :
            [new(PairwiseScorer.ShownFirst, first / meetings), new(PairwiseScorer.ShownSecond, second / meetings), new(PairwiseScorer.Inconsistent, inconsistent / meetings)]);
    }
}
