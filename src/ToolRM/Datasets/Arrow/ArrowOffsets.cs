using System.Buffers.Binary;

namespace ToolRM.Datasets.Arrow;

/// <summary>Where the texts or lists of a column begin and end: rows + 1 rising numbers of 32 or 64 bits.</summary>
internal readonly struct ArrowOffsets(ReadOnlyMemory<byte> bytes, int bits)
{
    public (int Start, int End) Of(int row) => ((int)At(row), (int)At(row + 1));

    /// <summary>Whether all offsets rise and stay within what they point into; only then may <see cref="Of"/> be asked.</summary>
    public bool Rise(int rows, long limit)
    {
        var before = 0L;
        for (var i = 0; i <= rows; i++)
        {
            var offset = At(i);
            if (offset < before || offset > limit) return false;
            before = offset;
        }
        return true;
    }

    private long At(int i) => bits == 32
        ? BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[(4 * i)..])
        : BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(8 * i)..]);
}
