using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;
using ToolRM.Parsing;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Pools;

/// <summary>
/// Candidate files (<c>toolrm/candidates@1</c>) as a pool: every candidate is one draw, judged by its row's reference or by the
/// reference of the same id in a file of tasks. Rows may say what they are of with <c>dataset</c>, which becomes the title, which
/// rows ask the same with <c>group</c>, by which intervals resample, and BFCL's <c>category</c>, which tells live questions.
/// </summary>
public static class CandidateFilePool
{
    /// <summary>Reads a file and judges its candidates.</summary>
    /// <param name="path">The candidate file.</param>
    /// <param name="references">
    /// A file of task rows (the data kit's <c>eval/</c>) that gives the references by id; null when the rows carry their own.
    /// </param>
    /// <exception cref="DataFormatException">A file is missing or malformed, an id stands twice, or a row has no reference.</exception>
    /// <remarks>Rows of which a candidate cannot be judged are left out and counted in <see cref="CandidatePool.Notes"/>.</remarks>
    public static CandidatePool Load(string path, string? references = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var files = new List<SourceFile>();
        var byId = references is null ? null : References(references, files);
        var (verifier, factory) = (new CaseVerifier(), new PoolOutputs());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var questions = new List<PoolQuestion>();
        var (rows, undecided, empty) = (0L, 0, 0);
        string? dataset = null;
        using (var reader = JsonLinesReader.Open(path))
        {
            while (reader.Read())
            {
                rows++;
                var row = reader.Parse();
                var group = CandidatesJson.Read(row, reader.Where);
                var named = (row as MapValue)?["dataset"] is TextValue text ? BenchmarkTitle.Own(text.Value, $"{reader.Where}: dataset") : null;
                if (rows == 1) dataset = named;
                else if (named != dataset)
                {
                    throw new DataFormatException($"{reader.Where}: expected rows of one data set, {Quoted(dataset)} as in the first row, found {Quoted(named)}. Measure one at a time");
                }
                if (!seen.Add(group.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{group.Id}\". Make the ids unique");
                var reference = group.Reference ?? byId?.GetValueOrDefault(group.Id) ?? throw new DataFormatException(
                    $"{reader.Where}: \"{group.Id}\" has no reference. Add \"reference\" to the row, or name a file of tasks with --references");
                if (group.Candidates.Count == 0) empty++;
                else if (Judge(verifier, factory, group with { Reference = reference }) is { } outputs) questions.Add(Question((MapValue)row, reader.Where, group, reference, outputs));
                else undecided++;
            }
        }
        files.Insert(0, SourceFile.Of(path) with { Rows = rows });
        if (questions.Count == 0) throw new DataFormatException($"{path}: expected rows with candidates that can be judged, found none of {rows}. Check the references with 'toolrm verify --data'");
        var notes = new List<string>();
        if (empty > 0) notes.Add($"{empty} rows without candidates are left out");
        if (undecided > 0) notes.Add($"{undecided} rows with a candidate that cannot be judged are left out");
        return new(dataset ?? Path.GetFileName(path), questions.ToValueList(), files.ToValueList(), Notes: notes.ToValueList());
    }

    private static string Quoted(string? dataset) => dataset is null ? "no \"dataset\"" : $"\"{dataset}\"";

    private static PoolQuestion Question(MapValue row, string where, CandidateGroup group, Reference reference, ValueList<PoolOutput> outputs)
    {
        var node = DocumentNode.Root(row, where, "See docs/formats.md, \"toolrm/candidates@1\"");
        return new(group.Id, node.OptionalText("group") ?? group.Id, node.OptionalText("category"), group.Prompt, reference, outputs);
    }

    /// <summary>The judged candidates; null when one of them could not be judged.</summary>
    private static ValueList<PoolOutput>? Judge(CaseVerifier verifier, PoolOutputs factory, CandidateGroup group)
    {
        var outputs = new List<PoolOutput>();
        foreach (var (result, index) in verifier.Verify(group).Select((result, index) => (result, index)))
        {
            if (result.Verdict.Status == VerdictStatus.Undecided) return null;
            var candidate = group.Candidates[index];
            ValueList<KitRun> run = [new(candidate.Source ?? "unknown", candidate.Id)];
            var isRight = result.Verdict.Status == VerdictStatus.Pass;
            bool? inOrder = KnowsOrder(group.Reference!) ? isRight && result.Verdict.Components.Any(component => component is { Name: "ordered", Value: 1 }) : null;
            outputs.Add(result.Reply?.Status is ReplyStatus.Malformed or ReplyStatus.WrongShape
                ? PoolOutputs.Unreadable(candidate.Id, candidate.Text, run, inOrder)
                : factory.Readable(candidate with { Calls = result.Calls }, group.Prompt.Tools, isRight, run, result.Label, inOrder));
        }
        return outputs.ToValueList();
    }

    /// <summary>Whether a verdict by this reference says if the calls stand in its order.</summary>
    private static bool KnowsOrder(Reference reference) => reference is GoldCalls or NoCall || (reference is AnyOf any && any.Alternatives.All(KnowsOrder));

    private static Dictionary<string, Reference> References(string path, List<SourceFile> files)
    {
        var references = new Dictionary<string, Reference>(StringComparer.Ordinal);
        using (var reader = JsonLinesReader.Open(path))
        {
            while (reader.Read())
            {
                var row = TaskRow.Read(reader.Parse(), reader.Where);
                if (!references.TryAdd(row.Id, row.Reference)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{row.Id}\". Make the ids unique");
            }
        }
        files.Add(SourceFile.Of(path) with { Rows = references.Count });
        return references;
    }
}
