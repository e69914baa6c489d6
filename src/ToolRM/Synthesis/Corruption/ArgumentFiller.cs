using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// Fills a tool's arguments as a model would that has chosen the wrong tool: what the right calls hold under a like name, what
/// the conversation mentions of the kind that the name calls for, a made-up value where neither is there.
/// </summary>
internal sealed class ArgumentFiller(Scene scene, SeededRandom random)
{
    private const int MaximumDepth = 3;

    private static readonly (string[] Words, MentionKind[] Kinds)[] Hints =
    [
        (["date", "day", "when", "month", "year", "deadline", "birthday"], [MentionKind.Date]),
        (["time", "hour", "start", "end", "at"], [MentionKind.Time, MentionKind.Date]),
        (["email", "url", "link", "id", "code", "username", "key", "phone", "reference"], [MentionKind.Code, MentionKind.Number]),
        (["query", "text", "message", "content", "question", "title", "keyword", "topic", "expression", "note", "subject", "description"],
            [MentionKind.Quote, MentionKind.Phrase, MentionKind.Name]),
    ];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Arguments for a tool: all required ones, and optional ones that something fits.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="invent">Whether values are made up even where the conversation offers some.</param>
    public MapValue Fill(ToolShape tool, bool invent = false)
    {
        _used.Clear();
        var entries = new List<MapEntry>();
        foreach (var parameter in tool.Parameters)
        {
            var value = invent ? null : Carried(parameter) ?? Mentioned(parameter);
            if (value is null && !parameter.Required) continue;
            if (!parameter.Required && !IsCarried(parameter) && !random.Chance(0.35)) continue;
            entries.Add(new(parameter.Name, value ?? InventedValue.For(parameter, random)));
        }
        // A tool without required parameters: a call without any argument would be rare.
        if (entries.Count == 0 && tool.Parameters.Count > 0)
        {
            var parameter = random.Pick(tool.Parameters);
            entries.Add(new(parameter.Name, (invent ? null : Mentioned(parameter)) ?? InventedValue.For(parameter, random)));
        }
        return new(entries.ToValueList());
    }

    /// <summary>What the conversation offers for a parameter; null when nothing fits.</summary>
    public ArgumentValue? Mentioned(ParameterShape parameter, int depth = 0)
    {
        if (parameter.Members.Count > 0)
        {
            foreach (var member in parameter.Members)
            {
                if (member is TextValue text && NameWords.Content(text.Value) is { Count: > 0 } words && words.IsSubsetOf(scene.Words)) return member;
            }
            return null;
        }
        switch (parameter.Kind)
        {
            case ShapeKind.Integer or ShapeKind.Number:
                foreach (var mention in scene.Mentions.OfKind(MentionKind.Number))
                {
                    if (mention.Number is { } number && Numbers.For(parameter, number) is { } value && _used.Add(mention.Text)) return value;
                }
                return null;
            case ShapeKind.Boolean:
                return NameWords.Content(parameter.Name).Overlaps(scene.Words) ? ArgumentValue.True : null;
            case ShapeKind.List:
                if (depth >= MaximumDepth) return null;
                var item = parameter.Items ?? parameter with { Kind = ShapeKind.Text };
                return Mentioned(item.Name.Length == 0 ? item with { Name = parameter.Name } : item, depth + 1) is { } single ? new ListValue([single]) : null;
            case ShapeKind.Map:
                if (depth >= MaximumDepth) return null;
                var entries = parameter.Properties
                    .Select(property => (property.Name, Value: Mentioned(property, depth + 1) ?? (property.Required ? InventedValue.For(property, random) : null)))
                    .Where(entry => entry.Value is not null)
                    .Select(entry => new MapEntry(entry.Name, entry.Value!)).ToValueList();
                return entries.Count == 0 ? null : new MapValue(entries);
            default:
                return MentionedText(parameter.Name);
        }
    }

    private TextValue? MentionedText(string name)
    {
        var words = NameWords.Of(name);
        var kinds = Hints.FirstOrDefault(hint => words.Any(word => hint.Words.Contains(word))).Kinds
            ?? [MentionKind.Name, MentionKind.Quote, MentionKind.Phrase];
        foreach (var kind in kinds)
        {
            var free = scene.Mentions.OfKind(kind).Where(mention => !_used.Contains(mention.Text)).Take(6).ToList();
            if (free.Count == 0) continue;
            var mention = random.Pick(free);
            _used.Add(mention.Text);
            return ArgumentValue.Of(mention.Text);
        }
        return null;
    }

    private bool IsCarried(ParameterShape parameter) => scene.Calls.Any(call => call.Arguments[parameter.Name] is not null);

    /// <summary>The value of a right call's argument with the same name, or with a word in common, of a kind that the parameter takes.</summary>
    private ArgumentValue? Carried(ParameterShape parameter)
    {
        foreach (var call in scene.Calls)
        {
            if (call.Arguments[parameter.Name] is { } same && Fits(parameter, same)) return same;
        }
        foreach (var call in scene.Calls)
        {
            foreach (var entry in call.Arguments.Entries)
            {
                if (Fits(parameter, entry.Value) && NameWords.Share(parameter.Name, entry.Key) && _used.Add(ArgumentJson.Write(entry.Value))) return entry.Value;
            }
        }
        return null;
    }

    private static bool Fits(ParameterShape parameter, ArgumentValue value) =>
        parameter.Takes(value) && (parameter.Members.Count == 0 || parameter.Members.Any(member => JsonEquality.AreEqual(member, value)));
}
