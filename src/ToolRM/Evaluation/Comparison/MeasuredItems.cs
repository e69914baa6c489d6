using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;
using ToolRM.Selection;

namespace ToolRM.Evaluation.Comparison;

/// <summary>Reads the items of finished runs: what of each row a comparison needs.</summary>
public static class MeasuredItems
{
    private const string NextStep = "Run the command of this run again with --overwrite";

    private static readonly ValueList<ISelector> Judging = Selectors.All.Where(selector => selector.NeedsScores).ToValueList();

    /// <summary>Measures of a pair: order strictly right, with ties at ½, both replies scored.</summary>
    public static ValueList<ItemMeasure> PairMeasures { get; } = [new("strict accuracy", true), new("accuracy, ties ½", false), new("coverage", true)];

    /// <summary>Measures of a question: share of right choices at the largest size, by every selector that needs scores.</summary>
    /// <remarks>Selectors without scores choose alike in all runs of the same draws.</remarks>
    public static ValueList<ItemMeasure> BestOfNMeasures { get; } = Judging.Select(selector => new ItemMeasure($"accuracy of {selector.Name}", false)).ToValueList();

    /// <summary>Reads rows of schema <c>toolrm/pair-scores@1</c>; parts are error labels.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is no such file, or an id stands twice.</exception>
    public static ValueList<MeasuredItem> ReadPairs(string path) => Read(path, row =>
    {
        var id = row.Required("id").Text();
        var values = row.Required("outcome").Word<ValueList<double>>(("right", [1, 1, 1]), ("wrong", [0, 0, 1]), ("tie", [0, 0.5, 1]), ("unscored", [0, 0, 0]));
        return new(id, row.OptionalText("group") ?? id, row.OptionalText("error_type"), values);
    });

    /// <summary>Reads rows of schema <c>toolrm/best-of-n@1</c>; parts are categories.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">It is no such file, or an id stands twice.</exception>
    public static ValueList<MeasuredItem> ReadBestOfN(string path) => Read(path, row => new(
        row.Required("id").Text(), row.Required("group").Text(), row.OptionalText("category"),
        Judging.Select(selector => row.Required("right").Required(selector.Name).Number()).ToValueList()));

    private static ValueList<MeasuredItem> Read(string path, Func<DocumentNode, MeasuredItem> read)
    {
        var items = new List<MeasuredItem>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var reader = JsonLinesReader.Open(path);
        while (reader.Read())
        {
            var item = read(DocumentNode.Root(reader.Parse(JsonDialect.Strict), reader.Where, NextStep));
            if (!ids.Add(item.Id)) throw new DataFormatException($"{reader.Where}: expected one row per id, found a second one of \"{item.Id}\". {NextStep}");
            items.Add(item);
        }
        return items.ToValueList();
    }
}
