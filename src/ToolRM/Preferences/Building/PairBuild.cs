using ToolRM.Conversations;
using ToolRM.Preferences.Overlap;
using ToolRM.Verification;

namespace ToolRM.Preferences.Building;

/// <summary>
/// Pairs from candidates: each candidate is verified by its group's reference, wrong replies are matched with a right one, repeated
/// ones merged, and few per prompt kept, balanced by label and source.
/// </summary>
/// <remarks>
/// <para>
/// The groups are read twice, so that the conversations need not be held in memory: <see cref="Plan"/> verifies and chooses,
/// <see cref="Pairs"/> writes out. Both must get the same groups in the same order. What is chosen does not depend on that order, nor
/// on how the groups are spread over files.
/// </para>
/// <para>
/// Groups with equal prompts (<c>messages</c> and <c>tools</c>) are one; where their references differ the prompt is left out. The right
/// reply is a right candidate, of several one as drawn; without one it is what the reference holds: its plain calls, or no call.
/// Candidates of a <c>corrupt:OPERATOR</c> are verified like any other.
/// </para>
/// </remarks>
public sealed class PairBuild
{
    private readonly PairBuildOptions _options;
    private readonly CaseVerifier _verifier = new();
    private readonly Dictionary<UInt128, PairQuestion> _questions = [];
    private readonly Dictionary<int, List<PlannedPair>> _byRow = [];

    private PairBuild(PairBuildOptions options) => _options = options;

    /// <summary>What was read, kept and left out.</summary>
    public PairCounts Counts { get; } = new();

