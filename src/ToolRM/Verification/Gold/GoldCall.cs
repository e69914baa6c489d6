using ToolRM.Conversations;

namespace ToolRM.Verification.Gold;

/// <summary>A call read for comparison: its arguments in the form in which the rule compares them.</summary>
internal sealed class GoldCall
{
    private readonly Dictionary<string, ArgumentValue>? _index;

    private GoldCall(ToolCall call, MapValue? arguments, MapValue? compared, string? problem)
    {
        (Call, Arguments, Compared, Problem) = (call, arguments, compared, problem);
        if (compared is null || compared.Entries.Count <= 8) return;
        _index = new(compared.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in compared.Entries) _index.Add(entry.Key, entry.Value);
    }

    public ToolCall Call { get; }

    public string Name => Call.Name;

    /// <summary>The arguments as given, for messages; null when they are no JSON object.</summary>
    public MapValue? Arguments { get; }

    /// <summary>The arguments as compared: the same keys in the same order, texts perhaps normalised.</summary>
    public MapValue? Compared { get; }

    /// <summary>Why the arguments are no JSON object; null when they are.</summary>
    public string? Problem { get; }

    /// <summary>The compared value of an argument, or null when it is absent.</summary>
    public ArgumentValue? this[string key] => _index is null ? Compared?[key] : _index.GetValueOrDefault(key);

    public static GoldCall Read(ToolCall call, GoldRule rule)
    {
        var parse = call.ParseArguments();
        return parse.Value switch
        {
            null => new(call, null, null, parse.Error!.ToString()),
            MapValue map => new(call, map, rule is GoldRule.BfclNormalised ? (MapValue)Normalise(map) : map, null),
            _ => new(call, null, null, $"the arguments are {ArgumentBrief.Of(parse.Value)}, not an object"),
        };
    }

    /// <summary>The value with all its texts in normal form, at any depth; keys stay.</summary>
    private static ArgumentValue Normalise(ArgumentValue value)
    {
        switch (value)
        {
            case TextValue text:
                var normal = StringNormalisation.Bfcl(text.Value);
                return ReferenceEquals(normal, text.Value) ? text : new TextValue(normal);
            case ListValue list:
                var items = new ArgumentValue[list.Items.Count];
                for (var i = 0; i < items.Length; i++) items[i] = Normalise(list.Items[i]);
                return new ListValue(ValueList.Own(items));
            case MapValue map:
                var entries = new MapEntry[map.Entries.Count];
                for (var i = 0; i < entries.Length; i++) entries[i] = new(map.Entries[i].Key, Normalise(map.Entries[i].Value));
                return new MapValue(ValueList.Own(entries));
            default:
                return value;
        }
    }
}
