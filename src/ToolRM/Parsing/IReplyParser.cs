using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>Reads one wire format. Total: every text gives a value; nothing is thrown for what a model wrote.</summary>
/// <remarks>Implementations hold no state and are safe for concurrent calls. Time is linear in the text.</remarks>
public interface IReplyParser
{
    /// <summary>The format's name, in kebab case.</summary>
    string Format { get; }

    /// <summary>Reads a reply.</summary>
    /// <param name="text">The model's exact text, without the prompt.</param>
    /// <param name="end">How generation ended; a cut reply may leave its last call unclosed.</param>
    /// <param name="tools">The offered tools; formats that write raw text values need them for the types. May be empty.</param>
    ParsedReply Parse(string text, ReplyEnd end = ReplyEnd.Unknown, ValueList<ToolDefinition> tools = default);
}

/// <summary>Writes calls in one wire format.</summary>
public interface IReplyRenderer
{
    /// <summary>The format's name; the same as its parser's.</summary>
    string Format { get; }

    /// <summary>
    /// Why the format cannot carry these calls, such as a name with a blank or two calls in a format of one; null when
    /// parsing what <see cref="Render"/> writes gives the same calls back.
    /// </summary>
    /// <param name="calls">The calls.</param>
    /// <param name="content">The text beside them; empty for none.</param>
    string? WhyNot(ValueList<ToolCall> calls, string content = "");

    /// <summary>The reply's text.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="content">The text beside them; empty for none.</param>
    /// <exception cref="ArgumentException">The format cannot carry them; see <see cref="WhyNot"/>.</exception>
    string Render(ValueList<ToolCall> calls, string content = "");
}
