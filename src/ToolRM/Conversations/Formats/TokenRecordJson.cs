using System.Globalization;

namespace ToolRM.Conversations.Formats;

/// <summary>
/// Rows of schema <c>toolrm/tokens@1</c>, kept beside trajectories: <c>{"trajectory_id", "token_ids", "log_probabilities",
/// "policy_mask"}</c>; null stands for a log-probability that is not a number, 0 and 1 for the mask. Exact both ways.
/// </summary>
public static class TokenRecordJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/tokens@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row, or its lists differ in length; the message names the place.</exception>
    public static TokenRecord Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var record = new TokenRecord(
            node.Required("trajectory_id").Text(),
            node.Required("token_ids").List(token => token.Integer()),
            node.Required("log_probabilities").List(ReadLogProbability),
            node.Required("policy_mask").List(mask => mask.Value switch
            {
                IntegerValue { Value.IsZero: true } => false,
                IntegerValue { Value.IsOne: true } => true,
                _ => throw mask.Expected("0 or 1"),
            }));
        return record.TokenIds.Count == record.LogProbabilities.Count && record.TokenIds.Count == record.PolicyMask.Count
            ? record
            : throw node.Error(string.Create(CultureInfo.InvariantCulture,
                $"expected three lists of one length, found {record.TokenIds.Count} token_ids, {record.LogProbabilities.Count} log_probabilities, {record.PolicyMask.Count} policy_mask"));
    }

    /// <summary>Writes a row.</summary>
    /// <param name="record">The record.</param>
    public static MapValue Write(TokenRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new MapBuilder()
            .Add("trajectory_id", record.TrajectoryId)
            .AddList("token_ids", record.TokenIds, token => new IntegerValue(token))
            .AddList("log_probabilities", record.LogProbabilities, WriteLogProbability)
            .AddList("policy_mask", record.PolicyMask, mask => new IntegerValue(mask ? 1 : 0))
            .ToMap();
    }

    private static float ReadLogProbability(DocumentNode node) => node.Value switch
    {
        NullValue => float.NaN,
        TextValue { Value: "-Infinity" } => float.NegativeInfinity, // a token that the sampler had masked out
        TextValue { Value: "Infinity" } => float.PositiveInfinity,
        _ => (float)node.Number(),
    };

    private static ArgumentValue WriteLogProbability(float value)
    {
        if (float.IsNaN(value)) return ArgumentValue.Null;
        if (float.IsInfinity(value)) return ArgumentValue.Of(value > 0 ? "Infinity" : "-Infinity");
        // The shortest digits of the float, not the 17 of the double that it becomes; unless rounding twice would change it.
        var shortest = double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return ArgumentValue.Of((float)shortest == value ? shortest : value);
    }
}
