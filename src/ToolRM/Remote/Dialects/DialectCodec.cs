using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Sampling;
using ToolRM.Scoring;

namespace ToolRM.Remote.Dialects;

/// <summary>A reply on its way to a server.</summary>
/// <param name="Place">Where its score goes.</param>
/// <param name="Group">Its group.</param>
/// <param name="Candidate">The reply.</param>
/// <param name="Prompt">The rendered prompt; null where nothing is rendered.</param>
/// <param name="Text">What is sent: prompt and reply, or the reply alone of dialects that take them apart.</param>
internal sealed record RemoteItem((int Group, int Candidate) Place, CandidateGroup Group, Candidate Candidate, RenderedPrompt? Prompt, string Text);

/// <summary>Writes requests of a dialect and reads its answers. Stateless.</summary>
internal abstract class DialectCodec(RemoteOptions options)
{
    protected RemoteOptions Options => options;

    /// <summary>Which replies may go together.</summary>
    public virtual RemoteBatching Batching => RemoteBatching.Any;

    /// <summary>Whether prompt and reply are sent apart.</summary>
    public virtual bool IsPaired => false;

    /// <summary>The body of a request; items are at least one, of one group where <see cref="Batching"/> says so.</summary>
    public abstract MapValue Write(IReadOnlyList<RemoteItem> items);

    /// <summary>One score per item, in their order.</summary>
    /// <exception cref="DataFormatException">The answer is not what the contract says.</exception>
    /// <exception cref="ProviderException">The answer shows that the options do not fit the model.</exception>
    public abstract Score[] Read(DocumentNode answer, IReadOnlyList<RemoteItem> items);

    protected MapBuilder Model() => new MapBuilder().Add("model", options.Model);

    /// <summary>Entries put into the order of their <c>index</c>; each index once, none missing.</summary>
    protected static DocumentNode[] InOrder(DocumentNode list, int count)
    {
        var entries = list.List(entry => entry);
        if (entries.Count != count) throw list.Expected($"an array of {count}");
        var ordered = new DocumentNode?[count];
        foreach (var entry in entries)
        {
            var index = entry.Required("index");
            if (index.Integer() is var position && (position < 0 || position >= count)) throw index.Expected($"an index from 0 to {count - 1}");
            if (ordered[position] is not null) throw index.Error($"the index {position} stands twice");
            ordered[position] = entry;
        }
        return ordered!;
    }

    /// <summary>A number as a score. What is no finite number is no score, and no reason to ask again.</summary>
    protected Score Number(DocumentNode? node) => node?.Value switch
    {
        null or NullValue => new Unscored("the server answered null in place of a number"),
        IntegerValue or FloatValue when double.IsFinite(node.Number()) => Made(node.Number()),
        IntegerValue or FloatValue => new Unscored($"the server answered {node.Number().ToString(System.Globalization.CultureInfo.InvariantCulture)}, which is no score"),
        _ => throw node.Expected("a number"),
    };

    /// <summary>The number of the class that is asked for.</summary>
    protected Score Pick(DocumentNode list)
    {
        var numbers = list.List(number => number);
        if (options.Class is { } index)
        {
            return index < numbers.Count ? Number(numbers[index]) : throw Misfit($"the server answers {numbers.Count} numbers a text, and \"class\" is {index}");
        }
        return numbers.Count switch
        {
            0 => throw list.Expected("an array of one number"),
            1 => Number(numbers[0]),
            _ => throw Misfit($"the server answers {numbers.Count} numbers a text. Say by \"class\" which one is the score, from 0"),
        };
    }

    /// <summary>The scale that was promised; a probability beyond its bounds is a mistake of the scorer file.</summary>
    protected Score Made(double value) => options.Scale == ScoreScale.Probability && value is < 0 or > 1
        ? throw Misfit(FormattableString.Invariant($"the server answers {value}, which is no probability. Write \"scale\": \"raw\", or \"activation\": true where the server is vLLM"))
        : new Scored(value, options.Scale);

    /// <summary>The server works and the options do not fit it: asking again changes nothing.</summary>
    protected ProviderException Misfit(string problem) => new($"{options.Address.Authority}: {problem}", ProviderFailure.Stop, 200);

    protected static ArgumentValue Texts(IReadOnlyList<RemoteItem> items) => new ListValue(items.Select(ArgumentValue (item) => ArgumentValue.Of(item.Text)).ToValueList());
}

/// <summary>Which replies may stand in one request.</summary>
internal enum RemoteBatching
{
    /// <summary>Any.</summary>
    Any,

    /// <summary>Replies to one prompt.</summary>
    OnePrompt,

    /// <summary>One whole group: scores may depend on it.</summary>
    WholeGroup,

    /// <summary>One reply.</summary>
    One,
}
