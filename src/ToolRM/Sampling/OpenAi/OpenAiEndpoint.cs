using ToolRM.Conversations;

namespace ToolRM.Sampling.OpenAi;

/// <summary>A model behind a server that speaks OpenAI's chat completions: vLLM, SGLang, llama.cpp, Ollama, hosted ones.</summary>
/// <param name="Address">Where <c>chat/completions</c> lies below, such as <c>http://localhost:8000/v1</c>; a query stays with it.</param>
/// <param name="Model">The model's name, as the server knows it.</param>
public sealed record OpenAiEndpoint(Uri Address, string Model)
{
    private const string Path = "/chat/completions";

    /// <summary>Sent as a bearer token, to <see cref="Address"/> only; never logged or printed. Null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Under which name the limit of tokens is sent. Default <c>max_tokens</c>, which local servers know; OpenAI's own newer models
    /// want <c>max_completion_tokens</c>.
    /// </summary>
    public string TokenLimitField { get; init; } = "max_tokens";

    /// <summary>
    /// Further fields of the request, such as <c>{"chat_template_kwargs": {"enable_thinking": false}}</c> for vLLM. They replace
    /// fields of the same name.
    /// </summary>
    public MapValue Extra { get; init; } = MapValue.Empty;

    /// <summary>Where requests go.</summary>
    internal Uri Target
    {
        get
        {
            var builder = new UriBuilder(Address) { Fragment = "" };
            builder.Path = builder.Path.TrimEnd('/');
            if (!builder.Path.EndsWith(Path, StringComparison.Ordinal)) builder.Path += builder.Path == "/" ? Path[1..] : Path;
            return builder.Uri;
        }
    }

    /// <summary>Why nothing can be sent there; null when it can.</summary>
    public string? Problem()
    {
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https")) return $"expected an address such as http://localhost:8000/v1, found \"{Address}\"";
        if (Address.UserInfo.Length > 0) return "expected an address without a name and password in it. Give a key by an environment variable";
        if (Model.Length == 0) return "expected the model's name, found an empty text";
        if (TokenLimitField.Length == 0) return "expected the name of the token limit, found an empty text";
        return ArgumentJson.CanCarry(Extra) ? null : "the further fields hold NaN or an infinity, which JSON does not have";
    }

    /// <summary>Whether a key is set, not which: records print their properties.</summary>
    public override string ToString() =>
        $"{nameof(OpenAiEndpoint)} {{ Address = {Address.GetLeftPart(UriPartial.Path)}, Model = {Model}, ApiKey = {(ApiKey is null ? "none" : "set")} }}";
}
