using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Parsing;
using ToolRM.Sampling;
using ToolRM.Sampling.OpenAi;

namespace ToolRM.Cli;

/// <summary>The options of sampling, which <c>sample</c> and <c>evaluate best-of-n --sample</c> share.</summary>
internal sealed class SampleArguments
{
    private const string Native = "native";
    private static readonly SamplerOptions Standard = new();

    private readonly Option<string[]> _generators = Many("--generator", "[name=]url#model", "Whom to ask, such as small=http://localhost:8000/v1#Qwen/Qwen3-0.6B; repeatable");
    private readonly Option<string[]> _keys = Many("--api-key-env", "[name=]variable", "Environment variable with the API key, of one generator or of all; without it none is sent");
    private readonly Option<string[]> _formats = Many("--format", "[name=]format", "'native' (tools by the server), or a wire format of 'toolrm formats' in which tools are explained and calls are read");
    private readonly Option<string[]> _inputPrices = Many("--price-in", "[name=]number", "Price of a million prompt tokens");
    private readonly Option<string[]> _outputPrices = Many("--price-out", "[name=]number", "Price of a million reply tokens");
    private readonly Option<string?> _extra = new("--extra") { HelpName = "json", Description = "Further fields of every request, such as {\"top_k\": 20}" };
    private readonly Option<string> _limitField = new("--token-limit-field") { HelpName = "name", DefaultValueFactory = _ => "max_tokens", Description = "Field of the token limit; OpenAI's newer models want max_completion_tokens" };
    private readonly Option<int> _samples = new("--samples", "-n") { HelpName = "n", DefaultValueFactory = _ => Standard.Samples, Description = "Replies per prompt and generator" };
    private readonly Option<float?> _temperature = new("--temperature") { HelpName = "number", Description = "Temperature; the server's own when left out" };
    private readonly Option<float?> _topP = new("--top-p") { HelpName = "number", Description = "Nucleus; the server's own when left out" };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { HelpName = "n", Description = "Most tokens of a reply; the server's own when left out" };
    private readonly Option<string?> _toolChoice = new("--tool-choice") { HelpName = "word", Description = "With native tools: auto, required or none" };
    private readonly Option<bool> _noSeed = new("--no-seed") { Description = "Send no seed, for servers that refuse it" };
    private readonly Option<bool> _stream = new("--stream") { Description = "Stream the replies" };
    private readonly Option<int> _concurrency = new("--concurrency") { HelpName = "n", DefaultValueFactory = _ => Standard.Concurrency, Description = "Requests at once per generator" };
    private readonly Option<int> _attempts = new("--attempts") { HelpName = "n", DefaultValueFactory = _ => Standard.Attempts, Description = "How often an item is asked for in one start" };
    private readonly Option<double> _timeout = new("--timeout") { HelpName = "seconds", DefaultValueFactory = _ => Standard.Timeout.TotalSeconds, Description = "Time for one reply" };

