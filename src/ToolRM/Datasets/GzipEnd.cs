using System.IO.Compression;

namespace ToolRM.Datasets;

/// <summary>
/// Tells a gzip stream that ended from one that was cut off. <see cref="GZipStream"/> gives the same end of data for both, and
/// a file cut in half would pass for a shorter one.
/// </summary>
/// <remarks>
/// A small gzip member with a mark in it is put behind the compressed data. Members may follow each other, so behind a
/// complete stream the mark comes out at the end. Behind a cut one the member's bytes are taken for the missing part, and an
/// error or something else than the mark comes out.
/// </remarks>
internal static class GzipEnd
{
    /// <summary>What comes out last. Has no line end, and no JSON text ends in a control character.</summary>
    public static ReadOnlySpan<byte> Mark => "toolrm: end of gzip\u0001"u8;

    /// <summary>The member that gives the mark.</summary>
    public static ReadOnlyMemory<byte> Member { get; } = Compress();

    private static byte[] Compress()
    {
        using var target = new MemoryStream();
        // Compressed, not stored: the mark itself must not stand in the member's bytes (a test checks).
        using (var compressor = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true)) compressor.Write(Mark);
        return target.ToArray();
    }
}
