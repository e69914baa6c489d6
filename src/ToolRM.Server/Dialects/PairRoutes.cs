using ToolRM.Conversations;
using ToolRM.Server.Http;
using ToolRM.Server.Texts;
using static ToolRM.Server.Dialects.AnswerJson;

namespace ToolRM.Server.Dialects;

/// <summary>
/// vLLM's <c>/score</c> and <c>/rerank</c> (dotnet 3.3), Jina's and Cohere's with it, and TEI's <c>/rerank</c> (3.5): prompt and
/// replies are apart. Replies to one prompt are one group.
/// </summary>
internal static class PairRoutes
{
    private static readonly (string Left, string Right)[] ScoreKeys =
        [("text_1", "text_2"), ("queries", "documents"), ("queries", "items"), ("data_1", "data_2")];

    public static IReadOnlyList<ServerRoute> Routes { get; } =
    [
        new("/score", ErrorShape.OpenAi, ScoreAsync),
        new("/v1/score", ErrorShape.OpenAi, ScoreAsync),
        new("/rerank", ErrorShape.OpenAi, RerankAsync, TeiKey: "texts"),
        new("/v1/rerank", ErrorShape.OpenAi, RerankAsync, TeiKey: "texts"),
        new("/v2/rerank", ErrorShape.OpenAi, RerankAsync, TeiKey: "texts"),
    ];

    private static async Task<ArgumentValue> ScoreAsync(ScoringRequest request)
    {
        var (left, right) = Sides(request.Body);
        var (prompts, replies) = (left.OneOrMore(), right.OneOrMore());
        if (prompts.Length == 0 || replies.Length == 0) throw new RequestError(ErrorKind.Empty, "expected at least one pair");
        if (prompts.Length != 1 && prompts.Length != replies.Length)
            throw right.Error($"expected as many texts as {left.Path} has, {prompts.Length}, or one text in {left.Path}; found {replies.Length}");
        request.Service.CheckCandidates(replies.Length);
        PromptedReplies[] read = prompts.Length == 1
            ? [PromptedReplies.OfPair(prompts[0].Text(), [.. replies.Select(reply => reply.Text())])]
            : [.. prompts.Zip(replies, (prompt, reply) => PromptedReplies.OfPair(prompt.Text(), reply.Text()))];
        var scores = await request.Service.ScoreAsync(request.Queue(), read, request.ClientGone);
        var numbers = request.Numbers(scores, ScoreNumbers.Of(request.Body.Optional("use_activation")?.Boolean() ?? true));
        return Map(
            ("id", Text(request.Id("embd"))),
            ("object", Text("list")),
            ("created", Count(request.Created)),
            ("model", Text(request.Queue().Scorer.Name)),
            ("data", List(numbers.Select((number, i) => (ArgumentValue)Map(("index", Count(i)), ("object", Text("score")), ("score", Number(number)))))),
            ("usage", Usage("prompt_tokens", "total_tokens", "completion_tokens")));
    }

    private static (RequestField Left, RequestField Right) Sides(RequestField body)
    {
        (RequestField, RequestField)? found = null;
        foreach (var (left, right) in ScoreKeys)
        {
            if (body.Optional(left) is not { } one || body.Optional(right) is not { } other) continue;
            if (found is not null) throw body.Error("more than one of text_1/text_2, queries/documents, queries/items, data_1/data_2; send one pair of keys");
            found = (one, other);
        }
        return found ?? throw body.Error("expected \"text_1\" and \"text_2\", \"queries\" and \"documents\", \"queries\" and \"items\", or \"data_1\" and \"data_2\"");
    }

    /// <summary>One path, two dialects: <c>texts</c> is TEI's, <c>documents</c> is vLLM's, Jina's and Cohere's.</summary>
    private static Task<ArgumentValue> RerankAsync(ScoringRequest request)
    {
        var (texts, documents) = (request.Body.Optional("texts"), request.Body.Optional("documents"));
        if (texts is not null && documents is not null) throw request.Body.Error("\"texts\" is TEI's and \"documents\" is vLLM's; send one of them");
        return texts is { } replies ? TeiRoutes.RerankAsync(request, replies) : RerankAsync(request, documents ?? request.Body.Required("documents"));
    }

    private static async Task<ArgumentValue> RerankAsync(ScoringRequest request, RequestField list)
    {
        var documents = list.Items().Select(item => item.Value is MapValue ? item.Required("text").Text() : item.Text()).ToArray();
        if (documents.Length == 0) throw new RequestError(ErrorKind.Empty, "documents: expected at least one");
        request.Service.CheckCandidates(documents.Length);
        var top = request.Body.Optional("top_n")?.Count() ?? 0;
        var read = PromptedReplies.OfPair(request.Body.Required("query").Text(), documents);
        var scores = await request.Service.ScoreAsync(request.Queue(), [read], request.ClientGone);
        var numbers = request.Numbers(scores, ScoreNumbers.Of(request.Body.Optional("use_activation")?.Boolean() ?? true));
        return Map(
            ("id", Text(request.Id("rerank"))),
            ("model", Text(request.Queue().Scorer.Name)),
            ("usage", Usage("prompt_tokens", "total_tokens")),
            ("results", List(Ranked(numbers).Take(top == 0 ? documents.Length : top).Select(i => (ArgumentValue)Map(
                ("index", Count(i)), ("document", Map(("text", Text(documents[i])))), ("relevance_score", Number(numbers[i])))))));
    }
}
