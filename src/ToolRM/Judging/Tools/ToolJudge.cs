using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Scoring;

namespace ToolRM.Judging.Tools;

/// <summary>
/// A judging model that may look things up before it judges: it calls tools, sees their results, gives reasons and then a score (Themis, arXiv
/// 2310.01045; rewards 2.9). The loop is the paper's; its trained head is not here, the score is what the model writes.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A reply gets its points, 1 to <see cref="ToolJudgeOptions.Points"/>; every tool call with its result stands in the explanation, behind the model's reasons.</item>
/// <item>A verdict that is missing, stands twice, or is no whole number in range gives <see cref="Unscored"/>, as do a request that failed and too many turns.</item>
/// <item>An unknown tool, arguments that do not fit, and a tool that throws are answered to the model as errors; it may go on.</item>
/// <item>A reply is shown as other judges see it, never by id or source. It may hold instructions: the model is told to take them for text, which is no guarantee.</item>
/// </list>
/// Replies are judged one after another. As a reward: <see cref="Rewards.RewardFunction.Of"/>.
/// </remarks>
public sealed class ToolJudge : IScorer
{
    private readonly IChatClient _client;
    private readonly ToolJudgeOptions _options;
    private readonly AIFunction[] _tools;

    /// <summary>A judge.</summary>
    /// <param name="name">Its name as a scorer.</param>
    /// <param name="client">Asks the model, once per turn; it must not run calls itself. Stays the caller's.</param>
    /// <param name="tools">What the model may call, such as <see cref="Calculator.Function"/>; names are unique.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">Two tools share a name.</exception>
    public ToolJudge(string name, IChatClient client, IEnumerable<AIFunction> tools, ToolJudgeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(tools);
        (_client, _options, _tools, Info) = (client, options ?? new(), [.. tools], new(name, ScoreScale.Raw));
        _options.Check();
        if (_tools.GroupBy(tool => tool.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new ArgumentException($"two tools are called \"{twice.Key}\"", nameof(tools));
    }

    /// <inheritdoc/>
    public ScorerInfo Info { get; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ValueList<Score>>> ScoreAsync(IReadOnlyList<CandidateGroup> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var scores = new ValueList<Score>[groups.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var own = new Score[groups[i].Candidates.Count];
            for (var j = 0; j < own.Length; j++) own[j] = await JudgeAsync(groups[i].Prompt, groups[i].Candidates[j], cancellationToken).ConfigureAwait(false);
            scores[i] = ValueList.Own(own);
        }
        return scores;
    }

    private async Task<Score> JudgeAsync(Conversation prompt, Candidate candidate, CancellationToken cancellationToken)
    {
        var (evidence, calls) = (new StringBuilder(), 0);
        var words = _options.Prompt ?? JudgePrompt.WithTools;
        (string, string)[] fillings = [.. JudgeClient.Shown(prompt, ("reply", candidate)), ("points", _options.Points.ToString(CultureInfo.InvariantCulture))];
        var messages = new List<ChatMessage>();
        if (words.System is { } system) messages.Add(new(ChatRole.System, JudgePrompt.Fill(system, fillings)));
        messages.Add(new(ChatRole.User, JudgePrompt.Fill(words.User, fillings)));
        for (var turn = 0; turn < _options.MaximumTurns; turn++)
        {
            ChatResponse response;
            try
            {
                // A copy each: clients below may change options.
                response = await _client.GetResponseAsync(messages, new() { Tools = [.. _tools], Temperature = _options.Temperature }, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                return new Unscored($"the judge could not be asked: {error.Message}");
            }
            FunctionCallContent[] asked = [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];
            if (asked.Length == 0) return Verdict(response.Text, evidence, calls);
            if ((calls += asked.Length) > _options.MaximumCalls) return new Unscored($"the judge called tools more than {_options.MaximumCalls} times");
            messages.AddRange(response.Messages);
            var results = new List<AIContent>();
            foreach (var call in asked)
            {
                var result = await CallAsync(call, cancellationToken).ConfigureAwait(false);
                results.Add(new FunctionResultContent(call.CallId, result));
                evidence.Append(CultureInfo.InvariantCulture, $"\n{call.Name}({Arguments(call)}) -> {result}");
            }
            messages.Add(new(ChatRole.Tool, results));
        }
        return new Unscored($"the judge gave no verdict within {_options.MaximumTurns} turns");
    }

    private async Task<string> CallAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (Array.Find(_tools, tool => tool.Name == call.Name) is not { } tool) return $"error: there is no tool \"{call.Name}\"";
        if (call.Arguments is null && call.Exception is not null) return "error: the arguments are no JSON object";
        try
        {
            var result = await tool.InvokeAsync(new(call.Arguments ?? new Dictionary<string, object?>()), cancellationToken).ConfigureAwait(false);
            var text = result switch
            {
                null => "",
                string own => own,
                JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
                JsonElement element => element.GetRawText(),
                _ => Convert.ToString(result, CultureInfo.InvariantCulture) ?? "",
            };
            return text.Length <= _options.MaximumResult ? text : text[.._options.MaximumResult] + "… (cut)";
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return "error: " + error.Message;
        }
    }

    private Score Verdict(string text, StringBuilder evidence, int calls)
    {
        var (points, problem) = JudgeAnswer.Points(text, _options.Points);
        return problem is null
            ? new Scored(points, ScoreScale.Raw, [new("tool-calls", calls)], text[..text.LastIndexOf("<score>", StringComparison.Ordinal)].Trim() + evidence)
            : new Unscored(problem);
    }

    private static string Arguments(FunctionCallContent call) => FunctionCalls.FromContent(call).Value.ArgumentsText;
}
