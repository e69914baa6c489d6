using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Conformance;

/// <summary>The questions of the data kit, each with its prepared checker.</summary>
public sealed class ConformanceQuestions
{
    private readonly Dictionary<string, (SourceLanguage Language, ReferenceChecker Checker)> _questions = new(StringComparer.Ordinal);

    /// <summary>Reads a questions file.</summary>
    /// <param name="path">The file, such as <c>questions.jsonl.gz</c>.</param>
    /// <exception cref="DataFormatException">A row is not a question; the message says where.</exception>
    public static ConformanceQuestions Load(string path)
    {
        var questions = new ConformanceQuestions();
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var line = reader.Line;
            if (line.Parse() is not MapValue row || row["qid"] is not TextValue id || row["category"] is not TextValue category
                || row["function"] is not { } documents || row["ground_truth"] is not { } answers)
            {
                throw new DataFormatException($"{line.Where}: a question needs \"qid\", \"category\", \"function\" and \"ground_truth\". Check that this is the data kit's questions file");
            }
            var reference = BfclJson.ReadAcceptedCalls(answers, category.Value, $"{line.Where}: ground_truth");
            var checker = new ReferenceChecker(BfclJson.ReadDocuments(documents, $"{line.Where}: function"), reference);
            questions._questions.Add(id.Value, (reference.Language, checker));
        }
        return questions;
    }

    /// <summary>Number of questions.</summary>
    public int Count => _questions.Count;

    /// <summary>Language and checker of a question.</summary>
    /// <param name="id">The question's id.</param>
    /// <param name="where">Who asks, for the message.</param>
    /// <exception cref="DataFormatException">There is no such question.</exception>
    public (SourceLanguage Language, ReferenceChecker Checker) Get(string id, string where) =>
        _questions.TryGetValue(id, out var question)
            ? question
            : throw new DataFormatException($"{where}: question \"{id}\" is not in the questions file. Use both files from the same copy of the kit");
}
