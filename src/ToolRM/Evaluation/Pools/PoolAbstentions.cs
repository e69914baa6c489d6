using ToolRM.Conversations;

namespace ToolRM.Evaluation.Pools;

/// <summary>
/// A pool in which every output without calls is an abstention, whether it was an empty list or text that holds no call: the
/// data kit's irrelevance rows do not tell these apart, so neither may the questions they are compared with.
/// </summary>
/// <remarks>
/// Text that holds a spoiled call is among them; the kit's decoders do not say which text was meant as a call. The merged
/// abstention has no text: a scorer that read one run's would judge all runs by it, and might even find a call in it.
/// </remarks>
public static class PoolAbstentions
{
    /// <summary>The id of a merged abstention.</summary>
    public const string Id = "no-call";

    /// <summary>Merges the outputs without calls of every question into one readable output, at the place of the first.</summary>
    /// <param name="pool">The pool.</param>
    public static CandidatePool Merge(CandidatePool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool with { Questions = pool.Questions.Select(Merge).ToValueList() };
    }

    private static PoolQuestion Merge(PoolQuestion question)
    {
        var silent = question.Outputs.Where(output => output.Candidate.Calls.Count == 0).ToList();
        if (silent.Count == 0) return question;
        var merged = new PoolOutput(
            new Candidate(Id, "", []), CallKey.Of([]), IsReadable: true, FitsSchema: true, silent.Any(output => output.IsRight),
            silent.SelectMany(output => output.Runs).ToValueList(), silent.Select(output => output.Error).FirstOrDefault(error => error is not null));
        return question with
        {
            Outputs = question.Outputs.Where(output => output.Candidate.Calls.Count > 0 || ReferenceEquals(output, silent[0]))
                .Select(output => ReferenceEquals(output, silent[0]) ? merged : output).ToValueList(),
        };
    }
}
