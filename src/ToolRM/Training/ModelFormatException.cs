namespace ToolRM.Training;

/// <summary>A model file is damaged, of another version, or made for other features. The message says where, expected against found, and the next step.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>An error with its message.</summary>
    /// <param name="message">Where, expected against found, next step.</param>
    public ModelFormatException(string message) : base(message) { }

    /// <summary>An error with its message and cause.</summary>
    /// <param name="message">Where, expected against found, next step.</param>
    /// <param name="innerException">The cause.</param>
    public ModelFormatException(string message, Exception innerException) : base(message, innerException) { }
}
