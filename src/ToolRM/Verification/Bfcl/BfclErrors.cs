using System.Collections.Frozen;

namespace ToolRM.Verification.Bfcl;

/// <summary>The error types of BFCL's checker (tools-and-data 1.8) and which of the eight labels each is.</summary>
public static class BfclErrors
{
    internal const string DecoderFailed = "ast_decoder:decoder_failed";
    internal const string WrongOutputFormat = "ast_decoder:decoder_wrong_output_format";
    internal const string SimpleWrongCount = "simple_function_checker:wrong_count";
    internal const string WrongName = "simple_function_checker:wrong_func_name";
    internal const string MissingRequired = "simple_function_checker:missing_required";
    internal const string UnexpectedParameter = "simple_function_checker:unexpected_param";
    internal const string MissingOptional = "simple_function_checker:missing_optional";
    internal const string TypeSimple = "type_error:simple";
    internal const string TypeNested = "type_error:nested";
    internal const string TypeJava = "type_error:java";
    internal const string TypeJavaScript = "type_error:js";
    internal const string ValueText = "value_error:string";
    internal const string ValueList = "value_error:list/tuple";
    internal const string ValueDictKey = "value_error:dict_key";
    internal const string ValueDictValue = "value_error:dict_value";
    internal const string ValueListDictCount = "value_error:list_dict_count";
    internal const string ValueOther = "value_error:others";
    internal const string DictUnclear = "dict_checker:unclear";
    internal const string ListDictUnclear = "list_dict_checker:unclear";
    internal const string MultipleWrongCount = "multiple_function_checker:wrong_count";
    internal const string ParallelWrongCount = "parallel_function_checker_no_order:wrong_count";
    internal const string ParallelNoMatch = "parallel_function_checker_no_order:cannot_find_match";
    internal const string IrrelevanceCalled = "irrelevance_error:decoder_success";
    internal const string RelevanceNotCalled = "relevance_error:decoder_failed";

    private static readonly FrozenDictionary<string, ErrorLabel> Labels = new Dictionary<string, ErrorLabel>
    {
        [DecoderFailed] = ErrorLabel.IncorrectOutputFormat,
        [WrongOutputFormat] = ErrorLabel.IncorrectOutputFormat,
        [SimpleWrongCount] = ErrorLabel.IncorrectNumberOfFunctions,
        [MultipleWrongCount] = ErrorLabel.IncorrectNumberOfFunctions,
        [IrrelevanceCalled] = ErrorLabel.IncorrectNumberOfFunctions,
        [RelevanceNotCalled] = ErrorLabel.IncorrectNumberOfFunctions,
        [ParallelWrongCount] = ErrorLabel.IncorrectNumberOfFunctions,
        [WrongName] = ErrorLabel.IncorrectFunctionName,
        [MissingRequired] = ErrorLabel.MissingRequiredParameter,
        [UnexpectedParameter] = ErrorLabel.UnexpectedParameter,
        [MissingOptional] = ErrorLabel.MissingOptionalParameter,
        [TypeSimple] = ErrorLabel.IncorrectParameterType,
        [TypeNested] = ErrorLabel.IncorrectParameterType,
        [TypeJava] = ErrorLabel.IncorrectParameterType,
        [TypeJavaScript] = ErrorLabel.IncorrectParameterType,
        [ValueText] = ErrorLabel.IncorrectParameterValue,
        [ValueList] = ErrorLabel.IncorrectParameterValue,
        [ValueDictKey] = ErrorLabel.IncorrectParameterValue,
        [ValueDictValue] = ErrorLabel.IncorrectParameterValue,
        [ValueListDictCount] = ErrorLabel.IncorrectParameterValue,
        [ValueOther] = ErrorLabel.IncorrectParameterValue,
        [DictUnclear] = ErrorLabel.IncorrectParameterValue,
        [ListDictUnclear] = ErrorLabel.IncorrectParameterValue,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How far a call got before it failed; of the failures behind a parallel mismatch, the furthest decides the label.</summary>
    private static readonly ErrorLabel[] FurthestFirst =
    [
        ErrorLabel.IncorrectParameterValue, ErrorLabel.MissingOptionalParameter, ErrorLabel.IncorrectParameterType,
        ErrorLabel.UnexpectedParameter, ErrorLabel.MissingRequiredParameter, ErrorLabel.IncorrectFunctionName,
    ];

    /// <summary>The label of an error type; null for a code that has none, such as a parallel mismatch or a defect.</summary>
    /// <param name="errorType">A code of BFCL's checker.</param>
    public static ErrorLabel? LabelOf(string errorType) => Labels.TryGetValue(errorType, out var label) ? label : null;

    /// <summary>
    /// The label of a verdict: of its error type, or for a parallel mismatch of the sub-error that got furthest (value, then
    /// missing optional, type, unexpected, missing required, name). Null for a pass and for what was not judged.
    /// </summary>
    /// <param name="verdict">A verdict of the reference checker.</param>
    /// <remarks>Source: the data kit's README, section fcrb-dev.</remarks>
    public static ErrorLabel? LabelOf(Verdict verdict)
    {
        if (verdict.ErrorType is null) return null;
        if (LabelOf(verdict.ErrorType) is { } label) return label;
        foreach (var candidate in FurthestFirst)
        {
            foreach (var sub in verdict.SubErrorTypes)
            {
                if (LabelOf(sub) == candidate) return candidate;
            }
        }
        return null;
    }
}
