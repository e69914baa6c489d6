using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Server.Http;
using ToolRM.Server.Texts;
using static ToolRM.Server.Dialects.AnswerJson;

namespace ToolRM.Server.Dialects;

/// <summary>
/// vLLM's <c>/classify</c> and <c>/pooling</c> (dotnet 3.3), SGLang's <c>/classify</c> and <c>/v1/classify</c> (3.4), and
/// <c>/v1/embeddings</c> as verl calls SGLang (3.2). One text or conversation is one prompt with its reply.
/// </summary>
internal static class PoolingRoutes
{
    public static IReadOnlyList<ServerRoute> Routes { get; } =
    [
        new("/classify", ErrorShape.OpenAi, ClassifyAsync),
        new("/v1/classify", ErrorShape.OpenAi, VllmClassifyAsync),
        new("/pooling", ErrorShape.OpenAi, PoolAsync),
        new("/v1/embeddings", ErrorShape.OpenAi, EmbedAsync),
    ];

    /// <summary>One path, two dialects: <c>text</c> is SGLang's, <c>input</c> and <c>messages</c> are vLLM's.</summary>
    private static Task<ArgumentValue> ClassifyAsync(ScoringRequest request)
    {
        var body = request.Body;
        if (body.Optional("text") is null) return VllmClassifyAsync(request);
        return body.Optional("input") is null && body.Optional("messages") is null
            ? SglangClassifyAsync(request)
            : throw body.Error("\"text\" is SGLang's and \"input\" or \"messages\" are vLLM's; send one of them");
    }

    private static async Task<ArgumentValue> SglangClassifyAsync(ScoringRequest request)
    {
        var texts = request.Body.Required("text");
        var numbers = await NumbersAsync(request, [.. texts.OneOrMore().Select(text => PromptedReplies.OfWhole(text.Text()))], activated: false);
        return List(numbers.Select(number => (ArgumentValue)Map(("embedding", Numbers([number])))));
    }

    private static async Task<ArgumentValue> VllmClassifyAsync(ScoringRequest request)
    {
        var numbers = await NumbersAsync(request, Inputs(request.Body), Activated(request.Body));
        return Answer(request, "classify", numbers, (i, number) => Map(
            ("index", Count(i)), ("label", Text("LABEL_0")), ("probs", Numbers([number])), ("num_classes", Count(1))));
    }

    /// <summary>A score is one row of one number, as of a model with one label over the whole text; steps are not scored apart.</summary>
    private static async Task<ArgumentValue> PoolAsync(ScoringRequest request)
    {
        OnlyFloats(request.Body);
        if (request.Body.Optional("task") is { } task && task.Text() is not ("token_classify" or "classify" or "reward" or "score"))
            throw task.Error("expected token_classify, classify, reward or score");
        var numbers = await NumbersAsync(request, Inputs(request.Body), Activated(request.Body));
        return Answer(request, "pool", numbers, (i, number) => Map(
            ("index", Count(i)), ("object", Text("pooling")), ("data", List([Numbers([number])]))));
    }

    private static async Task<ArgumentValue> EmbedAsync(ScoringRequest request)
    {
        OnlyFloats(request.Body);
        var numbers = await NumbersAsync(request, Inputs(request.Body), activated: false);
        return Answer(request, "embd", numbers, (i, number) => Map(
            ("index", Count(i)), ("object", Text("embedding")), ("embedding", Numbers([number]))));
    }

    private static void OnlyFloats(RequestField body)
    {
        if (body.Optional("encoding_format") is { } format && format.Text() != "float") throw format.Error("expected \"float\"");
    }

    /// <summary><c>use_activation</c>, or <c>activation</c> as verl sent it until January 2026; vLLM's default is true.</summary>
    private static bool Activated(RequestField body) => (body.Optional("use_activation") ?? body.Optional("activation"))?.Boolean() ?? true;

    private static PromptedReplies[] Inputs(RequestField body)
    {
        var (input, messages) = (body.Optional("input"), body.Optional("messages"));
        if (input is not null && messages is not null) throw body.Error("send either \"input\" or \"messages\"");
        if (messages is { } chat)
        {
            chat.Items(); // a list, said with its place
            var tools = body.Optional("tools");
            var document = tools is { } offered ? Map(("messages", chat.Value), ("tools", offered.Value)) : Map(("messages", chat.Value));
            return [PromptedReplies.OfConversation(HuggingFaceChat.Read(document), toolsKnown: tools is not null)];
        }
        var texts = body.Required("input").OneOrMore();
        if (texts.Any(text => text.Value is IntegerValue or ListValue)) throw body.Error("\"input\" holds token ids, and there is no tokenizer here; send texts");
        return [.. texts.Select(text => PromptedReplies.OfWhole(text.Text()))];
    }

    private static async Task<double[]> NumbersAsync(ScoringRequest request, PromptedReplies[] replies, bool activated)
    {
        if (replies.Length == 0) throw new RequestError(ErrorKind.Empty, "expected at least one text");
        request.Service.CheckCandidates(replies.Length);
        var scores = await request.Service.ScoreAsync(request.Queue(), replies, request.ClientGone);
        return request.Numbers(scores, ScoreNumbers.Of(activated));
    }

    private static MapValue Answer(ScoringRequest request, string kind, double[] numbers, Func<int, double, ArgumentValue> item) => Map(
        ("id", Text(request.Id(kind))),
        ("object", Text("list")),
        ("created", Count(request.Created)),
        ("model", Text(request.Queue().Scorer.Name)),
        ("data", List(numbers.Select((number, i) => item(i, number)))),
        ("usage", Usage("prompt_tokens", "total_tokens", "completion_tokens")));
}
