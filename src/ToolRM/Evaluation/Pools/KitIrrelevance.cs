using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;

namespace ToolRM.Evaluation.Pools;

/// <summary>The data kit's <c>irrelevance</c>: questions to which no call is right.</summary>
public static class KitIrrelevance
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">A folder in the form of the data kit's <c>fcrb-dev</c>.</param>
    /// <exception cref="DataFormatException">The file is missing or malformed, or an id stands twice.</exception>
    /// <remarks>
    /// All abstentions of a question are one readable output without calls, whether the model sent an empty list or text: the
    /// file does not tell them apart.
    /// </remarks>
    public static CandidatePool Load(string folder)
    {
        var kit = new KitFolder(folder);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var factory = new PoolOutputs();
        var questions = kit.Read("irrelevance", (value, where) =>
        {
            var row = IrrelevanceRow.Read(value, where);
            if (!seen.Add(row.Qid)) throw new DataFormatException($"{where}: expected one row per question, found a second one of \"{row.Qid}\". Remove one of them");
            var outputs = row.Outputs.Select((output, index) => factory.Readable(
                new Candidate(KitFolder.OutputId(index), output.AbstentionTexts.Count == 0 ? "" : output.AbstentionTexts[0], output.Calls),
                row.Prompt.Tools, output.Calls.Count == 0, output.Runs)).ToValueList();
            return new PoolQuestion(row.Qid, row.Group, row.Category, row.Prompt, new NoCall(), outputs);
        });
        return new(kit.Title + ", irrelevance", questions.Where(question => question.Outputs.Count > 0).ToValueList(), kit.Files);
    }
}
