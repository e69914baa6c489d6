using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Verification;

namespace ToolRM.Models.Grounded;

/// <summary>The kind of value that a parameter takes.</summary>
internal enum ParameterKind : byte
{
    Unknown,
    Text,
    Integer,
    Number,
    Boolean,
    List,
    Map,
}

/// <summary>What a description asks of the form of a value.</summary>
[Flags]
internal enum FormHints : ushort
{
    None = 0,

    /// <summary>City and state, or city and country.</summary>
    CityAndRegion = 1,

    /// <summary>A date as YYYY-MM-DD.</summary>
    IsoDate = 2,

    /// <summary>A date in another form.</summary>
    OtherDate = 4,

    /// <summary>A share as a fraction of one.</summary>
    Fraction = 8,

    /// <summary>A share in percent.</summary>
    Percent = 16,

    /// <summary>Several things in one text.</summary>
    Several = 32,

    /// <summary>A code or abbreviation.</summary>
    Code = 64,

    /// <summary>A formula or code.</summary>
    Formula = 128,

    /// <summary>A date or time of some kind.</summary>
    Time = 256,

    /// <summary>Free text, such as a message or a query.</summary>
    Free = 512,

    /// <summary>An identifier.</summary>
    Identifier = 1024,
}

/// <summary>A parameter of a tool: its words and what its document says about its values. Immutable.</summary>
internal sealed class ParameterIndex
{
    private const int MostDepth = 6;

    private readonly Dictionary<uint, float> _cues = [];
    private Dictionary<string, ParameterIndex>? _children;

    public ParameterIndex(string name, MapValue? schema, bool isRequired, bool sourceText, int depth = 0)
    {
        (Name, IsRequired, SourceText) = (name, isRequired, sourceText);
        var description = (schema?["description"] as TextValue)?.Value ?? "";
        Kind = KindOf(schema?["type"], sourceText);
        var items = schema?["items"] as MapValue;
        ItemKind = KindOf(items?["type"], sourceText);
        Enum = ReadEnum(schema?["enum"] ?? items?["enum"]);
        NameTokens = Tokenizer.Of(name, isIdentifier: true);
        DescriptionTokens = Tokenizer.Of(description);
        Default = ReadDefault(schema?["default"], description);
        HasDefault = Default is not null;
        foreach (var token in DescriptionTokens)
        {
            DocumentStems.Add(token.Stem);
            if (!token.Has(TokenMarks.Function) && !token.IsNumber && !ParameterWords.IsGeneric(token.Stem)) _cues[token.Stem] = 0.5f;
            var (dimension, unit) = Units.Of(token.Word);
            if (dimension != 0 && token.Length > 1 && UnitDimension == 0) (UnitDimension, Unit) = (dimension, unit);
        }
        foreach (var token in NameTokens)
        {
            DocumentStems.Add(token.Stem);
            if (!ParameterWords.IsGeneric(token.Stem)) _cues[token.Stem] = 1;
            var (dimension, unit) = Units.Of(token.Word);
            if (dimension != 0 && token.Length > 1) (UnitDimension, Unit) = (dimension, unit);
        }
        ParameterWords.AddRoles(NameTokens, DescriptionTokens, _cues);
        foreach (var value in Enum)
        {
            foreach (var token in Tokenizer.Of(value, isIdentifier: true)) DocumentStems.Add(token.Stem);
        }
        Hints = ReadHints(name, description);
        Examples = Grounded.Examples.Read(description);
        Shapes = [.. Examples.Select(Grounded.Examples.Shape).Distinct()];
        NormalExamples = [.. Examples.Select(StringNormalisation.Bfcl)];
        var quoted = Examples.Where(example => example.Length <= 30 && !example.Contains(',') && example.Any(char.IsLetter)).ToArray();
        Choices = Enum.Length > 0 ? Enum : Kind is ParameterKind.Text or ParameterKind.List or ParameterKind.Unknown && quoted.Length >= 2 ? quoted : [];
        Codes = ReadCodes();
        ReadChildren(schema?["properties"] as MapValue ?? items?["properties"] as MapValue, schema?["required"] as ListValue ?? items?["required"] as ListValue, depth);
    }

    /// <summary>Values that the description quotes or gives as examples.</summary>
    public string[] Examples { get; }

    /// <summary>The same in BFCL's normal form.</summary>
    public string[] NormalExamples { get; }

