using ToolRM.Conversations;

namespace ToolRM.Verification.Schemas;

/// <summary>Turns a schema's JSON into <see cref="SchemaNode"/>s: one method per keyword that is not plain.</summary>
/// <remarks>
/// A keyword whose value is null counts as absent (writers emit <c>"enum": null</c> for what they do not set), except
/// <c>const</c>. Definitions are read only when a <c>$ref</c> leads to them.
/// </remarks>
internal sealed class SchemaCompiler
{
    private readonly MapValue _root;
    private readonly SchemaPointer _pointer;
    private readonly bool _sourceText;
    private readonly Dictionary<MapValue, SchemaNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(MapValue Schema, SchemaNode Node, ArgumentPath? Location)> _pending = new();
    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    private SchemaCompiler(MapValue root, SchemaOptions options)
    {
        _root = root;
        _pointer = new(root);
        _sourceText = SchemaTypeWords.TakesSourceText(root, options.Language);
    }

    /// <summary>What is wrong with the schema, with its place; null while nothing is.</summary>
    private string? Defect { get; set; }

    /// <summary>Compiles the schema of a tool's parameters.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="options">How to read it.</param>
    /// <returns>The node, or a defect; and the keywords that are not checked, sorted.</returns>
    public static (SchemaNode? Node, string? Defect, ValueList<string> Ignored) Compile(ArgumentValue schema, SchemaOptions options)
    {
        if (schema is not MapValue root) return (null, $"the schema is {JsonKind.Word(schema)}, not object", default);
        var compiler = new SchemaCompiler(root, options);
        if (compiler.IsBarePropertyMap()) return (null, "the schema has no keyword that JSON Schema knows: a list of parameters belongs under \"properties\"", default);
        var node = compiler.Node(root, null);
        while (compiler._pending.TryDequeue(out var next)) compiler.Fill(next.Node, next.Schema, next.Location);
        if (compiler.Defect is null) compiler.Defect = InPlaceDepth.FindDefect(compiler._nodes.Values);
        if (compiler.Defect is not null) return (null, compiler.Defect, default);
        if (options.TopLevelAdditionalProperties is TopLevelAdditionalProperties.Refuse) node = TopLevel.Close(node);
        return (node, null, compiler._ignored.ToValueList());
    }

    /// <summary>Parameters by name without the frame around them, as some data sets write them.</summary>
    private bool IsBarePropertyMap()
    {
        var hasMap = false;
        foreach (var entry in _root.Entries)
        {
            if (SchemaKeywords.IsKnown(entry.Key)) return false;
            hasMap |= entry.Value is MapValue;
        }
        return hasMap;
    }

    /// <summary>The node of a sub-schema, compiled here and now.</summary>
    private SchemaNode Node(ArgumentValue schema, ArgumentPath? location)
    {
        switch (schema)
        {
            case BooleanValue boolean:
                return boolean.Value ? SchemaNode.Anything : SchemaNode.Nothing;
            case MapValue map:
                if (_nodes.TryGetValue(map, out var known)) return known;
                var node = new SchemaNode();
                _nodes.Add(map, node);
                Fill(node, map, location);
                return node;
            default:
                return Broken(location, $"a schema is an object or a boolean, not {JsonKind.Word(schema)}");
        }
    }

