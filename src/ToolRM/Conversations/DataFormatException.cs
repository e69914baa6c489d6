namespace ToolRM.Conversations;

/// <summary>A file or document is not what it should be. The message says where, expected against found, and the next step.</summary>
/// <remarks>Never thrown for what a model wrote: that is data, and parses to a value that says what did not parse.</remarks>
public sealed class DataFormatException : Exception
{
    /// <summary>An error with its message.</summary>
    /// <param name="message">Where, expected against found, next step.</param>
    public DataFormatException(string message) : base(message) { }

    /// <summary>An error with its message and cause.</summary>
    /// <param name="message">Where, expected against found, next step.</param>
    /// <param name="innerException">The cause.</param>
    public DataFormatException(string message, Exception innerException) : base(message, innerException) { }
}
