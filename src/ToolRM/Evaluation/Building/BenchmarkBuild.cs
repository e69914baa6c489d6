using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing.Bfcl;
using ToolRM.Preferences;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Building;

/// <summary>How a benchmark is built.</summary>
public sealed record BenchmarkBuildOptions
{
    /// <summary>Draws among equals. Default 0 (ours).</summary>
    public long Seed { get; init; }

    /// <summary>Pairs wanted; null for one at every question that has a wrong output. The paper has 1,500 (toolrm 1.1).</summary>
    public int? Pairs { get; init; }

    /// <summary>Which shares of the labels are aimed at. Default the paper's.</summary>
    public LabelBalance Balance { get; init; } = LabelBalance.Paper;

    /// <summary>What reports call the data, kept in every pair; the name of the published benchmark is not ours to use.</summary>
    public string Title { get; init; } = "built from BFCL outputs";
}

/// <summary>Shares of the labels.</summary>
public enum LabelBalance
{
    /// <summary>FC-RewardBench's own (toolrm 1.2).</summary>
    Paper,

    /// <summary>The same for every label.</summary>
    Uniform,
}

/// <summary>
/// From questions and models' raw outputs to pairs, pools and irrelevance rows: decode, check, label, choose one wrong call a
/// question, balance by label.
/// </summary>
/// <remarks>Keeps every output in memory. The rule of the choice stands at <c>PairChoice</c>. Not thread-safe.</remarks>
public sealed class BenchmarkBuild
{
    private readonly Dictionary<string, QuestionCandidates> _questions = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string, string)> _seen = [];
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Starts with the questions.</summary>
    /// <param name="questions">The questions; ids are unique.</param>
    /// <exception cref="DataFormatException">An id comes twice.</exception>
    public BenchmarkBuild(IEnumerable<BenchmarkQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        foreach (var question in questions)
        {
            if (!_questions.TryAdd(question.Id, new(question))) throw new DataFormatException($"question \"{question.Id}\" comes twice. Remove one of them");
        }
    }

    /// <summary>What happened to the outputs, by name, sorted: <c>outputs</c>, <c>right</c>, <c>wrong</c>, <c>undecodable</c>, <c>undecided</c>, <c>not storable</c>, <c>without a question</c>.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>The question of the first output that is to none of these; null when there is no such output.</summary>
    public string? FirstWithoutQuestion { get; private set; }

    /// <summary>Decodes and judges an output.</summary>
    /// <param name="questionId">The question.</param>
    /// <param name="model">The model.</param>
    /// <param name="run">The model's run; empty when there is one only.</param>
    /// <param name="output">What the model gave.</param>
    /// <param name="decode">Its decoder.</param>
    /// <param name="underscoreNames">Whether the model writes <c>_</c> for each dot of a name.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <returns>False when there is no such question: a result folder may hold more than was asked for.</returns>
    /// <exception cref="DataFormatException">The same model and run answered this question before.</exception>
    public bool Add(string questionId, string model, string run, ArgumentValue output, Func<ArgumentValue, SourceLanguage, BfclDecoding> decode, bool underscoreNames, string where)
    {
        ArgumentNullException.ThrowIfNull(decode);
        if (!_questions.TryGetValue(questionId, out var candidates))
        {
            Count("without a question");
            FirstWithoutQuestion ??= questionId;
            return false;
        }
        if (!_seen.Add((questionId, model, run)))
        {
            throw new DataFormatException($"{where}: expected one output of \"{model}\" to question \"{questionId}\"{(run.Length == 0 ? "" : $" in run \"{run}\"")}, found a second one. Remove one of the files");
        }
        var judged = JudgedOutput.Of(candidates.Question, new(model, run), output, decode(output, candidates.Question.Language), underscoreNames);
        candidates.Add(judged);
        Count("outputs");
        Count(judged.Verdict.Status switch { VerdictStatus.Pass => "right", VerdictStatus.Fail => "wrong", _ => "undecided" });
        if (judged.Calls is null && judged.IsStorable) Count("undecodable");
        if (!judged.IsStorable) Count("not storable");
        return true;
    }

    /// <summary>One pair for each chosen question, sorted by id.</summary>
    /// <param name="options">How many, and near which shares.</param>
    /// <exception cref="DataFormatException">No question has a wrong output.</exception>
    public ValueList<PreferencePair> Pairs(BenchmarkBuildOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Pairs is < 1) throw new ArgumentOutOfRangeException(nameof(options), options.Pairs, "Pairs must be at least 1");
        var wrong = new Dictionary<string, SortedDictionary<ErrorLabel, List<WrongCandidate>>>(StringComparer.Ordinal);
        var chosen = new Dictionary<string, ValueList<ToolCall>>(StringComparer.Ordinal);
        foreach (var (id, candidates) in _questions)
        {
            if (candidates.Question.Accepted is null || candidates.Outputs.Count == 0) continue;
            if (ChosenCalls.Build(candidates.Question) is not { } calls)
            {
                // Java and JavaScript: no source text could be made of the accepted values; a real right output serves.
                if (candidates.Outputs.FirstOrDefault(output => output is { IsRight: true, IsStorable: true, Calls: not null }) is not { } right) continue;
                calls = right.Calls!.Value;
            }
            var labels = candidates.Wrong(calls);
            if (labels.Count == 0) continue;
            wrong.Add(id, labels);
            chosen.Add(id, calls);
        }
        if (wrong.Count == 0) throw new DataFormatException("expected at least one wrong output to a question with a right answer, found none. Give outputs of more models, or check the decoders with --handlers");
        var choice = PairChoice.Choose(wrong, options.Balance == LabelBalance.Paper ? PairChoice.PaperShares : PairChoice.UniformShares, options.Pairs, options.Seed);
        return choice.Select(entry => Pair(_questions[entry.Key].Question, chosen[entry.Key], entry.Value)).ToValueList();
    }

    /// <summary>Every question to which calls are right with its outputs, one candidate an output, so that drawing candidates is drawing outputs.</summary>
    /// <returns>Rows of <c>toolrm/candidates@1</c>, in the questions' order; questions without outputs are left out.</returns>
    public IEnumerable<CandidateGroup> Pools() => Groups(irrelevance: false);

    /// <summary>Every question to which no call is right, likewise.</summary>
    public IEnumerable<CandidateGroup> Irrelevance() => Groups(irrelevance: true);

    /// <summary>A row of <see cref="Pools"/> or <see cref="Irrelevance"/> as the build writes it: with <c>group</c>, <c>category</c> and <c>dataset</c>, without which no evaluation could tell live questions or set intervals by question.</summary>
    /// <param name="group">The question's candidates.</param>
    /// <param name="title">What reports call the data.</param>
    public MapValue Row(CandidateGroup group, string title)
    {
        ArgumentNullException.ThrowIfNull(group);
        var question = _questions[group.Id].Question;
        return new([
            .. CandidatesJson.Write(group).Entries,
            new("group", ArgumentValue.Of(question.Group)), new("category", ArgumentValue.Of(question.Category)), new("dataset", ArgumentValue.Of(title)),
        ]);
    }

    /// <summary>The verdicts on the candidates of <see cref="Pools"/> and <see cref="Irrelevance"/>, under <c>question/candidate</c>.</summary>
    public IEnumerable<KeyValuePair<string, Verdict>> Verdicts() => _questions.Values.SelectMany(candidates =>
        Stored(candidates).Select((output, index) => KeyValuePair.Create($"{candidates.Question.Id}/{Number(index)}", output.Verdict)));

    private IEnumerable<CandidateGroup> Groups(bool irrelevance)
    {
        foreach (var candidates in _questions.Values)
        {
            var question = candidates.Question;
            if (question.Accepted is null != irrelevance) continue;
            var outputs = Stored(candidates).Select((output, index) => new Candidate(
                Number(index), output.Calls is { Count: > 0 } ? "" : output.Text, output.Calls ?? [], Source(output.Source))).ToValueList();
            // The reference needs BFCL's own documents, whatever words the prompt's tools use.
            if (outputs.Count > 0) yield return new(question.Id, question.Prompt with { Tools = question.Documents }, outputs, question.Accepted ?? (Reference)new NoCall());
        }
    }

    private static IEnumerable<JudgedOutput> Stored(QuestionCandidates candidates) =>
        candidates.Outputs.Where(output => output.IsStorable && output.Verdict.Status != VerdictStatus.Undecided);

    private static PreferencePair Pair(BenchmarkQuestion question, ValueList<ToolCall> chosen, WrongCandidate wrong) => new(
        question.Id, question.Id, question.Group, question.Prompt with { Tools = question.Documents }, chosen, wrong.Output.Calls, VerdictJson.Word(wrong.Label))
    {
        RejectedText = wrong.Output.Calls is null ? wrong.Output.Text : "",
        Category = question.Category,
        Generator = wrong.Sources.Select(source => source.Model).Order(StringComparer.Ordinal).First(),
        Reference = question.Accepted,
    };

    // "BuiltPool" takes it apart at the last @.
    private static string Source(Conversations.Formats.DataKit.KitRun run) =>
        run.Run.Length == 0 && !run.Model.Contains('@', StringComparison.Ordinal) ? run.Model : $"{run.Model}@{run.Run}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