    /// <summary>What the examples look like.</summary>
    public string[] Shapes { get; }

    /// <summary>The allowed values, or where none are listed at least two that the description quotes.</summary>
    public string[] Choices { get; }

    /// <summary>Numbers that the description explains, such as "1 for cleaning, 2 for laundry", with the stems that explain them; empty below two.</summary>
    public (double Code, uint[] Stems)[] Codes { get; }

    /// <summary>A parameter inside an object, or inside the objects of a list.</summary>
    public ParameterIndex? Child(string name) => _children?.GetValueOrDefault(name);

    public string Name { get; }

    public bool IsRequired { get; }

    /// <summary>Whether values are texts of Java or JavaScript source.</summary>
    public bool SourceText { get; }

    public ParameterKind Kind { get; }

    public ParameterKind ItemKind { get; }

    /// <summary>The allowed values as texts; empty when any is.</summary>
    public string[] Enum { get; }

    /// <summary>The default as a text in BFCL's normal form; null when none is documented.</summary>
    public string? Default { get; }

    public bool HasDefault { get; }

    public Token[] NameTokens { get; }

    public Token[] DescriptionTokens { get; }

    /// <summary>Stems of name, description and allowed values.</summary>
    public HashSet<uint> DocumentStems { get; } = [];

    public FormHints Hints { get; }

    public byte UnitDimension { get; }

    public byte Unit { get; }

    /// <summary>How much a word beside a value speaks for this parameter; 1 for a word of its name, negative for a word of its opposite.</summary>
    public float Cue(uint stem) => _cues.GetValueOrDefault(stem);

    public bool HasCues => _cues.Count > 0;

    private (double, uint[])[] ReadCodes()
    {
        var codes = new List<(double, uint[])>();
        for (var i = 0; i < DescriptionTokens.Length && codes.Count < 64; i++)
        {
            if (!DescriptionTokens[i].IsNumber) continue;
            var stems = new List<uint>();
            for (var next = i + 1; next < DescriptionTokens.Length && next <= i + 6 && !DescriptionTokens[next].IsNumber && !(DescriptionTokens[next].Has(TokenMarks.Comma | TokenMarks.Opens) && stems.Count > 0); next++)
            {
                if (!DescriptionTokens[next].Has(TokenMarks.Function)) stems.Add(DescriptionTokens[next].Stem);
            }
            if (stems.Count > 0) codes.Add((DescriptionTokens[i].Number, [.. stems]));
        }
        return codes.Count >= 2 ? [.. codes] : [];
    }

    private void ReadChildren(MapValue? properties, ListValue? required, int depth)
    {
        if (properties is null || depth >= MostDepth) return;
        _children = new(StringComparer.Ordinal);
        foreach (var entry in properties.Entries)
        {
            _children.TryAdd(entry.Key, new(entry.Key, entry.Value as MapValue, required is not null && required.Items.AsSpan().Contains(ArgumentValue.Of(entry.Key)), SourceText, depth + 1));
        }
    }

    private static ParameterKind KindOf(ArgumentValue? type, bool sourceText)
    {
        var word = type switch
        {
            TextValue text => text.Value,
            ListValue list => list.Items.AsSpan().ToArray().OfType<TextValue>().FirstOrDefault(item => item.Value != "null")?.Value,
            _ => null,
        };
        return word switch
        {
            "string" or "String" or "char" or "str" => ParameterKind.Text,
            "integer" or "int" or "long" or "short" or "byte" or "Bigint" => ParameterKind.Integer,
            "number" or "float" or "double" => ParameterKind.Number,
            "boolean" or "Boolean" or "bool" => ParameterKind.Boolean,
            "array" or "tuple" or "Array" or "ArrayList" or "list" or "Queue" or "Stack" or "Set" => ParameterKind.List,
            "object" or "dict" or "HashMap" or "Hashtable" => ParameterKind.Map,
            _ => ParameterKind.Unknown,
        };
    }

    private static string[] ReadEnum(ArgumentValue? values) => values is not ListValue list ? [] :
        [.. list.Items.AsSpan().ToArray().Select(item => item is TextValue text ? text.Value : ArgumentJson.Write(item))];

