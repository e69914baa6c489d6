using ToolRM.Conversations;
using ToolRM.Verification.Literals;

namespace ToolRM.Verification.Bfcl;

/// <summary>One call against one document and one answer (tools-and-data 1.4): the first failure decides.</summary>
internal static class CallChecker
{
    public static CallFailure Check(DecodedCall call, CompiledDocument document, CompiledAnswer answer, SourceLanguage language, bool underscoreNames)
    {
        var expectedName = underscoreNames ? document.UnderscoreName : document.Name;
        if (call.Name != expectedName) return new(BfclErrors.WrongName, Detail: expectedName);
        foreach (var required in document.Required)
        {
            if (!Has(call.Arguments, required)) return new(BfclErrors.MissingRequired, required, answer.Parameter(required));
        }
        if (call.Arguments is MapValue map)
        {
            foreach (ref readonly var entry in map.Entries.AsSpan())
            {
                var failure = CheckArgument(entry.Key, entry.Value, document, answer, language);
                if (!failure.Fits) return failure;
            }
        }
        else if (call.Arguments is KeyedMapValue keyed)
        {
            foreach (var entry in keyed.Entries)
            {
                var failure = entry.Key is TextValue key
                    ? CheckArgument(key.Value, entry.Value, document, answer, language)
                    : new(BfclErrors.UnexpectedParameter, ArgumentJson.Write(entry.Key), Found: entry.Value, Detail: "has no name");
                if (!failure.Fits) return failure;
            }
        }
        foreach (var accepted in answer.Parameters)
        {
            if (!accepted.MayBeOmitted && !Has(call.Arguments, accepted.Name)) return new(BfclErrors.MissingOptional, accepted.Name, accepted);
        }
        return default;
    }

    internal static bool Has(ArgumentValue arguments, string key)
    {
        if (arguments is MapValue map) return map[key] is not null;
        if (arguments is KeyedMapValue keyed)
        {
            foreach (var entry in keyed.Entries)
            {
                if (entry.Key is TextValue text && text.Value == key) return true;
            }
        }
        return false;
    }

    private static CallFailure CheckArgument(string name, ArgumentValue value, CompiledDocument document, CompiledAnswer answer, SourceLanguage language)
    {
        var parameter = document.Parameter(name);
        if (parameter is null) return new(BfclErrors.UnexpectedParameter, name, Found: value, Detail: "is not in the function's document");
        var accepted = answer.Parameter(name);
        if (accepted is null) return new(BfclErrors.UnexpectedParameter, name, Found: value, Detail: "is not in the expected call");
        if (parameter.Defect is not null) return CallFailure.Defect(parameter.Defect);
        if (language == SourceLanguage.Python)
        {
            if (parameter.IsTuple && value is TupleValue tuple) value = new ListValue(tuple.Items);
            else if (parameter.IsFloat && value is IntegerValue integer)
            {
                var converted = (double)integer.Value;
                if (double.IsInfinity(converted)) return CallFailure.Defect($"the integer given for parameter '{name}' is too large for a float");
                value = ArgumentValue.Of(converted);
            }
        }
        else
        {
            if (value is not TextValue text)
            {
                return new(language == SourceLanguage.Java ? BfclErrors.TypeJava : BfclErrors.TypeJavaScript, name, accepted, value);
            }
            var literal = language == SourceLanguage.Java
                ? JavaLiteral.Convert(text.Value, parameter.TypeWord, parameter.ItemTypeWord)
                : JavaScriptLiteral.Convert(text.Value, parameter.TypeWord, parameter.ItemTypeWord);
            if (literal.Value is null) return CallFailure.Defect(literal.Defect ?? $"the text given for parameter '{name}' cannot be converted");
            value = literal.Value;
        }
        var failure = TypeStage.Check(parameter, accepted, value, out var isVariable);
        return !failure.Fits ? failure : ValueStage.Check(parameter, accepted, value, isVariable);
    }
}

