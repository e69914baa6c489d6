using ToolRM.Conversations;

namespace ToolRM.Synthesis.Corruption.Operators;

/// <summary>A value taken from another place of the conversation or of the calls.</summary>
internal static class OtherMentions
{
    public static CorruptionOperator[] All { get; } =
    [
        new("other-number", CorruptionFamily.Value, 3, "a number is replaced by another number that the conversation mentions",
            "\"3 rooms for 5 nights\": rooms 3 -> 5", (scene, random) => scene.Each(random, place => OtherNumbers(scene, place))),
        new("other-name", CorruptionFamily.Value, 3, "a text is replaced by another name that the conversation mentions",
            "\"from Oslo to Bergen\": from Oslo -> Bergen", (scene, random) => scene.Each(random, place => OtherTexts(scene, place, MentionKind.Name))),
        new("other-phrase", CorruptionFamily.Value, 2.5, "a text is replaced by another phrase of the conversation",
            "\"play calm jazz in the kitchen\": genre jazz -> kitchen", (scene, random) => scene.Each(random, place => OtherTexts(scene, place, MentionKind.Phrase))),
        new("other-quote", CorruptionFamily.Value, 1.5, "a text is replaced by another quoted text or another code",
            "order #W12 -> #W98", (scene, random) => scene.Each(random, place => OtherTexts(scene, place, MentionKind.Quote).Concat(OtherTexts(scene, place, MentionKind.Code)))),
        new("other-date", CorruptionFamily.Value, 1.5, "a date or time is replaced by another one that the conversation mentions",
            "\"from May 2nd to May 9th\": end May 9th -> May 2nd", (scene, random) => scene.Each(random, place => OtherDates(scene, place))),
        new("earlier-value", CorruptionFamily.Value, 1.5, "an argument takes the value that an earlier call of the conversation gave it",
            "second search keeps city Rome of the first", (scene, random) => scene.Each(random, place => Earlier(scene, place))),
    ];

    private static IEnumerable<ArgumentValue> OtherNumbers(Scene scene, ValuePlace place)
    {
        if (Numbers.Of(place.Value) is not { } number || place.Shape?.Members.Count > 0) yield break;
        foreach (var mention in scene.Mentions.OfKind(MentionKind.Number).Take(8))
        {
            if (mention.Number is { } other && other != number && Numbers.For(place.Shape, other) is { } value) yield return value;
        }
    }

    private static IEnumerable<ArgumentValue> OtherTexts(Scene scene, ValuePlace place, MentionKind kind)
    {
        if (place.Value is not TextValue { Value.Length: > 0 } text || place.Shape?.Members.Count > 0 || Mentions.NumberOf(text.Value) is not null) yield break;
        foreach (var mention in scene.Mentions.OfKind(kind).Take(8))
        {
            // A piece of the right value, or a piece that holds it, is another mistake; see Specificity.
            if (TextClasses.Of(mention.Text) == TextClasses.Of(text.Value) && !mention.Text.Contains(text.Value, StringComparison.OrdinalIgnoreCase) && !text.Value.Contains(mention.Text, StringComparison.OrdinalIgnoreCase))
            {
                yield return ArgumentValue.Of(mention.Text);
            }
        }
    }

    private static IEnumerable<ArgumentValue> OtherDates(Scene scene, ValuePlace place)
    {
        if (place.Value is not TextValue text) yield break;
        var (isDate, isTime) = (DateText.Parse(text.Value) is not null, DateText.ParseTime(text.Value) is not null);
        if (!isDate && !isTime && scene.Mentions.OfKind(MentionKind.Date).Concat(scene.Mentions.OfKind(MentionKind.Time))
            .All(mention => !mention.Text.Equals(text.Value, StringComparison.OrdinalIgnoreCase))) yield break;
        foreach (var mention in scene.Mentions.OfKind(MentionKind.Date).Concat(scene.Mentions.OfKind(MentionKind.Time)))
        {
            // Where the right value is a computed date, only one of the same form can be told to be another day.
            if (isDate && DateText.Parse(mention.Text) is null || isTime && DateText.ParseTime(mention.Text) is null) continue;
            if (!text.Value.Contains(mention.Text, StringComparison.OrdinalIgnoreCase)) yield return ArgumentValue.Of(mention.Text);
        }
    }

    private static IEnumerable<ArgumentValue> Earlier(Scene scene, ValuePlace place)
    {
        if (place.Path.Count > 0) yield break;
        for (var i = scene.Prompt.Messages.Count - 1; i >= 0; i--)
        {
            if (scene.Prompt.Messages[i] is not AssistantMessage assistant) continue;
            foreach (var call in EarlierCalls.Of(assistant))
            {
                if (call[place.Argument] is { } value && !JsonEquality.AreEqual(value, place.Value) && (place.Shape?.Takes(value) ?? true)) yield return value;
            }
        }
    }
}
