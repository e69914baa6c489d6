using ToolRM.Conversations;
using ToolRM.Reports;

namespace ToolRM.Tests.Reports;

/// <summary>Reports over numbers and replies that we made up.</summary>
internal static class SampleReports
{
    private static readonly string[] Labels =
        ["incorrect_parameter_value", "incorrect_function_name", "incorrect_number_of_functions", "missing_required_parameter", "incorrect_parameter_type", "unexpected_parameter"];

    /// <summary>One of everything that an evaluation reports.</summary>
    public static Report Full { get; } = new(
        "Pairs: invented examples",
        "The scorer 'schema' prefers the right call in 0.642 of 240 pairs (95 % interval 0.580 – 0.700). All numbers here are made up, to show what a report looks like.",
        [
            new("Data", "examples/data/invented.jsonl"),
            new("SHA-256", "9f2c1d7b6a5e4f30812c3d4e5f60718293a4b5c6d7e8f90112233445566778899"),
            new("Scorer", "schema, against shortest"),
            new("Seed", "17"),
            new("Command", "toolrm evaluate pairs --data examples/data/invented.jsonl --scorer schema --against shortest --out reports/pairs"),
        ],
        [
            new TableSection(
                "Accuracy",
                "Strict: a tie counts as wrong. Intervals are Wilson's at 95 %.",
                ["measure", "schema", "shortest", "difference"],
                [
                    ["strict accuracy", new Estimate(0.642, 0.580, 0.700, 240), new Estimate(0.579, 0.516, 0.640, 240), new Estimate(0.063, -0.004, 0.131, 240)],
                    ["ties at ½", new Estimate(0.704, 0.644, 0.758, 240), new Estimate(0.583, 0.520, 0.644, 240), new Estimate(0.121, 0.058, 0.183, 240)],
                    ["tie rate", new Estimate(0.125, 0.089, 0.173, 240), new Estimate(0.008, 0.002, 0.030, 240), ""],
                    ["balanced accuracy at 0", new Estimate(double.NaN, Count: 0), new Estimate(0.5, Count: 480), "n/a"],
                    ["pairs", 240, 240, ""],
                ]),
            new BarSection(
                "By error label",
                "Sorted by the number of pairs. No pair has an unexpected parameter that 'shortest' could score.",
                "strict accuracy",
                [.. Labels],
                [
                    new("schema", [new Estimate(0.52, 0.43, 0.61, 112), new Estimate(0.61, 0.46, 0.74, 44), new Estimate(0.55, 0.38, 0.70, 31), new Estimate(0.96, 0.82, 0.99, 27), new Estimate(0.88, 0.66, 0.97, 17), new Estimate(1.0, 0.70, 1.0, 9)]),
                    new("shortest", [new Estimate(0.56, 0.47, 0.65, 112), new Estimate(0.50, 0.36, 0.64, 44), new Estimate(0.71, 0.53, 0.84, 31), new Estimate(0.26, 0.13, 0.45, 27), new Estimate(0.65, 0.41, 0.83, 17), null]),
                ]),
            new BarSection(
                "Gain over chance",
                null,
                "strict accuracy of schema less 0.5, in points",
                ["single call", "several calls", "no such function"],
                [new("schema", [new Estimate(14.2, 8.0, 20.0, 180), new Estimate(-3.5, -14.0, 7.5, 60), new Estimate(double.NaN, Count: 0)])],
                Maximum: null),
            new CurveSection(
                "Best of n",
                "Draws without replacement; bands are bootstrap intervals by question.",
                "draws (n)",
                "share of questions answered right",
                [
                    Curve("oracle", (1, 0.71, 0.03), (2, 0.80, 0.03), (4, 0.87, 0.025), (8, 0.90, 0.02), (16, 0.92, 0.02), (32, 0.93, 0.02)),
                    Curve("majority", (1, 0.71, 0.03), (2, 0.71, 0.03), (4, 0.78, 0.03), (8, 0.80, 0.03), (16, 0.815, 0.03), (32, 0.82, 0.03)),
                    Curve("argmax of schema", (1, 0.71, 0.03), (2, 0.735, 0.03), (4, 0.75, 0.03), (8, 0.76, 0.03), (16, 0.765, 0.03), (32, 0.77, 0.03)),
                    Curve("uniform", (1, 0.71, 0.03), (2, 0.71, 0.03), (4, 0.712, 0.03), (8, 0.71, 0.03), (16, 0.709, 0.03), (32, 0.71, 0.03)),
                ],
                LogarithmicX: true),
            new CurveSection(
                "Reliability",
                "Ten bins of equal count. On the diagonal, a score of 0.8 is right in 80 of 100 cases.",
                "mean score in the bin",
                "share of right calls",
                [Curve("schema", (0.07, 0.11, 0.06), (0.18, 0.24, 0.08), (0.31, 0.29, 0.09), (0.44, 0.38, 0.10), (0.55, 0.58, 0.10), (0.68, 0.63, 0.09), (0.79, 0.83, 0.07), (0.91, 0.88, 0.06))],
                Diagonal: true),
            new DiffSection(
                "Worst misses",
                "Pairs in which the wrong call has the higher score by the widest margin. Left is right.",
                [
                    new(
                        "invented/train-7",
                        "Book two seats from Lyon to Turin next Friday, in the morning please.",
                        "right, score 0.31",
                        "book_train\n  from = \"Lyon\"\n  to = \"Turin\"\n  date = \"2026-11-27\"\n  seats = 2\n  part_of_day = \"morning\"",
                        "wrong, score 0.84",
                        "book_train\n  from = \"Lyon\"\n  to = \"Torino\"\n  date = \"2026-11-20\"\n  seats = 2",
                        "The wrong call leaves out an optional argument and takes this Friday for the next."),
                    new(
                        "invented/none-3",
                        "Thank you, that is all.",
                        "right, no call",
                        "",
                        "wrong, score 0.40",
                        "send_message\n  to = \"user\"\n  text = \"You are welcome\""),
                ]),
            new TextSection("How to read this", "Every number stands with its interval and the number of items behind it.\n\nA scorer that could not score a call is counted as unscored, never as zero."),
        ]);

