using ToolRM.Conversations;

namespace ToolRM.Verification.Bfcl;

/// <summary>The accepted values of one expected call.</summary>
internal sealed class CompiledAnswer
{
    private readonly AcceptedValues[] _parameters;

    public CompiledAnswer(AcceptedCall call)
    {
        Name = call.Name;
        _parameters = call.Parameters.Select(parameter => new AcceptedValues(parameter)).ToArray();
    }

    public string Name { get; }

    public ReadOnlySpan<AcceptedValues> Parameters => _parameters;

    public AcceptedValues? Parameter(string name)
    {
        foreach (var parameter in _parameters)
        {
            if (parameter.Name == name) return parameter;
        }
        return null;
    }
}

/// <summary>The accepted values of one parameter, with what the value stages of tools-and-data 1.6 need.</summary>
internal sealed class AcceptedValues
{
    private AcceptedItems[]? _lists;
    private AcceptedMap[]? _maps;
    private string? _description;

    public AcceptedValues(AcceptedParameter parameter)
    {
        Name = parameter.Name;
        Values = parameter.Values;
        foreach (var value in Values)
        {
            if (AcceptedText.IsOmissionMark(value)) MayBeOmitted = true;
            else if (FirstType == HostType.None) FirstType = HostTypes.Of(value);
        }
        Texts = Values.OfType<TextValue>().Select(text => StringNormalisation.Bfcl(text.Value)).ToArray();
    }

    public string Name { get; }

    public ValueList<ArgumentValue> Values { get; }

    /// <summary>Whether the empty text is among the accepted values.</summary>
    public bool MayBeOmitted { get; }

    /// <summary>Type of the first accepted value that is not the empty text; none when there is no such value.</summary>
    public HostType FirstType { get; }

    /// <summary>Normal forms of the accepted texts.</summary>
    public string[] Texts { get; }

    /// <summary>The accepted values as lists; one per value. Built when a list is first compared; building twice does no harm.</summary>
    public AcceptedItems[] Lists => _lists ??= Values.Select(value => new AcceptedItems(value)).ToArray();

    /// <summary>The accepted values in words, for findings.</summary>
    public string Description => _description ??= CallFailure.Short(string.Join(" or ", Values
        .Select(value => AcceptedText.IsOmissionMark(value) ? "left out" : ArgumentJson.Write(value)).Distinct()));

    /// <summary>The accepted values as dictionaries, without the empty text.</summary>
    public AcceptedMap[] Maps => _maps ??= Values.Where(value => !AcceptedText.IsOmissionMark(value)).Select(value => new AcceptedMap(value)).ToArray();
}

/// <summary>One accepted value, read as a list whose top-level texts are normalised.</summary>
internal sealed class AcceptedItems
{
    private AcceptedMap[]? _maps;

    public AcceptedItems(ArgumentValue value)
    {
        IsList = value is ListValue;
        // Python iterates over a text by character and over a dict by key; a number or null stops the original with an error.
        Items = value switch
        {
            ListValue list => AcceptedText.Normalise(list.Items),
            TextValue text => text.Value.EnumerateRunes().Select(rune => (ArgumentValue)ArgumentValue.Of(StringNormalisation.Bfcl(rune.ToString()))).ToArray(),
            MapValue map => map.Entries.Select(entry => (ArgumentValue)ArgumentValue.Of(StringNormalisation.Bfcl(entry.Key))).ToArray(),
            _ => null,
        };
        Raw = value is ListValue raw ? raw.Items : [];
        foreach (var item in Raw)
        {
            if (AcceptedText.IsOmissionMark(item)) continue;
            FirstType = HostTypes.Of(item);
            break;
        }
    }

    public bool IsList { get; }

    /// <summary>Normalised items; null when the value cannot be read as a list.</summary>
    public ArgumentValue[]? Items { get; }

    /// <summary>The items as given; empty when the value is no list.</summary>
    public ValueList<ArgumentValue> Raw { get; }

    /// <summary>Type of the first item that is not the empty text; none when there is no such item.</summary>
    public HostType FirstType { get; }

    /// <summary>The items as dictionaries; null where an item is the empty text.</summary>
    public AcceptedMap?[] Maps => _maps ??= Raw.Select(item => AcceptedText.IsOmissionMark(item) ? null! : new AcceptedMap(item)).ToArray();
}

/// <summary>One accepted dictionary: per key its accepted values.</summary>
internal sealed class AcceptedMap
{
    public AcceptedMap(ArgumentValue value)
    {
        if (value is MapValue map) Entries = map.Entries.Select(entry => new AcceptedEntry(entry)).ToArray();
    }

    /// <summary>The keys in order; null when the accepted value is no dictionary, which stops the original with an error.</summary>
    public AcceptedEntry[]? Entries { get; }

    public AcceptedEntry? Entry(string key)
    {
        foreach (var entry in Entries!)
        {
            if (entry.Key == key) return entry;
        }
        return null;
    }
}

/// <summary>Accepted values of one key of a dictionary.</summary>
internal sealed class AcceptedEntry
{
    public AcceptedEntry(MapEntry entry)
    {
        Key = entry.Key;
        switch (entry.Value)
        {
            case ListValue list:
                Values = AcceptedText.Normalise(list.Items);
                foreach (var item in list.Items) MayBeOmitted |= AcceptedText.IsOmissionMark(item);
                break;
            case TextValue text: // a bare text: its characters are the accepted values, and the empty text is "in" it
                Values = text.Value.EnumerateRunes().Select(rune => (ArgumentValue)ArgumentValue.Of(StringNormalisation.Bfcl(rune.ToString()))).ToArray();
                MayBeOmitted = true;
                break;
        }
    }

    public string Key { get; }

    /// <summary>The accepted values with top-level texts normalised; null when the answer holds no list, which is a defect of the answer.</summary>
    public ArgumentValue[]? Values { get; }

    public bool MayBeOmitted { get; }
}

internal static class AcceptedText
{
    /// <summary>Whether an accepted value is the empty text, BFCL's mark for "may be left out".</summary>
    public static bool IsOmissionMark(ArgumentValue value) => value is TextValue { Value.Length: 0 };

    /// <summary>The values with those that are texts normalised.</summary>
    public static ArgumentValue[] Normalise(ValueList<ArgumentValue> items)
    {
        var normalised = items.AsSpan().ToArray();
        for (var i = 0; i < normalised.Length; i++)
        {
            if (normalised[i] is TextValue text) normalised[i] = ArgumentValue.Of(StringNormalisation.Bfcl(text.Value));
        }
        return normalised;
    }
}
