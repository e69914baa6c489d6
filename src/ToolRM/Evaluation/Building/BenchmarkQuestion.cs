using ToolRM.Conversations;
using ToolRM.Conversations.Formats.DataKit;
using ToolRM.Datasets.Bfcl;
using ToolRM.Verification.Bfcl;

namespace ToolRM.Evaluation.Building;

/// <summary>A question that outputs are judged by.</summary>
public sealed class BenchmarkQuestion
{
    private readonly ReferenceChecker? _checker;

    /// <summary>A question.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="group">Questions with the same text share it.</param>
    /// <param name="category">BFCL's category.</param>
    /// <param name="prompt">Messages and offered tools.</param>
    /// <param name="documents">BFCL's function documents, which the checker needs.</param>
    /// <param name="accepted">The accepted calls; null when no call is right.</param>
    public BenchmarkQuestion(string id, string group, string category, Conversation prompt, ValueList<ToolDefinition> documents, AcceptedCalls? accepted)
    {
        (Id, Group, Category, Prompt, Documents, Accepted) = (id, group, category, prompt, documents, accepted);
        if (accepted is not null) _checker = new ReferenceChecker(documents, accepted);
    }

    /// <summary>The question's id.</summary>
    public string Id { get; }

    /// <summary>Questions with the same text share it.</summary>
    public string Group { get; }

    /// <summary>BFCL's category.</summary>
    public string Category { get; }

    /// <summary>Messages and offered tools.</summary>
    public Conversation Prompt { get; }

    /// <summary>BFCL's function documents.</summary>
    public ValueList<ToolDefinition> Documents { get; }

    /// <summary>The accepted calls; null when no call is right.</summary>
    public AcceptedCalls? Accepted { get; }

    /// <summary>The language of the item.</summary>
    public SourceLanguage Language => Accepted?.Language ?? SourceLanguage.Python;

    /// <summary>The checker; null when no call is right.</summary>
    /// <param name="underscoreNames">BFCL's <c>underscore_to_dot</c>.</param>
    public ReferenceChecker? Checker(bool underscoreNames) => _checker?.With(underscoreNames);

    /// <summary>A question of BFCL's files. Questions with the same user messages share their group.</summary>
    /// <param name="item">The item; the tools of the prompt are BFCL's documents.</param>
    public static BenchmarkQuestion Of(BfclItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var (question, prompt) = (item.Question, item.Question.Prompt);
        var text = string.Join('\n', prompt.Messages.OfType<UserMessage>().Select(message => message.Text));
        return new(question.Id, DrawOrder.Hash(0, text)[..16], question.Category, prompt, question.Documents, item.Accepted);
    }

    /// <summary>A question of the data kit.</summary>
    /// <param name="row">The row.</param>
    public static BenchmarkQuestion Of(QuestionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Qid, row.Group, row.Category, row.Prompt, row.Documents, row.Accepted);
    }
}
