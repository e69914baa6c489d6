using ToolRM.Conversations;

namespace ToolRM.Filtering;

/// <summary>How training data is written.</summary>
public enum FilterFormat
{
    /// <summary><c>toolrm/candidates@1</c>: every candidate is an item.</summary>
    Candidates,

    /// <summary><c>toolrm/case@1</c>: one reply.</summary>
    Cases,

    /// <summary>Whole conversations, <c>messages</c> and <c>tools</c>: TRL's (arguments as objects) and OpenAI's (arguments as text).</summary>
    Messages,

    /// <summary>TRL's <c>prompt</c> and <c>completion</c>, as messages or as plain texts.</summary>
    PromptCompletion,
}

/// <summary>In which format kept items are written.</summary>
public enum FilterTarget
{
    /// <summary>As they came: lines of whole rows are copied to the letter, of candidate groups those that are left.</summary>
    Same,

    /// <summary>TRL's <c>messages</c> and <c>tools</c>, arguments as objects.</summary>
    Trl,

    /// <summary>TRL's <c>prompt</c>, <c>completion</c> and <c>tools</c>: the loss is that of the completion.</summary>
    TrlPromptCompletion,

    /// <summary>OpenAI's fine-tuning rows, <c>messages</c> and <c>tools</c>: arguments as text, every call with an id.</summary>
    OpenAi,
}

/// <summary>The formats of rows.</summary>
public static class FilterFormats
{
    /// <summary>The format of a row, told by its columns.</summary>
    /// <param name="row">The row.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is none of them.</exception>
    public static FilterFormat Of(ArgumentValue row, string where)
    {
        if (row is MapValue map)
        {
            if (map["candidates"] is not null) return FilterFormat.Candidates;
            if (map["prompt"] is not null && map["completion"] is not null) return FilterFormat.PromptCompletion;
            if (map["reply"] is not null || map["calls"] is not null) return FilterFormat.Cases;
            if (map["messages"] is not null) return FilterFormat.Messages;
        }
        throw new DataFormatException(
            $"{where}: expected \"messages\", \"prompt\" and \"completion\", \"candidates\", or a case with \"reply\" or \"calls\", found none of them. See docs/selection.md, \"Data in\"");
    }
}
