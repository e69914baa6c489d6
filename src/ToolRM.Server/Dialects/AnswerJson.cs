using ToolRM.Conversations;

namespace ToolRM.Server.Dialects;

/// <summary>Short spellings for answers.</summary>
internal static class AnswerJson
{
    public static MapValue Map(params ReadOnlySpan<(string Key, ArgumentValue Value)> entries)
    {
        var own = new MapEntry[entries.Length];
        for (var i = 0; i < own.Length; i++) own[i] = new(entries[i].Key, entries[i].Value);
        return new(ValueList.Create<MapEntry>(own));
    }

    public static ListValue List(IEnumerable<ArgumentValue> items) => new(items.ToValueList());

    public static ListValue Numbers(IEnumerable<double> numbers) => List(numbers.Select(number => (ArgumentValue)ArgumentValue.Of(number)));

    public static TextValue Text(string text) => ArgumentValue.Of(text);

    public static IntegerValue Count(long number) => ArgumentValue.Of(number);

    public static FloatValue Number(double number) => ArgumentValue.Of(number);

    /// <summary>Tokens are not counted: there is no tokenizer here. Clients expect the keys.</summary>
    public static MapValue Usage(params ReadOnlySpan<string> keys)
    {
        var entries = new MapEntry[keys.Length];
        for (var i = 0; i < entries.Length; i++) entries[i] = new(keys[i], Count(0));
        return new(ValueList.Create<MapEntry>(entries));
    }

    /// <summary>Positions by number, highest first; of equal numbers the earlier one first.</summary>
    public static IEnumerable<int> Ranked(IReadOnlyList<double> numbers) => Enumerable.Range(0, numbers.Count).OrderByDescending(i => numbers[i]);
}
