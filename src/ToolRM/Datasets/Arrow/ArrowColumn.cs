using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Datasets.Arrow;

/// <summary>The values of a column in one batch. The batch's reader has checked that every place lies in its buffers.</summary>
internal abstract class ArrowColumn(ArrowField field, ReadOnlyMemory<byte> validity)
{
    protected ArrowField Field { get; } = field;

    /// <summary>The value of a row.</summary>
    /// <exception cref="DataFormatException">A text is not UTF-8, or an index is outside its dictionary.</exception>
    public ArgumentValue At(int row) => IsValid(row) ? Value(row) : ArgumentValue.Null;

    protected abstract ArgumentValue Value(int row);

    protected DataFormatException Wrong(int row, string what) => new(string.Create(CultureInfo.InvariantCulture,
        $"column \"{Field.Path}\", entry {row} of its batch: {what}. Fetch or write the file again"));

    // A bit a row, 1 for a value; no bytes at all where every row has one.
    private bool IsValid(int row) => validity.IsEmpty || (validity.Span[row >> 3] >> (row & 7) & 1) != 0;
}

internal sealed class ArrowNullColumn(ArrowField field) : ArrowColumn(field, default)
{
    protected override ArgumentValue Value(int row) => ArgumentValue.Null;
}

internal sealed class ArrowBooleanColumn(ArrowField field, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> data) : ArrowColumn(field, validity)
{
    protected override ArgumentValue Value(int row) => ArgumentValue.Of((data.Span[row >> 3] >> (row & 7) & 1) != 0);
}

internal sealed class ArrowIntegerColumn(ArrowField field, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> data) : ArrowColumn(field, validity)
{
    protected override ArgumentValue Value(int row) => Field is { Bits: 64, IsSigned: false }
        ? new IntegerValue(BinaryPrimitives.ReadUInt64LittleEndian(data.Span[(8 * row)..]))
        : new IntegerValue(Read(data.Span, row, Field.Bits, Field.IsSigned));

    /// <summary>An integer that is signed, or shorter than 64 bits.</summary>
    public static long Read(ReadOnlySpan<byte> data, int row, int bits, bool isSigned) => (bits, isSigned) switch
    {
        (8, true) => (sbyte)data[row],
        (8, false) => data[row],
        (16, true) => BinaryPrimitives.ReadInt16LittleEndian(data[(2 * row)..]),
        (16, false) => BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * row)..]),
        (32, true) => BinaryPrimitives.ReadInt32LittleEndian(data[(4 * row)..]),
        (32, false) => BinaryPrimitives.ReadUInt32LittleEndian(data[(4 * row)..]),
        _ => BinaryPrimitives.ReadInt64LittleEndian(data[(8 * row)..]),
    };
}

internal sealed class ArrowFloatColumn(ArrowField field, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> data) : ArrowColumn(field, validity)
{
    protected override ArgumentValue Value(int row) => ArgumentValue.Of(Field.Bits == 32
        ? BinaryPrimitives.ReadSingleLittleEndian(data.Span[(4 * row)..])
        : BinaryPrimitives.ReadDoubleLittleEndian(data.Span[(8 * row)..]));
}

internal sealed class ArrowTextColumn(ArrowField field, ReadOnlyMemory<byte> validity, ArrowOffsets offsets, ReadOnlyMemory<byte> data) : ArrowColumn(field, validity)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    protected override ArgumentValue Value(int row)
    {
        var (start, end) = offsets.Of(row);
        try
        {
            return ArgumentValue.Of(Strict.GetString(data.Span[start..end]));
        }
        catch (DecoderFallbackException)
        {
            throw Wrong(row, "expected UTF-8, found other bytes");
        }
    }
}

internal sealed class ArrowListColumn(ArrowField field, ReadOnlyMemory<byte> validity, ArrowOffsets offsets, ArrowColumn items) : ArrowColumn(field, validity)
{
    protected override ArgumentValue Value(int row)
    {
        var (start, end) = offsets.Of(row);
        var values = new ArgumentValue[end - start];
        for (var i = start; i < end; i++) values[i - start] = items.At(i);
        return new ListValue(values.ToValueList());
    }
}

internal sealed class ArrowStructColumn(ArrowField field, ReadOnlyMemory<byte> validity, ArrowColumn[] columns) : ArrowColumn(field, validity)
{
    protected override ArgumentValue Value(int row) => Row(Field.Children, columns, row);

    public static MapValue Row(ValueList<ArrowField> fields, ArrowColumn[] columns, int row)
    {
        var entries = new MapEntry[columns.Length];
        for (var i = 0; i < entries.Length; i++) entries[i] = new(fields[i].Name, columns[i].At(row));
        return new(entries.ToValueList());
    }
}

internal sealed class ArrowDictionaryColumn(ArrowField field, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> indices, IReadOnlyList<ArgumentValue> values) : ArrowColumn(field, validity)
{
    protected override ArgumentValue Value(int row)
    {
        var index = ArrowIntegerColumn.Read(indices.Span, row, Field.Dictionary!.Bits, Field.Dictionary.IsSigned);
        return index >= 0 && index < values.Count ? values[(int)index] : throw Wrong(row, FormattableString.Invariant($"expected an index below {values.Count}, the size of its dictionary, found {index}"));
    }
}
