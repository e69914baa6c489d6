using ToolRM.Conversations;
using ToolRM.Verification;
using ToolRM.Verification.Schemas;
using static ToolRM.Models.Grounded.CallFeature;

namespace ToolRM.Models.Grounded;

/// <summary>Fills the row of one call.</summary>
internal static class CallFeatures
{
    private const string OtherTool = "another tool fits the request better than {1}";

    /// <summary>The columns, in the order of <see cref="CallFeature"/>.</summary>
    public static FeatureInfo[] All { get; } =
    [
        new("unknown-tool", FeatureGroup.Structure, -1, -6, "no tool {1} is offered"),
        new("near-miss", FeatureGroup.Structure, 0, 0, "no tool {1} is offered, but one of nearly that name"),
        new("not-json", FeatureGroup.Structure, -1, -5, "the arguments of {1} are not JSON"),
        new("missing-required", FeatureGroup.Structure, -1, -3, "a required argument of {1} is missing"),
        new("unexpected", FeatureGroup.Structure, -1, -3, "{1} is given an argument that it does not have"),
        new("tool-fit", FeatureGroup.ToolFit, 1, 0.1, "{1} has little to do with the request"),
        new("tool-fit-margin", FeatureGroup.ToolFit, 1, 0.7, OtherTool),
        new("tool-rank", FeatureGroup.ToolFit, -1, 0, OtherTool),
        new("name-fit", FeatureGroup.ToolFit, 1, 0.1, "the request does not speak of what {1} is named after"),
        new("name-fit-margin", FeatureGroup.ToolFit, 1, 0.6, OtherTool),
        new("parameter-fit-margin", FeatureGroup.ToolFit, 1, 0.7, "the arguments fit another tool better than {1}"),
        new("only-tool", FeatureGroup.ToolFit, 0, 0, "{1} is the only tool"),
        new("absent-enum-cue", FeatureGroup.Coverage, -1, -1, "the request names a value for an optional parameter of {1} that is left out"),
        new("absent-number-cue", FeatureGroup.Coverage, -1, -0.5, "the request has a number for a parameter of {1} that is left out"),
        new("absent-name-cue", FeatureGroup.Coverage, -1, -0.7, "the request speaks of a parameter of {1} that is left out"),
        new("repeats", FeatureGroup.Count, -1, -3, "{1} is called twice with the same arguments"),
        new("done-before", FeatureGroup.State, -1, -2, "{1} was called with the same arguments before"),
        new("own-claims", FeatureGroup.Count, 0, 0.5, "{1} uses nothing of the request that another call does not use"),
        new("clause-fit-margin", FeatureGroup.ToolFit, 1, 0.5, OtherTool),
        new("unsupported-share", FeatureGroup.Grounding, -1, -1, "most arguments of {1} are not found in the conversation"),
        new("no-arguments", FeatureGroup.Structure, 0, 0, "{1} is called without arguments"),
    ];

