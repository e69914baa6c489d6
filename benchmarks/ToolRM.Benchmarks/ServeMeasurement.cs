using System.Diagnostics;
using System.Globalization;
using ToolRM.Conversations;

namespace ToolRM.Benchmarks;

/// <summary>
/// <c>./build bench serve [--scorer schema] [--seconds 10] [--soak 60]</c>: <c>toolrm serve</c> in a process of its own on the loopback,
/// asked by this process. Prints requests and candidates a second, latency at half of the reachable rate, what happens at three
/// times the rate, and memory over a soak. Client and server share the machine.
/// </summary>
internal static class ServeMeasurement
{
    private const int Connections = 64;

    // At three times the capacity: fewer requests at once than connections, so that some have to be refused.
    private const int OverloadConnections = 512, AtOnce = 64;

    public static int Run(string[] args)
    {
        var scorer = CheckerMeasurement.Option(args, "--scorer") ?? "schema";
        var seconds = double.Parse(CheckerMeasurement.Option(args, "--seconds") ?? "10", CultureInfo.InvariantCulture);
        var soak = double.Parse(CheckerMeasurement.Option(args, "--soak") ?? "60", CultureInfo.InvariantCulture);
        return RunAsync(scorer, seconds, soak).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string scorer, double seconds, double soak)
    {
        using var server = await Server.StartAsync(scorer, AtOnce);
        var singles = new HttpLoad(server.Port, Requests(1));
        var groups = new HttpLoad(server.Port, Requests(32));
        Print("warm-up", await singles.RunAsync(AtOnce / 2, Math.Min(5, seconds)), 1);
        await groups.RunAsync(AtOnce / 2, Math.Min(3, seconds));

        var single = await singles.RunAsync(Math.Min(Connections, AtOnce), seconds);
        Print("single candidates, as fast as answers come", single, 1);
        // At half of what was reached, and at half of 5,000, which is what a user is promised.
        Print("single candidates, half of that rate", await singles.RunAsync(Math.Min(Connections, AtOnce), seconds, single.Rate / 2), 1);
        Print("single candidates, 2,500 a second", await singles.RunAsync(Math.Min(Connections, AtOnce), seconds, 2500), 1);
        var group = await groups.RunAsync(AtOnce / 2, seconds);
        Print("groups of 32, as fast as answers come", group, 32);
        Print("groups of 32, half of that rate", await groups.RunAsync(AtOnce / 2, seconds, group.Rate / 2), 32);
        var overload = await groups.RunAsync(OverloadConnections, seconds, group.Rate * 3);
        Print($"groups of 32, three times that rate, {OverloadConnections} connections, {AtOnce} requests at once allowed", overload, 32);
        var answered = overload.Statuses.Keys.All(status => status is 200 or 429);
        Console.WriteLine($"serve: overload, every request answered by 200 or 429: {(answered ? "yes" : "NO")}");
        await SoakAsync(server, singles, groups, soak);
        return answered ? 0 : 1;
    }

    private static async Task SoakAsync(Server server, HttpLoad singles, HttpLoad groups, double seconds)
    {
        const int parts = 6;
        for (var part = 0; part < parts; part++)
        {
            await singles.RunAsync(AtOnce / 2, seconds / parts / 2);
            var result = await groups.RunAsync(AtOnce / 2, seconds / parts / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"serve: soak, after {(part + 1) * seconds / parts:F0} s: working set {server.WorkingSet / 1e6:F0} MB, candidates/s {result.Rate * 32:F0}"));
        }
    }

    private static void Print(string what, HttpLoad.Result result, int candidates)
    {
        var statuses = string.Join(", ", result.Statuses.OrderBy(status => status.Key).Select(status => $"{status.Value} x {status.Key}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"serve: {what}: requests/s {result.Rate:F0}, candidates/s {result.Rate * candidates:F0}, offered/s {result.Offered:F0}, {Latency(result.Latencies)}, {statuses}"));
        if (result.RefusedLatencies.Length > 0) Console.WriteLine($"serve: {what}: from when they were sent, accepted {Latency(result.WireLatencies)}; refused {Latency(result.RefusedLatencies)}");
    }

    private static string Latency(double[] sorted) => string.Create(CultureInfo.InvariantCulture,
        $"p50 {HttpLoad.Result.Quantile(sorted, 0.5) * 1e3:F2} ms, p99 {HttpLoad.Result.Quantile(sorted, 0.99) * 1e3:F2} ms, max {HttpLoad.Result.Quantile(sorted, 1) * 1e3:F1} ms");

    /// <summary>Groups of different prompts, tools and replies: half of the replies are right.</summary>
    private static byte[][] Requests(int candidates) => [.. Enumerable.Range(0, 64).Select(number =>
    {
        var tool = $$$"""{"type": "function", "function": {"name": "forecast{{{number % 8}}}", "description": "Weather forecast for a town, for up to seven days, with the chance of rain.", "parameters": {"type": "object", "properties": {"town": {"type": "string", "description": "The town's name"}, "days": {"type": "integer", "minimum": 0, "maximum": 7}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"] } }, "required": ["town", "days"] } } }""";
        var replies = Enumerable.Range(0, candidates).Select(i =>
        {
            var days = (number + i) % 2 == 0 ? (i % 7).ToString(CultureInfo.InvariantCulture) : "\"soon\"";
            var text = $$"""<tool_call>{"name": "forecast{{number % 8}}", "arguments": {"town": "Town {{number}}-{{i}}", "days": {{days}} } }</tool_call>""";
            return $$"""{"id": "{{i}}", "text": {{ArgumentJson.Write(ArgumentValue.Of(text))}}}""";
        });
        return HttpLoad.Post("/v1/rewards", $$"""{"id": "q{{number}}", "messages": [{"role": "user", "content": "What will the weather be in Town {{number}} for the next days? Please be brief."}], "tools": [{{tool}}], "candidates": [{{string.Join(", ", replies)}}]}""");
    })];

    /// <summary>The server's process; stopped when disposed.</summary>
    private sealed class Server : IDisposable
    {
        private readonly Process _process;

        private Server(Process process, int port) => (_process, Port) = (process, port);

        public int Port { get; }

        public long WorkingSet
        {
            get
            {
                _process.Refresh();
                return _process.WorkingSet64;
            }
        }

        public static async Task<Server> StartAsync(string scorer, int atOnce)
        {
            var tool = Path.Combine(AppContext.BaseDirectory, "ToolRM.Cli.dll");
            var process = Process.Start(new ProcessStartInfo("dotnet",
                [tool, "serve", "--scorer", scorer, "--url", "http://127.0.0.1:0", "--max-requests", atOnce.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
            })!;
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server did not start");
            var port = new Uri(line[(line.LastIndexOf(' ') + 1)..]).Port;
            using var client = new HttpClient();
            (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/ready"))).EnsureSuccessStatusCode();
            return new(process, port);
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
