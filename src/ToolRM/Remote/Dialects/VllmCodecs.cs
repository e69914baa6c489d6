using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Remote.Dialects;

/// <summary><c>{"model", "input": [text], "use_activation"}</c> to <c>{"data": [{"index", "probs"}]}</c> (dotnet 3.3).</summary>
internal sealed class VllmClassifyCodec(RemoteOptions options) : VllmTextCodec(options)
{
    public override MapValue Write(IReadOnlyList<RemoteItem> items) => Input(Model(), items).Add("use_activation", ArgumentValue.Of(Options.Activation)).ToMap();

    public override Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items) =>
        [.. InOrder(answer.Required("data"), items.Count).Select(entry => Pick(entry.Required("probs")))];
}

/// <summary>The same with a row a token or step: <c>{"data": [{"index", "data": [[number]]}]}</c>; a model of one row gives <c>[number]</c>.</summary>
internal sealed class VllmPoolingCodec(RemoteOptions options) : VllmTextCodec(options)
{
    public override MapValue Write(IReadOnlyList<RemoteItem> items) => Input(Model().Add("task", "token_classify"), items)
        .Add("encoding_format", "float").Add("use_activation", ArgumentValue.Of(Options.Activation)).ToMap();

    public override Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items) =>
        [.. InOrder(answer.Required("data"), items.Count).Select(entry => OfRows(entry.Required("data")))];

    private Score OfRows(DocumentNode data)
    {
        var rows = data.List(row => row);
        if (rows.Count == 0) throw data.Expected("an array of at least one row");
        if (rows[0].Value is not ListValue) return Pick(data);
        if (Options.Rows == RemoteRows.Last) return Pick(rows[^1]);
        var values = new double[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Pick(rows[i]) is not Scored scored) return Pick(rows[i]);
            values[i] = scored.Value;
        }
        return Made(Options.Rows == RemoteRows.Mean ? values.Average() : values.Min());
    }
}

/// <summary>Texts of whole conversations, or one conversation as messages.</summary>
internal abstract class VllmTextCodec(RemoteOptions options) : DialectCodec(options)
{
    public override RemoteBatching Batching => Options.Rendering.IsChat ? RemoteBatching.One : RemoteBatching.Any;

    protected static MapBuilder Input(MapBuilder body, IReadOnlyList<RemoteItem> items) => items[0].Prompt!.Messages is { } messages
        ? body.AddList("messages", [.. messages, ReplyRendering.MessageOf("assistant", ReplyRendering.Reply(items[0].Candidate, items[0].Group.Prompt.Tools))], message => message)
        : body.Add("input", Texts(items));
}

/// <summary><c>{"model", "text_1": prompt, "text_2": [reply], "use_activation"}</c> to <c>{"data": [{"index", "score"}]}</c> (dotnet 3.3).</summary>
internal sealed class VllmScoreCodec(RemoteOptions options) : DialectCodec(options)
{
    public override RemoteBatching Batching => RemoteBatching.OnePrompt;

    public override bool IsPaired => true;

    public override MapValue Write(IReadOnlyList<RemoteItem> items) => Model()
        .Add("text_1", items[0].Prompt!.Prompt).Add("text_2", Texts(items)).Add("use_activation", ArgumentValue.Of(Options.Activation)).ToMap();

    public override Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items) =>
        [.. InOrder(answer.Required("data"), items.Count).Select(entry => Number(entry.Optional("score")))];
}
