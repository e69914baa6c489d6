using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing;
using ToolRM.Parsing.Bfcl;
using ToolRM.Verification;

namespace ToolRM.Cli;

/// <summary>Results as JSON, one document a line.</summary>
internal static class ResultJson
{
    public static string Write(ParsedReply reply) => ArgumentJson.Write(ToValue(reply));

    /// <summary>What a bug-compatible decoder gave: <c>decoded</c>, or why it raised.</summary>
    public static string Write(BfclDecoder decoder, BfclDecoding decoding) => ArgumentJson.Write(new MapValue(
    [
        new("decoder", ArgumentValue.Of(decoder.Name)),
        new("decoded", decoding.Decoded is null ? ArgumentValue.Null : PythonMarks.Write(decoding.Decoded)),
        new("error", decoding.Error is null ? ArgumentValue.Null : ArgumentValue.Of(decoding.Error)),
    ]));

    public static string Write(CaseResult result) => ArgumentJson.Write(ToValue(result));

    /// <summary>A row of <c>toolrm/verdicts@1</c> with the case's id in front.</summary>
    public static MapValue ToValue(CaseResult result)
    {
        var entries = new List<MapEntry>
        {
            new("id", ArgumentValue.Of(result.Id)),
            new("verifier", ArgumentValue.Of(result.Verifier)),
            new("label", result.Label is { } label ? ArgumentValue.Of(VerdictJson.Word(label)) : ArgumentValue.Null),
        };
        entries.AddRange(VerdictJson.Write(result.Verdict).Entries);
        return new MapValue(entries.ToValueList());
    }

    private static MapValue ToValue(ParsedReply reply) => new(
    [
        new("format", ArgumentValue.Of(reply.Format)),
        new("status", ArgumentValue.Of(ReplyView.Word(reply.Status).Replace(' ', '-'))),
        new("calls", new ListValue(reply.Calls.Select(parsed => (ArgumentValue)new MapValue(
        [
            new("name", ArgumentValue.Of(parsed.Call.Name)),
            new("arguments", ArgumentValue.Of(parsed.Call.ArgumentsText)),
            new("id", parsed.Call.Id is null ? ArgumentValue.Null : ArgumentValue.Of(parsed.Call.Id)),
            new("span", Span(parsed.Span)),
        ])).ToValueList())),
        new("content", ArgumentValue.Of(reply.Content)),
        new("reasoning", reply.Reasoning is null ? ArgumentValue.Null : ArgumentValue.Of(reply.Reasoning)),
        new("unparsed", new ListValue(reply.Unparsed.Select(part => (ArgumentValue)new MapValue(
        [
            new("reason", ArgumentValue.Of(part.Reason)),
            new("text", ArgumentValue.Of(part.Text)),
            new("span", Span(part.Span)),
        ])).ToValueList())),
        new("warnings", new ListValue(reply.Warnings.Select(warning => (ArgumentValue)ArgumentValue.Of(warning)).ToValueList())),
    ]);

    private static ListValue Span(Conversations.Span span) => new([ArgumentValue.Of(span.Start), ArgumentValue.Of(span.End)]);
}
