#:property PublishAot=false
#:project ../src/ToolRM/ToolRM.csproj
// An agent with a fake model that calls wrongly now and then, before and after ToolRM: dotnet run examples/agent.cs [SEED]
// Real: the tools (they run, on state in memory), the tool loop, the scorer. Fake: the model, which reads nothing but the task's number
// and draws each reply anew, so it neither learns from a finding nor repeats an error as real models do.
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ToolRM.Agents;
using ToolRM.Conversations;
using ToolRM.Conversations.ExtensionsAi;
using ToolRM.Evaluation.Statistics;
using ToolRM.Models.Grounded;
using ToolRM.Numerics;

var seed = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1;
var scorer = GroundedModel.Shipped!.CreateScorer(explain: true);
var tasks = Tasks.All();
Console.WriteLine($"{tasks.Count} tasks; each reply of the fake model is wrong with probability {FakeModel.ErrorRate.ToString(CultureInfo.InvariantCulture)}; seed {seed}\n");
Console.WriteLine("agent                tasks done right          wrong calls run  held back  requests");
Print("plain", await RunAsync(model => model));
Print("best of 4", await RunAsync(model => model.WithBestOfN(scorer)));
Print("guarded", await RunAsync(model => model.WithToolGuard(scorer)));
Print("guarded, from 0.7", await RunAsync(model => model.WithToolGuard(scorer, new() { Threshold = 0.7 })));
Print("guarded best of 4", await RunAsync(model => model.WithBestOfN(scorer).WithToolGuard(scorer)));

async Task<Outcome> RunAsync(Func<IChatClient, IChatClient> around)
{
    using var model = new FakeModel(tasks, seed);
    var client = around(model);
    var outcome = new Outcome();
    foreach (var task in tasks)
    {
        var office = new Office();
        await AgentLoop.RunAsync(client, task, office.Tools(), outcome);
        if (office.Log is [var only] && only == task.Wanted) outcome.Right++;
    }
    outcome.Requests = model.Requests;
    return outcome;
}

void Print(string agent, Outcome outcome)
{
    var share = Wilson.Interval(outcome.Right, tasks.Count);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{agent,-20} {outcome.Right,2}  {share.Value:0.00} [{share.Low:0.00}, {share.High:0.00}]  {outcome.WrongCalls,15}  {outcome.HeldBack,9}  {outcome.Requests,8}"));
}

/// <summary>What an agent did over all tasks.</summary>
internal sealed class Outcome
{
    public int Right { get; set; }

    /// <summary>Calls that the loop ran, or tried to, and that were not what the task needs.</summary>
    public int WrongCalls { get; set; }

    /// <summary>Calls that the guard refused before they ran.</summary>
    public int HeldBack { get; set; }

    public int Requests { get; set; }
}

/// <summary>The tool loop. With the package Microsoft.Extensions.AI its FunctionInvokingChatClient does this.</summary>
internal static class AgentLoop
{
    public static async Task RunAsync(IChatClient client, AgentTask task, IReadOnlyList<AIFunction> tools, Outcome outcome)
    {
        List<ChatMessage> history = [new(ChatRole.User, task.Request)];
        for (var turn = 0; turn < 6; turn++)
        {
            var response = await client.GetResponseAsync(history, new() { Tools = [.. tools] });
            outcome.HeldBack += ToolGuardReport.Of(response)?.Calls.Count(call => call.Finding is not null) ?? 0;
            history.AddMessages(response);
            var calls = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0) return;
            foreach (var call in calls)
            {
                if (CallKey.Of(FunctionCalls.FromContent(call).Value) != CallKey.Of(task.Right)) outcome.WrongCalls++;
                history.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, await ResultOf(call, tools))]));
            }
        }
    }

    private static async Task<object?> ResultOf(FunctionCallContent call, IReadOnlyList<AIFunction> tools)
    {
        try
        {
            return await tools.Single(tool => tool.Name == call.Name).InvokeAsync(new(call.Arguments));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
        {
            return $"error: {error.Message}";
        }
    }
}

/// <summary>A request, the one call that is right, what it leaves in the log, and calls that are wrong.</summary>
internal sealed record AgentTask(string Request, ToolCall Right, string Wanted, ValueList<ToolCall> Wrong);

/// <summary>Tools on state in memory. What they did stands in the log.</summary>
internal sealed class Office
{
    public List<string> Log { get; } = [];

    public IReadOnlyList<AIFunction> Tools() =>
    [
        AIFunctionFactory.Create(Weather, "get_weather", "Current weather of a city"),
        AIFunctionFactory.Create(AddEvent, "add_event", "Adds an event to the calendar"),
        AIFunctionFactory.Create(SendMail, "send_mail", "Sends a mail"),
    ];

    private string Weather(
        [System.ComponentModel.Description("Name of the city")] string city,
        [System.ComponentModel.Description("Unit of the temperature: celsius or fahrenheit")] string unit = "celsius")
    {
        Log.Add($"weather {city} {unit}");
        return "19 degrees, light rain";
    }

