using ToolRM.Conversations;
using ToolRM.Conversations.Formats;

namespace ToolRM.Scoring;

/// <summary>
/// Scores as rows of schema <c>toolrm/scores@1</c> hold them: <c>{"value", "scale", "components"?, "explanation"?, "steps"?}</c>, or
/// <c>{"unscored": reason}</c>, which has no value and is never a zero. Exact both ways.
/// </summary>
public static class ScoreJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/scores@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a score; other keys of the object, such as <c>id</c>, are passed over.</summary>
    /// <param name="row">The object.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no score; the message names the place.</exception>
    public static Score Read(ArgumentValue row, string where = "")
    {
        var node = DocumentNode.Root(row, where, NextStep);
        if (node.Optional("unscored") is { } reason) return new Unscored(reason.Text());
        var value = node.Required("value");
        return new Scored(
            double.IsFinite(value.Number()) ? value.Number() : throw value.Expected("a finite number"),
            node.Required("scale").Word(("raw", ScoreScale.Raw), ("centred", ScoreScale.Centred), ("probability", ScoreScale.Probability)),
            node.Optional("components")?.Entries((name, component) => new ScoreComponent(name, NumberJson.Read(component))) ?? [],
            node.OptionalText("explanation"),
            node.Optional("steps")?.List(step => new StepScore(step.Required("turn").Integer(), step.Optional("call")?.Integer(), NumberJson.Read(step.Required("value")))) ?? []);
    }

    /// <summary>Writes a score.</summary>
    /// <param name="score">The score; names of components are unique.</param>
    public static MapValue Write(Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        if (score is Unscored unscored) return new MapBuilder().Add("unscored", unscored.Reason).ToMap();
        var scored = (Scored)score;
        return new MapBuilder()
            .Add("value", NumberJson.Write(scored.Value))
            .Add("scale", scored.Scale switch { ScoreScale.Raw => "raw", ScoreScale.Centred => "centred", _ => "probability" })
            .Add("components", NumberJson.Write(scored.Components, component => (component.Name, component.Value)))
            .Add("explanation", scored.Explanation)
            .AddListUnlessEmpty("steps", scored.Steps, step => new MapBuilder()
                .Add("turn", ArgumentValue.Of(step.Turn))
                .Add("call", step.Call is { } call ? ArgumentValue.Of(call) : null)
                .Add("value", NumberJson.Write(step.Value))
                .ToMap())
            .ToMap();
    }
}
