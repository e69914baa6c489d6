using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>The keywords of texts, lists and objects.</summary>
internal ref partial struct SchemaCheck
{
    private bool CheckText(SchemaNode node, TextValue text, ArgumentPath? path)
    {
        var valid = true;
        if (node.Length != CountRange.Unbounded && !node.Length.Contains(CodePoints(text.Value)))
        {
            valid = ReportCount(SchemaCodes.Length, path, node.Length.Text("characters"), CodePoints(text.Value), "characters");
        }
        if (node.Pattern is not null && GoesOn(valid) && !node.Pattern.IsMatch(text.Value))
        {
            valid = ReportPattern(node.Pattern, path, text);
        }
        return valid;
    }

    /// <summary>JSON Schema counts characters, not UTF-16 units; a lone surrogate counts as one.</summary>
    private static int CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1])) count--;
        }
        return count;
    }

    private bool CheckItems(SchemaNode node, ValueList<ArgumentValue> items, ArgumentPath? path)
    {
        var valid = node.ItemCount.Contains(items.Count)
            || ReportCount(SchemaCodes.Items, path, node.ItemCount.Text("items"), items.Count, "items");
        if (node.Items is not null || node.PrefixItems.Length > 0)
        {
            for (var i = 0; i < items.Count && GoesOn(valid); i++)
            {
                var schema = i < node.PrefixItems.Length ? node.PrefixItems[i] : node.Items;
                if (schema is null) break;
                valid = Check(schema, items[i], _findings is null ? null : new(path, null, i)) && valid;
            }
        }
        if (node.UniqueItems && GoesOn(valid) && Repetition.Find(items) is var (first, second))
        {
            valid = ReportRepetition(path, items[second], first, second);
        }
        return valid;
    }

    private bool CheckMap(SchemaNode node, MapValue map, ArgumentPath? path)
    {
        var valid = true;
        // Missing properties come first, as in BFCL's checker (tools-and-data 1.4).
        if (node.Required.Length > 0 && !HasAllRequired(node, map))
        {
            if (_findings is null) return false;
            valid = ReportMissing(node, map, path);
        }
        if (!node.PropertyCount.Contains(map.Entries.Count))
        {
            valid = ReportCount(SchemaCodes.Properties, path, node.PropertyCount.Text("entries"), map.Entries.Count, "entries");
        }
        if (node.Properties is null && node.PatternProperties.Length == 0 && node.AdditionalProperties is null && node.PropertyNames is null)
        {
            return valid;
        }
        foreach (ref readonly var entry in map.Entries.AsSpan())
        {
            if (!GoesOn(valid)) return false;
            valid = CheckEntry(node, entry.Key, entry.Value, path) && valid;
        }
        return valid;
    }

    private bool CheckEntry(SchemaNode node, string key, ArgumentValue value, ArgumentPath? path)
    {
        var here = _findings is null ? null : new ArgumentPath(path, key);
        var valid = true;
        var isNamed = false;
        if (node.Properties is not null && node.Properties.TryGetValue(key, out var property) && property.IsDeclared)
        {
            isNamed = true;
            valid = Check(property.Schema, value, here);
        }
        foreach (var (pattern, schema) in node.PatternProperties)
        {
            if (!pattern.IsMatch(key)) continue;
            isNamed = true;
            valid = GoesOn(valid) && Check(schema, value, here) && valid;
        }
        if (!isNamed && node.AdditionalProperties is { } other)
        {
            valid = other.IsNothing ? ReportUnexpected(node, here, value) : Check(other, value, here);
        }
        if (node.PropertyNames is not null && GoesOn(valid) && !IsValid(node.PropertyNames, new TextValue(key)))
        {
            valid = Report(SchemaCodes.PropertyNames, here, null, ArgumentValue.Of(key), "the name does not fit propertyNames");
        }
        return valid;
    }

    private static bool HasAllRequired(SchemaNode node, MapValue map)
    {
        // Keys are unique, so it is enough to count: linear in the arguments, whatever the order.
        var found = 0;
        foreach (ref readonly var entry in map.Entries.AsSpan())
        {
            if (node.Properties!.TryGetValue(entry.Key, out var property) && property.IsRequired) found++;
        }
        return found == node.Required.Length;
    }
}