    /// <summary>Text as bad as models write it, at every place that takes text.</summary>
    public static Report Hostile(string text) => new(
        text,
        text,
        [new(text, text)],
        [
            new TableSection(text, text, [text, text], [[text, new Estimate(0.5, 0.4, 0.6, 7)], [text, text]]),
            new BarSection(text, text, text, [text, text], [new(text, [new Estimate(0.5), null]), new(text, [new Estimate(0.25), new Estimate(1)])]),
            new CurveSection(text, text, text, text, [new(text, [new(1, new Estimate(0.5, 0.4, 0.6)), new(2, new Estimate(0.6, 0.5, 0.7))])]),
            new DiffSection(text, text, [new(text, text, text, text, text, text + "x", text), new(text, text, text, text + "\n" + text, text, text, text)]),
            new TextSection(text, text),
        ]);

    /// <summary>Sizes and values at the edges: nothing, much, not a number, far too large.</summary>
    public static Report Extreme { get; } = new(
        "Sizes at the edges",
        "",
        [],
        [
            new TableSection("No rows", null, ["a", "b"], []),
            new TableSection("No columns", null, [], []),
            new BarSection("No labels", null, "share", [], [new("a", [])]),
            new BarSection("No series", null, "share", ["a"], []),
            new CurveSection("No curves", null, "x", "y", []),
            new CurveSection("A curve without points", null, "x", "y", [new("empty", [])]),
            new DiffSection("No pairs", null, []),
            new TextSection("No text", ""),
            new TableSection("200 rows", null, ["id", "score", "what the model wrote"], Enumerable.Range(0, 200).Select(Row).ToValueList()),
            new BarSection(
                "Bars of all kinds",
                null,
                "value",
                [new string('x', 300), "not a number", "infinite", "huge", "interval not a number", "none", "wide: 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"],
                [new("one", [new Estimate(1e300), new Estimate(double.NaN), new Estimate(double.PositiveInfinity), new Estimate(1e14), new Estimate(5, double.NaN, double.NaN, 0), null, new Estimate(-1e-320)])],
                null),
            new CurveSection(
                "Curves of all kinds",
                null,
                "x",
                "y",
                [
                    new("one point", [new(0.5, new Estimate(0.5, 0.4, 0.6))]),
                    new("gaps", [new(double.NaN, new Estimate(1)), new(-1, new Estimate(1)), new(0, new Estimate(0.2)), new(1, new Estimate(double.NaN)), new(2, new Estimate(0.3)), new(2, new Estimate(0.4))]),
                    .. Enumerable.Range(0, 20).Select(i => new Curve($"curve {i} with a name that is longer than the room for it", [new(1, new Estimate(0.5)), new(4, new Estimate(0.5 + i * 1e-14))])),
                ],
                LogarithmicX: true),
            new CurveSection("All alike", null, "x", "y", [new("flat", Enumerable.Range(0, 100).Select(i => new CurvePoint(3, new Estimate(1e14 + i / 64.0))).ToValueList())]),
        ]);

    private static ValueList<ReportCell> Row(int i) =>
        [$"invented/{new string('a', i)}{i}", new Estimate(i / 200.0, i / 250.0, null, i), i % 50 == 0 ? "two\nlines, and then one that goes on and on until it has to be broken" : "short"];

    private static Curve Curve(string name, params (double X, double Y, double Half)[] points) =>
        new(name, points.Select(point => new CurvePoint(point.X, new Estimate(point.Y, point.Y - point.Half, Math.Min(1, point.Y + point.Half), 120))).ToValueList());
}
