using ToolRM.Evaluation.Pools;
using ToolRM.Evaluation.Statistics;
using ToolRM.Reports;
using ToolRM.Selection;

namespace ToolRM.Evaluation.BestOfN;

/// <summary>Means and paired differences of a result, each with a 95 % bootstrap interval by question group.</summary>
/// <remarks>Not of an interval's making: the error of drawing, which <see cref="BestOfNOptions.Draws"/> orders per question make small.</remarks>
public sealed class BestOfNMeasures
{
    private readonly BestOfNResult _result;
    private readonly BootstrapOptions _bootstrap;
    private readonly bool _isMixed;

    /// <summary>Measures of a result.</summary>
    /// <param name="result">The result.</param>
    public BestOfNMeasures(BestOfNResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        _result = result;
        _bootstrap = new() { Seed = result.Options.Seed, Resamples = result.Options.Resamples };
        Parts = QuestionParts.Of(result.Pool);
        _isMixed = Parts.Count > 1;
    }

    /// <summary>The parts that the pool has.</summary>
    public IReadOnlyList<QuestionPart> Parts { get; }

    /// <summary>Position of the last size, "at most".</summary>
    public int AtMost => _result.Sizes.Count - 1;

    /// <summary>
    /// Questions that a number of this size is about. Live and other questions stand together only in sizes that both have.
    /// </summary>
    /// <param name="stratum">The models.</param>
    /// <param name="part">The part.</param>
    /// <param name="size">Position of the size.</param>
    public IReadOnlyList<QuestionOutcome> Questions(StratumOutcome stratum, QuestionPart part, int size)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        if (_isMixed && part == QuestionPart.All && size != AtMost && _result.Sizes[size].Count > _result.Options.MaximumLive) return [];
        return [.. stratum.Questions.Where(outcome => part.Holds(outcome.Question) && !double.IsNaN(outcome.Right[size][0]))];
    }

    /// <summary>Share of right choices.</summary>
    /// <param name="questions">From <see cref="Questions"/>.</param>
    /// <param name="size">Position of the size.</param>
    /// <param name="selector">The selector.</param>
    public Estimate Accuracy(IReadOnlyList<QuestionOutcome> questions, int size, ISelector selector) => Mean(questions, outcome => outcome.Right[size][Position(selector)]);

    /// <summary>Share of right choices with the calls in the reference's order; questions whose reference has no order are left out.</summary>
    /// <param name="questions">From <see cref="Questions"/>.</param>
    /// <param name="size">Position of the size.</param>
    /// <param name="selector">The selector.</param>
    public Estimate OrderedAccuracy(IReadOnlyList<QuestionOutcome> questions, int size, ISelector selector) =>
        Mean([.. questions.Where(outcome => outcome.RightInOrder is not null)], outcome => outcome.RightInOrder!.Value[size][Position(selector)]);

    /// <summary>Accuracy of the first selector less that of the second, on the same draws.</summary>
    /// <param name="questions">From <see cref="Questions"/>.</param>
    /// <param name="size">Position of the size.</param>
    /// <param name="first">The first.</param>
    /// <param name="second">The second.</param>
    public Estimate Difference(IReadOnlyList<QuestionOutcome> questions, int size, ISelector first, ISelector second)
    {
        var (one, other) = (Position(first), Position(second));
        return Mean(questions, outcome => outcome.Right[size][one] - outcome.Right[size][other]);
    }

    /// <summary>Share of wrong choices of one label at the size "at most".</summary>
    /// <param name="questions">From <see cref="Questions"/>.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="label">Position of the label; the one behind the last is for errors without a label.</param>
    public Estimate Errors(IReadOnlyList<QuestionOutcome> questions, ISelector selector, int label) => Mean(questions, outcome => outcome.Errors[Position(selector)][label]);

    private Estimate Mean(IReadOnlyList<QuestionOutcome> questions, Func<QuestionOutcome, double> value) =>
        Bootstrap.Mean([.. questions.Select(value)], [.. questions.Select(outcome => outcome.Question.Group)], _bootstrap);

    private int Position(ISelector selector)
    {
        for (var i = 0; i < _result.Selectors.Count; i++)
        {
            if (_result.Selectors[i].Name == selector.Name) return i;
        }
        throw new ArgumentException($"the result has no selector \"{selector.Name}\"; it has {string.Join(", ", _result.Selectors.Select(known => known.Name))}", nameof(selector));
    }
}