    /// <summary>Verifies all candidates and chooses the pairs.</summary>
    /// <param name="groups">The groups; read once, not kept.</param>
    /// <param name="options">How to choose.</param>
    /// <param name="exclude">What evaluation sets hold; prompts like theirs are left out. Null for none.</param>
    /// <exception cref="DataFormatException">The options are out of range.</exception>
    public static PairBuild Plan(IEnumerable<SourcedGroup> groups, PairBuildOptions options, OverlapFilter? exclude = null)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var build = new PairBuild(options);
        var row = 0;
        foreach (var group in groups) build.Add(group, row++, exclude);
        build.Choose();
        return build;
    }

    /// <summary>The chosen pairs, in the groups' order.</summary>
    /// <param name="groups">The groups that <see cref="Plan"/> got, again.</param>
    /// <exception cref="DataFormatException">They are not the same.</exception>
    public IEnumerable<BuiltPair> Pairs(IEnumerable<SourcedGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.SelectMany((group, row) => _byRow.TryGetValue(row, out var planned) ? planned.Select(pair => Build(pair, group.Group)) : []);
    }

    private void Add(SourcedGroup sourced, int row, OverlapFilter? exclude)
    {
        var group = sourced.Group;
        Counts.Rows++;
        Counts.Candidates += group.Candidates.Count;
        if (group.Reference is not { } reference)
        {
            Counts.Undecided += group.Candidates.Count;
            Counts.LeaveOutPrompt("no_reference", 0);
            Counts.Prompts++;
            return;
        }
        var key = PromptKeys.Of(group.Prompt);
        if (!_questions.TryGetValue(key, out var question))
        {
            _questions.Add(key, question = new(key, PromptKeys.Group(group.Prompt)) { IsMultiTurn = IsMultiTurn(group.Prompt) });
            Counts.Prompts++;
            question.LeftOut = exclude?.Find(group.Prompt);
        }
        question.AddRow(group.Id, sourced.Source, sourced.Licence, PromptKeys.Of(reference));
        question.RightOfReference ??= JudgedReply.OfReference(_verifier, group, reference);
        for (var i = 0; i < group.Candidates.Count; i++) Add(question, JudgedReply.Of(_verifier, group, i), row, i);
    }

    private void Add(PairQuestion question, JudgedReply reply, int row, int candidate)
    {
        switch (reply.Status)
        {
            case VerdictStatus.Pass:
                Counts.Right++;
                question.AddRight(reply);
                break;
            case VerdictStatus.Undecided:
                Counts.Undecided++;
                break;
            default:
                Counts.Wrong++;
                var key = reply.Key;
                var hash = PromptKeys.Hash($"{question.Key:x32}\n{key}");
                if (!question.AddWrong(key, new(row, candidate, hash, reply.Label, reply.Generator, reply.Calls is { Count: 0 }))) Counts.LeaveOut("repeated", 1);
                break;
        }
    }

    private void Choose()
    {
        var open = new List<PairQuestion>();
        foreach (var question in _questions.Values)
        {
            var reason = question.LeftOut
                ?? (question.HasConflict ? "conflicting_references" : question.Right.Count == 0 && question.RightOfReference is null ? "no_right_reply" : null);
            if (reason is null) Counts.LeaveOut("equal_to_right_reply", question.RemoveEqualToRight());
            if (reason is null && question.WrongCount == 0) reason = "no_wrong_reply";
            if (reason is null) open.Add(question);
            else Counts.LeaveOutPrompt(reason, question.WrongCount);
        }
        var pairs = PairSelection.PerPrompt(open, _options);
        Counts.LeaveOut("over_limit_per_prompt", open.Sum(question => (long)question.WrongCount) - pairs.Count);
        foreach (var cap in _options.Caps)
        {
            (pairs, var leftOut) = PairSelection.Capped(pairs, cap, _options.Seed);
            Counts.LeaveOut("over_share_of_" + cap.By.ToString().ToLowerInvariant(), leftOut);
        }
        if (_options.IrrelevanceShare is { } share)
        {
            (pairs, var leftOut) = PairSelection.WithIrrelevance(pairs, share, _options.Seed);
            Counts.LeaveOut("over_share_of_irrelevance", leftOut);
        }
        foreach (var pair in pairs)
        {
            Counts.AddPair(pair, pair.IsHeldOut(_options.Seed, _options.Holdout));
            if (_options.Obfuscation?.Chooses(pair.Question.Id) == true) Counts.Obfuscated++;
            if (!_byRow.TryGetValue(pair.Wrong.Row, out var ofRow)) _byRow.Add(pair.Wrong.Row, ofRow = []);
            ofRow.Add(pair);
        }
        foreach (var ofRow in _byRow.Values) ofRow.Sort((left, right) => left.Wrong.Candidate.CompareTo(right.Wrong.Candidate));
    }

    private BuiltPair Build(PlannedPair planned, CandidateGroup group)
    {
        var (question, wrong) = (planned.Question, planned.Wrong);
        if (wrong.Candidate >= group.Candidates.Count) throw Changed(group);
        var rejected = JudgedReply.Of(_verifier, group, wrong.Candidate);
        if (PromptKeys.Hash($"{question.Key:x32}\n{rejected.Key}") != wrong.Hash) throw Changed(group);
        var chosen = question.RightFor(_options.Seed, wrong);
        var pair = new PreferencePair(planned.Id, question.Id, question.Group, group.Prompt, chosen.Calls!.Value, rejected.Calls, wrong.Label)
        {
            ChosenText = chosen.Text,
            RejectedText = rejected.Text,
            Category = question.Kind,
            Generator = wrong.Generator,
            Source = question.Source,
            Reference = group.Reference,
        };
        if (_options.Obfuscation is { } obfuscation && obfuscation.Chooses(pair.QuestionId)) pair = PairObfuscation.Obfuscate(pair, obfuscation).Pair;
        return new(pair, planned.IsHeldOut(_options.Seed, _options.Holdout));
    }

    private static DataFormatException Changed(CandidateGroup group) =>
        new($"the group \"{group.Id}\" is not what it was when the pairs were planned. Keep the files as they are until the command is done");

    private static bool IsMultiTurn(Conversation prompt) =>
        prompt.Messages.Any(message => message is AssistantMessage) || prompt.Messages.Count(message => message is UserMessage) > 1;
}

/// <summary>A pair, and on which side of the split it is.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="IsHeldOut">Whether its question group is held out of training.</param>
public sealed record BuiltPair(PreferencePair Pair, bool IsHeldOut);
