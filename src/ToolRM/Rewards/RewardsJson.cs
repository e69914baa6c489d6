using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;

namespace ToolRM.Rewards;

/// <summary>
/// Request and answer of <c>/v1/rewards</c>, schema <c>toolrm/rewards@1</c>: a row of <c>toolrm/candidates@1</c> with the names of
/// scorers and rewards, and what a trainer knows; back come scores as in <c>toolrm/scores@1</c>, by name.
/// </summary>
/// <remarks>
/// A new scorer or reward adds a name and changes nothing here. A candidate that could not be scored has <c>unscored</c> with the
/// reason in place of <c>value</c>; no value is ever null, NaN or infinite.
/// </remarks>
public static class RewardsJson
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "toolrm/rewards@1";

    private const string NextStep = "See docs/formats.md, \"" + Schema + "\"";

    /// <summary>Reads a request. Candidates are as sent: calls are not read from texts.</summary>
    /// <param name="request">The body.</param>
    /// <param name="where">File and line; for messages.</param>
    /// <exception cref="DataFormatException">It is no such request; the message names the place.</exception>
    public static RewardsQuestion ReadRequest(ArgumentValue request, string where = "")
    {
        var body = DocumentNode.Root(request, where, NextStep);
        body.OnlyKeys("schema", "id", "messages", "tools", "candidates", "reference", "rewards", "format", "trajectories", "training", "facts");
        if (body.Optional("schema") is { } schema && schema.Text() != Schema) throw schema.Error($"expected \"{Schema}\"");
        var group = CandidatesJson.Read(request, where);
        var names = body.Optional("rewards") is { } rewards ? Distinct(rewards, rewards.List(name => name.Text())) : [];
        var candidates = group.Candidates.Select(candidate => candidate.Id).ToHashSet(StringComparer.Ordinal);
        var open = candidates.ToHashSet(StringComparer.Ordinal);
        var trajectories = body.Optional("trajectories")?.List(row =>
        {
            var trajectory = TrajectoryJson.Read(row.Value, row.Path());
            return open.Remove(trajectory.Id) ? trajectory : throw row.Error("trajectories: expected the id of a candidate, each at most once");
        }) ?? [];
        var context = new RewardContext(
            group, trajectories, body.Optional("training") is { } training ? ReadTraining(training) : null,
            body.Optional("facts") is { } facts ? RewardFactsJson.Read(facts, candidates) : null);
        return new(context, names, body.OptionalText("format")) { ToolsKnown = body.Optional("tools") is not null };
    }

    private static ValueList<string> Distinct(DocumentNode node, ValueList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Count() == names.Count ? names : throw node.Error("a name stands twice");

    private static TrainingState ReadTraining(DocumentNode node)
    {
        node.OnlyKeys("step", "total_steps", "epoch", "numbers");
        return new(Count("step"), Count("total_steps"), node.Optional("epoch")?.FiniteNumber(), node.Optional("numbers")?.Numbers() ?? []);

        int? Count(string key) => node.Optional(key) is not { } found ? null : found.Integer() is >= 0 and var count ? count : throw found.Expected("an integer of 0 or more");
    }

    /// <summary>Writes a request, for clients.</summary>
    /// <param name="question">The request.</param>
    public static MapValue WriteRequest(RewardsQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (context, names, format) = (question.Request, question.Names, question.Format);
        // A list of no tools says that none are offered; left out, that nobody knows.
        var group = CandidatesJson.Write(context.Group).Entries.Where(entry => entry.Key != "tools" || question.ToolsKnown || context.Group.Prompt.Tools.Count > 0);
        return new MapBuilder(new([new("schema", ArgumentValue.Of(Schema)), .. group]))
            .AddListUnlessEmpty("rewards", names, ArgumentValue.Of)
            .Add("format", format)
            .AddListUnlessEmpty("trajectories", context.Trajectories, TrajectoryJson.Write)
            .Add("training", context.Training is { } training ? WriteTraining(training) : null)
            .Add("facts", context.Facts is { } facts ? RewardFactsJson.Write(facts) : null)
            .ToMap();
    }

    private static MapValue WriteTraining(TrainingState training) => new MapBuilder()
        .Add("step", training.Step is { } step ? ArgumentValue.Of(step) : null)
        .Add("total_steps", training.TotalSteps is { } total ? ArgumentValue.Of(total) : null)
        .Add("epoch", training.Epoch is { } epoch ? ArgumentValue.Of(epoch) : null)
        .Add("numbers", NumberJson.Write(training.Numbers, number => (number.Key, number.Value)))
        .ToMap();

    /// <summary>Reads an answer, for clients.</summary>
    /// <param name="answer">The body.</param>
    /// <param name="where">Where it came from; for messages.</param>
    /// <exception cref="DataFormatException">It is no such answer; the message names the place.</exception>
    public static RewardsAnswer ReadAnswer(ArgumentValue answer, string where = "")
    {
        var body = DocumentNode.Root(answer, where, NextStep);
        return new(body.Required("id").Text(), body.Required("rewards").List(named => new NamedScores(
            named.Required("name").Text(),
            named.Required("scores").List(row => new CandidateScore(row.Required("id").Text(), ScoreJson.Read(row.Value, row.Path()))))));
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    public static MapValue WriteAnswer(RewardsAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new MapBuilder()
            .Add("schema", Schema)
            .Add("id", answer.Id)
            .AddList("rewards", answer.Rewards, named => new MapBuilder()
                .Add("name", named.Name)
                .AddList("scores", named.Scores, row => new MapBuilder(new([new("id", ArgumentValue.Of(row.Id)), .. ScoreJson.Write(row.Score).Entries])).ToMap())
                .ToMap())
            .ToMap();
    }
}

/// <summary>A request of <c>/v1/rewards</c>.</summary>
/// <param name="Request">The group and what belongs to it.</param>
/// <param name="Names">The scorers and rewards that are asked; empty asks the server's first.</param>
/// <param name="Format">The wire format of candidates that are text alone; null for the server's.</param>
public sealed record RewardsQuestion(RewardContext Request, ValueList<string> Names = default, string? Format = null)
{
    /// <summary>Whether the offered tools are known, be there none; false for a request without <c>tools</c>, which scorers that judge by tools leave unscored.</summary>
    public bool ToolsKnown { get; init; } = true;
}

/// <summary>An answer of <c>/v1/rewards</c>.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Rewards">One entry per name, in the order asked.</param>
public sealed record RewardsAnswer(string Id, ValueList<NamedScores> Rewards);

/// <summary>What one scorer or reward said.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scores">One per candidate, in the order sent.</param>
public sealed record NamedScores(string Name, ValueList<CandidateScore> Scores);

/// <summary>The score of one candidate.</summary>
/// <param name="Id">The candidate's id.</param>
/// <param name="Score">A value, or why there is none.</param>
public sealed record CandidateScore(string Id, Score Score);
