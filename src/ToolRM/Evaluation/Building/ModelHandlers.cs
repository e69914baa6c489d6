using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Parsing.Bfcl;

namespace ToolRM.Evaluation.Building;

/// <summary>How a model's outputs are decoded.</summary>
/// <param name="Decoder">A name of <see cref="BfclDecoders.All"/>.</param>
/// <param name="UnderscoreNames">BFCL's <c>underscore_to_dot</c>: the model writes <c>_</c> for each dot of a name.</param>
public sealed record ModelHandler(string Decoder, bool UnderscoreNames = false);

/// <summary>Which decoder reads which model's outputs.</summary>
/// <remarks>
/// A file is one JSON object: <c>{"MODEL": "DECODER", "OTHER": {"decoder": "openai-fc", "underscore_to_dot": true}, "*": "prompt"}</c>.
/// A model that it does not name takes <c>*</c>. Without <c>*</c>, a text is read by <c>prompt</c> and a list of calls by <c>openai-fc</c>
/// (ours; the two that most handlers of BFCL share).
/// </remarks>
public sealed class ModelHandlers
{
    private const string Everyone = "*";
    private const string NextStep = "'toolrm benchmark build --help' lists the decoders";
    private readonly Dictionary<string, ModelHandler> _handlers;

    private ModelHandlers(Dictionary<string, ModelHandler> handlers) => _handlers = handlers;

    /// <summary>The map that names no model.</summary>
    public static ModelHandlers Default { get; } = new([]);

    /// <summary>Reads a map.</summary>
    /// <param name="document">The object.</param>
    /// <param name="where">The file; for messages.</param>
    /// <exception cref="DataFormatException">It is no such object, or names a decoder that does not exist.</exception>
    public static ModelHandlers Read(ArgumentValue document, string where = "")
    {
        var handlers = new Dictionary<string, ModelHandler>(StringComparer.Ordinal);
        DocumentNode.Root(document, where, NextStep).Entries((model, node) =>
        {
            var decoder = node.IsMap ? node.Required("decoder") : node;
            if (BfclDecoders.Find(decoder.Text()) is null) throw decoder.Expected($"a decoder: {string.Join(", ", BfclDecoders.All.Select(known => known.Name))}");
            handlers[model] = new(decoder.Text(), node.IsMap && node.Optional("underscore_to_dot") is { } flag && flag.Boolean());
            return true;
        });
        return new(handlers);
    }

    /// <summary>Models that the map names and nobody is called; a misspelt name would be passed over in silence.</summary>
    /// <param name="models">The models that gave outputs.</param>
    public ValueList<string> Unknown(IEnumerable<string> models) =>
        _handlers.Keys.Where(name => name != Everyone).Except(models, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();

    /// <summary>The handler of a model's output.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The output, whose kind decides where the map says nothing.</param>
    public ModelHandler Of(string model, ArgumentValue output) =>
        _handlers.GetValueOrDefault(model) ?? _handlers.GetValueOrDefault(Everyone) ?? new(output is ListValue ? "openai-fc" : "prompt");
}
