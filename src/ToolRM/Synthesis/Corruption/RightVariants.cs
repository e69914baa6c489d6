using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Synthesis.Corruption;

/// <summary>
/// Replies as right as the reference that differ from it only by convention: other right sides for pairs, so that a model
/// does not learn to love one spelling.
/// </summary>
public static class RightVariants
{
    /// <summary>The variants that apply, without those that equal the right calls letter for letter.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="itemId">The item's id; with the seed it settles the draws.</param>
    /// <param name="prompt">What the model is asked.</param>
    /// <param name="right">The right calls; arguments that are no JSON objects give no variants.</param>
    public static ValueList<RightVariant> Of(long seed, string itemId, Conversation prompt, ValueList<ToolCall> right)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        ArgumentNullException.ThrowIfNull(prompt);
        if (right.Count == 0 || Scene.Of(prompt, right) is not { } scene) return [];
        var random = SeededRandom.Of(seed, itemId + "/variants");
        var variants = new List<RightVariant>
        {
            new("keys-reversed", Each(scene, call => new MapValue(call.Arguments.Entries.Reverse().ToValueList()))),
            new("calls-reordered", random.Shuffled(scene.RightCalls()).ToValueList()),
            new("default-written", Each(scene, call => DefaultWritten(call, random))),
            new("default-left-out", Each(scene, DefaultLeftOut)),
            new("number-spelled", Each(scene, call => Values(call, Spelled))),
            new("text-case", Each(scene, call => Values(call, OtherCase))),
        };
        var asGiven = scene.RightCalls().ToValueList();
        return variants.Where(variant => variant.Calls != asGiven).ToValueList();
    }

    private static ValueList<ToolCall> Each(Scene scene, Func<RightCall, MapValue> change) => scene.Calls.Select(call => call.With(change(call))).ToValueList();

    private static MapValue Values(RightCall call, Func<ArgumentValue, ParameterShape?, ArgumentValue> change) =>
        new(call.Arguments.Entries.Select(entry => new MapEntry(entry.Key, change(entry.Value, call.Parameter(entry.Key)))).ToValueList());

    private static MapValue DefaultWritten(RightCall call, SeededRandom random)
    {
        var free = (call.Tool?.Parameters ?? []).Where(shape => !shape.Required && shape.Default is { } value && shape.Takes(value) && call.Arguments[shape.Name] is null).ToList();
        return random.PickOrNone(free) is { } shape ? RightCall.Set(call.Arguments, shape.Name, shape.Default!) : call.Arguments;
    }

    private static MapValue DefaultLeftOut(RightCall call) => new(call.Arguments.Entries
        .Where(entry => call.Parameter(entry.Key) is not { Required: false, Default: { } value } || !JsonEquality.AreEqual(value, entry.Value)).ToValueList());

    /// <summary>1 for 1.0, and 1.0 for 1 where any number is taken.</summary>
    private static ArgumentValue Spelled(ArgumentValue value, ParameterShape? shape) => value switch
    {
        FloatValue => Numbers.Of(value) is { } number ? Numbers.Value(number) : value,
        IntegerValue when shape?.Kind == ShapeKind.Number && Numbers.Of(value) is { } number => ArgumentValue.Of(number),
        _ => value,
    };

    /// <summary>Words without fixed choices in lower case, lower-case words with a capital.</summary>
    private static ArgumentValue OtherCase(ArgumentValue value, ParameterShape? shape)
    {
        if (value is not TextValue { Value.Length: > 0 } text || shape is { Members.Count: > 0 } || TextClasses.Of(text.Value) != TextClass.Words) return value;
        var lower = text.Value.ToLowerInvariant();
        return ArgumentValue.Of(lower != text.Value ? lower : char.ToUpperInvariant(lower[0]) + lower[1..]);
    }
}

/// <summary>A reply as right as the reference.</summary>
/// <param name="Name">How it differs, in kebab case.</param>
/// <param name="Calls">Its calls.</param>
public sealed record RightVariant(string Name, ValueList<ToolCall> Calls);
