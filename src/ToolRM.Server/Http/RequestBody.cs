using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using ToolRM.Conversations;

namespace ToolRM.Server.Http;

/// <summary>Reads a request's body as one JSON object, within the limits.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">The limits.</param>
    /// <param name="load">What is being answered; gives the body's bytes back when the request is done.</param>
    /// <param name="cancellationToken">The request's end.</param>
    /// <exception cref="RequestError">The body is too large, not UTF-8, not JSON, too deep, or no object.</exception>
    public static async ValueTask<RequestField> ReadAsync(HttpRequest request, ScoringServerOptions options, LoadShare load, CancellationToken cancellationToken)
    {
        if (request.ContentLength > options.MaximumBodyBytes) throw TooLarge(options);
        // One more, so that the end is seen without growing; and little for a start, because a length that is only announced must not take memory.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength + 1 ?? 0, 4096, FirstBytes));
        try
        {
            var length = 0;
            while (true)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0) break;
                length += read;
                if (length > options.MaximumBodyBytes) throw TooLarge(options);
                load.TakeBytes(read);
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
            return Parse(buffer.AsSpan(0, length), options);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RequestField Parse(ReadOnlySpan<byte> bytes, ScoringServerOptions options)
    {
        if (bytes.IsEmpty) throw new RequestError(ErrorKind.Invalid, "the body is empty; expected a JSON object");
        if (IsDeeperThan(options.MaximumDepth, bytes)) throw new RequestError(ErrorKind.Invalid, $"the body is nested deeper than {options.MaximumDepth}");
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var parse = JsonParse.Of(characters.AsSpan(0, Utf8.GetChars(bytes, characters)), JsonDialect.Strict);
            return parse.Value is { } value
                ? value is MapValue ? new("", value) : throw new RequestField("", value).Expected("a JSON object")
                : throw new RequestError(ErrorKind.Invalid, $"the body is not JSON: {parse.Error}");
        }
        catch (DecoderFallbackException error)
        {
            throw new RequestError(ErrorKind.Invalid, $"the body is not UTF-8 (byte {error.Index})");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>Whether brackets outside of texts stand deeper than a limit. The reader has a limit of its own, which is larger.</summary>
    internal static bool IsDeeperThan(int limit, ReadOnlySpan<byte> json)
    {
        var depth = 0;
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'[' or (byte)'{':
                    if (++depth > limit) return true;
                    break;
                case (byte)']' or (byte)'}':
                    depth--;
                    break;
                case (byte)'"':
                    for (i++; i < json.Length && json[i] != '"'; i++)
                    {
                        if (json[i] == '\\') i++;
                    }
                    break;
            }
        }
        return false;
    }

    private static RequestError TooLarge(ScoringServerOptions options) =>
        new(ErrorKind.TooLarge, $"the body is larger than {options.MaximumBodyBytes} bytes; send fewer replies at once");
}
