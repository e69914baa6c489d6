using ToolRM.Preferences;
using ToolRM.Training;

namespace ToolRM.Models.Grounded;

/// <summary>Preference pairs as feature rows, and what is needed to report on them.</summary>
internal sealed class GroundedPairs
{
    private const int Batch = 512;

    /// <summary>Items and pairs; of pairs that follow each other with the same prompt and right reply, that reply is one item.</summary>
    public PairTable Table { get; } = new(GroundedSchema.Schema);

    /// <summary>Per pair: what is wrong with the wrong reply.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>Per pair: the prompt's source, and who wrote the wrong reply.</summary>
    public List<(string Source, string Generator)> Origins { get; } = [];

    /// <param name="pairs">The pairs; read once, not kept.</param>
    /// <param name="weights">How much a pair counts, by its source.</param>
    /// <param name="parallel">Threads for the features; the result does not depend on them.</param>
    /// <param name="progress">Told how many pairs are done.</param>
    public static GroundedPairs Of(IEnumerable<PreferencePair> pairs, IReadOnlyDictionary<string, double> weights, ParallelOptions parallel, IProgress<long>? progress)
    {
        var all = new GroundedPairs();
        var rows = new FeatureRows(GroundedSchema.Schema);
        foreach (var batch in pairs.Chunk(Batch))
        {
            var runs = Runs(batch);
            var read = new (ReplyRows? Chosen, ReplyRows Rejected)[batch.Length];
            Parallel.For(0, runs.Count, parallel, run =>
            {
                var extractor = new FeatureExtractor(batch[runs[run].Start].Prompt);
                for (var i = runs[run].Start; i < runs[run].End; i++)
                {
                    var isRepeated = i > runs[run].Start && batch[i].Chosen == batch[i - 1].Chosen;
                    read[i] = (isRepeated ? null : extractor.Extract(batch[i].Chosen), extractor.Extract(batch[i].Rejected ?? [], batch[i].Rejected is null));
                }
            });
            var chosen = -1;
            for (var i = 0; i < batch.Length; i++)
            {
                if (read[i].Chosen is { } first) chosen = Add(first);
                all.Table.AddPair(chosen, Add(read[i].Rejected), batch[i].GroupId, weights.GetValueOrDefault(batch[i].Source ?? "", 1));
                all.Labels.Add(batch[i].ErrorLabel);
                all.Origins.Add((batch[i].Source ?? "unknown", batch[i].Generator ?? "unknown"));
            }
            progress?.Report(all.Table.Pairs.Count);
        }
        return all;

        int Add(ReplyRows reply)
        {
            reply.CopyTo(rows);
            return all.Table.AddItem(rows);
        }
    }

    // Pairs of one question stand together and share their prompt.
    private static List<(int Start, int End)> Runs(PreferencePair[] batch)
    {
        var runs = new List<(int, int)>();
        for (var start = 0; start < batch.Length;)
        {
            var end = start + 1;
            while (end < batch.Length && batch[end].QuestionId == batch[start].QuestionId && batch[end].Prompt.Equals(batch[start].Prompt)) end++;
            runs.Add((start, end));
            start = end;
        }
        return runs;
    }
}
