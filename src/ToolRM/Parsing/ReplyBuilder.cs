using System.Text;
using ToolRM.Conversations;
using ToolRM.Parsing.Python;

namespace ToolRM.Parsing;

/// <summary>
/// Collects what a format finds in one reply. Formats look only at <see cref="Start"/> to <see cref="End"/>: behind the
/// thinking block, before a stop token.
/// </summary>
internal ref struct ReplyBuilder
{
    /// <summary>A name that means "no call" in the JSON formats (tools-and-data 2.2, Granite-20b), unless a tool has it.</summary>
    public const string NoFunction = "no_function";

    private readonly string _format;
    private readonly ValueList<ToolDefinition> _tools;
    private PooledItems<ParsedCall> _calls;
    private PooledItems<UnparsedToolCall> _unparsed;
    private PooledItems<string> _warnings;
    private string? _content;
    private StringBuilder? _parts;
    private StringBuilder? _thoughts;
    private PythonBudget? _budget;
    private bool _malformed;
    private bool _wrongShape;

    public ReplyBuilder(string format, string text, ReplyEnd ending, ValueList<ToolDefinition> tools)
    {
        _format = format;
        _tools = tools;
        Text = text;
        Ending = ending;
        End = text.Length;
    }

    /// <summary>The whole reply.</summary>
    public readonly string Text { get; }

    /// <summary>How generation ended.</summary>
    public readonly ReplyEnd Ending { get; }

    /// <summary>Where the format starts to look.</summary>
    public int Start { get; set; }

    /// <summary>Where the format stops to look.</summary>
    public int End { get; set; }

    /// <summary>Text of the thinking block; null without one.</summary>
    public string? Reasoning { get; set; }

    /// <summary>The reply up to <see cref="End"/>; positions in it are positions in the reply.</summary>
    public readonly ReadOnlySpan<char> Window => Text.AsSpan(0, End);

    /// <summary>Calls and failed calls so far.</summary>
    public readonly int Found => _calls.Count + _unparsed.Count;

    /// <summary>What arithmetic in Python syntax may still build, in all of the reply.</summary>
    public PythonBudget Budget => _budget ??= new();

    /// <summary>The offered tool of a name, or null.</summary>
    public readonly ToolDefinition? Tool(string name)
    {
        foreach (var tool in _tools)
        {
            if (tool.Name == name) return tool;
        }
        return null;
    }

    /// <summary>Adds a call.</summary>
    public void AddCall(string name, string arguments, string? id, int start, int end) =>
        _calls.Add(new(new(name, arguments, id), new(start, end, SpanKind.ToolCall)));

    /// <summary>Adds a call object that was read whole, as a call or as what did not parse.</summary>
    /// <param name="call">What was read.</param>
    /// <param name="start">First position of the call with its markers.</param>
    /// <param name="end">Position behind it.</param>
    /// <param name="fromApi">An API's shape: arguments are JSON text by rule, and no name means "no call".</param>
    public void Add(scoped in CallObject call, int start, int end, bool fromApi = false)
    {
        if (call.Reason is { } reason)
        {
            AddUnparsed(reason, start, end, call.WrongShape);
            return;
        }
        if (!fromApi && call.Name == NoFunction && Tool(NoFunction) is null) return;
        if (call.Warning is { } warning) Warn($"call of \"{call.Name}\": {warning}");
        if (call.ArgumentsAsText && !fromApi) Warn($"call of \"{call.Name}\": arguments given as JSON text");
        AddCall(call.Name!, call.Arguments!, call.Id, start, end);
    }

    /// <summary>Adds a call whose name stands apart from its arguments.</summary>
    public void Add(string name, scoped in JsonArguments arguments, string? id, int start, int end)
    {
        if (arguments.Reason is { } reason)
        {
            AddUnparsed(name.Length == 0 ? reason : $"call of \"{name}\": {reason}", start, end, arguments.WrongShape);
            return;
        }
        if (name.Length == 0)
        {
            AddUnparsed("the call has no name", start, end, wrongShape: true);
            return;
        }
        if (arguments.Warning is { } warning) Warn($"call of \"{name}\": {warning}");
        if (arguments.AsText) Warn($"call of \"{name}\": arguments given as JSON text");
        AddCall(name, arguments.Text!, id, start, end);
    }

    /// <summary>Adds what looked like a call and could not be read.</summary>
    public void AddUnparsed(string reason, int start, int end, bool wrongShape = false)
    {
        while (end > start && char.IsWhiteSpace(Text[end - 1])) end--;
        if (wrongShape) _wrongShape = true;
        else _malformed = true;
        if (Ending == ReplyEnd.Length && end == End) reason += "; the token limit cut the reply";
        _unparsed.Add(new(reason, Text[start..end], new(start, end, SpanKind.ToolCall)));
    }

    /// <summary>Says what was let pass. The same words twice in a row are kept once.</summary>
    public void Warn(string warning)
    {
        if (_warnings.Count == 0 || _warnings.Span[^1] != warning) _warnings.Add(warning);
    }

    /// <summary>Adds text beside the calls; white space around it is dropped.</summary>
    public void AddContent(int start, int end)
    {
        if (start >= end) return;
        var part = Text.AsSpan(start, end - start).Trim();
        if (part.IsEmpty) return;
        if (_content is null)
        {
            _content = part.Length == Text.Length ? Text : part.ToString();
            return;
        }
        _parts ??= new StringBuilder(_content);
        _parts.Append('\n').Append(part);
    }

    /// <summary>Adds text beside the calls that was decoded from the reply.</summary>
    public void AddContent(string text)
    {
        var part = text.Trim();
        if (part.Length == 0) return;
        if (_content is null)
        {
            _content = part;
            return;
        }
        _parts ??= new StringBuilder(_content);
        _parts.Append('\n').Append(part);
    }

    /// <summary>Adds decoded reasoning behind earlier reasoning.</summary>
    public void AddReasoning(string text)
    {
        if (text.Length == 0) return;
        if (Reasoning is null)
        {
            Reasoning = text;
            return;
        }
        _thoughts ??= new StringBuilder(Reasoning);
        _thoughts.Append('\n').Append(text);
    }

    /// <summary>The reply as found.</summary>
    public readonly ParsedReply ToReply() => new(
        _format,
        _malformed ? ReplyStatus.Malformed : _wrongShape ? ReplyStatus.WrongShape
            : _calls.Count > 0 ? ReplyStatus.Calls : ReplyStatus.NoCall,
        _calls.ToValueList(),
        _parts?.ToString() ?? _content ?? "",
        _unparsed.ToValueList(),
        _thoughts?.ToString() ?? Reasoning,
        _warnings.ToValueList());

    public void Dispose()
    {
        _calls.Dispose();
        _unparsed.Dispose();
        _warnings.Dispose();
    }
}
