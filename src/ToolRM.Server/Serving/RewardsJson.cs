using ToolRM.Conversations;
using ToolRM.Conversations.Formats;
using ToolRM.Scoring;
using ToolRM.Server.Http;

namespace ToolRM.Server.Serving;

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

    private static readonly string[] Keys = ["schema", "id", "messages", "tools", "candidates", "reference", "rewards", "format", "trajectories", "training"];

    /// <summary>Reads a request. Candidates are as sent: calls are not read from texts.</summary>
    /// <param name="request">The body.</param>
    /// <exception cref="DataFormatException">It is no such request; the message names the place.</exception>
    public static RewardsQuestion ReadRequest(ArgumentValue request)
    {
        try
        {
            return Read(new RequestField("", request));
        }
        catch (RequestError error)
        {
            throw new DataFormatException(error.Message, error);
        }
    }

    private static RewardsQuestion Read(RequestField body)
    {
        foreach (var entry in body.Map().Entries)
        {
            if (!Keys.Contains(entry.Key)) throw body.Error($"expected the keys {string.Join(", ", Keys)}; there is another one");
        }
        if (body.Optional("schema") is { } schema && schema.Text() != Schema) throw schema.Error($"expected \"{Schema}\"");
        var group = CandidatesJson.Read(body.Value);
        var names = body.Optional("rewards")?.Items().Select(name => name.Text()).ToValueList() ?? [];
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count) throw new RequestError(ErrorKind.Invalid, "rewards: a name stands twice");
        var trajectories = body.Optional("trajectories")?.Items().Select(row => TrajectoryJson.Read(row.Value, row.Path)).ToValueList() ?? [];
        var ids = group.Candidates.Select(candidate => candidate.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var trajectory in trajectories)
        {
            if (!ids.Remove(trajectory.Id)) throw new RequestError(ErrorKind.Invalid, "trajectories: expected the id of a candidate, each at most once");
        }
        return new(new(group, trajectories, body.Optional("training") is { } training ? ReadTraining(training) : null), names, body.Optional("format")?.Text());
    }

    private static TrainingState ReadTraining(RequestField training)
    {
        foreach (var entry in training.Map().Entries)
        {
            if (entry.Key is not ("step" or "total_steps" or "epoch" or "numbers")) throw training.Error("expected the keys step, total_steps, epoch, numbers; there is another one");
        }
        return new(
            training.Optional("step")?.Count(),
            training.Optional("total_steps")?.Count(),
            training.Optional("epoch")?.Number(),
            training.Optional("numbers") is { } numbers
                ? numbers.Map().Entries.Select(entry => KeyValuePair.Create(entry.Key, numbers.Required(entry.Key).Number())).ToValueList()
                : []);
    }

    /// <summary>Writes a request, for clients.</summary>
    /// <param name="question">The request.</param>
    public static MapValue WriteRequest(RewardsQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var entries = new List<MapEntry> { new("schema", ArgumentValue.Of(Schema)) };
        entries.AddRange(CandidatesJson.Write(question.Request.Group).Entries);
        if (question.Names.Count > 0) entries.Add(new("rewards", new ListValue(question.Names.Select(name => (ArgumentValue)ArgumentValue.Of(name)).ToValueList())));
        if (question.Format is { } format) entries.Add(new("format", ArgumentValue.Of(format)));
        if (question.Request.Trajectories.Count > 0)
            entries.Add(new("trajectories", new ListValue(question.Request.Trajectories.Select(row => (ArgumentValue)TrajectoryJson.Write(row)).ToValueList())));
        if (question.Request.Training is { } training) entries.Add(new("training", WriteTraining(training)));
        return new(entries.ToValueList());
    }

    private static MapValue WriteTraining(TrainingState training)
    {
        var entries = new List<MapEntry>();
        if (training.Step is { } step) entries.Add(new("step", ArgumentValue.Of(step)));
        if (training.TotalSteps is { } total) entries.Add(new("total_steps", ArgumentValue.Of(total)));
        if (training.Epoch is { } epoch) entries.Add(new("epoch", ArgumentValue.Of(epoch)));
        if (training.Numbers.Count > 0)
            entries.Add(new("numbers", new MapValue(training.Numbers.Select(number => new MapEntry(number.Key, ArgumentValue.Of(number.Value))).ToValueList())));
        return new(entries.ToValueList());
    }

    /// <summary>Reads an answer, for clients.</summary>
    /// <param name="answer">The body.</param>
    /// <exception cref="DataFormatException">It is no such answer; the message names the place.</exception>
    public static RewardsAnswer ReadAnswer(ArgumentValue answer)
    {
        try
        {
            var body = new RequestField("", answer);
            return new(body.Required("id").Text(), body.Required("rewards").Items().Select(named => new NamedScores(
                named.Required("name").Text(),
                named.Required("scores").Items().Select(row => new CandidateScore(row.Required("id").Text(), ScoreJson.Read(row.Value, row.Path))).ToValueList())).ToValueList());
        }
        catch (RequestError error)
        {
            throw new DataFormatException(error.Message, error);
        }
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    public static MapValue WriteAnswer(RewardsAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new(
        [
            new("schema", ArgumentValue.Of(Schema)),
            new("id", ArgumentValue.Of(answer.Id)),
            new("rewards", new ListValue(answer.Rewards.Select(named => (ArgumentValue)new MapValue(
            [
                new("name", ArgumentValue.Of(named.Name)),
                new("scores", new ListValue(named.Scores.Select(row => (ArgumentValue)new MapValue(
                    [new("id", ArgumentValue.Of(row.Id)), .. ScoreJson.Write(row.Score).Entries])).ToValueList())),
            ])).ToValueList())),
        ]);
    }
}

/// <summary>A request of <c>/v1/rewards</c>.</summary>
/// <param name="Request">The group and what belongs to it.</param>
/// <param name="Names">The scorers and rewards that are asked; empty asks the server's first.</param>
/// <param name="Format">The wire format of candidates that are text alone; null for the server's.</param>
public sealed record RewardsQuestion(RewardRequest Request, ValueList<string> Names = default, string? Format = null);

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
