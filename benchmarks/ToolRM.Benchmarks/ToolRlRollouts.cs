using ToolRM.Conversations;
using ToolRM.Numerics;

namespace ToolRM.Benchmarks;

/// <summary>Groups of four replies in ToolRL's format, made from nothing and from a seed: right ones and ones with the errors that policies make.</summary>
internal static class ToolRlRollouts
{
    private static readonly string[] Tools = ["find_flights", "book_table", "weather_report", "convert_money", "send_note", "track_parcel", "list_events", "set_alarm"];
    private static readonly string[] Keys = ["city", "date", "guests", "amount", "currency", "note", "tags", "options", "radius", "urgent"];
    private static readonly string[] Texts = ["Bergen", "2026-03-14", "by the window, please", "EUR", "Reykjavík", "two nights", "café near the harbour", "EK-4471"];
    private static readonly string[] Thoughts = ["The user wants this done with the tools at hand.", "First the place, then the day; both were given.", "One call is enough here, all values stand in the question."];

    public static List<CandidateGroup> Make(int groups, long seed)
    {
        var made = new List<CandidateGroup>(groups);
        for (var i = 0; i < groups; i++)
        {
            var random = SeededRandom.Of(seed, "toolrl", i);
            var calls = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Call(random)).ToList();
            var candidates = Enumerable.Range(0, 4).Select(j => new Candidate(j.ToString(System.Globalization.CultureInfo.InvariantCulture), Reply(calls, random), [])).ToValueList();
            made.Add(new($"g{i}", new([new UserMessage("Please arrange it.")], []), candidates, new GoldCalls(calls.Select(call => ToolCall.Of(call.Name, call.Arguments)).ToValueList())));
        }
        return made;
    }

    /// <summary>The reference as the released code wants it.</summary>
    public static string ReferenceText(CandidateGroup group) =>
        "<think>a</think>\n<tool_call>\n" + string.Join('\n', ((GoldCalls)group.Reference!).Calls.Select(call => Line(call.Name, (MapValue)call.ParseArguments().Value!))) + "\n</tool_call>";

    private static (string Name, MapValue Arguments) Call(SeededRandom random)
    {
        var keys = Keys.ToArray();
        random.Shuffle(keys.AsSpan());
        return (Tools[random.Next(Tools.Length)], new MapValue(keys.Take(random.Next(6)).Select(key => new MapEntry(key, Value(random))).ToValueList()));
    }

    private static ArgumentValue Value(SeededRandom random) => random.Next(6) switch
    {
        0 => ArgumentValue.Of(random.Next(100)),
        1 => ArgumentValue.Of(random.Next(100) / 4.0 + 0.125),
        2 => ArgumentValue.Of(random.Next(2) == 0),
        3 => new ListValue([ArgumentValue.Of(Texts[random.Next(Texts.Length)]), ArgumentValue.Of(random.Next(9))]),
        _ => ArgumentValue.Of(Texts[random.Next(Texts.Length)]),
    };

    private static string Reply(List<(string Name, MapValue Arguments)> right, SeededRandom random)
    {
        var calls = right.ToList();
        var at = random.Next(calls.Count);
        var (name, arguments) = calls[at];
        switch (random.Next(10))
        {
            case 0: calls[at] = (Tools[random.Next(Tools.Length)], arguments); break;
            case 1: calls[at] = (name, new MapValue(arguments.Entries.Select(entry => random.Next(2) == 0 ? entry with { Value = Value(random) } : entry).ToValueList())); break;
            case 2: calls[at] = (name, new MapValue(arguments.Entries.Skip(1).ToValueList())); break;
            case 3: calls[at] = (name, new MapValue([.. arguments.Entries, new("extra", Value(random))])); break;
            case 4: calls.Add(calls[at]); break;
            case 5: calls.RemoveAt(at); break;
            case 6: calls.Reverse(); break;
        }
        var block = string.Join('\n', calls.Select(call => Line(call.Name, call.Arguments)));
        var thought = $"<think>{string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Thoughts[random.Next(Thoughts.Length)]))}</think>";
        return random.Next(20) switch
        {
            0 => $"<tool_call>\n{block}\n</tool_call>", // no thought
            1 => $"{thought}\n<tool_call>\n{block[..(block.Length / 2)]}\n</tool_call>", // cut JSON
            2 => $"{thought}\n<response>Everything is arranged.</response>",
            3 => $"{thought}<tool_call>{block}</tool_call>", // layout without newlines
            _ => $"{thought}\n<tool_call>\n{block}\n</tool_call>",
        };
    }

    private static string Line(string name, MapValue arguments) =>
        ArgumentJson.WriteSpaced(new MapValue([new("name", ArgumentValue.Of(name)), new("parameters", arguments)]));
}