    public static void Fill(CallRow row, ReadCall call, int position, ReplyReader reader, PromptContext context)
    {
        var values = row.Values;
        void Set(CallFeature feature, float value) => values[(int)feature] = value;
        void Flag(CallFeature feature, bool value) => values[(int)feature] = value ? 1 : 0;

        Flag(NotJson, call.Arguments is null);
        Flag(NoArguments, call.Read.Count == 0);
        for (var i = 0; i < reader.Calls.Count; i++)
        {
            if (i != position && reader.Calls[i].Key == call.Key) Set(Repeats, 1);
        }
        Flag(DoneBefore, context.EarlierCalls.Count > 0 && context.EarlierCalls.Contains(call.Key));
        if (call.Tool < 0)
        {
            Set(Unknown, 1);
            Flag(NearMiss, context.Tools.Any(tool => Letters(tool.Name) is var name && (name.EndsWith(Letters(call.Call.Name), StringComparison.Ordinal) || Letters(call.Call.Name).EndsWith(name, StringComparison.Ordinal))));
            foreach (var feature in (ReadOnlySpan<CallFeature>)[ToolFit, ToolFitMargin, ToolRank, NameFit, NameFitMargin, ParameterFitMargin, ClauseFitMargin, AbsentEnumCue, AbsentNumberCue, AbsentNameCue]) Set(feature, float.NaN);
            return;
        }
        var tool = context.Tools[call.Tool];
        Check(row, call, tool);
        var fit = context.Fit(call.Tool);
        Set(ToolFit, fit);
        Flag(OnlyTool, context.Tools.Length == 1);
        if (context.Tools.Length > 1)
        {
            Set(ToolFitMargin, Math.Clamp(fit - context.BestFit(call.Tool), -3, 3));
            Set(ToolRank, Math.Min(5, context.Rank(call.Tool)));
            Set(NameFitMargin, context.NameFit(call.Tool) - context.BestNameFit(call.Tool));
            Set(ParameterFitMargin, ParameterFit(call, tool) - context.Tools.Where(other => other != tool).Take(64).Max(other => ParameterFit(call, other)));
            Set(ClauseFitMargin, ClauseMargin(call, context));
        }
        else
        {
            foreach (var feature in (ReadOnlySpan<CallFeature>)[ToolFitMargin, ToolRank, NameFitMargin, ParameterFitMargin, ClauseFitMargin]) Set(feature, float.NaN);
        }
        Set(NameFit, context.NameFit(call.Tool));
        Claims(values, call, (byte)Math.Min(position + 1, 254), reader, context);
        Absent(values, call, tool, reader, context);
        var unsupported = row.Arguments.Count(argument => argument.Values[(int)ArgumentFeature.Unsupported] > 0.7f);
        Set(UnsupportedShare, row.Arguments.Count == 0 ? 0 : (float)unsupported / row.Arguments.Count);
    }

    private static void Check(CallRow row, ReadCall call, ToolIndex tool)
    {
        if (call.Arguments is null) return;
        var verdict = tool.Schema.Verify(call.Call);
        foreach (var finding in verdict.Findings)
        {
            if (finding.Code == SchemaCodes.MissingRequired && (finding.ArgumentPath is null || !finding.ArgumentPath.AsSpan().ContainsAny('.', '[')))
            {
                row.Values[(int)MissingRequired] = Math.Min(3, row.Values[(int)MissingRequired] + 1);
                continue;
            }
            if (finding.Code == SchemaCodes.UnexpectedParameter) row.Values[(int)Unexpected] = 1;
            var argument = Argument(row, finding);
            if (argument is null) continue;
            var feature = finding.Code switch
            {
                SchemaCodes.Type => ArgumentFeature.TypeBad,
                SchemaCodes.Enum or SchemaCodes.Const => ArgumentFeature.EnumBad,
                SchemaCodes.UnexpectedParameter => ArgumentFeature.Undeclared,
                _ => ArgumentFeature.SchemaBad,
            };
            argument.Values[(int)feature] = 1;
        }
    }

    private static ArgumentRow? Argument(CallRow row, Finding finding)
    {
        if (finding.ArgumentPath is not { } path) return null;
        ArgumentRow? best = null;
        foreach (var argument in row.Arguments)
        {
            if (path.StartsWith(argument.Name, StringComparison.Ordinal) && (path.Length == argument.Name.Length || path[argument.Name.Length] is '.' or '[') && argument.Name.Length > (best?.Name.Length ?? -1)) best = argument;
        }
        return best;
    }

    /// <summary>Share of the arguments given that a tool has, less the share of its required ones that are not given.</summary>
    private static float ParameterFit(ReadCall call, ToolIndex tool)
    {
        if (call.Read.Count == 0) return tool.RequiredCount == 0 ? 0 : -1;
        var (has, lacks) = (0f, 0f);
        foreach (var argument in call.Read)
        {
            if (tool.Parameter(argument.Name) is not null) has++;
        }
        foreach (var parameter in tool.Parameters)
        {
            if (parameter.IsRequired && !call.Read.Exists(argument => argument.Name == parameter.Name)) lacks++;
        }
        return (has / call.Read.Count) - (tool.RequiredCount == 0 ? 0 : lacks / tool.RequiredCount);
    }

