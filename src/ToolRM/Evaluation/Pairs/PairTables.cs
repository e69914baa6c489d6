using ToolRM.Conversations;
using ToolRM.Preferences;
using ToolRM.Reports;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Tables and bars of a report over parts of the pairs, one or two scorers side by side.</summary>
internal sealed class PairTables(PairReportInput input)
{
    /// <summary>Generating models with fewer pairs share a row: their intervals say nothing.</summary>
    private const int LeastOfAModel = 10;

    private readonly List<PairScores> _scorers = input.Against is { } against ? [input.Scores, against] : [input.Scores];

    public int[] Positions(Func<PreferencePair, bool> isIn) => [.. Enumerable.Range(0, input.Set.Pairs.Count).Where(i => isIn(input.Set.Pairs[i]))];

    /// <summary>Every part that the set has more than one of.</summary>
    public IEnumerable<TableSection> Breakdowns()
    {
        var pairs = input.Set.Pairs;
        var seen = PairStrata.DocumentsSeenElsewhere(pairs);
        var documents = (List<PairStratum>)[
            new("seen in another question", [.. Positions(_ => true).Where(i => seen[i])]),
            new("seen in this question only", [.. Positions(_ => true).Where(i => !seen[i])])];
        const string AllPairs = "All pairs, undecodable ones included. ";
        yield return Table("By error label, in numbers", AllPairs, PairStrata.By(pairs, pair => pair.ErrorLabel));
        foreach (var table in (TableSection[])[
            Table("By category", AllPairs, PairStrata.By(pairs, pair => pair.Category)),
            Table("Live and non-live", AllPairs, PairStrata.By(pairs, pair => pair.IsLive switch { true => "live", false => "non-live", _ => null })),
            Table("By generating model", AllPairs, PairStrata.By(pairs, pair => pair.Generator, LeastOfAModel)),
            Table(
                "Function documents", AllPairs + "Seen: name, description and parameters of a function that the right reply calls stand among the tools of another question of this file.",
                [.. documents.Where(part => part.Pairs.Length > 0)])])
        {
            if (table.Rows.Count > _scorers.Count) yield return table;
        }
    }

    /// <summary>A row a part, or one a part and scorer where there are two.</summary>
    public TableSection Table(string title, string note, IEnumerable<PairStratum> parts)
    {
        var rows = new List<ValueList<ReportCell>>();
        foreach (var part in parts)
        {
            foreach (var scores in _scorers)
            {
                var figures = Figures(scores, part);
                var cells = new List<ReportCell> { part.Name, part.Pairs.Length, Bare(figures.Strict), Bare(figures.TiesHalf), Plain(figures.Ties), Plain(figures.Coverage) };
                if (_scorers.Count > 1) cells.Insert(1, scores.Scorer.Name);
                rows.Add(cells.ToValueList());
            }
        }
        return new(
            title, note.Trim(),
            _scorers.Count > 1 ? ["pairs", "scorer", "n", "strict", "ties ½", "ties", "coverage"] : ["pairs", "n", "strict", "ties ½", "ties", "coverage"],
            rows.ToValueList());
    }

    public BarSection Bars(string title, Func<PreferencePair, string?> word)
    {
        var parts = PairStrata.By(input.Set.Pairs, word);
        return new(
            title, "All pairs, undecodable ones included; a coin would have 0.5.",
            "accuracy, ties at ½", parts.Select(part => part.Name).ToValueList(),
            _scorers.Select(scores => new BarSeries(scores.Scorer.Name, parts.Select(part => (Estimate?)Figures(scores, part).TiesHalf).ToValueList())).ToValueList());
    }

    private PairFigures Figures(PairScores scores, PairStratum part) => PairFigures.Of([.. part.Pairs.Select(i => scores.Results[i])], input.Bootstrap);

    // The count has a column of its own.
    private static Estimate Bare(Estimate estimate) => estimate with { Count = null };

    // Rates beside the accuracies go without their intervals, which would double the table's width.
    private static Estimate Plain(Estimate estimate) => new(estimate.Value);
}
