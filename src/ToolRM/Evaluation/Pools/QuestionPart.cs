namespace ToolRM.Evaluation.Pools;

/// <summary>Which questions of a pool a number is about.</summary>
public enum QuestionPart
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Questions that BFCL's authors wrote: every category that is not live.</summary>
    NonLive,

    /// <summary>Questions that users wrote.</summary>
    Live,
}

/// <summary>The parts of a pool.</summary>
public static class QuestionParts
{
    /// <summary>All and each part, where there are live and other questions; otherwise all alone.</summary>
    /// <param name="pool">The pool.</param>
    public static IReadOnlyList<QuestionPart> Of(CandidatePool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        var live = pool.Questions.Count(question => question.IsLive);
        return live == 0 || live == pool.Questions.Count
            ? [QuestionPart.All]
            : [QuestionPart.All, QuestionPart.NonLive, QuestionPart.Live];
    }

    /// <summary>Whether a question belongs to a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="question">The question.</param>
    public static bool Holds(this QuestionPart part, PoolQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return part switch { QuestionPart.Live => question.IsLive, QuestionPart.NonLive => !question.IsLive, _ => true };
    }

    /// <summary>As reports name it.</summary>
    /// <param name="part">The part.</param>
    public static string Word(this QuestionPart part) => part switch { QuestionPart.Live => "live", QuestionPart.NonLive => "non-live", _ => "all" };
}
