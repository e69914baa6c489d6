using System.CommandLine;
using System.Text;
using ToolRM.Conversations;

namespace ToolRM.Cli;

/// <summary>Reads one text from a file or from standard input, as strict UTF-8.</summary>
internal static class InputText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The argument that names a file or leaves it out; a misspelt option is not taken for a file's name.</summary>
    /// <param name="description">What the file holds.</param>
    public static Argument<string?> Argument(string description)
    {
        var file = new Argument<string?>("file") { Arity = ArgumentArity.ZeroOrOne, Description = description };
        file.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.StartsWith('-') && token.Value != "-") result.AddError($"unknown option {token.Value}");
            }
        });
        return file;
    }

    /// <summary>The text and where it came from.</summary>
    /// <param name="console">Gives standard input.</param>
    /// <param name="file">The file; null or <c>-</c> for standard input.</param>
    public static (string Text, string Where) Read(CliConsole console, string? file)
    {
        var (bytes, where) = Bytes(console, file);
        try
        {
            return (Strict.GetString(bytes), where);
        }
        catch (DecoderFallbackException error)
        {
            throw new DataFormatException($"{where}:{bytes.AsSpan(0, error.Index).Count((byte)'\n') + 1}: expected UTF-8, found byte 0x{error.BytesUnknown?[0] ?? 0:x2} at offset {error.Index}. Save the text as UTF-8", error);
        }
    }

    /// <summary>A JSON document and where it came from.</summary>
    /// <param name="console">Gives standard input.</param>
    /// <param name="file">The file; null or <c>-</c> for standard input.</param>
    public static (ArgumentValue Value, string Where) ReadJson(CliConsole console, string? file)
    {
        var (text, where) = Read(console, file);
        var parse = JsonParse.Of(text, JsonDialect.Python);
        if (parse.Value is { } value) return (value, where);
        var line = text.AsSpan(0, parse.Error!.Position).Count('\n') + 1;
        throw new DataFormatException($"{where}:{line}: expected one JSON document: {parse.Error}. 'toolrm verify --help' shows an example");
    }

    private static (byte[] Bytes, string Where) Bytes(CliConsole console, string? file)
    {
        if (file is not (null or "-"))
        {
            if (!File.Exists(file)) throw new DataFormatException($"{file}: there is no such file. Name a file, or give the text on standard input");
            return (File.ReadAllBytes(file), file);
        }
        if (console.InIsInteractive) console.Error.WriteLine("toolrm: reading standard input; end it with Ctrl-D, or name a file");
        using var buffer = new MemoryStream();
        console.In.CopyTo(buffer);
        return (buffer.ToArray(), "standard input");
    }
}
