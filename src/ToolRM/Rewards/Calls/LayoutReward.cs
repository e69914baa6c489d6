namespace ToolRM.Rewards.Calls;

/// <summary>The format term of ToolRL's setup as a reward of its own, for rewards that add it: 1 when the reply has the layout, else 0.</summary>
internal static class LayoutReward
{
    public const string None = "none";

    public static RewardOption Option(string standard, string from) => RewardOption.Word("layout", standard, ["any", "reference", "call", "response", "call-and-response", "think", None],
        $"adds 1 when the reply has ToolRL's layout: any of the four, the one that the reference asks for, or a certain one; {from}");

    /// <summary>The reward; null for none.</summary>
    public static RewardFunction? Of(string word)
    {
        if (word == None) return null;
        var info = new RewardInfo(ToolRl.FormatPart, "the reply has the layout", word == "reference" ? RewardNeeds.Reference : RewardNeeds.None, 0, 1, RewardScope.Rollout, "arXiv 2504.13958");
        return RewardFunction.PerRollout(info, rollout =>
        {
            var text = FirstReply.Of(rollout).Text;
            if (text.Length == 0) return new Scoring.Unscored("needs the reply's text, whose layout counts");
            if (word != "reference") return Scoring.Score.Of(ReplyLayoutWord.Read(word) is { } due ? (due.Fits(text) ? 1 : 0) : ReplyLayouts.Of(text) is null ? 0 : 1);
            if (!ReferenceCalls.Of(rollout.Context.Group.Reference).Is(out var alternatives, out var unscored)) return unscored;
            return Scoring.Score.Of(alternatives.Any(calls => (calls.Count > 0 ? ReplyLayout.Call : ReplyLayout.Response).Fits(text)) ? 1 : 0);
        });
    }
}

/// <summary>Words for layouts in options.</summary>
internal static class ReplyLayoutWord
{
    public static ReplyLayout? Read(string word) => word switch
    {
        "call" => ReplyLayout.Call,
        "response" => ReplyLayout.Response,
        "call-and-response" => ReplyLayout.CallAndResponse,
        "think" => ReplyLayout.Think,
        _ => null,
    };
}
