using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Agents;

/// <summary>What <see cref="BestOfNChatClient"/> did for one request.</summary>
/// <param name="Scorer">Name of the scorer.</param>
/// <param name="Selector">Name of the selector that chose; <c>majority</c> after a fallback.</param>
/// <param name="Chosen">Number of the chosen sample.</param>
/// <param name="Agreement">Share of the received replies that call the same as the chosen one; above 0, at most 1.</param>
/// <param name="Saved">Samples that an early stop made unnecessary; those cancelled under way may still be billed.</param>
/// <param name="Samples">Replies and failures, by number.</param>
/// <param name="Fallback">Why another selector chose than the one asked for; null when none did.</param>
public sealed record BestOfNReport(
    string Scorer, string Selector, int Chosen, double Agreement, int Saved, ValueList<BestOfNSample> Samples, string? Fallback = null)
{
    /// <summary>Under which the report stands in <c>AdditionalProperties</c> of a response, as JSON, so that it survives a cache.</summary>
    public const string Key = "toolrm.best_of_n";

    /// <summary>The report in a response; null when there is none, as after a request that passed straight through.</summary>
    /// <param name="response">The response.</param>
    public static BestOfNReport? Of(ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return ResponseReports.Find(response, Key, Read);
    }

    internal JsonElement ToElement() => ResponseReports.Element(new MapBuilder()
        .Add("scorer", Scorer)
        .Add("selector", Selector)
        .Add("chosen", ArgumentValue.Of(Chosen))
        .Add("agreement", ArgumentValue.Of(Agreement))
        .Add("saved", ArgumentValue.Of(Saved))
        .AddList("samples", Samples, sample => new MapBuilder()
            .Add("index", ArgumentValue.Of(sample.Index))
            .Add("score", sample.Score is null ? null : ScoreJson.Write(sample.Score))
            .Add("failure", sample.Failure)
            .ToMap())
        .Add("fallback", Fallback)
        .ToMap());

    private static BestOfNReport Read(DocumentNode node) => new(
        node.Required("scorer").Text(), node.Required("selector").Text(), node.Required("chosen").Integer(), node.Required("agreement").Number(), node.Required("saved").Integer(),
        node.Required("samples").List(sample => new BestOfNSample(
            sample.Required("index").Integer(), sample.Optional("score") is { } score ? ScoreJson.Read(score.Value) : null, sample.OptionalText("failure"))),
        node.OptionalText("fallback"));
}

/// <summary>One sample.</summary>
/// <param name="Index">Its number, from 0, in the order in which they were asked for.</param>
/// <param name="Score">What the scorer says; null for a failure.</param>
/// <param name="Failure">Why there is no reply; null when there is one.</param>
public readonly record struct BestOfNSample(int Index, Score? Score, string? Failure);
