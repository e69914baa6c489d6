using static ToolRM.Models.Grounded.ReplyFeature;

namespace ToolRM.Models.Grounded;

/// <summary>Fills the row of a whole reply.</summary>
internal static class ReplyFeatures
{
    /// <summary>The columns, in the order of <see cref="ReplyFeature"/>.</summary>
    public static FeatureInfo[] All { get; } =
    [
        new("unreadable", FeatureGroup.Structure, -1, -6, "what looks like a call could not be read"),
        new("read-from-text", FeatureGroup.Structure, -1, -0.05, "the calls had to be read from the text"),
        new("no-call", FeatureGroup.NoCall, 0, 0, "nothing is called") { Added = 1.7 },
        new("no-call-best-fit", FeatureGroup.NoCall, -1, 0, "nothing is called, but a tool fits the request") { Added = -2 },
        new("no-call-fillable", FeatureGroup.NoCall, -1, 0, "nothing is called, but the request has what a tool requires") { Added = -1 },
        new("no-call-no-tools", FeatureGroup.NoCall, 1, 0, "there is no tool to call"),
        new("no-call-after-result", FeatureGroup.NoCall, 1, 0, "a tool has just answered"),
        new("idle-calls", FeatureGroup.Count, -1, -1.5, "a call uses nothing of the request that the others do not use"),
        new("calls-over-clauses", FeatureGroup.Count, -1, -1, "there are more calls than the request has parts"),
        new("clauses-over-calls", FeatureGroup.Count, -1, -0.2, "the request has more parts than there are calls"),
        new("unused-numbers", FeatureGroup.Coverage, -1, -1, "the request has numbers that no call uses"),
        new("unused-quotes", FeatureGroup.Coverage, -1, -1.5, "the request quotes something that no call uses"),
        new("unused-names", FeatureGroup.Coverage, -1, -1, "the request has names that no call uses"),
        new("unused-neighbours", FeatureGroup.Coverage, -1, -0.8, "the request lists more than the calls use"),
        new("unused-words", FeatureGroup.Coverage, -1, -0.7, "the request has words that no call uses"),
        new("shared-claims", FeatureGroup.Count, 0, 0, "several calls use the same part of the request"),
        new("more-tools-fit", FeatureGroup.Count, -1, -0.5, "a part of the request fits a tool that is not called"),
        new("one-for-many", FeatureGroup.Count, -1, -0.7, "one call takes what should be several"),
        new("many-for-one", FeatureGroup.Count, -1, -1, "several calls take what one call could"),
        new("after-tool-result", FeatureGroup.State, 0, 0, "a tool has just answered"),
        new("best-fit", FeatureGroup.ToolFit, 0, 0, "no tool has much to do with the request"),
    ];

    public static void Fill(ReplyRows rows, ReplyReader reader, PromptContext context, bool isUnreadable, bool isFromText)
    {
        var values = rows.Reply;
        void Set(ReplyFeature feature, float value) => values[(int)feature] = value;
        var best = context.BestFit(-1);
        Set(ReadFromText, isFromText ? 1 : 0);
        Set(AfterToolResult, context.Request.LastIsToolResult ? 1 : 0);
        Set(ReplyFeature.BestFit, best);
        if (isUnreadable)
        {
            Set(Unreadable, 1);
            return;
        }
        if (reader.Calls.Count == 0)
        {
            Set(NoCall, 1);
            Set(NoCallBestFit, best);
            Set(NoCallNoTools, context.Tools.Length == 0 ? 1 : 0);
            Set(NoCallAfterResult, context.Request.LastIsToolResult ? 1 : 0);
            Set(NoCallFillable, Fillable(context));
            return;
        }
        var calls = reader.Calls.Count;
        var idle = calls < 2 ? 0 : rows.Calls.Count(call => call.Values[(int)CallFeature.OwnClaims] <= 0);
        Set(IdleCalls, Math.Min(idle, 3));
        Set(CallsOverClauses, Math.Clamp(Math.Min(idle, calls - context.ClauseCount), 0, 3));
        Set(ClausesOverCalls, Math.Clamp(context.ClauseCount - calls, 0, 3));
        Unused(values, reader, context);
        var (shared, owned) = (0f, 0f);
        for (var i = 0; i < context.Request.RequestTokens; i++)
        {
            var owner = reader.OwnerOf(i);
            if (owner == 255) shared++;
            else if (owner != 0) owned++;
        }
        Set(SharedClaims, calls < 2 || shared + owned == 0 ? 0 : shared / (shared + owned));
        var neighbours = 0;
        foreach (var call in rows.Calls)
        {
            foreach (var argument in call.Arguments)
            {
                if (argument.Values[(int)ArgumentFeature.MentionIsOne] > 0 || argument.Values[(int)ArgumentFeature.ListContinues] > 0) neighbours++;
                if (argument.Values[(int)ArgumentFeature.SeveralInOne] > 0) Set(OneForMany, 1);
            }
        }
        Set(UnusedNeighbours, Math.Min(3, neighbours));
        for (var clause = 0; clause < context.ClauseCount && context.ClauseCount > 1; clause++)
        {
            var tool = context.BestOfClause(clause);
            if (tool >= 0 && context.ClauseFit(clause, tool) > 0.8f && !reader.Calls.Exists(call => call.Tool == tool)) Set(MoreToolsFit, Math.Min(3, values[(int)MoreToolsFit] + 1));
        }
        Set(ManyForOne, IsManyForOne(reader) ? 1 : 0);
    }

