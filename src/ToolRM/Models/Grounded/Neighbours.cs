namespace ToolRM.Models.Grounded;

/// <summary>Lists in the request: "A, B and C".</summary>
internal static class Neighbours
{
    private static readonly uint And = WordHash.Of("and");
    private static readonly uint Or = WordHash.Of("or");

    /// <summary>Whether a list goes on behind a mention with something that no call of the reply uses.</summary>
    /// <param name="context">The prompt.</param>
    /// <param name="reader">The reply.</param>
    /// <param name="next">The first token behind the mention.</param>
    public static bool Continues(PromptContext context, ReplyReader reader, int next)
    {
        var tokens = context.Request.Tokens;
        if (next >= context.Request.UserTokens || tokens[next].Has(TokenMarks.Opens)) return false;
        var last = tokens[next - 1];
        var item = next;
        if (tokens[next].Word == And || tokens[next].Word == Or) item++;
        else if (!tokens[next].Has(TokenMarks.Comma)) return false;
        if (item < context.Request.UserTokens && tokens[item].Word == And) item++;
        if (item >= context.Request.UserTokens || tokens[item].Has(TokenMarks.Opens)) return false;
        var token = tokens[item];
        // The next item is of the same make: a number after a number, a name after a name.
        return token.IsNumber == last.IsNumber && token.Has(TokenMarks.Capital) == last.Has(TokenMarks.Capital) && !token.Has(TokenMarks.Function) && reader.OwnerOf(item) == 0;
    }

    /// <summary>Whether a stretch of the request is a list.</summary>
    public static bool IsList(PromptContext context, int start, int count)
    {
        var tokens = context.Request.Tokens;
        for (var i = start + 1; i < start + count - 1; i++)
        {
            if (tokens[i].Word == And && tokens[i - 1].Has(TokenMarks.Capital) == tokens[i + 1].Has(TokenMarks.Capital)) return true;
            if (tokens[i].Has(TokenMarks.Comma) && tokens[i].Has(TokenMarks.Capital) && i > start + 1) return true;
        }
        return false;
    }
}
