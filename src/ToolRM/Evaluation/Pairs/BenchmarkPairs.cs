using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets.Published;
using ToolRM.Parsing;
using ToolRM.Preferences;
using ToolRM.Verification;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Reads pairs over BFCL's questions: FC-RewardBench as published, the data kit's rebuild of it, and TRBench-BFCL.</summary>
internal static class BenchmarkPairs
{
    private const string NextStep = "See docs/formats.md, \"Pairs\"";

    // Wordings of the published data card (toolrm 1.2); the kit has our words already.
    private static readonly Dictionary<string, ErrorLabel> CardWordings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Parameter value error"] = ErrorLabel.IncorrectParameterValue,
        ["Incorrect function name"] = ErrorLabel.IncorrectFunctionName,
        ["Incorrect number of function calls"] = ErrorLabel.IncorrectNumberOfFunctions,
        ["Missing optional parameter"] = ErrorLabel.MissingOptionalParameter,
        ["Missing required parameter"] = ErrorLabel.MissingRequiredParameter,
        ["Parameter value type error"] = ErrorLabel.IncorrectParameterType,
        ["Unexpected parameter"] = ErrorLabel.UnexpectedParameter,
        ["Parsing error"] = ErrorLabel.IncorrectOutputFormat,
    };

    /// <summary>A row of the kit's <c>main</c>; null when its chosen reply is to be a model's and there was none.</summary>
    public static PreferencePair? OfKit(ArgumentValue row, string where, ChosenReply chosen)
    {
        var pair = PairRow.Read(row, where);
        if (chosen == ChosenReply.Model && pair.ChosenOfModel is null) return null;
        if (pair.Rejected is null && pair.RejectedText is null)
        {
            throw new DataFormatException($"{where}: \"rejected_output\" is null, and so is \"rejected_raw\". One of them must be given. {NextStep}");
        }
        return new(
            pair.Id,
            (((MapValue)row)["test_id"] as TextValue)?.Value ?? pair.Qid,
            PairJson.UserText(pair.Prompt),
            pair.Prompt with { Tools = pair.Documents },
            chosen == ChosenReply.Model ? pair.ChosenOfModel!.Value : pair.Chosen,
            pair.Rejected,
            pair.ErrorType)
        {
            RejectedText = pair.RejectedText ?? "",
            Category = pair.Category,
            Generator = pair.Model,
            Reference = pair.Accepted,
        };
    }

    /// <summary>A row as published (toolrm 1.4). A rejected text that is no list of calls is kept as the undecodable reply.</summary>
    public static PreferencePair OfPublished(ArgumentValue row, string where)
    {
        var pair = FcRewardBenchRow.Read(row, where);
        return new(
            pair.TestId, pair.TestId, PairJson.UserText(pair.Prompt), pair.Prompt, pair.Chosen.Calls!.Value, pair.Rejected.Calls,
            CardWordings.TryGetValue(pair.ErrorType, out var known) ? VerdictJson.Word(known) : pair.ErrorType)
        {
            RejectedText = pair.Rejected.Calls is null ? pair.Rejected.Text : "",
            Category = pair.Category,
            Generator = pair.Model,
        };
    }

    /// <summary>A training pair as published (toolrm 2.1), which says not what is wrong. An empty list of right calls means that none is right.</summary>
    public static PreferencePair OfTraining(ArgumentValue row, string where)
    {
        var pair = ToolRmTrainRow.Read(row, where);
        return new(pair.Id, pair.Id, PairJson.UserText(pair.Prompt), pair.Prompt, pair.Correct.Calls!.Value, pair.Incorrect.Calls, "unlabelled")
        {
            RejectedText = pair.Incorrect.Calls is null ? pair.Incorrect.Text : "",
            Generator = pair.Model,
            Source = pair.Source,
        };
    }

    /// <summary>A row of TRBench-BFCL (toolrm 6.2), whose replies are texts: their calls are read as <c>toolrm parse</c> reads them, and scorers see both.</summary>
    public static PreferencePair OfTrBench(ArgumentValue row, string where)
    {
        var pair = TrBenchRow.Read(row, where);
        var prompt = new Conversation(pair.History, pair.Tools);
        var (chosen, rejected) = (Parse(pair.Chosen), Parse(pair.Rejected));
        return new(
            pair.Id, pair.TaskId ?? pair.Id, PairJson.UserText(prompt), prompt, chosen ?? [], rejected,
            pair.ErrorType is not { } code ? "unlabelled" : BfclErrors.LabelOf(code) is { } label ? VerdictJson.Word(label) : code)
        {
            ChosenText = pair.Chosen,
            RejectedText = pair.Rejected,
            Category = pair.Split,
            Generator = pair.RejectedFrom,
        };

        ValueList<ToolCall>? Parse(string text)
        {
            var reply = ReplyFormats.Auto.Parser.Parse(text, ReplyEnd.Unknown, pair.Tools);
            return reply.Status is ReplyStatus.Malformed or ReplyStatus.WrongShape ? null : reply.Calls.Select(call => call.Call).ToValueList();
        }
    }
}
