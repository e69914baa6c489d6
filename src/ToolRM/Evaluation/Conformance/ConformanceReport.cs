using ToolRM.Conversations;
using ToolRM.Parsing.Bfcl;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Conformance;

/// <summary>Agreement with the original, by handler and language.</summary>
public sealed class ConformanceReport
{
    private readonly SortedDictionary<(string Handler, string Output), (long Rows, long Agree)> _handlers = [];
    private readonly List<ConformanceDifference> _differences = [];

    internal ConformanceReport(ConformanceSource source) => Source = source;

    /// <summary>What was judged.</summary>
    public ConformanceSource Source { get; }

    /// <summary>Rows judged.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows whose verdict, error type and sub-error types are the original's.</summary>
    public long Agree { get; private set; }

    /// <summary>Share of agreeing rows, 0 to 1; NaN without rows.</summary>
    public double Share => (double)Agree / Rows;

    /// <summary>Rows and agreement by handler and kind of output (such as <c>python text</c>), sorted.</summary>
    public IReadOnlyList<ConformanceGroup> Groups =>
        [.. _handlers.Select(entry => new ConformanceGroup(entry.Key.Handler, entry.Key.Output, entry.Value.Rows, entry.Value.Agree))];

    /// <summary>Every difference, in file order.</summary>
    public IReadOnlyList<ConformanceDifference> Differences => _differences;

    internal void Add(ConformanceRow row, SourceLanguage language, BfclDecoding decoding, Verdict verdict)
    {
        var agrees = verdict.Status == (row.Valid ? VerdictStatus.Pass : VerdictStatus.Fail)
            && verdict.ErrorType == row.ErrorType && verdict.SubErrorTypes == row.SubErrorTypes;
        var key = (row.Handler, $"{language.ToString().ToLowerInvariant()} {(row.Raw is TextValue ? "text" : "calls")}");
        var (rows, agree) = _handlers.GetValueOrDefault(key);
        _handlers[key] = (rows + 1, agree + (agrees ? 1 : 0));
        Rows++;
        if (agrees) Agree++;
        else _differences.Add(new(row.Id, row.Handler, language, row.ErrorType ?? "valid", verdict.ErrorType ?? "valid", decoding.Error));
    }
}

/// <summary>Agreement of one handler on one kind of output.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Output">Language and kind of the output.</param>
/// <param name="Rows">Rows judged.</param>
/// <param name="Agree">Rows that agree.</param>
public sealed record ConformanceGroup(string Handler, string Output, long Rows, long Agree);

/// <summary>One row on which we differ.</summary>
/// <param name="Id">Question, model and run.</param>
/// <param name="Handler">The handler.</param>
/// <param name="Language">The question's language.</param>
/// <param name="Expected">The original's error type, or <c>valid</c>.</param>
/// <param name="Found">Ours.</param>
/// <param name="DecodeError">Why our decoder raised; null when it did not.</param>
public sealed record ConformanceDifference(string Id, string Handler, SourceLanguage Language, string Expected, string Found, string? DecodeError);
