using ToolRM.Conversations;
using ToolRM.Datasets;
using ToolRM.Parsing.Bfcl;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Conformance;

/// <summary>What of a row is judged.</summary>
public enum ConformanceSource
{
    /// <summary>The calls that the original decoded; only the checker is ours.</summary>
    Decoded,

    /// <summary>The model's raw output; decoder and checker are ours. Decoded values, verdicts and errors are compared with and never read before.</summary>
    Raw,
}

/// <summary>Compares our verdicts with the stored ones of the original, row by row.</summary>
public static class ConformanceCheck
{
    /// <summary>Judges every row of a folder's <c>conformance</c> file.</summary>
    /// <param name="folder">A folder with <c>questions.jsonl.gz</c> and <c>conformance.jsonl.gz</c>.</param>
    /// <param name="source">What is judged. From <see cref="ConformanceSource.Decoded"/>, rows that the original could not decode are left out.</param>
    /// <param name="progress">Told the number of rows so far; may be null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DataFormatException">A file is missing or malformed.</exception>
    public static ConformanceReport Run(string folder, ConformanceSource source, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var questions = ConformanceQuestions.Load(Path.Combine(folder, "questions.jsonl.gz"));
        var report = new ConformanceReport(source);
        using var reader = JsonLinesReader.Open(Path.Combine(folder, "conformance.jsonl.gz"));
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = ConformanceRow.Read(reader.Line);
            if (source == ConformanceSource.Decoded && !row.DecodeOk) continue;
            var (language, checker) = questions.Get(row.QuestionId, row.Where);
            var decoding = source == ConformanceSource.Raw
                ? ReleaseHandlers.Decode(row.Handler, row.Model, row.Raw, language)
                : new BfclDecoding(row.Decoded ?? ArgumentValue.Null, null);
            report.Add(row, language, decoding, Judge(decoding, checker.With(row.UnderscoreNames)));
            if (report.Rows % 1000 == 0) progress?.Report(report.Rows);
        }
        return report;
    }

    /// <summary>The verdict on a decoded output: decoder failure, wrong shape, or the checker's.</summary>
    /// <param name="decoding">What the decoder gave.</param>
    /// <param name="checker">The question's checker.</param>
    public static Verdict Judge(BfclDecoding decoding, ReferenceChecker checker)
    {
        ArgumentNullException.ThrowIfNull(checker);
        if (decoding.Decoded is null)
        {
            return Verdict.Fail(new(BfclErrors.DecoderFailed, ErrorLabel.IncorrectOutputFormat, $"the output could not be decoded: {decoding.Error}"));
        }
        var calls = DecodedCall.FromBfcl(decoding.Decoded);
        return calls is null
            ? Verdict.Fail(new(BfclErrors.WrongOutputFormat, ErrorLabel.IncorrectOutputFormat, "the decoded output is no list of calls"))
            : checker.Check(calls);
    }
}
