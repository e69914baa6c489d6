using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;

namespace ToolRM.Sampling;

/// <summary>Rows of schema <c>toolrm/samples@1</c>: every reply that was received, with the raw message. Exact both ways.</summary>
public static class SampleJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/samples@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    private static readonly (string Word, ReplyStatus Meaning)[] Statuses =
        [("calls", ReplyStatus.Calls), ("no-call", ReplyStatus.NoCall), ("malformed", ReplyStatus.Malformed), ("wrong-shape", ReplyStatus.WrongShape)];

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static SampledReply Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        return new(
            new(node.Required("prompt").Text(), node.Required("generator").Text(), node.Required("sample").Integer()),
            node.Optional("seed")?.Integer(),
            node.Required("message").Text(),
            node.Required("text").Text(),
            node.Required("calls").List(CallJson.Read),
            node.Required("status").Word(Statuses),
            node.OptionalText("finish_reason"),
            node.OptionalText("model"),
            node.Optional("input_tokens")?.Long(),
            node.Optional("output_tokens")?.Long(),
            node.Required("attempts").Integer());
    }

    /// <summary>Writes a row.</summary>
    /// <param name="reply">The reply.</param>
    public static MapValue Write(SampledReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return new MapBuilder()
            .Add("id", reply.Item.Id)
            .Add("prompt", reply.Item.Prompt)
            .Add("generator", reply.Item.Generator)
            .Add("sample", ArgumentValue.Of(reply.Item.Sample))
            .Add("seed", Number(reply.Seed))
            .Add("message", reply.Message)
            .Add("text", reply.Text)
            .AddList("calls", reply.Calls, CallJson.Write)
            .Add("status", Statuses.First(status => status.Meaning == reply.Status).Word)
            .Add("finish_reason", reply.FinishReason)
            .Add("model", reply.Model)
            .Add("input_tokens", Number(reply.InputTokens))
            .Add("output_tokens", Number(reply.OutputTokens))
            .Add("attempts", ArgumentValue.Of(reply.Attempts))
            .ToMap();
    }

    private static IntegerValue? Number(long? number) => number is { } value ? ArgumentValue.Of(value) : null;
}

/// <summary>Rows of schema <c>toolrm/sample-failures@1</c>: items without a reply, beside an <c>id</c>. An item that fails again has a second row.</summary>
public static class SampleFailureJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/sample-failures@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such row; the message names the place.</exception>
    public static SampleFailure Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        return new(
            new(node.Required("prompt").Text(), node.Required("generator").Text(), node.Required("sample").Integer()),
            node.Required("reason").Text(),
            node.Required("refused").Boolean(),
            node.Optional("http_status")?.Integer(),
            node.Required("attempts").Integer());
    }

    /// <summary>Writes a row, without an <c>id</c>.</summary>
    /// <param name="failure">The failure.</param>
    public static MapValue Write(SampleFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new MapBuilder()
            .Add("prompt", failure.Item.Prompt)
            .Add("generator", failure.Item.Generator)
            .Add("sample", ArgumentValue.Of(failure.Item.Sample))
            .Add("reason", failure.Reason)
            .Add("refused", ArgumentValue.Of(failure.IsRefused))
            .Add("http_status", failure.Status is { } status ? ArgumentValue.Of(status) : null)
            .Add("attempts", ArgumentValue.Of(failure.Attempts))
            .ToMap();
    }
}
