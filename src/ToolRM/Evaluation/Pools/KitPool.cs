using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Pools;

/// <summary>The data kit's pools: <c>questions</c>, <c>pool</c> and <c>pool-undecodable</c>, joined by question id.</summary>
/// <remarks>
/// Every run of both files is one draw. Verdicts are the stored ones. An output that could not be decoded has no calls and is
/// wrong. Source: the data kit's README, section fcrb-dev.
/// </remarks>
public static class KitPool
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">A folder in the form of the data kit's <c>fcrb-dev</c>; <c>pool-undecodable</c> and <c>models</c> may be absent.</param>
    /// <exception cref="DataFormatException">A file is missing or malformed, an id stands twice, or the files do not belong together.</exception>
    public static CandidatePool Load(string folder)
    {
        var kit = new KitFolder(folder);
        var questions = new Dictionary<string, QuestionRow>(StringComparer.Ordinal);
        var outputs = new Dictionary<string, List<PoolOutput>>(StringComparer.Ordinal);
        var runs = new HashSet<(string, KitRun)>();
        var factory = new PoolOutputs();
        var order = kit.Read("questions", (row, where) =>
        {
            var question = QuestionRow.Read(row, where);
            if (!questions.TryAdd(question.Qid, question)) throw new DataFormatException($"{where}: expected one row per question, found a second one of \"{question.Qid}\". Remove one of them");
            outputs.Add(question.Qid, []);
            return question;
        });
        kit.Read("pool", Add);
        var notes = new List<string>();
        if (kit.Has("pool-undecodable")) kit.Read("pool-undecodable", Add);
        else notes.Add("there is no pool-undecodable file: outputs that could not be decoded are missing, which flatters every selector");
        var unanswered = outputs.Values.Count(list => list.Count == 0);
        if (unanswered > 0) notes.Add($"{unanswered} questions without an output are left out");
        var found = order.Where(question => outputs[question.Qid].Count > 0).Select(question => new PoolQuestion(
            question.Qid, question.Group, question.Category, question.Prompt, question.Accepted, outputs[question.Qid].ToValueList())).ToValueList();
        if (found.Count == 0) throw new DataFormatException($"{folder}: expected questions with outputs, found none. Use questions and pool of one copy of the kit");
        var open = kit.OpenModels();
        return new(kit.Title, found, kit.Files, open, notes.ToValueList()); // the files after all of them were read

        bool Add(ArgumentValue value, string where)
        {
            var row = PoolRow.Read(value, where);
            if (!questions.TryGetValue(row.Qid, out var question))
            {
                throw new DataFormatException($"{where}: question \"{row.Qid}\" is not in the questions file. Use both files from the same copy of the kit");
            }
            foreach (var run in row.Runs)
            {
                if (!runs.Add((row.Qid, run))) throw new DataFormatException($"{where}: expected one output of \"{run.Model}\", run \"{run.Run}\", to question \"{row.Qid}\", found a second one. Remove one of them");
            }
            var list = outputs[row.Qid];
            var id = KitFolder.OutputId(list.Count);
            list.Add(row.Calls is { } calls
                ? factory.Readable(new Candidate(id, "", calls), question.Prompt.Tools, row.Valid, row.Runs, Label(row))
                : PoolOutputs.Unreadable(id, row.Text ?? "", row.Runs));
            return true;
        }
    }

    private static ErrorLabel? Label(PoolRow row) =>
        row.Valid ? null : BfclErrors.LabelOf(new Verdict(VerdictStatus.Fail, row.ErrorType, SubErrorTypes: row.SubErrorTypes));
}
