using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>Makes the columns of a batch of rows: takes nodes and buffers in the schema's order and checks each against the body.</summary>
internal sealed class ArrowBatch
{
    /// <summary>Rows or items that need no bytes, as in a column of nulls: a damaged count must not ask for more (ours).</summary>
    private const long MostWithoutBytes = 1 << 16;

    private readonly ArrowTable _header;
    private readonly byte[] _body;
    private readonly string _where;
    private readonly IReadOnlyDictionary<long, List<ArgumentValue>> _dictionaries;
    private readonly (long Start, int Count) _nodes, _buffers;
    private int _node, _buffer;

    private ArrowBatch(ArrowTable header, byte[] body, IReadOnlyDictionary<long, List<ArgumentValue>> dictionaries, string where)
    {
        (_header, _body, _where, _dictionaries) = (header, body, where, dictionaries);
        (_nodes, _buffers) = (header.Vector(1, 16), header.Vector(2, 16));
    }

    /// <summary>The columns of a batch and its number of rows.</summary>
    public static (ArrowColumn[] Columns, int Rows) Read(
        ArrowTable header, byte[] body, ValueList<ArrowField> fields, IReadOnlyDictionary<long, List<ArgumentValue>> dictionaries, string where)
    {
        if (header.Table(3) is { } compression)
        {
            var codec = compression.Byte(0) switch { 0 => "LZ4", 1 => "ZSTD", _ => "an unknown codec" };
            throw new DataFormatException($"{where}: the rows are compressed with {codec}, which is not read. Write the file without compression, or as JSON Lines, plain or gzip");
        }
        var batch = new ArrowBatch(header, body, dictionaries, where);
        var rows = batch.Count(header.Long(0));
        var columns = fields.Select(field => batch.Column(field, rows, exactly: true)).ToArray();
        if (batch._node != batch._nodes.Count || batch._buffer != batch._buffers.Count) throw header.Metadata.Damaged("more columns than the schema has");
        return (columns, rows);
    }

    private ArrowColumn Column(ArrowField field, long rows, bool exactly)
    {
        if (_node == _nodes.Count) throw _header.Metadata.Damaged("fewer columns than the schema has");
        var place = _nodes.Start + (16L * _node++);
        var length = Count(_header.Metadata.Long(place));
        var nulls = _header.Metadata.Long(place + 8);
        if (length < rows || (exactly && length != rows)) throw Damaged(field, FormattableString.Invariant($"{length} entries where {rows} are needed"));
        if (nulls == length && length > 0) return Empty(field);
        if (nulls < 0 || nulls > length) throw Damaged(field, FormattableString.Invariant($"{nulls} nulls of {length} entries"));
        if (field.Dictionary is { } dictionary)
        {
            var (validity, indices) = (Validity(field, length, nulls), Data(field, length, dictionary.Bits));
            if (!_dictionaries.TryGetValue(dictionary.Id, out var values))
            {
                if (length > 0) throw Damaged(field, FormattableString.Invariant($"no dictionary {dictionary.Id} before it"));
                values = [];
            }
            return new ArrowDictionaryColumn(field, validity, indices, values);
        }
        switch (field.Kind)
        {
            case ArrowKind.Null: return new ArrowNullColumn(field);
            case ArrowKind.Boolean: return new ArrowBooleanColumn(field, Validity(field, length, nulls), Data(field, length, 1));
            case ArrowKind.Integer: return new ArrowIntegerColumn(field, Validity(field, length, nulls), Data(field, length, field.Bits));
            case ArrowKind.Float: return new ArrowFloatColumn(field, Validity(field, length, nulls), Data(field, length, field.Bits));
            case ArrowKind.Text:
                var (textValidity, textOffsets) = (Validity(field, length, nulls), Offsets(field, length));
                var text = Buffer();
                return new ArrowTextColumn(field, textValidity, Rising(field, textOffsets, length, text.Length), text);
            case ArrowKind.List:
                var (listValidity, listOffsets) = (Validity(field, length, nulls), Offsets(field, length));
                var start = _node;
                var items = Column(field.Children[0], 0, exactly: false);
                var count = _header.Metadata.Long(_nodes.Start + (16L * start));
                return new ArrowListColumn(field, listValidity, Rising(field, listOffsets, length, count), items);
            default:
                var structValidity = Validity(field, length, nulls);
                return new ArrowStructColumn(field, structValidity, [.. field.Children.Select(child => Column(child, length, exactly: false))]);
        }
    }