    /// <summary>The largest share, over the tools, of the required parameters for which the request has something of the right kind.</summary>
    private static float Fillable(PromptContext context)
    {
        var (best, fit) = (0f, -1f);
        for (var i = 0; i < context.Tools.Length; i++)
        {
            if (context.Fit(i) <= fit) continue;
            fit = context.Fit(i);
            var tool = context.Tools[i];
            if (tool.RequiredCount == 0)
            {
                best = 1;
                continue;
            }
            var filled = 0f;
            foreach (var parameter in tool.Parameters)
            {
                if (!parameter.IsRequired) continue;
                var numeric = parameter.Kind is ParameterKind.Integer or ParameterKind.Number;
                if (numeric ? context.Request.Numbers.Length > 0 : parameter.NameTokens.Any(token => context.Request.InRequest(token.Stem)) || HasName(context)) filled++;
            }
            best = filled / tool.RequiredCount;
        }
        return best;
    }

    private static bool HasName(PromptContext context)
    {
        for (var i = 0; i < context.Request.RequestTokens; i++)
        {
            if (context.Request.Tokens[i].Has(TokenMarks.Capital) && !context.Request.Tokens[i].Has(TokenMarks.Opens | TokenMarks.Function)) return true;
        }
        return false;
    }

    private static void Unused(float[] values, ReplyReader reader, PromptContext context)
    {
        var request = context.Request;
        var (numbers, unusedNumbers) = (0f, 0f);
        foreach (var mention in request.Numbers)
        {
            if (mention.Start >= request.RequestTokens) break;
            if (mention.IsWord && mention.Value is not (>= 2 and < 1000)) continue;
            numbers++;
            if (reader.OwnerOf(mention.Start) == 0) unusedNumbers++;
        }
        values[(int)UnusedNumbers] = numbers == 0 ? 0 : unusedNumbers / numbers;
        var (names, unusedNames, words, unusedWords) = (0f, 0f, 0f, 0f);
        for (var i = 0; i < request.RequestTokens; i++)
        {
            var token = request.Tokens[i];
            if (token.IsNumber || token.Has(TokenMarks.Function)) continue;
            var used = reader.OwnerOf(i) != 0 || reader.Calls.Exists(call => call.Tool >= 0 && context.Tools[call.Tool].Words.ContainsKey(token.Stem));
            words++;
            if (!used) unusedWords++;
            if (!token.Has(TokenMarks.Capital) || token.Has(TokenMarks.Opens)) continue;
            names++;
            if (!used) unusedNames++;
        }
        values[(int)UnusedNames] = names == 0 ? 0 : unusedNames / names;
        values[(int)UnusedWords] = words == 0 ? 0 : unusedWords / words;
        values[(int)UnusedQuotes] = Quotes(reader, request);
    }

    /// <summary>Share of the quoted stretches of the request of which no call uses a word.</summary>
    private static float Quotes(ReplyReader reader, RequestIndex request)
    {
        var text = request.RequestText;
        var (token, quotes, unused) = (0, 0f, 0f);
        for (var open = 0; open < text.Length; open++)
        {
            if (text[open] is not ('"' or '“' or '\'' or '‘') || (open > 0 && char.IsLetterOrDigit(text[open - 1]))) continue;
            var closing = text[open] switch { '“' => '”', '‘' => '’', var same => same };
            var end = text.AsSpan(open + 1, Math.Min(200, text.Length - open - 1)).IndexOf(closing);
            if (end <= 0) continue;
            end += open + 1;
            while (token < request.RequestTokens && request.Tokens[token].Start < open) token++;
            var used = false;
            var any = false;
            for (var i = token; i < request.RequestTokens && request.Tokens[i].Start < end; i++)
            {
                any = true;
                used |= reader.OwnerOf(i) != 0;
            }
            if (any)
            {
                quotes++;
                if (!used) unused++;
            }
            open = end;
        }
        return quotes == 0 ? 0 : unused / quotes;
    }

    /// <summary>Whether calls of one tool differ in a single argument that takes a list.</summary>
    private static bool IsManyForOne(ReplyReader reader)
    {
        for (var i = 1; i < reader.Calls.Count; i++)
        {
            var (first, second) = (reader.Calls[i - 1], reader.Calls[i]);
            if (first.Tool < 0 || first.Tool != second.Tool || first.Read.Count != second.Read.Count) continue;
            var (different, list) = (0, false);
            for (var j = 0; j < first.Read.Count; j++)
            {
                if (first.Read[j].Name != second.Read[j].Name) different += 2;
                else if (!Conversations.JsonEquality.AreEqual(first.Read[j].Value, second.Read[j].Value))
                {
                    different++;
                    list |= first.Read[j].Parameter is { } parameter && (parameter.Kind == ParameterKind.List || parameter.Hints.HasFlag(FormHints.Several));
                }
            }
            if (different == 1 && list) return true;
        }
        return false;
    }
}