    /// <summary>How much better the tool fits the clauses that the arguments come from than the best other tool.</summary>
    private static float ClauseMargin(ReadCall call, PromptContext context)
    {
        var (sum, count) = (0f, 0);
        Span<bool> seen = stackalloc bool[16];
        foreach (var argument in call.Read)
        {
            foreach (var leaf in argument.Leaves)
            {
                if (leaf.Match.Start < 0 || leaf.Match.Start >= context.Request.RequestTokens) continue;
                var clause = context.ClauseOf[leaf.Match.Start];
                if (seen[clause]) continue;
                seen[clause] = true;
                var best = context.BestOfClause(clause);
                sum += context.ClauseFit(clause, call.Tool) - (best == call.Tool ? 0 : context.ClauseFit(clause, best));
                count++;
            }
        }
        return count == 0 ? float.NaN : Math.Clamp(sum / count, -3, 3);
    }

    private static void Claims(float[] values, ReadCall call, byte number, ReplyReader reader, PromptContext context)
    {
        var (own, shared) = (0f, 0f);
        foreach (var argument in call.Read)
        {
            foreach (var leaf in argument.Leaves)
            {
                for (var i = leaf.Match.Start; i >= 0 && i < leaf.Match.Start + leaf.Match.Count && i < context.Request.UserTokens; i++)
                {
                    if (reader.OwnerOf(i) == number) own++;
                    else shared++;
                }
            }
        }
        values[(int)OwnClaims] = reader.Calls.Count < 2 ? float.NaN : own + shared == 0 ? 0 : own / (own + shared);
    }

    /// <summary>What speaks for parameters that are left out.</summary>
    private static void Absent(float[] values, ReadCall call, ToolIndex tool, ReplyReader reader, PromptContext context)
    {
        var request = context.Request;
        foreach (var parameter in tool.Parameters.AsSpan(0, Math.Min(tool.Parameters.Length, 64)))
        {
            if (call.Read.Exists(argument => argument.Name == parameter.Name)) continue;
            foreach (var allowed in parameter.Enum.AsSpan(0, Math.Min(parameter.Enum.Length, 32)))
            {
                if (ParameterIndex.Normal(ArgumentValue.Of(allowed)) == parameter.Default) continue;
                var tokens = Tokenizer.Of(allowed, isIdentifier: true);
                if (tokens.Length > 0 && tokens.All(token => (token.Has(TokenMarks.Function) && tokens.Length > 1) || (!token.Has(TokenMarks.Function) && request.First(token.Stem) is >= 0 and var at && at < request.RequestTokens && reader.OwnerOf(at) == 0))) values[(int)AbsentEnumCue] = 1;
            }
            if (parameter.Kind is ParameterKind.Integer or ParameterKind.Number)
            {
                for (var i = 0; i < Math.Min(request.Numbers.Length, 32); i++)
                {
                    var mention = request.Numbers[i];
                    if (mention.Start >= request.RequestTokens) break;
                    if (reader.OwnerOf(mention.Start) == 0) values[(int)AbsentNumberCue] = Math.Max(values[(int)AbsentNumberCue], context.Grounding.Fit(parameter, mention.Start, mention.Count));
                }
            }
            var (found, words) = (0f, 0f);
            foreach (var token in parameter.NameTokens)
            {
                if (token.Has(TokenMarks.Function) || ParameterWords.IsGeneric(token.Stem) || tool.NameTokens.Any(name => name.Stem == token.Stem)) continue;
                words++;
                if (request.First(token.Stem) is >= 0 and var at && at < request.RequestTokens && reader.OwnerOf(at) == 0) found++;
            }
            if (words > 0) values[(int)AbsentNameCue] = Math.Max(values[(int)AbsentNameCue], found / words);
        }
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
