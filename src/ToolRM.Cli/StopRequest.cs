using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Selection;

namespace ToolRM.Cli;

/// <summary>An early stop as asked for on the command line.</summary>
/// <param name="Rule">When enough agree.</param>
/// <param name="Wave">Samples per generator between two questions, in live sampling.</param>
internal sealed record StopRequest(EarlyStop Rule, int Wave)
{
    /// <summary>Whether the candidates drawn so far are enough.</summary>
    public bool IsEnough(CandidateGroup group, int planned)
    {
        var count = new VoteCount();
        foreach (var candidate in group.Candidates) count.Add(group.Prompt, candidate);
        return Rule.Decide(count, planned);
    }

    /// <summary>As in <c>run.json</c>.</summary>
    public override string ToString() => Rule.Share is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"share {share} after {Rule.After}, waves of {Wave}")
        : string.Create(CultureInfo.InvariantCulture, $"majority, waves of {Wave}");
}

/// <summary>The options of an early stop.</summary>
internal sealed class StopArguments
{
    private const string Majority = "majority";
    private const string Share = "share";
    private const double StandardShare = 0.8; // ours
    private const int StandardAfter = 4;      // ours: below it one odd sample decides

    private readonly Option<string?> _rule = new("--early-stop") { HelpName = "majority|share", Description = "Stop drawing for a prompt when enough samples agree: 'majority' when the most frequent calls cannot be overtaken (exact for the selector majority), 'share' when they have --stop-share of the samples drawn" };
    private readonly Option<double?> _share = new("--stop-share") { HelpName = "share", Description = "With --early-stop share: the share that is enough, above 0 and at most 1; 0.8 when left out" };
    private readonly Option<int?> _after = new("--stop-after") { HelpName = "n", Description = "With --early-stop share: samples that are drawn in any case; 4 when left out" };
    private readonly Option<int?> _wave = new("--wave") { HelpName = "n", Description = "With --sample and --early-stop: samples per generator that are asked for at once; 1 when left out" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_rule, _share, _after, _wave]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var rule = result.GetValue(_rule);
            if (rule is not (null or Majority or Share)) result.AddError($"--early-stop: expected majority|share, found \"{rule}\"");
            if (rule != Share && result.GetValue(_share) is not null) result.AddError("--stop-share goes with --early-stop share");
            if (rule != Share && result.GetValue(_after) is not null) result.AddError("--stop-after goes with --early-stop share");
            if (rule is null && result.GetValue(_wave) is not null) result.AddError("--wave goes with --early-stop");
            if (result.GetValue(_share) is { } share && !(share > 0 && share <= 1)) result.AddError("--stop-share must be above 0 and at most 1");
            if (result.GetValue(_after) is < 1) result.AddError("--stop-after must be at least 1");
            if (result.GetValue(_wave) is < 1) result.AddError("--wave must be at least 1");
        });
    }

    /// <summary>The stop; null when none was asked for.</summary>
    public StopRequest? Read(ParseResult result) => result.GetValue(_rule) switch
    {
        Majority => new(EarlyStop.Majority, result.GetValue(_wave) ?? 1),
        Share => new(EarlyStop.AtShare(result.GetValue(_share) ?? StandardShare, result.GetValue(_after) ?? StandardAfter), result.GetValue(_wave) ?? 1),
        _ => null,
    };
}
