using ToolRM.Conversations;

namespace ToolRM.Parsing;

/// <summary>
/// One JSON object that should be a call, read in one pass and without a value tree: the name under <c>name</c>,
/// <c>tool_name</c> or <c>function</c>, the arguments under <c>arguments</c>, <c>parameters</c>, <c>args</c> or <c>input</c>,
/// or both in an object under <c>function</c>, <c>functionCall</c> or <c>function_call</c> (tools-and-data 2.2, 2.5).
/// </summary>
internal struct CallObject
{
    private string? _shapeReason;
    private string? _textReason;
    private bool _hasArguments;
    private bool _sawCallKey;

    /// <summary>The name; null when there is none.</summary>
    public string? Name { get; private set; }

    /// <summary>The arguments' JSON text; null when there is a <see cref="Reason"/>.</summary>
    public string? Arguments { get; private set; }

    /// <summary>The id; null when there is none.</summary>
    public string? Id { get; private set; }

    /// <summary>Whether the arguments stood as a JSON text.</summary>
    public bool ArgumentsAsText { get; private set; }

    /// <summary>What was let pass; null when nothing.</summary>
    public string? Warning { get; private set; }

    /// <summary>Why this is no call; null when it is one.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether the object was read and is no call.</summary>
    public bool WrongShape { get; private set; }

    /// <summary>Whether the object's end is not known.</summary>
    public bool Broken { get; private set; }

    /// <summary>Position behind the object; of the error when <see cref="Broken"/>.</summary>
    public int End { get; private set; }

    /// <summary>Whether the object has keys of a call, well-formed or not.</summary>
    public readonly bool LooksLikeCall => _sawCallKey;

    /// <summary>Whether a name and arguments were there, well-formed or not: what prose with braces does not have.</summary>
    public readonly bool HasNameAndArguments => Name is not null && _hasArguments;

    /// <summary>Reads an object.</summary>
    /// <param name="window">The reply.</param>
    /// <param name="position">Position of the opening brace.</param>
    /// <param name="origin">Position that places in reasons count from.</param>
    public static CallObject Read(ReadOnlySpan<char> window, int position, int origin)
    {
        var call = default(CallObject);
        if (!call.ReadMembers(window, position, origin, nested: false)) return call;
        if (call._textReason is { } malformed) call.Fail(malformed, wrongShape: false);
        else if (call._shapeReason is { } shape) call.Fail(shape, wrongShape: true);
        else if (string.IsNullOrEmpty(call.Name)) call.Fail(call.Name is null ? "the call has no name" : "the call's name is empty", wrongShape: true);
        else if (!call._hasArguments) call.Fail("the call has no arguments", wrongShape: true);
        return call;
    }

    private bool ReadMembers(ReadOnlySpan<char> window, int position, int origin, bool nested)
    {
        var reader = new JsonTextReader(window, JsonArguments.Lenient, position + 1);
        if (reader.Take('}')) return Close(reader.Position);
        while (true)
        {
            reader.SkipWhiteSpace();
            var keyAt = reader.Position;
            if (keyAt >= window.Length) return Break("the text ends inside a call", keyAt, origin);
            if (window[keyAt] != '"') return Break("expected a key in double quotes", keyAt, origin);
            if (!reader.SkipText()) return Break(reader.Error!, origin);
            var key = window[(keyAt + 1)..(reader.Position - 1)];
            if (!reader.Take(':')) return Break("expected ':' after a key", reader.Position, origin);
            reader.SkipWhiteSpace();
            var at = reader.Position;
            var first = at < window.Length ? window[at] : '\0';
            switch (key)
            {
                case "arguments" or "parameters" or "args" or "input" when !_hasArguments || key is "arguments":
                    if (!ReadArguments(window, at, origin, out var behind)) return false;
                    reader = new JsonTextReader(window, JsonArguments.Lenient, behind);
                    break;
                case "function" or "functionCall" or "function_call" when first == '{' && !nested:
                    if (!ReadMembers(window, at, origin, nested: true)) return false;
                    reader = new JsonTextReader(window, JsonArguments.Lenient, End);
                    break;
                case "name" or "tool_name":
                case "function" when first == '"' && Name is null:
                    _sawCallKey = true;
                    if (first != '"') goto default;
                    if (reader.ReadText() is not { } name) return Break(reader.Error!, origin);
                    Name = name;
                    break;
                case "id" or "tool_call_id" when first == '"' && Id is null:
                case "call_id" when first == '"':
                    if (reader.ReadText() is not { } id) return Break(reader.Error!, origin);
                    Id = id;
                    break;
                default:
                    if (!reader.SkipValue()) return Break(reader.Error!, origin);
                    break;
            }
            if (reader.Take(','))
            {
                if (!reader.Take('}')) continue;
                Warning ??= "a trailing comma was let pass";
                return Close(reader.Position);
            }
            if (reader.Take('}')) return Close(reader.Position);
            return Break(reader.Position >= window.Length ? "the text ends inside a call" : "expected ',' or '}' in a call", reader.Position, origin);
        }
    }

    private bool ReadArguments(ReadOnlySpan<char> window, int at, int origin, out int end)
    {
        var arguments = JsonArguments.Read(window, at, origin);
        end = arguments.End;
        _hasArguments = _sawCallKey = true;
        Arguments = arguments.Text;
        ArgumentsAsText = arguments.AsText;
        Warning = arguments.Warning ?? Warning;
        _shapeReason = arguments.WrongShape ? arguments.Reason : null;
        _textReason = arguments.WrongShape || arguments.Broken ? null : arguments.Reason;
        if (!arguments.Broken) return true;
        End = end;
        Fail(arguments.Reason!, wrongShape: false);
        Broken = true;
        return false;
    }

    private bool Close(int end)
    {
        End = end;
        return true;
    }

    private bool Break(JsonError error, int origin) => Break(error.Message, error.Position, origin);

    private bool Break(string message, int position, int origin)
    {
        End = position;
        Broken = true;
        Fail(JsonArguments.Place(new(position, message), origin), wrongShape: false);
        return false;
    }

    private void Fail(string reason, bool wrongShape)
    {
        Arguments = null;
        WrongShape = wrongShape;
        Reason = string.IsNullOrEmpty(Name) ? reason : $"call of \"{Name}\": {reason}";
    }
}
