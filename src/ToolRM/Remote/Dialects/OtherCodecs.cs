using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Remote.Dialects;

/// <summary><c>{"model", "text": [text]}</c> to a bare array of <c>{"embedding": [number]}</c> in the order of the texts (dotnet 3.4).</summary>
internal sealed class SglangClassifyCodec(RemoteOptions options) : DialectCodec(options)
{
    public override MapValue Write(IReadOnlyList<RemoteItem> items) => Model().Add("text", Texts(items)).ToMap();

    public override Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items)
    {
        var entries = answer.List(entry => entry);
        return entries.Count == items.Count
            ? [.. entries.Select(entry => Pick(entry.Required("embedding")))]
            : throw answer.Expected($"an array of {items.Count}");
    }
}

/// <summary>
/// <c>{"model", "query": prompt, "documents": [reply], "top_n"}</c> to <c>{"results": [{"index", "relevance_score"}]}</c>, mostly by falling score
/// (dotnet 3.6).
/// </summary>
internal sealed class RerankCodec(RemoteOptions options) : DialectCodec(options)
{
    public override RemoteBatching Batching => RemoteBatching.OnePrompt;

    public override bool IsPaired => true;

    public override MapValue Write(IReadOnlyList<RemoteItem> items) => Model()
        .Add("query", items[0].Prompt!.Prompt).Add("top_n", ArgumentValue.Of(items.Count)).Add("documents", Texts(items)).ToMap();

    public override Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items) =>
        [.. InOrder(answer.Required("results"), items.Count).Select(entry => Number(entry.Optional("relevance_score")))];
}
