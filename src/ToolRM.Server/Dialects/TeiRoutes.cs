using ToolRM.Conversations;
using ToolRM.Server.Http;
using ToolRM.Server.Texts;
using static ToolRM.Server.Dialects.AnswerJson;

namespace ToolRM.Server.Dialects;

/// <summary>text-embeddings-inference's <c>/predict</c> and <c>/rerank</c> (dotnet 3.5). There is one label, so lists by score have one item.</summary>
internal static class TeiRoutes
{
    public static IReadOnlyList<ServerRoute> Routes { get; } = [new("/predict", ErrorShape.Tei, PredictAsync)];

    /// <summary><c>inputs</c> is a text, a pair of texts (prompt and reply), or a batch of lists of one or two texts.</summary>
    private static async Task<ArgumentValue> PredictAsync(ScoringRequest request)
    {
        var inputs = request.Body.Required("inputs");
        var items = inputs.Value is TextValue ? null : inputs.Items();
        if (items is []) throw new RequestError(ErrorKind.Empty, "inputs: expected at least one");
        var isBatch = items is [{ Value: ListValue }, ..];
        PromptedReplies[] read = isBatch ? [.. items!.Select(One)] : [One(inputs)];
        request.Service.CheckCandidates(read.Length);
        var scores = await request.Service.ScoreAsync(request.Service.Queue(null), read, request.ClientGone);
        var answers = List(request.Numbers(scores, ScoreNumbers.Of(!IsRaw(request.Body)))
            .Select(number => (ArgumentValue)List([Map(("score", Number(number)), ("label", Text("LABEL_0")))])));
        return isBatch ? answers : answers.Items[0];
    }

    private static PromptedReplies One(RequestField input)
    {
        if (input.Value is TextValue text) return PromptedReplies.OfWhole(text.Value);
        return input.Items() switch
        {
            [var whole] => PromptedReplies.OfWhole(whole.Text()),
            [var prompt, var reply] => PromptedReplies.OfPair(prompt.Text(), reply.Text()),
            _ => throw input.Error("expected one or two texts"),
        };
    }

    /// <summary>TEI's ranking; a bare list, highest first.</summary>
    public static async Task<ArgumentValue> RerankAsync(ScoringRequest request, RequestField list)
    {
        var texts = list.Items().Select(text => text.Text()).ToArray();
        if (texts.Length == 0) throw new RequestError(ErrorKind.Empty, "texts: expected at least one");
        request.Service.CheckCandidates(texts.Length);
        var withText = request.Body.Optional("return_text")?.Boolean() ?? false;
        var read = PromptedReplies.OfPair(request.Body.Required("query").Text(), texts);
        var scores = await request.Service.ScoreAsync(request.Service.Queue(null), [read], request.ClientGone);
        var numbers = request.Numbers(scores, ScoreNumbers.Of(!IsRaw(request.Body)));
        return List(Ranked(numbers).Select(i => (ArgumentValue)(withText
            ? Map(("index", Count(i)), ("text", Text(texts[i])), ("score", Number(numbers[i])))
            : Map(("index", Count(i)), ("score", Number(numbers[i]))))));
    }

    private static bool IsRaw(RequestField body) => body.Optional("raw_scores")?.Boolean() ?? false;
}
