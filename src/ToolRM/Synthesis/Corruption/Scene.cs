using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>A prompt and its right calls, read once for all operators.</summary>
internal sealed class Scene
{
    private Mentions? _mentions;
    private List<ValuePlace>? _places;
    private HashSet<string>? _text;

    private Scene(Conversation prompt, ValueList<RightCall> calls, ValueList<ToolShape> tools) => (Prompt, Calls, Tools) = (prompt, calls, tools);

    public Conversation Prompt { get; }

    /// <summary>The right calls; empty when no call is right.</summary>
    public ValueList<RightCall> Calls { get; }

    public ValueList<ToolShape> Tools { get; }

    public Mentions Mentions => _mentions ??= Mentions.Of(Prompt);

    /// <summary>The values of the right calls.</summary>
    public IReadOnlyList<ValuePlace> Places => _places ??= ValuePlaces.Of(Calls);

    /// <summary>The last thing the user said; empty when there is nothing.</summary>
    public string Request
    {
        get
        {
            for (var i = Prompt.Messages.Count - 1; i >= 0; i--)
            {
                if (Prompt.Messages[i] is UserMessage user) return user.Text;
            }
            return "";
        }
    }

    /// <summary>The words of all messages that say something.</summary>
    public HashSet<string> Words
    {
        get
        {
            if (_text is not null) return _text;
            _text = new(StringComparer.Ordinal);
            foreach (var message in Prompt.Messages) _text.UnionWith(NameWords.Content(message.Text));
            return _text;
        }
    }

    /// <summary>Reads a prompt; null when a right call's arguments are no JSON object.</summary>
    public static Scene? Of(Conversation prompt, ValueList<ToolCall> right)
    {
        var tools = prompt.Tools.Select(ToolShape.Of).ToValueList();
        var calls = new List<RightCall>();
        foreach (var call in right)
        {
            if (call.ParseArguments().Value is not MapValue arguments) return null;
            calls.Add(new(call.Name, arguments, tools.FirstOrDefault(tool => tool.Name == call.Name)));
        }
        return new(prompt, calls.ToValueList(), tools);
    }

    /// <summary>The right calls.</summary>
    public IEnumerable<ToolCall> RightCalls() => Calls.Select(call => call.With(call.Arguments));

    /// <summary>The right calls with one of them replaced.</summary>
    public Product Replace(int index, params ReadOnlySpan<ToolCall> replacement)
    {
        var calls = new List<ToolCall>();
        for (var i = 0; i < Calls.Count; i++)
        {
            if (i != index) calls.Add(Calls[i].With(Calls[i].Arguments));
            else calls.AddRange(replacement);
        }
        return new(calls.ToValueList());
    }

    /// <summary>The right calls with one value set anew.</summary>
    public Product Replace(ValuePlace place, ArgumentValue value)
    {
        var call = Calls[place.Call];
        return Replace(place.Call, call.With(place.Argument, ValuePlaces.Replace(call.Arguments[place.Argument]!, place.Path.AsSpan(), value)));
    }

    /// <summary>Every value in random order, with what an operator makes of it.</summary>
    public IEnumerable<Product> Each(SeededRandom random, Func<ValuePlace, IEnumerable<ArgumentValue>> replacements)
    {
        foreach (var place in random.Shuffled(Places))
        {
            foreach (var value in replacements(place)) yield return Replace(place, value);
        }
    }

    /// <summary>Whether the conversation holds every word of a value, so that leaving it out or changing it goes against what was asked.</summary>
    public bool IsAskedFor(ArgumentValue value) => value switch
    {
        TextValue text => NameWords.Content(text.Value) is { Count: > 0 } words && words.IsSubsetOf(Words),
        IntegerValue or FloatValue => Mentions.OfKind(MentionKind.Number).Any(mention => mention.Number == Numbers.Of(value)),
        ListValue list => list.Items.Count > 0 && list.Items.All(IsAskedFor),
        _ => false,
    };
}
