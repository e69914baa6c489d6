using ToolRM.Conversations;
using ToolRM.Scoring;
using ToolRM.Selection;

namespace ToolRM.Evaluation.Pools;

/// <summary>What a scorer says about every output of a pool.</summary>
/// <remarks>
/// A question's distinct readable outputs are scored once, as one group, not anew for every draw: a scorer that looks at the
/// whole group sees all of them. Unreadable outputs are never shown to a scorer.
/// </remarks>
public sealed class PoolScores
{
    private static readonly Unscored Unreadable = new("the output could not be decoded into calls");

    private readonly Dictionary<string, ValueList<Score>> _scores = new(StringComparer.Ordinal);

    /// <summary>No scores yet.</summary>
    /// <param name="scorer">The scorer that they come from.</param>
    public PoolScores(ScorerInfo scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        Scorer = scorer;
    }

    /// <summary>The scorer.</summary>
    public ScorerInfo Scorer { get; }

    /// <summary>Scores all questions of a pool, some at a time.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<PoolScores> OfAsync(IScorer scorer, CandidatePool pool, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(pool);
        var scores = new PoolScores(scorer.Info);
        foreach (var batch in pool.Questions.Chunk(64))
        {
            await scores.AddAsync(scorer, batch, cancellationToken).ConfigureAwait(false);
        }
        return scores;
    }

    /// <summary>Scores some questions.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidOperationException">The scorer broke its contract: it gave another number of scores than there are candidates.</exception>
    public async Task AddAsync(IScorer scorer, IReadOnlyList<PoolQuestion> questions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(questions);
        var groups = questions.Select(question => question.ToGroup(scorer.Info.NeedsReference)).ToList();
        var given = await scorer.ScoreAsync(groups, cancellationToken).ConfigureAwait(false);
        if (given.Count != groups.Count) throw new InvalidOperationException($"scorer \"{Scorer.Name}\" was asked about {groups.Count} groups and answered {given.Count}");
        for (var i = 0; i < groups.Count; i++) Add(questions[i], given[i]);
    }

    /// <summary>Adds the scores of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="readable">One score per readable output, in order.</param>
    /// <exception cref="InvalidOperationException">There are more or fewer scores than readable outputs.</exception>
    public void Add(PoolQuestion question, ValueList<Score> readable)
    {
        ArgumentNullException.ThrowIfNull(question);
        var all = new Score[question.Outputs.Count];
        var next = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (!question.Outputs[i].IsReadable) all[i] = Unreadable;
            else all[i] = next < readable.Count ? readable[next++] : throw Mismatch(question, readable.Count);
        }
        if (next != readable.Count) throw Mismatch(question, readable.Count);
        _scores[question.Id] = ValueList.Own(all);
    }

    /// <summary>One score per output of a question, unreadable ones included.</summary>
    /// <param name="question">The question.</param>
    /// <exception cref="KeyNotFoundException">The question was not scored.</exception>
    public ValueList<Score> Of(PoolQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return _scores[question.Id];
    }

    /// <summary>The outputs of a question as selectors see them, in order.</summary>
    /// <param name="question">The question.</param>
    public SelectionOption[] Options(PoolQuestion question)
    {
        var scores = Of(question);
        return [.. question.Outputs.Select((output, i) => new SelectionOption(output.Key, output.IsReadable, output.FitsSchema, scores[i], output.IsRight))];
    }

    private InvalidOperationException Mismatch(PoolQuestion question, int found) => new(
        $"scorer \"{Scorer.Name}\" gave {found} scores for question \"{question.Id}\", which has {question.Outputs.Count(output => output.IsReadable)} readable outputs");
}