    private string AddEvent(
        [System.ComponentModel.Description("What it is called")] string title,
        [System.ComponentModel.Description("Day of the week")] string day,
        [System.ComponentModel.Description("Hour at which it starts, 0 to 23")] int hour)
    {
        Log.Add($"event {title} {day} {hour}");
        return "added";
    }

    private string SendMail(
        [System.ComponentModel.Description("Address of the recipient")] string to,
        [System.ComponentModel.Description("Subject line")] string subject)
    {
        Log.Add($"mail {to} {subject}");
        return "sent";
    }
}

/// <summary>Forty requests: weather, calendar, mail in turn.</summary>
internal static class Tasks
{
    private static readonly string[] Cities = ["Lisbon", "Oslo", "Cairo", "Lima", "Osaka", "Turin", "Perth", "Quito", "Graz", "Leeds", "Porto", "Dakar", "Minsk", "Tunis"];
    private static readonly string[] Titles = ["Budget review", "Dentist", "Choir practice", "Team lunch", "Car service", "Book club", "Yoga", "Tax call", "Open day", "Chess night", "Piano lesson", "Site visit", "Code review"];
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
    private static readonly string[] People = ["ada", "ben", "chloe", "dmitri", "emma", "farid", "grace", "henrik", "ines", "jonas", "kofi", "lena", "mei"];

    public static IReadOnlyList<AgentTask> All() => [.. Enumerable.Range(0, 40).Select(i => (i % 3) switch { 0 => WeatherIn(i / 3), 1 => EventAt(i / 3), _ => MailTo(i / 3) })];

    private static AgentTask WeatherIn(int i)
    {
        var (city, other) = (Cities[i], Cities[(i + 5) % Cities.Length]);
        return new(
            $"What is the weather like in {city} right now?", Call("get_weather", $$"""{"city": "{{city}}"}"""), $"weather {city} celsius",
            [
                Call("get_weather", $$"""{"city": "{{other}}"}"""), // another city
                Call("get_weather", $$"""{"city": "{{city}}", "unit": "fahrenheit"}"""), // not asked for
                Call("get_weather", """{"unit": "celsius"}"""), // no city
                Call("get_forecast", $$"""{"city": "{{city}}"}"""), // no such tool
            ]);
    }

    private static AgentTask EventAt(int i)
    {
        var (title, day, hour) = (Titles[i], Days[i % Days.Length], 8 + i);
        string Arguments(string itsTitle, string itsDay, string itsHour) => $$"""{"title": "{{itsTitle}}", "day": "{{itsDay}}", "hour": {{itsHour}}}""";
        return new(
            $"Please put \"{title}\" into my calendar on {day} at {hour}:00.", Call("add_event", Arguments(title, day, $"{hour}")), $"event {title} {day} {hour}",
            [
                Call("add_event", Arguments(title, Days[(i + 2) % Days.Length], $"{hour}")), // another day
                Call("add_event", Arguments(title, day, $"{hour + 3}")), // another hour
                Call("add_event", Arguments(title, day, "\"late\"")), // no number
                Call("add_event", Arguments(title, day, $"{hour},")), // malformed
            ]);
    }

    private static AgentTask MailTo(int i)
    {
        var (address, subject) = ($"{People[i]}@example.org", Titles[(i + 4) % Titles.Length]);
        return new(
            $"Send a mail to {address} with the subject \"{subject}\".", Call("send_mail", $$"""{"to": "{{address}}", "subject": "{{subject}}"}"""), $"mail {address} {subject}",
            [
                Call("send_mail", $$"""{"to": "{{People[(i + 1) % People.Length]}}@example.org", "subject": "{{subject}}"}"""), // another person
                Call("send_mail", $$"""{"to": "{{address}}", "subject": "Hello"}"""), // another subject
                Call("send_mail", $$"""{"subject": "{{subject}}"}"""), // nobody
                Call("add_event", $$"""{"title": "{{subject}}", "day": "Monday", "hour": 9}"""), // another tool
            ]);
    }

    private static ToolCall Call(string name, string arguments) => new(name, arguments, "call");
}

/// <summary>Calls right, or with a fixed probability wrong; after a tool's result it says that it is done, after an error it tries again.</summary>
internal sealed class FakeModel(IReadOnlyList<AgentTask> tasks, long seed) : IChatClient
{
    public const double ErrorRate = 0.4;

    private readonly Dictionary<string, int> _draws = [];

    public int Requests { get; private set; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests++;
        var asked = messages.ToList();
        if (asked[^1].Contents.OfType<FunctionResultContent>().FirstOrDefault()?.Result?.ToString() is { } result
            && !result.StartsWith("error:", StringComparison.Ordinal) && !result.StartsWith("This call was not run", StringComparison.Ordinal))
        {
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Done.")));
        }
        var task = tasks.Single(one => one.Request == asked[0].Text);
        var draw = _draws[task.Request] = _draws.GetValueOrDefault(task.Request) + 1;
        var random = SeededRandom.Of(seed, task.Request, draw);
        var call = random.NextDouble() < ErrorRate ? task.Wrong[random.Next(task.Wrong.Count)] : task.Right;
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [FunctionCalls.ToContent(call).Value])) { FinishReason = ChatFinishReason.ToolCalls });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}
