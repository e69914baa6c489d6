using System.Globalization;
using System.Text;

namespace ToolRM.Conversations.Formats;

/// <summary>
/// A value inside a document together with the way to it, so that a reader that meets something unexpected can name the
/// place (<c>messages[3].tool_calls[0].function.name</c>). The path is a chain of nodes and becomes text only in an error.
/// </summary>
internal sealed class DocumentNode
{
    private readonly DocumentNode? _parent;
    private readonly string _label; // key below a map; at the root, where the document came from
    private readonly int _index;    // position below a list; -1 below a map and at the root
    private readonly string _nextStep;

    private DocumentNode(ArgumentValue value, DocumentNode? parent, string label, int index, string nextStep) =>
        (Value, _parent, _label, _index, _nextStep) = (value, parent, label, index, nextStep);

    public ArgumentValue Value { get; }

    /// <summary>The document itself.</summary>
    /// <param name="value">The document.</param>
    /// <param name="where">Where it came from, such as <c>rows.jsonl:12</c>; stands before every path.</param>
    /// <param name="nextStep">A sentence that says what the user can do about a wrong document.</param>
    public static DocumentNode Root(ArgumentValue value, string where, string nextStep) => new(value, null, where, -1, nextStep);

    public bool IsMap => Value is MapValue;

    /// <summary>The value of a key; an error when this is no object or has no such key.</summary>
    public DocumentNode Required(string key) => Find(key) is { } found
        ? new(found, this, key, -1, _nextStep)
        : throw Error($"\"{key}\" is missing");

    /// <summary>The value of a key; null when the key is absent or its value is null.</summary>
    public DocumentNode? Optional(string key) => Find(key) is { } found and not NullValue
        ? new(found, this, key, -1, _nextStep)
        : null;

    /// <summary>Refuses keys that nothing reads: a mistyped "reference" must not turn into a case without one.</summary>
    public void OnlyKeys(params ReadOnlySpan<string> known)
    {
        if (Value is not MapValue map) return;
        foreach (var entry in map.Entries)
        {
            if (!known.Contains(entry.Key)) throw Error($"expected the keys {string.Join(", ", known!)}, found \"{entry.Key}\"");
        }
    }

    /// <summary>The value of a key as text; null when the key is absent or its value is null.</summary>
    public string? OptionalText(string key) => Optional(key)?.Text();

    public string Text() => Value is TextValue text ? text.Value : throw Expected("a text");

    public bool Boolean() => Value is BooleanValue boolean ? boolean.Value : throw Expected("true or false");

    public double Number() => Value switch
    {
        FloatValue number => number.Value,
        IntegerValue integer => (double)integer.Value,
        _ => throw Expected("a number"),
    };

    public double FiniteNumber() => double.IsFinite(Number()) ? Number() : throw Expected("a finite number");

    /// <summary>An object of finite numbers.</summary>
    public ValueList<KeyValuePair<string, double>> Numbers() => Entries((name, number) => KeyValuePair.Create(name, number.FiniteNumber()));

    public int Integer() => Value is IntegerValue integer && integer.Value >= int.MinValue && integer.Value <= int.MaxValue
        ? (int)integer.Value
        : throw Expected("an integer of 32 bits");

    public long Long() => Value is IntegerValue integer && integer.Value >= long.MinValue && integer.Value <= long.MaxValue
        ? (long)integer.Value
        : throw Expected("an integer of 64 bits");

    public MapValue Map() => Value as MapValue ?? throw Expected("an object");

    /// <summary>One of a set of words, as the value that it stands for.</summary>
    public T Word<T>(params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        var text = Text();
        foreach (var (word, meaning) in words)
        {
            if (word == text) return meaning;
        }
        var expected = new StringBuilder();
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0) expected.Append(i == words.Length - 1 ? " or " : ", ");
            expected.Append('"').Append(words[i].Word).Append('"');
        }
        throw Expected(expected.ToString());
    }

    /// <summary>The items of an array, each read by a function.</summary>
    public ValueList<T> List<T>(Func<DocumentNode, T> read)
    {
        if (Value is not ListValue list) throw Expected("an array");
        if (list.Items.Count == 0) return default;
        var items = new T[list.Items.Count];
        for (var i = 0; i < items.Length; i++) items[i] = read(new(list.Items[i], this, "", i, _nextStep));
        return ValueList.Own(items);
    }

    /// <summary>The entries of an object, each read by a function.</summary>
    public ValueList<T> Entries<T>(Func<string, DocumentNode, T> read)
    {
        var map = Map();
        if (map.Entries.Count == 0) return default;
        var items = new T[map.Entries.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var entry = map.Entries[i];
            items[i] = read(entry.Key, new(entry.Value, this, entry.Key, -1, _nextStep));
        }
        return ValueList.Own(items);
    }

    /// <summary>This value replaced by another that was made from it, such as the value of a JSON text; errors name this place.</summary>
    public DocumentNode Replaced(ArgumentValue value) => new(value, _parent, _label, _index, _nextStep);

    public DataFormatException Expected(string expected) => Error($"expected {expected}, found {Describe(Value)}");

    public DataFormatException Error(string problem)
    {
        var path = Path();
        return new DataFormatException(path.Length == 0 ? $"{problem}. {_nextStep}" : $"{path}: {problem}. {_nextStep}");
    }

    /// <summary>Place of the value, such as <c>rows.jsonl:12: messages[3].role</c>.</summary>
    public string Path()
    {
        var chain = new Stack<DocumentNode>();
        var root = this;
        for (; root._parent is not null; root = root._parent) chain.Push(root);
        var path = new StringBuilder();
        foreach (var node in chain)
        {
            if (node._index >= 0) path.Append(CultureInfo.InvariantCulture, $"[{node._index}]");
            else path.Append(path.Length > 0 ? "." : "").Append(node._label);
        }
        if (root._label.Length == 0) return path.ToString();
        return path.Length == 0 ? root._label : $"{root._label}: {path}";
    }

    private ArgumentValue? Find(string key) => Map()[key];

    /// <summary>What a value is, in few words; never its whole text, which may be a file's worth.</summary>
    private static string Describe(ArgumentValue value) => value switch
    {
        NullValue => "null",
        BooleanValue boolean => boolean.Value ? "true" : "false",
        IntegerValue or FloatValue => "the number " + Shortened(value.ToString()),
        TextValue text => $"the text \"{Shortened(text.Value)}\"",
        ListValue list => $"an array of {list.Items.Count.ToString(CultureInfo.InvariantCulture)}",
        MapValue { Entries.Count: 0 } => "an empty object",
        MapValue map => "an object with " + Shortened(string.Join(", ", map.Entries.Take(5).Select(entry => $"\"{entry.Key}\"")))
            + (map.Entries.Count > 5 ? ", …" : ""),
        _ => "a value that JSON does not have",
    };

    private static string Shortened(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 77), "…");
}
