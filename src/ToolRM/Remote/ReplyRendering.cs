using System.Text;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Remote;

/// <summary>A prompt as a text model is shown it, ready for replies.</summary>
/// <param name="Prompt">Everything before the reply.</param>
/// <param name="Messages">The same as messages of a chat; null where the rendering has none.</param>
/// <param name="Whole">Prompt and reply in one text.</param>
internal sealed record RenderedPrompt(string Prompt, ValueList<ArgumentValue>? Messages, Func<Candidate, string> Whole);

/// <summary>How prompt and reply become the text that a reward model reads. Rendered the same for ever: another text would be another name.</summary>
/// <remarks>
/// A reply with calls is its calls alone; one without is its text. Calls stand as <c>&lt;tool_call&gt;</c> blocks in the plain spelling of
/// the scorers (keys sorted, whole numbers as the schema types them), so that right calls from an answer file and calls that a model
/// wrote cannot be told by their spelling. Total: arguments that are no JSON stand as they were emitted. Which text
/// FC-RewardBench's authors showed to reward models is not known (toolrm 1.5), so the words here are ours.
/// </remarks>
public sealed class ReplyRendering
{
    private const string ToolsHead = "You may call functions. Their signatures as JSON, one a line, between <tools> and </tools>:\n<tools>\n";

    private const string ToolsTail = "</tools>\nEach call is written as\n<tool_call>\n{\"name\": NAME, \"arguments\": OBJECT}\n</tool_call>";

    private readonly Func<Conversation, RenderedPrompt> _render;

    private ReplyRendering(string name, string description, bool isChat, Func<Conversation, RenderedPrompt> render) =>
        (Name, Description, IsChat, _render) = (name, description, isChat, render);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What the text looks like, in a line.</summary>
    public string Description { get; }

    /// <summary>Whether it is sent as messages, for the server's own chat template, one reply a request.</summary>
    public bool IsChat { get; }

    /// <summary>ChatML with the tools in the system turn, in Hermes' form. Marks of ChatML inside of texts are broken by a blank.</summary>
    public static ReplyRendering HermesChatMl { get; } = new(
        "hermes-chatml", "ChatML turns, tools between <tools> tags in the system turn, calls in <tool_call> blocks: models of the Qwen and Hermes families", isChat: false, prompt =>
        {
            var text = new StringBuilder();
            foreach (var (role, content) in Turns(prompt)) text.Append("<|im_start|>").Append(role).Append('\n').Append(Unmarked(content)).Append("<|im_end|>\n");
            var before = text.Append("<|im_start|>assistant\n").ToString();
            return new(before, null, reply => $"{before}{Unmarked(Reply(reply, prompt.Tools))}<|im_end|>");
        });

    /// <summary>The same turns as messages: the server writes them by its model's own chat template.</summary>
    public static ReplyRendering HermesMessages { get; } = new(
        "hermes-messages", "the same turns as chat messages, for the server's own chat template; one reply a request", isChat: true, prompt =>
        {
            var messages = Turns(prompt).Select(turn => MessageOf(turn.Role, turn.Content)).ToValueList();
            var document = ArgumentJson.Write(new ListValue(messages));
            return new(document, messages, reply => document + Reply(reply, prompt.Tools));
        });

    /// <summary>The JSON of the conversation, <c>{"messages", "tools"}</c>, the reply as its last message: exact, for our own server.</summary>
    public static ReplyRendering Json { get; } = new(
        "json", "JSON of messages and tools, the reply as last message: exact, what our own server reads best", isChat: false, prompt => new(
            Document(prompt), null, reply => Document(prompt with { Messages = [.. prompt.Messages, AsMessage(reply, prompt.Tools)] })));

    /// <summary>All of them.</summary>
    public static ValueList<ReplyRendering> All { get; } = [HermesChatMl, HermesMessages, Json];

    /// <summary>The rendering of a name; null when there is none.</summary>
    /// <param name="name">The name, compared exactly.</param>
    public static ReplyRendering? Find(string name)
    {
        foreach (var rendering in All)
        {
            if (rendering.Name == name) return rendering;
        }
        return null;
    }

    /// <summary>Prompt and reply as one text.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="reply">The reply.</param>
    public string Render(Conversation prompt, Candidate reply)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(reply);
        return _render(prompt).Whole(reply);
    }

    internal RenderedPrompt Prompt(Conversation prompt) => _render(prompt);

    /// <summary>The reply alone: its calls as blocks, or its text when it calls nothing.</summary>
    internal static string Reply(Candidate candidate, ValueList<ToolDefinition> tools) =>
        candidate.Calls.Count == 0 ? candidate.Text : Blocks(PlainSpelling.Of(candidate, tools).Calls);

    internal static ArgumentValue MessageOf(string role, string content) => new MapBuilder().Add("role", role).Add("content", content).ToMap();

    private static IEnumerable<(string Role, string Content)> Turns(Conversation prompt)
    {
        var tools = prompt.Tools.Count == 0 ? "" : $"{ToolsHead}{string.Concat(prompt.Tools.Select(tool => ArgumentJson.WriteSpaced(ToolJson.Write(tool with { Returns = null, Strict = null })) + "\n"))}{ToolsTail}";
        var first = 0;
        if (prompt.Messages is [SystemMessage system, ..])
        {
            first = 1;
            yield return ("system", tools.Length == 0 ? system.Text : $"{system.Text}\n\n{tools}");
        }
        else if (tools.Length > 0)
        {
            yield return ("system", tools);
        }
        for (var i = first; i < prompt.Messages.Count; i++)
        {
            yield return prompt.Messages[i] switch
            {
                SystemMessage message => ("system", message.Text),
                UserMessage message => ("user", message.Text),
                AssistantMessage { Calls.Count: > 0 } message => ("assistant", message.Text.Length == 0 ? Blocks(message.Calls) : $"{message.Text}\n{Blocks(message.Calls)}"),
                ToolMessage message => ("tool", message.Text),
                var message => ("assistant", message.Text),
            };
        }
    }

    private static string Blocks(ValueList<ToolCall> calls)
    {
        var text = new StringBuilder();
        foreach (var call in calls)
        {
            if (text.Length > 0) text.Append('\n');
            text.Append("<tool_call>\n{\"name\": ");
            ArgumentJson.AppendText(text, call.Name);
            text.Append(", \"arguments\": ").Append(call.ParseArguments().Value is { } value ? ArgumentJson.WriteSpaced(value) : call.ArgumentsText).Append("}\n</tool_call>");
        }
        return text.ToString();
    }

    private static AssistantMessage AsMessage(Candidate reply, ValueList<ToolDefinition> tools) =>
        reply.Calls.Count == 0 ? new(reply.Text, []) : new("", PlainSpelling.Of(reply, tools).Calls);

    private static string Document(Conversation conversation)
    {
        var document = HuggingFaceChat.Write(conversation).Document;
        // Without the key a reader cannot know that nothing is offered.
        return ArgumentJson.Write(document["tools"] is null ? new MapBuilder(document).AddList("tools", conversation.Tools, ToolJson.Write).ToMap() : document);
    }

    private static string Unmarked(string text) => text.Replace("<|im_", "<| im_", StringComparison.Ordinal);
}
