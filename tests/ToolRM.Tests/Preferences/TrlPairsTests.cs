using FsCheck;
using FsCheck.Fluent;
using ToolRM.Conversations;
using ToolRM.Preferences;
using static ToolRM.Tests.Conversations.Formats.NounGenerators;

namespace ToolRM.Tests.Preferences;

public class TrlPairsTests
{
    /// <summary>Pairs that the form carries whole: arguments as compact objects, results of earlier calls without status.</summary>
    private static Gen<PreferencePair> Carried { get; } =
        from messages in ListOf(Gen.OneOf(
            Text.Select(Message (text) => new UserMessage(text)),
            from text in Text from calls in ListOf(Plain()) select (Message)new AssistantMessage(text, calls),
            from text in Text from name in MaybeText select (Message)new ToolMessage(new(text, ToolStatus.Ok), "c", name)))
        from tools in ListOf(Tool)
        from chosen in ListOf(Plain())
        from rejected in ListOf(Plain())
        from isUndecodable in Gen.Elements(true, false)
        from rejectedText in Text
        from source in MaybeText
        from generator in MaybeText
        from reference in Maybe(ToolRM.Tests.Conversations.Formats.NounGenerators.Reference)
        where !(chosen == rejected || (chosen.Count == 0 && isUndecodable))
        select new PreferencePair("p", "q", "g", new(messages, tools), chosen, isUndecodable ? null : rejected, "incorrect_parameter_value")
        {
            RejectedText = rejectedText,
            Source = source,
            Generator = generator,
            Reference = reference,
        };

    private static Gen<ToolCall> Plain() => from name in Text from map in Map from id in MaybeText select new ToolCall(name, map.ToString(), id);

    [Fact]
    public void PairsSurviveTheForm() => Holds(Carried, pair =>
    {
        foreach (var toolsAsText in (bool[])[false, true])
        {
            var written = TrlPairs.Write(pair, toolsAsText);
            Assert.Empty(written.Losses);
            Assert.Equal(pair, TrlPairs.Read(JsonParse.Of(written.Document.ToString()).Value!));
        }
    });

    [Fact]
    public void RowsHoldTheColumnsOfTrl()
    {
        var pair = new PreferencePair("p", "q", "g", PairGroups.Prompt("Weather?"), [PairGroups.Call("""{"city":"Paris"}""")], [], "incorrect_number_of_functions") { RejectedText = "No." };
        var row = TrlPairs.Write(pair).Document;
        Assert.Equal("""[{"role":"user","content":"Weather?"}]""", row["prompt"]!.ToString());
        Assert.Equal("""[{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"get_weather","arguments":{"city":"Paris"}}}]}]""", row["chosen"]!.ToString());
        Assert.Equal("""[{"role":"assistant","content":"No."}]""", row["rejected"]!.ToString());
        Assert.IsType<ListValue>(row["tools"]);
        Assert.IsType<TextValue>(TrlPairs.Write(pair, toolsAsText: true).Document["tools"]);
    }

    [Fact]
    public void WhatTheFormCannotCarryIsNamed()
    {
        var pair = new PreferencePair("p", "q", "g", PairGroups.Prompt("Weather?"), [PairGroups.Call("{}")], [PairGroups.Call("""{"city": """)], "incorrect_output_format");
        Assert.Equal("rejected[0].tool_calls[0].function.arguments", TrlPairs.Write(pair).Losses.Single().Path);
        Assert.Equal(pair.Rejected, TrlPairs.Read(TrlPairs.Write(pair).Document).Rejected);
    }
}
