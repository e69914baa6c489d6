using ToolRM.Conversations;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Building;

/// <summary>The outputs to one question and the wrong ones that may stand in a pair.</summary>
internal sealed class QuestionCandidates
{
    private readonly List<JudgedOutput> _outputs = [];

    public QuestionCandidates(BenchmarkQuestion question) => Question = question;

    public BenchmarkQuestion Question { get; }

    /// <summary>Every output, in the order given.</summary>
    public IReadOnlyList<JudgedOutput> Outputs => _outputs;

    public void Add(JudgedOutput output) => _outputs.Add(output);

    /// <summary>
    /// Distinct wrong outputs by label, each with who gave it. Not among them: what is stored differently from what was judged,
    /// what is undecided, empty lists of calls, calls that equal right ones but for 1 against 1.0, and function names that are
    /// no identifiers or differ from an offered one by <c>.</c> and <c>_</c> only.
    /// </summary>
    public SortedDictionary<ErrorLabel, List<WrongCandidate>> Wrong(ValueList<ToolCall> chosen)
    {
        var right = _outputs.Where(output => output is { IsRight: true, Calls: not null }).Select(output => CallKey.Of(output.Calls!.Value))
            .Append(CallKey.Of(chosen)).ToHashSet(StringComparer.Ordinal);
        var dotless = Question.Documents.Where(document => document.Name.Contains('.', StringComparison.Ordinal) || document.Name.Contains('_', StringComparison.Ordinal))
            .ToLookup(document => Dotless(document.Name), document => document.Name, StringComparer.Ordinal);
        var found = new Dictionary<string, WrongCandidate>(StringComparer.Ordinal);
        foreach (var output in _outputs)
        {
            if (output.Verdict.Status != VerdictStatus.Fail || output.Label is not { } label || !output.IsStorable) continue;
            string key;
            if (output.Calls is { } calls)
            {
                if (calls.Count == 0 || right.Contains(key = CallKey.Of(calls))) continue;
                if (calls.Any(call => !IsName(call.Name) || (dotless[Dotless(call.Name)].Any() && !dotless[Dotless(call.Name)].Contains(call.Name)))) continue;
                key = $"{label} {key}"; // the order of arguments may change the label
            }
            else if (label == ErrorLabel.IncorrectOutputFormat && !string.IsNullOrWhiteSpace(output.Text)) key = "text " + output.Text;
            else continue;
            if (found.TryGetValue(key, out var same)) same.Sources.Add(output.Source);
            else found.Add(key, new(key, output, label));
        }
        var byLabel = new SortedDictionary<ErrorLabel, List<WrongCandidate>>();
        foreach (var candidate in found.Values)
        {
            if (!byLabel.TryGetValue(candidate.Label, out var list)) byLabel.Add(candidate.Label, list = []);
            list.Add(candidate);
        }
        return byLabel;
    }

    private static string Dotless(string name) => name.Replace('.', '_');

    /// <summary>Identifiers joined by dots.</summary>
    private static bool IsName(string name) => name.Split('.').All(part =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_') && part.All(character => char.IsLetterOrDigit(character) || character == '_'));
}

/// <summary>A distinct wrong output.</summary>
/// <param name="key">What makes it distinct.</param>
/// <param name="output">The first output that is it.</param>
/// <param name="label">Which error it is.</param>
internal sealed class WrongCandidate(string key, JudgedOutput output, ErrorLabel label)
{
    public string Key { get; } = key;

    public JudgedOutput Output { get; } = output;

    public ErrorLabel Label { get; } = label;

    public List<Conversations.Formats.DataKit.KitRun> Sources { get; } = [output.Source];
}