    /// <summary>A column of nulls alone, whose buffers some writers leave empty: they are passed over.</summary>
    private ArrowNullColumn Empty(ArrowField field)
    {
        var buffers = field.Dictionary is not null ? 2 : field.Kind switch { ArrowKind.Null => 0, ArrowKind.Struct => 1, ArrowKind.Text => 3, _ => 2 };
        for (var i = 0; i < buffers; i++) Buffer();
        if (field.Dictionary is null) foreach (var child in field.Children) Column(child, 0, exactly: false);
        return new(field);
    }

    private ReadOnlyMemory<byte> Validity(ArrowField field, int length, long nulls)
    {
        var validity = Buffer();
        if (validity.IsEmpty && nulls > 0) throw Damaged(field, FormattableString.Invariant($"{nulls} nulls, and nothing that says which"));
        if (!validity.IsEmpty && validity.Length < (length + 7L) / 8) throw Short(field, validity, (length + 7L) / 8);
        return nulls == 0 ? default : validity;
    }

    private ReadOnlyMemory<byte> Data(ArrowField field, int length, int bits)
    {
        var data = Buffer();
        return data.Length >= (((long)length * bits) + 7) / 8 ? data : throw Short(field, data, (((long)length * bits) + 7) / 8);
    }

    private ReadOnlyMemory<byte> Offsets(ArrowField field, int length)
    {
        var offsets = Buffer();
        // Old writers leave the one offset of an empty column out.
        if (length == 0) return offsets;
        return offsets.Length >= (length + 1L) * field.Bits / 8 ? offsets : throw Short(field, offsets, (length + 1L) * field.Bits / 8);
    }

    private ArrowOffsets Rising(ArrowField field, ReadOnlyMemory<byte> bytes, int length, long limit)
    {
        var offsets = new ArrowOffsets(bytes, field.Bits);
        return length == 0 || offsets.Rise(length, limit) ? offsets : throw Damaged(field, FormattableString.Invariant($"offsets that do not rise from 0 to at most {limit}"));
    }

    private ReadOnlyMemory<byte> Buffer()
    {
        if (_buffer == _buffers.Count) throw _header.Metadata.Damaged("fewer buffers than its columns need");
        var place = _buffers.Start + (16L * _buffer++);
        var (offset, length) = (_header.Metadata.Long(place), _header.Metadata.Long(place + 8));
        return offset >= 0 && length >= 0 && offset <= _body.Length && length <= _body.Length - offset
            ? _body.AsMemory((int)offset, (int)length)
            : throw _header.Metadata.Damaged("a buffer outside the message");
    }

    // Every entry takes a bit at least, but for nulls.
    private int Count(long length) => length >= 0 && length <= Math.Max(8L * _body.Length, MostWithoutBytes) && length < int.MaxValue
        ? (int)length
        : throw _header.Metadata.Damaged(FormattableString.Invariant($"{length} rows in {_body.Length} bytes"));

    private DataFormatException Short(ArrowField field, ReadOnlyMemory<byte> buffer, long needed) => Damaged(field, string.Create(CultureInfo.InvariantCulture, $"a buffer of {buffer.Length} bytes where {needed} are needed"));

    private DataFormatException Damaged(ArrowField field, string what) => new($"{_where}: the column \"{field.Path}\" is damaged: {what}. Fetch or write the file again");
}