    private Option[] All =>
    [
        _generators, _samples, _temperature, _topP, _maxTokens, _toolChoice, _formats, _keys, _inputPrices, _outputPrices, _extra, _limitField,
        _noSeed, _stream, _concurrency, _attempts, _timeout,
    ];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _toolChoice.AcceptOnlyFromAmong("auto", "required", "none");
        foreach (var option in All) command.Options.Add(option);
    }

    /// <summary>The first of these options that was given; null when none was.</summary>
    public string? FirstGiven(System.CommandLine.Parsing.CommandResult result) =>
        All.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>Reads the options; every problem of a number is named before anything is opened.</summary>
    public SampleRequest Read(ParseResult result, string data, string output, bool overwrite, long seed)
    {
        var timeout = result.GetValue(_timeout);
        if (!(timeout > 0 && timeout <= 86_400)) throw new DataFormatException($"--timeout: expected more than 0 and at most 86400 seconds, found {timeout.ToString(CultureInfo.InvariantCulture)}");
        var options = new SamplerOptions
        {
            Samples = result.GetValue(_samples),
            Seed = seed,
            SendsSeed = !result.GetValue(_noSeed),
            Temperature = result.GetValue(_temperature),
            TopP = result.GetValue(_topP),
            MaxTokens = result.GetValue(_maxTokens),
            ToolMode = result.GetValue(_toolChoice) switch { "auto" => ChatToolMode.Auto, "required" => ChatToolMode.RequireAny, "none" => ChatToolMode.None, _ => null },
            Streams = result.GetValue(_stream),
            Concurrency = result.GetValue(_concurrency),
            Attempts = result.GetValue(_attempts),
            Timeout = TimeSpan.FromSeconds(timeout),
        };
        if (options.Problems() is { } problems) throw new DataFormatException($"{problems}. See 'toolrm sample --help'");
        return new(data, output, overwrite, Generators(result), options);
    }

    private ValueList<GeneratorRequest> Generators(ParseResult result)
    {
        var given = (result.GetValue(_generators) ?? []).Select(GeneratorRequest.Parse).ToList();
        if (given.Count == 0) throw new DataFormatException("--generator is missing. Name whom to ask, such as --generator http://localhost:8000/v1#Qwen/Qwen3-0.6B");
        var names = given.Select(generator => generator.Name).ToList();
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new DataFormatException($"--generator: two generators have the name \"{twice.Key}\". Name them NAME=URL#MODEL");
        var (keys, formats) = (PerGenerator(result, _keys, names), PerGenerator(result, _formats, names));
        var (input, output) = (PerGenerator(result, _inputPrices, names), PerGenerator(result, _outputPrices, names));
        var extra = Extra(result.GetValue(_extra));
        return given.Select(generator =>
        {
            var endpoint = new OpenAiEndpoint(generator.Address, generator.Model)
            {
                ApiKey = Key(keys.GetValueOrDefault(generator.Name)),
                TokenLimitField = result.GetValue(_limitField)!,
                Extra = extra,
            };
            var price = input.ContainsKey(generator.Name) || output.ContainsKey(generator.Name)
                ? new TokenPrice(Price("--price-in", input.GetValueOrDefault(generator.Name)), Price("--price-out", output.GetValueOrDefault(generator.Name)))
                : null;
            return new GeneratorRequest(generator.Name, endpoint, Format(formats.GetValueOrDefault(generator.Name)), price);
        }).ToValueList();
    }

    /// <summary>The values of an option by generator: <c>value</c> holds for all, <c>name=value</c> for one and before the other.</summary>
    private static Dictionary<string, string> PerGenerator(ParseResult result, Option<string[]> option, List<string> names)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? all = null;
        foreach (var text in result.GetValue(option) ?? [])
        {
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0)
            {
                if (all is not null) throw new DataFormatException($"{option.Name}: expected one value for all generators, found \"{all}\" and \"{text}\". Write NAME=VALUE for one of them");
                all = text;
                continue;
            }
            var name = text[..sign];
            if (!names.Contains(name, StringComparer.Ordinal)) throw new DataFormatException($"{option.Name}: there is no generator \"{name}\"; there is {string.Join(", ", names)}");
            if (!values.TryAdd(name, text[(sign + 1)..])) throw new DataFormatException($"{option.Name}: \"{name}\" stands twice. Leave one out");
        }
        if (all is not null)
        {
            foreach (var name in names) values.TryAdd(name, all);
        }
        return values;
    }

    private static string? Key(string? variable)
    {
        if (variable is null) return null;
        var key = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(key)) throw new DataFormatException($"--api-key-env: the variable \"{variable}\" is not set. Set it, or leave the option out. Never write the key itself on the command line");
        return key.All(character => character is >= '!' and <= '~') ? key : throw new DataFormatException($"--api-key-env: the variable \"{variable}\" holds characters that no key has. Check it for line ends and quotes");
    }

    private static ReplyFormat? Format(string? name)
    {
        if (name is null or Native) return null;
        var format = ReplyFormats.Find(name) ?? throw new DataFormatException($"--format: there is no format \"{name}\". Take {Native}, or one that 'toolrm formats' lists");
        return format.Renderer is null ? throw new DataFormatException($"--format: \"{name}\" can be read and not written, so no model can be told to use it. Take {Native}, or one that 'toolrm formats' lists") : format;
    }

    private static double Price(string option, string? text)
    {
        if (text is null) return 0;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price >= 0 && double.IsFinite(price)
            ? price
            : throw new DataFormatException($"{option}: expected a number from 0 on, found \"{text}\"");
    }

    private static MapValue Extra(string? json)
    {
        if (json is null) return MapValue.Empty;
        var parse = JsonParse.Of(json);
        return parse.Value as MapValue ?? throw new DataFormatException($"--extra: expected a JSON object, {(parse.Error is { } error ? $"but {error}" : $"found {parse.Value}")}");
    }

    private static Option<string[]> Many(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