/// <summary>Whether a value has the documented type, or the type of the first accepted value (tools-and-data 1.5).</summary>
internal static class TypeStage
{
    /// <param name="parameter">The documented parameter.</param>
    /// <param name="accepted">Its accepted values.</param>
    /// <param name="value">The value given, converted.</param>
    /// <param name="isVariable">Whether the accepted values are of another type than the document says, such as a variable's name.</param>
    public static CallFailure Check(CompiledParameter parameter, AcceptedValues accepted, ArgumentValue value, out bool isVariable)
    {
        var type = HostTypes.Of(value);
        isVariable = accepted.FirstType != HostType.None && accepted.FirstType != parameter.Type;
        var nestedFailure = false;
        if (type == parameter.Type)
        {
            if (parameter.ItemType == HostType.None) return default;
            if (ItemsFit((ListValue)value, accepted, parameter.ItemType)) return default;
            nestedFailure = true;
        }
        if (accepted.FirstType != HostType.None && type == accepted.FirstType)
        {
            if (nestedFailure)
            {
                return new(BfclErrors.TypeNested, parameter.Name, accepted, value, $"must hold elements of type {parameter.ItemTypeWord}");
            }
            isVariable = true;
            return default;
        }
        return new(BfclErrors.TypeSimple, parameter.Name, accepted, value, $"must be of type {parameter.TypeWord}",
            EarlierCode: nestedFailure ? BfclErrors.TypeSimple : null);
    }

    private static bool ItemsFit(ListValue value, AcceptedValues accepted, HostType itemType)
    {
        foreach (var alternative in accepted.Values.AsSpan())
        {
            if (alternative is not ListValue) return true; // an answer that is no list is let through here
        }
        foreach (var alternative in accepted.Lists)
        {
            var fits = true;
            foreach (var item in value.Items.AsSpan())
            {
                var type = HostTypes.Of(item);
                if (type == itemType || (alternative.FirstType != HostType.None && type == alternative.FirstType)) continue;
                fits = false;
                break;
            }
            if (fits) return true;
        }
        return false;
    }
}

/// <summary>Whether a value is among the accepted ones (tools-and-data 1.6).</summary>
internal static class ValueStage
{
    public static CallFailure Check(CompiledParameter parameter, AcceptedValues accepted, ArgumentValue value, bool isVariable)
    {
        if (!isVariable)
        {
            switch (parameter.Type)
            {
                case HostType.Dict: return CheckDict(parameter.Name, accepted, value, accepted.Maps);
                case HostType.List when parameter.ItemType == HostType.Dict: return CheckListOfDicts(parameter.Name, accepted, value);
                case HostType.Text: return CheckText(parameter.Name, accepted, (TextValue)value);
                case HostType.List: return CheckList(parameter.Name, accepted, (ListValue)value);
            }
        }
        foreach (var alternative in accepted.Values.AsSpan())
        {
            if (PythonEquality.AreEqual(value, alternative)) return default;
        }
        return new(BfclErrors.ValueOther, parameter.Name, accepted, value);
    }

    private static CallFailure CheckText(string name, AcceptedValues accepted, TextValue value)
    {
        foreach (var text in accepted.Texts)
        {
            if (StringNormalisation.EqualsNormalised(value.Value, text)) return default;
        }
        return new(BfclErrors.ValueText, name, accepted, value);
    }

    private static CallFailure CheckList(string name, AcceptedValues accepted, ListValue value)
    {
        foreach (var alternative in accepted.Lists)
        {
            if (alternative.Items is null) return CallFailure.Defect($"an accepted value of parameter '{name}' is no list");
        }
        foreach (var alternative in accepted.Lists)
        {
            if (SameItems(value, alternative.Items!)) return default;
        }
        return new(BfclErrors.ValueList, name, accepted, value);
    }

    private static bool SameItems(ListValue value, ArgumentValue[] expected)
    {
        if (value.Items.Count != expected.Length) return false;
        for (var i = 0; i < expected.Length; i++)
        {
            if (!SameItem(value.Items[i], expected[i])) return false;
        }
        return true;
    }

