using ToolRM.Conversations;
using ToolRM.Synthesis.Obfuscation;

namespace ToolRM.Preferences;

/// <summary>Random names for pairs, and back. Pairs of one question get the same names.</summary>
public static class PairObfuscation
{
    /// <summary>A pair with random names, and the names.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="options">How names look; <see cref="ObfuscationOptions.Share"/> does not count here.</param>
    /// <returns>
    /// The pair with the same ids and label. Texts beside calls are dropped, since they may hold the old names; a text that could not be
    /// decoded stays undecoded, with the names in it changed.
    /// </returns>
    public static (PreferencePair Pair, NameMap Map) Obfuscate(PreferencePair pair, ObfuscationOptions options)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var change = NameChange.Random(AsGroup(pair), options);
        var changed = Change(pair, change, (text, calls) => calls is { Count: > 0 } ? "" : change.OfText(text, isUnreadable: calls is null));
        return (changed, change.Map!);
    }

    /// <summary>A pair with its old names, equal to the one before but for the order of keys in schemas and for dropped texts.</summary>
    /// <param name="pair">A pair with random names.</param>
    /// <param name="map">Its names.</param>
    /// <param name="mentions">Whether descriptions were changed (<see cref="ObfuscationOptions.Mentions"/>).</param>
    public static PreferencePair Restore(PreferencePair pair, NameMap map, bool mentions = false)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var change = NameChange.Back(map, pair.Prompt, pair.Reference, mentions);
        return Change(pair, change, (text, _) => change.OfText(text, isUnreadable: true));
    }

    private static PreferencePair Change(PreferencePair pair, NameChange change, Func<string, ValueList<ToolCall>?, string> text)
    {
        // Catalogue, reference and calls come first: texts are searched for the names found there.
        var prompt = change.Of(pair.Prompt);
        var reference = pair.Reference is { } one ? change.Of(one) : null;
        var chosen = change.Of(pair.Chosen);
        var rejected = pair.Rejected is { } calls ? change.Of(calls) : (ValueList<ToolCall>?)null;
        return pair with
        {
            Prompt = prompt,
            Reference = reference,
            Chosen = chosen,
            Rejected = rejected,
            ChosenText = text(pair.ChosenText, chosen),
            RejectedText = text(pair.RejectedText, rejected),
        };
    }

    private static CandidateGroup AsGroup(PreferencePair pair) => new(
        pair.QuestionId, pair.Prompt, [new("chosen", pair.ChosenText, pair.Chosen), new("rejected", pair.RejectedText, pair.Rejected ?? [])], pair.Reference);
}