    private void Fill(SchemaNode node, MapValue schema, ArgumentPath? location)
    {
        foreach (ref readonly var entry in schema.Entries.AsSpan())
        {
            var (keyword, value) = (entry.Key, entry.Value);
            if (value is NullValue && keyword != "const") continue;
            var here = new ArgumentPath(location, keyword);
            switch (keyword)
            {
                case "type": Type(node, value, here); break;
                case "nullable": node.IsNullable = Flag(value, here); break;
                case "enum":
                    if (value is ListValue values) node.Enum = new SchemaEnum(values.Items);
                    else Broken(here, "enum is a list");
                    break;
                case "const": node.Const = value; break;
                case "minimum": Range(node).Minimum = Number(value, here); break;
                case "maximum": Range(node).Maximum = Number(value, here); break;
                case "exclusiveMinimum": Exclusive(node, low: true, value, here); break;
                case "exclusiveMaximum": Exclusive(node, low: false, value, here); break;
                case "multipleOf":
                    Range(node).MultipleOf = Number(value, here);
                    if (value is IntegerValue { Value.Sign: <= 0 } or FloatValue { Value: <= 0 }) Broken(here, "multipleOf is above 0");
                    break;
                case "minLength": node.Length = node.Length with { Minimum = Count(value, here) }; break;
                case "maxLength": node.Length = node.Length with { Maximum = Count(value, here) }; break;
                case "pattern": node.Pattern = Pattern(value, here, "pattern"); break;
                case "items": Items(node, value, here); break;
                case "prefixItems": node.PrefixItems = Nodes(value, here); break;
                case "additionalItems" when schema["items"] is ListValue: node.Items = Node(value, here); break;
                case "additionalItems": break; // says nothing beside an items schema
                case "minItems": node.ItemCount = node.ItemCount with { Minimum = Count(value, here) }; break;
                case "maxItems": node.ItemCount = node.ItemCount with { Maximum = Count(value, here) }; break;
                case "uniqueItems": node.UniqueItems = Flag(value, here); break;
                case "properties": Properties(node, value, here); break;
                case "required": Required(node, value, here); break;
                case "patternProperties": PatternProperties(node, value, here); break;
                case "additionalProperties": node.AdditionalProperties = Node(value, here); break;
                case "propertyNames": node.PropertyNames = Node(value, here); break;
                case "minProperties": node.PropertyCount = node.PropertyCount with { Minimum = Count(value, here) }; break;
                case "maxProperties": node.PropertyCount = node.PropertyCount with { Maximum = Count(value, here) }; break;
                case "allOf": node.AllOf = Nodes(value, here); break;
                case "anyOf": node.AnyOf = Nodes(value, here); break;
                case "oneOf": node.OneOf = Nodes(value, here); break;
                case "not": node.Not = Node(value, here); break;
                case "$ref": node.Ref = Reference(node, value, here); break;
                default:
                    if (!SchemaKeywords.IsAnnotation(keyword)) _ignored.Add(keyword);
                    node.NamesAreOpen |= SchemaKeywords.MayNameProperties(keyword);
                    break;
            }
        }
        if (node.Enum is not null && node.Enum.Values.Count > 0 && (node.Enum.Kinds & node.Kinds) == 0)
        {
            // An array with the enum of its items (several BFCL documents): no value could fit, so the keyword was not meant so.
            node.Enum = null;
            _ignored.Add("enum");
        }
        if (node.HasUncheckedNames && node.AdditionalProperties is not null)
        {
            // Which names are additional cannot be known without the pattern.
            node.AdditionalProperties = null;
            _ignored.Add("additionalProperties");
        }
    }

    private void Type(SchemaNode node, ArgumentValue value, ArgumentPath here)
    {
        ReadOnlySpan<ArgumentValue> words = value is ListValue list ? list.Items.AsSpan() : [value];
        node.Kinds = JsonKinds.None;
        foreach (var item in words)
        {
            if (item is not TextValue word) { Broken(here, $"a type is a word, not {ArgumentBrief.Of(item)}"); return; }
            // The arguments as a whole are always an object, in source languages too.
            var kinds = SchemaTypeWords.Kinds(word.Value, _sourceText && here.Parent is not null);
            if (kinds == JsonKinds.None) { Broken(here, $"unknown type word {ArgumentBrief.Of(word)}"); return; }
            node.Kinds |= kinds;
            node.TypeWords = node.TypeWords is null ? word.Value : $"{node.TypeWords} or {word.Value}";
        }
    }

    private static NumberRange Range(SchemaNode node) => node.Range ??= new NumberRange();

    /// <summary>A bound of its own since draft 6; in draft 4 a flag on <c>minimum</c> or <c>maximum</c>.</summary>
    private void Exclusive(SchemaNode node, bool low, ArgumentValue value, ArgumentPath here)
    {
        var range = Range(node);
        if (value is BooleanValue flag && low) range.MinimumIsExclusive = flag.Value;
        else if (value is BooleanValue other) range.MaximumIsExclusive = other.Value;
        else if (low) range.ExclusiveMinimum = Number(value, here);
        else range.ExclusiveMaximum = Number(value, here);
    }

    private void Items(SchemaNode node, ArgumentValue value, ArgumentPath here)
    {
        if (value is ListValue) node.PrefixItems = Nodes(value, here); // drafts before 2020-12
        else node.Items = Node(value, here);
    }

    private void Properties(SchemaNode node, ArgumentValue value, ArgumentPath here)
    {
        if (value is not MapValue map) { Broken(here, "properties is an object"); return; }
        node.Properties ??= new(map.Entries.Count, StringComparer.Ordinal);
        foreach (var property in map.Entries)
        {
            var required = node.Properties.TryGetValue(property.Key, out var known) && known.IsRequired;
            node.Properties[property.Key] = new(Node(property.Value, new(here, property.Key)), IsDeclared: true, required);
        }
    }

