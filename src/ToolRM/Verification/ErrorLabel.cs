namespace ToolRM.Verification;

/// <summary>FC-RewardBench's eight kinds of errors (toolrm 1.2).</summary>
public enum ErrorLabel
{
    /// <summary>Parsing error: the output cannot be decoded into calls.</summary>
    IncorrectOutputFormat,

    /// <summary>Incorrect number of function calls.</summary>
    IncorrectNumberOfFunctions,

    /// <summary>Incorrect function name.</summary>
    IncorrectFunctionName,

    /// <summary>Missing required parameter.</summary>
    MissingRequiredParameter,

    /// <summary>Unexpected parameter.</summary>
    UnexpectedParameter,

    /// <summary>Parameter value type error.</summary>
    IncorrectParameterType,

    /// <summary>Parameter value error.</summary>
    IncorrectParameterValue,

    /// <summary>Missing optional parameter.</summary>
    MissingOptionalParameter,
}