    private static string? ReadDefault(ArgumentValue? stated, string description)
    {
        if (stated is not null and not NullValue) return Normal(stated);
        var at = description.IndexOf("default", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        var rest = description.AsSpan(at + 7).TrimStart("s ");
        foreach (var word in (ReadOnlySpan<string>)["value", "is set", "set", "to", "is", "of", "as", "being", ":", "="])
        {
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (rest.Length == word.Length || !char.IsLetterOrDigit(rest[word.Length]))) rest = rest[word.Length..].TrimStart(' ');
        }
        if (rest.IsEmpty) return null;
        int end;
        if (rest[0] is '\'' or '"' or '`' or '‘' or '“')
        {
            rest = rest[1..];
            end = rest.IndexOfAny("'\"`’”");
        }
        else
        {
            end = 0;
            while (end < rest.Length && rest[end] is not (')' or ';' or ',' or '\n') && !(rest[end] == '.' && (end + 1 == rest.Length || rest[end + 1] == ' '))) end++;
        }
        if (end <= 0 || end > 60) return null;
        return StringNormalisation.Bfcl(rest[..end].Trim().ToString());
    }

    /// <summary>A value as a text in BFCL's normal form, for comparing with defaults and allowed values.</summary>
    public static string Normal(ArgumentValue value) => value switch
    {
        TextValue text => StringNormalisation.Bfcl(text.Value),
        BooleanValue boolean => boolean.Value ? "true" : "false",
        IntegerValue integer => StringNormalisation.Bfcl(integer.Value.ToString(CultureInfo.InvariantCulture)),
        FloatValue number => StringNormalisation.Bfcl(number.Value == Math.Floor(number.Value) && Math.Abs(number.Value) < 1e15
            ? ((long)number.Value).ToString(CultureInfo.InvariantCulture) : number.Value.ToString(CultureInfo.InvariantCulture)),
        NullValue => "none",
        _ => StringNormalisation.Bfcl(ArgumentJson.Write(value)),
    };

    private FormHints ReadHints(string name, string description)
    {
        var hints = FormHints.None;
        if (Has("city") && (Has("state") || Has("country")) && (description.Contains("city, ", StringComparison.OrdinalIgnoreCase) || Has("format") || description.Contains("e.g", StringComparison.OrdinalIgnoreCase) || description.Contains("city and", StringComparison.OrdinalIgnoreCase))) hints |= FormHints.CityAndRegion;
        if (description.Contains("yyyy-mm-dd", StringComparison.OrdinalIgnoreCase) || description.Contains("iso 8601", StringComparison.OrdinalIgnoreCase) || HasIsoDate(description)) hints |= FormHints.IsoDate;
        else if (description.Contains("dd/mm", StringComparison.OrdinalIgnoreCase) || description.Contains("mm/dd", StringComparison.OrdinalIgnoreCase) || description.Contains("dd-mm", StringComparison.OrdinalIgnoreCase)) hints |= FormHints.OtherDate;
        if (Has("decimal") || Has("fraction") || Has("probability") || description.Contains("between 0 and 1", StringComparison.OrdinalIgnoreCase) || description.Contains("0 to 1", StringComparison.OrdinalIgnoreCase)) hints |= FormHints.Fraction;
        if (Has("percent") || Has("percentage") || description.Contains('%')) hints |= FormHints.Percent;
        if (Has("list") || Has("comma-separated") || Has("separated") || Has("multiple") || Has("several")) hints |= FormHints.Several;
        if (Has("code") || Has("abbreviation") || Has("symbol") || Has("ticker") || Has("iata")) hints |= FormHints.Code;
        if (Has("formula") || Has("function") || Has("expression") || Has("equation") || Has("sql") || Has("python")) hints |= FormHints.Formula;
        if (Has("date") || Has("time") || Has("day") || Has("datetime") || Has("month") || Has("year")) hints |= FormHints.Time;
        if (Has("query") || Has("message") || Has("text") || Has("content") || Has("description") || Has("question") || Has("prompt") || Has("body") || Has("subject") || Has("instruction")) hints |= FormHints.Free;
        if (Has("id") || Has("identifier") || Has("uuid")) hints |= FormHints.Identifier;
        return hints;

        bool Has(string word) => DocumentStems.Contains(WordHash.Stem(word)) || (word.Contains('-') && description.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasIsoDate(string text)
    {
        for (var i = 4; i + 5 < text.Length; i++)
        {
            if (text[i] == '-' && text[i + 3] == '-' && char.IsAsciiDigit(text[i - 4]) && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 4])) return true;
        }
        return false;
    }
}
