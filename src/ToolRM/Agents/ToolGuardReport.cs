using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Agents;

/// <summary>What <see cref="GuardedToolChatClient"/> did for one request.</summary>
/// <param name="Scorer">Name of the scorer.</param>
/// <param name="Threshold">The threshold that held.</param>
/// <param name="Retries">How often the model was asked again.</param>
/// <param name="Calls">Every call that was judged, of all attempts, in order.</param>
public sealed record ToolGuardReport(string Scorer, double Threshold, int Retries, ValueList<GuardRecord> Calls)
{
    /// <summary>Under which the report stands in <c>AdditionalProperties</c> of a response, as JSON, so that it survives a cache.</summary>
    public const string Key = "toolrm.guard";

    private static readonly (string Word, GuardOutcome Meaning)[] Words =
        [("passed", GuardOutcome.Passed), ("asked_again", GuardOutcome.AskedAgain), ("removed", GuardOutcome.Removed), ("thrown", GuardOutcome.Thrown), ("let_pass", GuardOutcome.LetPass)];

    /// <summary>Whether calls were taken out of the response.</summary>
    public bool IsHandedOver => Calls.Any(call => call.Outcome == GuardOutcome.Removed);

    /// <summary>The report in a response; null when there is none, as after a reply without calls.</summary>
    /// <param name="response">The response.</param>
    public static ToolGuardReport? Of(ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return ResponseReports.Find(response, Key, Read);
    }

    internal static string Word(GuardOutcome outcome) => Words.First(word => word.Meaning == outcome).Word;

    internal JsonElement ToElement() => ResponseReports.Element(new MapBuilder()
        .Add("scorer", Scorer)
        .Add("threshold", ArgumentValue.Of(Threshold))
        .Add("retries", ArgumentValue.Of(Retries))
        .AddList("calls", Calls, call => new MapBuilder()
            .Add("attempt", ArgumentValue.Of(call.Attempt))
            .Add("id", call.CallId)
            .Add("name", call.Name)
            .Add("score", ScoreJson.Write(call.Score))
            .Add("finding", call.Finding)
            .Add("outcome", Word(call.Outcome))
            .ToMap())
        .ToMap());

    private static ToolGuardReport Read(DocumentNode node) => new(
        node.Required("scorer").Text(), node.Required("threshold").Number(), node.Required("retries").Integer(),
        node.Required("calls").List(call => new GuardRecord(
            call.Required("attempt").Integer(), call.OptionalText("id"), call.Required("name").Text(), ScoreJson.Read(call.Required("score").Value),
            call.OptionalText("finding"), call.Required("outcome").Word(Words))));
}

/// <summary>One judged call.</summary>
/// <param name="Attempt">0 for the model's first reply.</param>
/// <param name="CallId">The call's id; null when it has none.</param>
/// <param name="Name">The tool's name, as the model wrote it.</param>
/// <param name="Score">The score of the call alone.</param>
/// <param name="Finding">What spoke against it; null when nothing did.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record GuardRecord(int Attempt, string? CallId, string Name, Score Score, string? Finding, GuardOutcome Outcome);

/// <summary>What became of a judged call.</summary>
public enum GuardOutcome
{
    /// <summary>Nothing spoke against it.</summary>
    Passed,

    /// <summary>The model was asked again: because of this call, or of another one of the same reply.</summary>
    AskedAgain,

    /// <summary>It was refused and taken out of the response.</summary>
    Removed,

    /// <summary>It was refused, and an exception thrown.</summary>
    Thrown,

    /// <summary>It was refused, and the caller's decision let it pass.</summary>
    LetPass,
}
