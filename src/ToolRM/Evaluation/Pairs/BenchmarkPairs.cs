using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Verification;

namespace ToolRM.Evaluation.Pairs;

/// <summary>Reads pairs over BFCL's questions: FC-RewardBench as published, and the data kit's rebuild of it.</summary>
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
    public static LabelledPair? OfKit(ArgumentValue row, string where, ChosenReply chosen)
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
            RejectedText = pair.RejectedText ?? "", Category = pair.Category, Generator = pair.Model, Reference = pair.Accepted,
        };
    }

    /// <summary>
    /// A row as published (toolrm 1.4): <c>tools</c>, <c>chosen_output</c> and <c>rejected_output</c> are JSON texts, calls
    /// one-key objects. 15 rejected texts are no calls; they are kept as texts.
    /// </summary>
    public static LabelledPair OfPublished(ArgumentValue row, string where)
    {
        var node = DocumentNode.Root(row, where, NextStep);
        var prompt = new Conversation(
            node.Required("conversation").List(message => ChatMessageJson.Read(message, argumentsAsObjects: true)),
            BfclJson.ReadDocuments(Parsed(node.Required("tools"))));
        var id = node.Required("test_id").Text();
        var chosen = node.Required("chosen_output");
        var rejected = node.Required("rejected_output").Text();
        var calls = Calls(rejected);
        var label = node.Required("error_type").Text();
        return new(
            id, id, PairJson.UserText(prompt), prompt,
            Calls(chosen.Text()) ?? throw chosen.Expected("the JSON text of a list of one-key objects {function: arguments}"),
            calls,
            CardWordings.TryGetValue(label, out var known) ? VerdictJson.Word(known) : label)
        {
            RejectedText = calls is null ? rejected : "",
            Category = node.Required("test_category").Text(),
            Generator = node.Required("model_name").Text(),
        };
    }

    private static DocumentNode Parsed(DocumentNode node)
    {
        if (node.Value is not TextValue text) return node;
        var parse = JsonParse.Of(text.Value, JsonDialect.Python);
        return node.Replaced(parse.Value ?? throw node.Error($"expected the JSON text of a list of tools, but {parse.Error}"));
    }

    /// <summary>Calls of a JSON text; null when it is none. What a model wrote is never an error.</summary>
    private static ValueList<ToolCall>? Calls(string text)
    {
        if (JsonParse.Of(text, JsonDialect.Python).Value is not ListValue list) return null;
        var calls = new List<ToolCall>();
        foreach (var item in list.Items)
        {
            if (item is not MapValue { Entries: { Count: 1 } entries } || entries[0].Value is not MapValue arguments) return null;
            calls.Add(ToolCall.Of(entries[0].Key, arguments));
        }
        return calls.ToValueList();
    }
}