    /// <summary>Equality of a raw value and an accepted one whose texts are normalised.</summary>
    private static bool SameItem(ArgumentValue raw, ArgumentValue expected) => raw is TextValue text
        ? expected is TextValue other && StringNormalisation.EqualsNormalised(text.Value, other.Value)
        : PythonEquality.AreEqual(raw, expected);

    private static CallFailure CheckDict(string name, AcceptedValues accepted, ArgumentValue value, ReadOnlySpan<AcceptedMap> alternatives)
    {
        var failure = new CallFailure(BfclErrors.DictUnclear, name, accepted, value);
        foreach (var alternative in alternatives)
        {
            failure = CompareDict(name, accepted, value, alternative);
            if (failure.Fits) return default;
            if (failure.IsDefect) return failure;
        }
        return failure;
    }

    private static CallFailure CompareDict(string name, AcceptedValues accepted, ArgumentValue value, AcceptedMap expected)
    {
        if (expected.Entries is null) return CallFailure.Defect($"an accepted value of parameter '{name}' is no dictionary");
        CallFailure noted = default;
        if (value is MapValue map)
        {
            foreach (ref readonly var entry in map.Entries.AsSpan())
            {
                noted = CompareEntry(name, accepted, value, entry.Key, entry.Value, expected);
                if (!noted.Fits) break;
            }
        }
        else if (value is KeyedMapValue keyed)
        {
            // In order: a wrong value before the key that is no text decides the code.
            foreach (var entry in keyed.Entries)
            {
                noted = entry.Key is TextValue key
                    ? CompareEntry(name, accepted, value, key.Value, entry.Value, expected)
                    : new(BfclErrors.ValueDictKey, name, accepted, value, "has a key that is no text");
                if (!noted.Fits) break;
            }
        }
        else return CallFailure.Defect($"an element of parameter '{name}' is no dictionary");
        if (noted.IsDefect) return noted;
        foreach (var entry in expected.Entries)
        {
            if (CallChecker.Has(value, entry.Key)) continue;
            if (entry.Values is null) return CallFailure.Defect($"the accepted values of key '{entry.Key}' of parameter '{name}' are no list");
            if (entry.MayBeOmitted) continue;
            return new(BfclErrors.ValueDictKey, name, accepted, value, $"lacks the key '{entry.Key}'", EarlierCode: noted.Code);
        }
        return noted;
    }

    private static CallFailure CompareEntry(string name, AcceptedValues accepted, ArgumentValue value, string key, ArgumentValue item, AcceptedMap expected)
    {
        var accept = expected.Entry(key);
        if (accept is null) return new(BfclErrors.ValueDictKey, name, accepted, value, $"has the unexpected key '{key}'");
        if (accept.Values is null) return CallFailure.Defect($"the accepted values of key '{key}' of parameter '{name}' are no list");
        foreach (var candidate in accept.Values)
        {
            if (SameItem(item, candidate)) return default;
        }
        return new(BfclErrors.ValueDictValue, name, accepted, value, $"has a value that is not accepted for key '{key}'");
    }

    private static CallFailure CheckListOfDicts(string name, AcceptedValues accepted, ArgumentValue value)
    {
        var items = ((ListValue)value).Items;
        var failure = new CallFailure(BfclErrors.ListDictUnclear, name, accepted, value);
        foreach (var alternative in accepted.Lists)
        {
            if (alternative.Items is null) return CallFailure.Defect($"an accepted value of parameter '{name}' is no list");
            if (items.Count != alternative.Items.Length)
            {
                failure = new(BfclErrors.ValueListDictCount, name, accepted, value, $"must hold {alternative.Items.Length} elements");
                continue;
            }
            if (!alternative.IsList && items.Count > 0) return CallFailure.Defect($"an accepted value of parameter '{name}' is no list of dictionaries");
            failure = default;
            for (var i = 0; i < items.Count && failure.Fits; i++)
            {
                ReadOnlySpan<AcceptedMap> one = alternative.Maps[i] is { } map ? [map] : [];
                failure = CheckDict(name, accepted, items[i], one);
            }
            if (failure.Fits || failure.IsDefect) return failure;
        }
        return failure;
    }
}
