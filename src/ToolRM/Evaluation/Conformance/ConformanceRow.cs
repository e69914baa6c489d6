using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Datasets;

namespace ToolRM.Evaluation.Conformance;

/// <summary>One output of one model to one question, with the verdict that the original decoder and checker gave.</summary>
/// <param name="Where">File and line, for messages.</param>
/// <param name="QuestionId">The question.</param>
/// <param name="Model">The model.</param>
/// <param name="Run">The run of the model.</param>
/// <param name="Handler">The handler whose decoder was used.</param>
/// <param name="UnderscoreNames">BFCL's <c>underscore_to_dot</c>.</param>
/// <param name="Raw">The model's output: a text, or a list of <c>{name: JSON text}</c>.</param>
/// <param name="DecodeOk">Whether the original decoded it.</param>
/// <param name="Decoded">What the original decoded; null when it did not.</param>
/// <param name="Valid">The original's verdict.</param>
/// <param name="ErrorType">Its error type; null when valid.</param>
/// <param name="SubErrorTypes">Error types behind a parallel failure.</param>
/// <remarks>Source: the data kit's README, fields of <c>conformance</c>.</remarks>
public sealed record ConformanceRow(
    string Where,
    string QuestionId,
    string Model,
    string Run,
    string Handler,
    bool UnderscoreNames,
    ArgumentValue Raw,
    bool DecodeOk,
    ArgumentValue? Decoded,
    bool Valid,
    string? ErrorType,
    ValueList<string> SubErrorTypes)
{
    /// <summary>Question, model and run in one text.</summary>
    public string Id => $"{QuestionId}/{Model}/{Run}";

    /// <summary>Reads a row.</summary>
    /// <param name="line">One line of a conformance file.</param>
    /// <exception cref="DataFormatException">A field is missing or of another kind; the message says where.</exception>
    public static ConformanceRow Read(JsonLine line)
    {
        if (line.Parse() is not MapValue row) throw Wrong(line, "a row", "an object");
        var decoded = row["decoded"] is null or NullValue ? null : PythonMarks.Read(row["decoded"]!);
        return new(
            line.Where, Text("qid"), Text("model"), Text("run"), Text("handler"), Flag("underscore_to_dot"),
            row["raw"] ?? throw Wrong(line, "raw", "a text or a list of calls"),
            Flag("decode_ok"), decoded, Flag("valid"), (row["error_type"] as TextValue)?.Value,
            row["sub_error_types"] is ListValue list ? list.Items.OfType<TextValue>().Select(text => text.Value).ToValueList() : []);

        string Text(string field) => row[field] is TextValue text ? text.Value : throw Wrong(line, field, "a text");
        bool Flag(string field) => row[field] is BooleanValue flag ? flag.Value : throw Wrong(line, field, "true or false");
    }

    private static DataFormatException Wrong(JsonLine line, string field, string expected) =>
        new($"{line.Where}: \"{field}\" must be {expected}. Check that this is the data kit's conformance file");
}
