using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>Reads the schema message. Types that ToolRM does not read are refused by name, with the column.</summary>
/// <remarks>Numbers of types and fields: Arrow's format/Schema.fbs.</remarks>
internal sealed class ArrowSchema(string source)
{
    public const string Read = "null, bool, integers, float32, float64, utf8, large_utf8, list, large_list, struct, and dictionaries of these";

    // Bounds on what damaged or hostile metadata can ask for; tables of data sets are far below (ours).
    private const int MostFields = 4096;
    private const int MostLevels = 32;

    private static readonly string[] Names =
    [
        "none", "null", "int", "float", "binary", "utf8", "bool", "decimal", "date", "time", "timestamp", "interval", "list", "struct", "union",
        "fixed_size_binary", "fixed_size_list", "map", "duration", "large_binary", "large_utf8", "large_list", "run_end_encoded", "binary_view",
        "utf8_view", "list_view", "large_list_view",
    ];

    private int _fields;

    public ValueList<ArrowField> Fields(ArrowTable schema)
    {
        if (schema.Short(0) != 0) throw new DataFormatException($"{source}: expected little-endian Arrow data, found big-endian. Write the file on another machine, or as JSON Lines");
        return Fields(schema, 1, "", 0);
    }

    private ValueList<ArrowField> Fields(ArrowTable parent, int field, string path, int level)
    {
        if (level > MostLevels) throw parent.Metadata.Damaged($"more than {MostLevels} levels of columns");
        var fields = parent.Tables(field).Select(table => Field(table, path, level)).ToValueList();
        if (fields.GroupBy(one => one.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new DataFormatException($"{source}: expected columns of different names, found \"{twice.Key}\" twice{(path.Length > 0 ? $" in {path}" : "")}. Rename one of them");
        return fields;
    }

    private ArrowField Field(ArrowTable table, string parent, int level)
    {
        if (++_fields > MostFields) throw table.Metadata.Damaged($"more than {MostFields} columns");
        var name = table.Text(0) ?? "";
        var path = parent.Length == 0 ? name : $"{parent}.{name}";
        var type = table.Byte(2);
        ArrowDictionary? dictionary = null;
        if (table.Table(4) is { } encoding)
        {
            var (bits, signed) = encoding.Table(1) is { } index ? Integer(index, path) : (32, true);
            dictionary = new(encoding.Long(0), bits, signed);
        }
        var (kind, width, isSigned) = Kind(table, type, path);
        var children = kind is ArrowKind.List or ArrowKind.Struct ? Fields(table, 5, path, level + 1) : [];
        if (kind == ArrowKind.List && children.Count != 1) throw table.Metadata.Damaged($"the list \"{path}\" has {children.Count} kinds of items");
        return new(name, path, kind, width, isSigned, children, dictionary);
    }

    private (ArrowKind Kind, int Bits, bool IsSigned) Kind(ArrowTable field, byte type, string path)
    {
        switch (type)
        {
            case 1: return (ArrowKind.Null, 0, false);
            case 2:
                var (bits, signed) = Integer(field.RequiredTable(3, "width of integers"), path);
                return (ArrowKind.Integer, bits, signed);
            case 3:
                var precision = field.RequiredTable(3, "width of floats").Short(0);
                return precision is 1 or 2 ? (ArrowKind.Float, 32 * precision, true) : throw Refused(path, precision == 0 ? "float16" : "a float of unknown width");
            case 5: return (ArrowKind.Text, 32, false);
            case 6: return (ArrowKind.Boolean, 1, false);
            case 12: return (ArrowKind.List, 32, false);
            case 13: return (ArrowKind.Struct, 0, false);
            case 20: return (ArrowKind.Text, 64, false);
            case 21: return (ArrowKind.List, 64, false);
            default: throw Refused(path, type < Names.Length ? Names[type] : FormattableString.Invariant($"of the unknown type {type}"));
        }
    }

    private (int Bits, bool IsSigned) Integer(ArrowTable type, string path) => type.Int(0) is 8 or 16 or 32 or 64
        ? (type.Int(0), type.Byte(1) != 0)
        : throw Refused(path, "an integer of unknown width");

    private DataFormatException Refused(string path, string type) =>
        new($"{source}: the column \"{path}\" is {type}, which is not read; read are {Read}. Drop the column, convert it, or write the rows as JSON Lines");
}