    private void Required(SchemaNode node, ArgumentValue value, ArgumentPath here)
    {
        // Draft 3 and many hand-written tools flag the single property; the list of the parent is what counts here.
        if (value is BooleanValue) { _ignored.Add("required"); return; }
        if (value is not ListValue list) { Broken(here, "required is a list of names"); return; }
        node.Properties ??= new(StringComparer.Ordinal);
        var names = new List<string>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (item is not TextValue name) { Broken(here, $"required is a list of names, not of {JsonKind.Word(item)}"); return; }
            var known = node.Properties.GetValueOrDefault(name.Value, new(SchemaNode.Anything, false, false));
            if (known.IsRequired) continue;
            node.Properties[name.Value] = known with { IsRequired = true };
            names.Add(name.Value);
        }
        node.Required = [.. names];
    }

    private void PatternProperties(SchemaNode node, ArgumentValue value, ArgumentPath here)
    {
        if (value is not MapValue map) { Broken(here, "patternProperties is an object"); return; }
        var patterns = new List<(EcmaPattern, SchemaNode)>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            var schema = Node(entry.Value, new(here, entry.Key));
            if (Pattern(ArgumentValue.Of(entry.Key), here, "patternProperties") is { } pattern) patterns.Add((pattern, schema));
            else node.HasUncheckedNames = node.NamesAreOpen = true;
        }
        node.PatternProperties = [.. patterns];
    }

    private EcmaPattern? Pattern(ArgumentValue value, ArgumentPath here, string keyword)
    {
        if (value is not TextValue text) { Broken(here, "a pattern is a text"); return null; }
        var pattern = EcmaPattern.TryCreate(text.Value);
        if (pattern is null) _ignored.Add(keyword);
        return pattern;
    }

    /// <summary>The node that a <c>$ref</c> leads to, filled later so that chains of them do not nest our calls.</summary>
    private SchemaNode? Reference(SchemaNode node, ArgumentValue value, ArgumentPath here)
    {
        if (value is not TextValue reference) return Broken(here, "$ref is a text");
        if (!SchemaPointer.IsLocal(reference.Value))
        {
            _ignored.Add("$ref");
            node.NamesAreOpen = true;
            return null;
        }
        switch (_pointer.Resolve(reference.Value))
        {
            case BooleanValue boolean:
                return boolean.Value ? SchemaNode.Anything : SchemaNode.Nothing;
            case MapValue map:
                if (_nodes.TryGetValue(map, out var known)) return known;
                var target = new SchemaNode();
                _nodes.Add(map, target);
                _pending.Enqueue((map, target, here));
                return target;
            default:
                return Broken(here, $"{ArgumentBrief.OfText(reference.Value)} leads to no schema");
        }
    }

    private SchemaNode[] Nodes(ArgumentValue value, ArgumentPath here)
    {
        if (value is not ListValue list) { Broken(here, $"{here.Key} is a list of schemas"); return []; }
        var nodes = new SchemaNode[list.Items.Count];
        for (var i = 0; i < nodes.Length; i++) nodes[i] = Node(list.Items[i], new(here, null, i));
        return nodes;
    }

    private bool Flag(ArgumentValue value, ArgumentPath here)
    {
        if (value is BooleanValue boolean) return boolean.Value;
        Broken(here, $"{here.Key} is true or false");
        return false;
    }

    private ArgumentValue? Number(ArgumentValue value, ArgumentPath here)
    {
        if (value is IntegerValue or FloatValue) return value;
        Broken(here, $"{here.Key} is a number");
        return null;
    }

    private long Count(ArgumentValue value, ArgumentPath here)
    {
        var count = value switch
        {
            IntegerValue integer when integer.Value.Sign >= 0 => integer.Value > long.MaxValue ? long.MaxValue : (long)integer.Value,
            FloatValue number when number.Value >= 0 && number.Value == Math.Floor(number.Value) => number.Value >= long.MaxValue ? long.MaxValue : (long)number.Value,
            _ => -1,
        };
        if (count < 0) Broken(here, $"{here.Key} is a whole number from 0");
        return Math.Max(count, 0);
    }

    private SchemaNode Broken(ArgumentPath? location, string problem)
    {
        Defect ??= $"at #{location?.ToPointer()}: {problem}";
        return SchemaNode.Anything;
    }
}
