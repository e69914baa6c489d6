using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Datasets.Bfcl;

/// <summary>A BFCL question with its accepted answers.</summary>
/// <param name="Question">The question.</param>
/// <param name="Accepted">The accepted answers; null where no call is right (the irrelevance categories).</param>
/// <param name="File">The question's file.</param>
/// <param name="Line">The question's line, from 1.</param>
public sealed record BfclItem(BfclQuestion Question, AcceptedCalls? Accepted, SourceFile File, long Line);

/// <summary>The single-turn questions of BFCL's data files (version 3 and 4 file names), joined with their answers by id.</summary>
/// <param name="Items">In file order, files sorted by name; ids are unique.</param>
/// <param name="Files">Every file read, questions first.</param>
/// <param name="SkippedFiles">Files of a folder that were left out: multi-turn and other categories without single-turn answers.</param>
/// <remarks>Source: tools-and-data 1.1. One JSON object per line, although the files are called <c>.json</c>.</remarks>
public sealed record BfclQuestionSet(ValueList<BfclItem> Items, ValueList<SourceFile> Files, ValueList<string> SkippedFiles)
{
    /// <summary>Reads questions and answers.</summary>
    /// <param name="questions">A question file of any name, or a folder with files named <c>BFCL_v3_…</c> or <c>BFCL_v4_…</c>.</param>
    /// <param name="answers">
    /// The answer file or folder; null for the folder <c>possible_answer</c> beside the questions. Irrelevance questions need none.
    /// </param>
    /// <exception cref="DataFormatException">A file or row is not what it should be, an id comes twice, or a question has no answer.</exception>
    public static BfclQuestionSet Load(string questions, string? answers = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(questions);
        var skipped = new List<string>();
        var questionFiles = QuestionFiles(questions, skipped);
        var answerFolder = answers ?? Path.Combine(Directory.Exists(questions) ? questions : Path.GetDirectoryName(questions) ?? "", BfclFileName.AnswerFolder);
        var files = new List<SourceFile>();
        var rows = new List<SourceRow<BfclQuestion>>();
        foreach (var file in questionFiles) rows.AddRange(All(file, BfclJson.ReadQuestion, files));

        var needed = rows.Select(row => row.Row).Where(question => !BfclJson.IsIrrelevance(question.Category)).Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        var accepted = new Dictionary<string, AcceptedCalls>(StringComparer.Ordinal);
        if (needed.Count > 0)
        {
            foreach (var file in AnswerFiles(answerFolder, questionFiles))
            {
                foreach (var row in All(file, BfclJson.ReadAnswer, files))
                {
                    if (!accepted.TryAdd(row.Row.Id, row.Row.Accepted)) throw Twice(row.Where, row.Row.Id);
                }
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<BfclItem>(rows.Count);
        foreach (var row in rows)
        {
            var id = row.Row.Id;
            if (!seen.Add(id)) throw Twice(row.Where, id);
            AcceptedCalls? answer = null;
            if (needed.Contains(id) && !accepted.TryGetValue(id, out answer))
            {
                throw new DataFormatException($"{row.Where}: question \"{id}\" has no answer in {answerFolder}. Name the answers of the same version with --answers");
            }
            items.Add(new(row.Row, answer, row.File, row.Line));
        }
        return new(items.ToValueList(), files.ToValueList(), skipped.ToValueList());
    }

    /// <summary>Whether a category's answers are accepted calls of one turn, or that no call is right.</summary>
    /// <param name="category">The category, such as <c>live_simple</c>.</param>
    /// <remarks>Left out by name: multi-turn, executable, relevance (any call will do), and version 4's agentic categories.</remarks>
    public static bool IsSingleTurn(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        if (BfclJson.IsIrrelevance(category)) return true;
        var name = category.StartsWith("live_", StringComparison.Ordinal) ? category[5..] : category;
        return name is "simple" or "simple_python" or "simple_java" or "simple_javascript" or "java" or "javascript"
            or "multiple" or "parallel" or "parallel_multiple";
    }

    private static string[] QuestionFiles(string path, List<string> skipped)
    {
        if (!Directory.Exists(path)) return [path];
        var named = Directory.EnumerateFiles(path).Where(file => BfclFileName.Parse(file) is { IsResult: false })
            .Order(StringComparer.Ordinal).ToList();
        skipped.AddRange(named.Where(file => !IsSingleTurn(BfclFileName.Parse(file)!.Category)));
        named.RemoveAll(skipped.Contains);
        return named.Count > 0
            ? [.. named]
            : throw new DataFormatException($"{path}: expected single-turn question files such as BFCL_v4_simple_python.json, found none. Name the folder that holds them, or one file");
    }

    private static string[] AnswerFiles(string path, string[] questionFiles)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new DataFormatException($"{path}: there are no answers. Name their file or folder with --answers");
        var wanted = questionFiles.Select(Name).ToHashSet(StringComparer.Ordinal);
        return [.. Directory.EnumerateFiles(path).Where(file => wanted.Contains(Name(file))).Order(StringComparer.Ordinal)];

        static string Name(string file) => Path.GetFileName(file).Replace(".gz", "", StringComparison.Ordinal);
    }

    private static SourceRow<T>[] All<T>(string file, Func<ArgumentValue, string, T> read, List<SourceFile> files)
    {
        var rows = SourceRows.Read(file, read).ToArray(); // never empty: a file without rows is an error
        files.Add(rows[0].File with { Rows = rows.Length });
        return rows;
    }

    private static DataFormatException Twice(string where, string id) => new($"{where}: the id \"{id}\" comes twice. Give one version of each file");
}
