using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Pools;

/// <summary>What <c>toolrm benchmark build</c> wrote, as pools: candidates with the verdicts that the build gave.</summary>
/// <remarks>
/// The verdicts are read, not found anew: an output that BFCL's decoder of its model could not decode counts as wrong, and our
/// tolerant parser, which sees only the text, would find the right call in many of them. Outputs of one question with exactly
/// the same calls and verdict are one output with several runs, as in the data kit.
/// </remarks>
public static class BuiltPool
{
    /// <summary>Candidates of the questions to which calls are right.</summary>
    public const string PoolsFile = "pools.jsonl";

    /// <summary>Candidates of the questions to which no call is right.</summary>
    public const string IrrelevanceFile = "irrelevance.jsonl";

    /// <summary>The verdicts on both, under <c>question/candidate</c>.</summary>
    public const string VerdictsFile = "verdicts.jsonl";

    private const string NextStep = "Run 'toolrm benchmark build' again";

    /// <summary>Whether a folder holds a built benchmark.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsAt(string folder) => File.Exists(Path.Combine(folder, PoolsFile)) && File.Exists(Path.Combine(folder, VerdictsFile));

    /// <summary>Reads one of the two files of candidates.</summary>
    /// <param name="folder">The run directory of the build.</param>
    /// <param name="name"><see cref="PoolsFile"/> or <see cref="IrrelevanceFile"/>.</param>
    /// <exception cref="DataFormatException">A file is missing, empty or malformed, an id stands twice, or a candidate has no verdict.</exception>
    public static CandidatePool Load(string folder, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var (path, verdictsPath) = (Path.Combine(folder, name), Path.Combine(folder, VerdictsFile));
        if (name == IrrelevanceFile && new FileInfo(path) is { Exists: true, Length: 0 })
        {
            throw new DataFormatException($"{path}: the benchmark was built without outputs to irrelevance questions. Build it from outputs that have them");
        }
        var verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        using (var reader = JsonLinesReader.Open(verdictsPath))
        {
            while (reader.Read())
            {
                var row = reader.Parse();
                verdicts[DocumentNode.Root(row, reader.Where, NextStep).Required("id").Text()] = VerdictJson.Read(row, reader.Where);
            }
        }
        var (factory, questions, ids) = (new PoolOutputs(), new List<PoolQuestion>(), new HashSet<string>(StringComparer.Ordinal));
        PoolRow? first = null;
        using (var reader = JsonLinesReader.Open(path))
        {
            while (reader.Read())
            {
                var row = PoolRow.Read(reader.Parse(), reader.Where);
                first ??= row;
                if (row.Dataset != first.Dataset) throw new DataFormatException($"{reader.Where}: expected rows of one data set, \"{first.Dataset}\" as in the first row, found \"{row.Dataset}\". {NextStep}");
                if (!ids.Add(row.Group.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{row.Group.Id}\". {NextStep}");
                var reference = row.Group.Reference ?? throw new DataFormatException($"{reader.Where}: \"{row.Group.Id}\" has no reference. {NextStep}");
                var outputs = row.Group.Candidates.Select(candidate => (candidate, verdicts.GetValueOrDefault($"{row.Group.Id}/{candidate.Id}")
                        ?? throw new DataFormatException($"{reader.Where}: candidate \"{candidate.Id}\" has no verdict in {VerdictsFile}. {NextStep}")))
                    .GroupBy(Same).Select(same => Output(factory, row.Group, [.. same])).ToValueList();
                questions.Add(new(row.Group.Id, row.QuestionGroup, row.Category, row.Group.Prompt, reference, outputs));
            }
        }
        return new(first!.Dataset, questions.ToValueList(), [SourceFile.Of(path) with { Rows = questions.Count }, SourceFile.Of(verdictsPath) with { Rows = verdicts.Count }]);
    }

    private static (ValueList<ToolCall>, string Text, VerdictStatus, string?) Same((Candidate Candidate, Verdict Verdict) output) =>
        (output.Candidate.Calls, IsUndecodable(output.Verdict) ? output.Candidate.Text : "", output.Verdict.Status, output.Verdict.ErrorType);

    private static bool IsUndecodable(Verdict verdict) => verdict.ErrorType is BfclErrors.DecoderFailed or BfclErrors.WrongOutputFormat;

    private static PoolOutput Output(PoolOutputs factory, CandidateGroup group, ReadOnlySpan<(Candidate Candidate, Verdict Verdict)> same)
    {
        var runs = new List<KitRun>();
        foreach (var (candidate, _) in same) runs.Add(Run(candidate));
        var (one, verdict) = same[0];
        return IsUndecodable(verdict)
            ? PoolOutputs.Unreadable(one.Id, one.Text, runs.ToValueList())
            // The text stood beside the calls of one run only; the data kit's candidates have none either.
            : factory.Readable(one with { Text = "" }, group.Prompt.Tools, verdict.Status == VerdictStatus.Pass, runs.ToValueList(), BfclErrors.LabelOf(verdict));
    }

    /// <summary>Model and run of <c>model@run</c>; models of one run have no <c>@</c>.</summary>
    private static KitRun Run(Candidate candidate)
    {
        var source = candidate.Source ?? "unknown";
        var at = source.LastIndexOf('@');
        return at < 0 ? new(source, candidate.Id) : new(source[..at], source[(at + 1)..]);
    }

    /// <summary>A row of candidates with the columns that the build adds.</summary>
    private sealed record PoolRow(CandidateGroup Group, string QuestionGroup, string? Category, string Dataset)
    {
        public static PoolRow Read(ArgumentValue row, string where)
        {
            var node = DocumentNode.Root(row, where, NextStep);
            return new(CandidatesJson.Read(row, where), node.Required("group").Text(), node.OptionalText("category"), node.Required("dataset").Text());
        }
    }
}
