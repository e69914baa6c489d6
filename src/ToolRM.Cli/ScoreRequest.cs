using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;
using ToolRM.Rewards;
using ToolRM.Scoring;

namespace ToolRM.Cli;

/// <summary>A row to score, a case or a candidate group, with the calls read from replies that are given as text alone.</summary>
/// <param name="Context">The group, of a case the one reply, and what a row of rewards holds beside it.</param>
/// <param name="IsCase">Whether the row was a case, whose score has the case's id; others are <c>group/candidate</c>.</param>
internal sealed record ScoreRequest(RewardContext Context, bool IsCase)
{
    public CandidateGroup Group => Context.Group;

    // With one of these a row is of toolrm/rewards@1, which refuses keys it does not know; candidate groups may have any others.
    private static readonly string[] RewardKeys = ["rewards", "format", "trajectories", "training", "facts"];

    /// <summary>A row of <c>toolrm/rewards@1</c>, a candidate group or a case.</summary>
    public static ScoreRequest ReadReward(ArgumentValue row, string where)
    {
        if (row is not MapValue map || map["candidates"] is null || !IsReward(map)) return Read(row, where);
        var (context, _, format) = RewardsJson.ReadRequest(row, where);
        var candidates = context.Group.Candidates.Select(candidate => ReadText(candidate, format ?? ReplyFormats.Auto.Name, context.Group.Prompt, where)).ToValueList();
        return new(context with { Group = context.Group with { Candidates = candidates } }, IsCase: false);
    }

    public static ScoreRequest Read(ArgumentValue row, string where)
    {
        if (row is MapValue map && map["candidates"] is not null)
        {
            var group = CandidatesJson.Read(row, where);
            return new(new(group with { Candidates = group.Candidates.Select(candidate => ReadText(candidate, ReplyFormats.Auto.Name, group.Prompt, where)).ToValueList() }), IsCase: false);
        }
        var single = CaseJson.Read(row, where);
        if (single.Id.Length == 0) throw new DataFormatException($"{where}: id: expected an id, found an empty text. Give every row an id of its own");
        var reply = new Candidate("reply", single.Reply ?? "", single.Calls ?? []);
        if (single.Calls is null) reply = ReadText(reply, single.Format ?? ReplyFormats.Auto.Name, single.Prompt, where);
        return new(new(new CandidateGroup(single.Id, single.Prompt, [reply], single.Reference)), IsCase: true);
    }

    private static bool IsReward(MapValue row) => row["schema"] is TextValue { Value: RewardsJson.Schema } || RewardKeys.Any(key => row[key] is not null);

    public string Id(int candidate) => IsCase ? Group.Id : $"{Group.Id}/{Group.Candidates[candidate].Id}";

    /// <summary>A row of <c>toolrm/scores@1</c>.</summary>
    public MapValue Row(int candidate, Score score) => new([new("id", ArgumentValue.Of(Id(candidate))), .. ScoreJson.Write(score).Entries]);

    /// <summary>What looks like a call and cannot be read stays a text: scorers that judge say what that means.</summary>
    private static Candidate ReadText(Candidate candidate, string format, Conversation prompt, string where)
    {
        if (candidate.Calls.Count > 0 || candidate.Text.Length == 0) return candidate;
        var parser = (ReplyFormats.Find(format) ?? throw new DataFormatException($"{where}: there is no format \"{format}\". 'toolrm formats' lists them")).Parser;
        var reply = parser.Parse(candidate.Text, ReplyEnd.Unknown, prompt.Tools);
        return reply.Status == ReplyStatus.Calls ? candidate with { Calls = reply.Calls.Select(call => call.Call).ToValueList() } : candidate;
    }
}
