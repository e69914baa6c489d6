using System.Security.Cryptography;
using ToolRM.Conversations;

namespace ToolRM.Datasets;

/// <summary>Where data came from: a file and what it held.</summary>
/// <param name="Path">The path as given.</param>
/// <param name="Sha256">SHA-256 of the file's bytes as they lie (compressed, if it is), in lower-case hexadecimal; null for a stream that cannot be read twice.</param>
/// <param name="Bytes">Size of the file; null for a stream.</param>
/// <param name="Rows">Rows in it; null when not counted.</param>
public sealed record SourceFile(string Path, string? Sha256, long? Bytes, long? Rows = null)
{
    /// <summary>Hashes a file, reading it once.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataFormatException">The file is not there or cannot be read.</exception>
    public static SourceFile Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            var hash = Convert.ToHexStringLower(SHA256.HashData(file));
            return new(path, hash, file.Position);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path}: cannot be read: {error.Message} Check the path", error);
        }
    }

    /// <summary>A stream, such as standard input, whose content is not known before it is read.</summary>
    /// <param name="name">Its name.</param>
    public static SourceFile OfStream(string name) => new(name, null, null);
}
