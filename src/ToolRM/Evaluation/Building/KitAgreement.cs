using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets;
using ToolRM.Evaluation.Conformance;
using ToolRM.Parsing.Bfcl;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Building;

/// <summary>
/// Rebuilds the data kit's pool verdicts and pair labels from the models' raw outputs (<c>conformance</c>) and the questions,
/// and compares.
/// </summary>
/// <param name="Pool">Decodable pool candidates whose output is in <c>conformance</c>: verdict and error type against ours.</param>
/// <param name="PoolAbsent">Decodable pool candidates none of whose outputs is in <c>conformance</c>.</param>
/// <param name="Main">Pairs whose rejected output is in <c>conformance</c>: label against ours.</param>
/// <param name="MainStored">The other pairs, judged on their stored calls; those that could not be decoded are not among them.</param>
/// <param name="MainAbsent">Pairs that could not be decoded and whose text is not in <c>conformance</c>.</param>
/// <remarks>
/// An output is found by question and calls: equal under <see cref="CallKey"/>, and either exactly the same text or of a model
/// and run that the row names. Of several, the one of that run counts (of pairs, exactly the same text), because the order of
/// arguments and calls decides which error is met first. Error types of single calls behind a parallel mismatch are not compared: the kit keeps
/// those of one output for all that are equal.
/// </remarks>
public sealed record KitAgreement(Agreement Pool, int PoolAbsent, Agreement Main, Agreement MainStored, int MainAbsent)
{
    /// <summary>Rebuilds and compares.</summary>
    /// <param name="folder">The kit's <c>fcrb-dev</c>.</param>
    /// <param name="progress">Told the number of outputs so far; may be null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataFormatException">A file is missing or malformed.</exception>
    public static KitAgreement Run(string folder, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var questions = SourceRows.Read(File("questions"), QuestionRow.Read).ToDictionary(row => row.Row.Qid, row => BenchmarkQuestion.Of(row.Row), StringComparer.Ordinal);
        var pool = SourceRows.Read(File("pool"), PoolRow.Read).Where(row => row.Row.Calls is not null)
            .Select(row => new Stored<PoolRow>(row.Row, row.Where)).ToList();
        var main = SourceRows.Read(File("main"), PairRow.Read).Select(row => new Stored<PairRow>(row.Row, row.Where)).ToList();
        var poolByCalls = pool.ToLookup(row => (row.Row.Qid, CallKey.Of(row.Row.Calls!.Value)));
        var mainByCalls = main.Where(row => row.Row.Rejected is not null).ToLookup(row => (row.Row.Qid, CallKey.Of(row.Row.Rejected!.Value)));
        var mainByText = main.Where(row => row.Row.RejectedText is not null).ToLookup(row => (row.Row.Qid, row.Row.RejectedText!));

        var rows = 0L;
        using var reader = JsonLinesReader.Open(File("conformance"));
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++rows % 1000 == 0) progress?.Report(rows);
            var row = ConformanceRow.Read(reader.Line);
            var question = Question(questions, row.QuestionId, row.Where);
            // Only the raw output and its handler are read; what the kit says about it is not.
            var judged = JudgedOutput.Of(question, new(row.Model, row.Run), row.Raw, ReleaseHandlers.Decode(row.Handler, row.Model, row.Raw, question.Language), row.UnderscoreNames);
            if (judged.Calls is not { } calls)
            {
                foreach (var pair in mainByText[(question.Id, judged.Text)]) pair.Take(judged, pair.Row.Model == row.Model ? 2 : 1);
                continue;
            }
            var key = (question.Id, CallKey.Of(calls));
            foreach (var candidate in poolByCalls[key])
            {
                candidate.Take(judged, (candidate.Row.Runs.Contains(judged.Source) ? 2 : 0) + (candidate.Row.Calls == calls ? 1 : 0));
            }
            foreach (var pair in mainByCalls[key])
            {
                pair.Take(judged, (pair.Row.Rejected == calls ? 2 : 0) + (pair.Row.Model == row.Model ? 1 : 0));
            }
        }
        return new(
            Compare(pool, row => row.Row.ErrorType ?? "valid", row => row.Judged is { } found ? found.Verdict.ErrorType ?? "valid" : null),
            pool.Count(row => row.Judged is null),
            Compare(main, row => row.Row.ErrorType, row => row.Judged is { } found ? Word(found.Label) : null),
            Compare(main, row => row.Row.ErrorType, row => row.Judged is null && row.Row.Rejected is { } calls
                ? Word(BfclErrors.LabelOf(JudgedOutput.Check(Question(questions, row.Row.Qid, row.Where), calls)))
                : null),
            main.Count(row => row.Judged is null && row.Row.Rejected is null));

        string File(string name) => Path.Combine(folder, name + ".jsonl.gz");
    }

    private static BenchmarkQuestion Question(Dictionary<string, BenchmarkQuestion> questions, string id, string where) =>
        questions.GetValueOrDefault(id) ?? throw new DataFormatException($"{where}: question \"{id}\" is not in the questions file. Use files from the same copy of the kit");

    /// <summary>Rows for which <paramref name="found"/> gives null are left out.</summary>
    private static Agreement Compare<T>(List<Stored<T>> rows, Func<Stored<T>, string> expected, Func<Stored<T>, string?> found)
    {
        var differences = new List<AgreementDifference>();
        var compared = 0;
        foreach (var row in rows)
        {
            if (found(row) is not { } ours) continue;
            compared++;
            if (ours != expected(row)) differences.Add(new(row.Where, expected(row), ours));
        }
        return new(compared, differences.ToValueList());
    }

    private static string Word(ErrorLabel? label) => label is { } known ? VerdictJson.Word(known) : "valid";

    /// <summary>A stored row and the output found for it that fits best.</summary>
    private sealed class Stored<T>(T row, string where)
    {
        // 0: equal under CallKey alone, which may be 1 against 1.0, two candidates of different verdicts.
        private int _fit;

        public T Row { get; } = row;

        public string Where { get; } = where;

        public JudgedOutput? Judged { get; private set; }

        public void Take(JudgedOutput judged, int fit)
        {
            if (fit > _fit) (_fit, Judged) = (fit, judged);
        }
    }
}

/// <summary>How many of a number of rows agree.</summary>
/// <param name="Compared">Rows compared.</param>
/// <param name="Differences">Those that differ, in file order.</param>
public sealed record Agreement(int Compared, ValueList<AgreementDifference> Differences)
{
    /// <summary>Rows that agree.</summary>
    public int Agree => Compared - Differences.Count;

    /// <summary>Share that agrees, 0 to 1; NaN without rows.</summary>
    public double Share => (double)Agree / Compared;
}

/// <summary>A row on which the rebuild differs.</summary>
/// <param name="Where">File and line.</param>
/// <param name="Expected">What the file says.</param>
/// <param name="Found">What was rebuilt.</param>
public sealed record AgreementDifference(string Where, string Expected, string Found);
