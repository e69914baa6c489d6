using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Runs;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Cli;

/// <summary>A sampling run as asked for on the command line.</summary>
/// <param name="Data">The file of prompts.</param>
/// <param name="Output">The run directory.</param>
/// <param name="Overwrite">Whether an earlier run there is removed.</param>
/// <param name="Generators">Who is asked.</param>
/// <param name="Options">How.</param>
internal sealed record SampleRequest(string Data, string Output, bool Overwrite, ValueList<GeneratorRequest> Generators, SamplerOptions Options)
{
    /// <summary>Which part of the prompts; null for all.</summary>
    public Shard? Shard { get; init; }
}

/// <summary>A generator as asked for on the command line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoint">Where it is.</param>
/// <param name="Format">The prompted format; null for native tools.</param>
/// <param name="Price">What it costs; null when not said.</param>
internal sealed record GeneratorRequest(string Name, OpenAiEndpoint Endpoint, ReplyFormat? Format, TokenPrice? Price)
{
    private const string Expected = "expected [NAME=]URL#MODEL, such as small=http://localhost:8000/v1#Qwen/Qwen3-0.6B";

    /// <summary>Reads <c>[NAME=]URL#MODEL</c>; without a name it is the model's, from its last slash on.</summary>
    /// <remarks>The first <c>#</c> ends the address: nothing behind it would be sent to a server anyway, and models have none.</remarks>
    public static (string Name, Uri Address, string Model) Parse(string text)
    {
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        if (mark < 0 || mark == text.Length - 1) throw new DataFormatException($"--generator: {Expected}, found \"{text}\" without a model");
        var (left, model) = (text[..mark], text[(mark + 1)..]);
        var name = model[(model.LastIndexOf('/') + 1)..];
        var sign = left.IndexOf('=', StringComparison.Ordinal);
        // An address may have a '=' too, in its query.
        if (sign >= 0 && !left[..sign].Contains("://", StringComparison.Ordinal)) (name, left) = (left[..sign], left[(sign + 1)..]);
        if (name.Length == 0 || name.Contains('/')) throw new DataFormatException($"--generator: expected a name without \"/\", found \"{name}\" in \"{text}\"");
        return Uri.TryCreate(left, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
            ? (name, address, model)
            : throw new DataFormatException($"--generator: {Expected}, found the address \"{left}\"");
    }
}
