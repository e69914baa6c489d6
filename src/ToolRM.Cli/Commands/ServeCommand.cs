using System.CommandLine;
using System.Globalization;
using ToolRM.Conversations;
using ToolRM.Models;
using ToolRM.Parsing;
using ToolRM.Server;
using ToolRM.Server.Http;
using ToolRM.Server.Serving;

namespace ToolRM.Cli.Commands;

/// <summary><c>toolrm serve</c>: scorers over HTTP, in the dialects of trainers and servers (docs/server.md).</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:5000";
    private const string DefaultKeyVariable = "TOOLRM_API_KEY";

    public static Command Create(CliConsole console, CancellationToken cancellationToken)
    {
        var scorer = new Option<string[]>("--scorer") { Required = true, HelpName = "name", AllowMultipleArgumentsPerToken = true, Description = "Which scorers, by name, model file or scorer file; the first answers requests that name none. 'toolrm score --help' lists them" };
        var reward = new Option<string[]>("--reward") { HelpName = "name|file.json", AllowMultipleArgumentsPerToken = true, Description = "Rewards of the literature, by name or composition file (docs/rewards.md), behind the scorers" };
        var seed = new Option<long>("--seed") { HelpName = "n", Description = "Seed of scorers that draw" };
        var url = new Option<string[]>("--url") { HelpName = "url", Description = $"Addresses; {DefaultUrl} by default, port 0 takes a free one" };
        var configuration = new Option<string?>("--config") { HelpName = "file", Description = "JSON file with Kestrel's configuration: addresses, certificates, limits (docs/server.md)" };
        var unscored = new Option<string>("--unscored") { HelpName = "refuse|number", DefaultValueFactory = _ => "refuse", Description = "What dialects answer that cannot say 'unscored': status 422, or this number" };
        var key = new Option<string?>("--api-key-variable") { HelpName = "name", Description = $"Environment variable with the key that requests must carry; {DefaultKeyVariable} by default, where it is set" };
        var format = new Option<string>("--format") { HelpName = "name", DefaultValueFactory = _ => "auto", Description = "Wire format of replies; 'toolrm formats' lists them" };
        var bodyBytes = Count("--max-body-bytes", 8 << 20, "Largest body; beyond it 413");
        var candidates = Count("--max-candidates", 1024, "Most replies of one request; beyond it 413");
        var depth = Count("--max-depth", 128, "Deepest nesting of a body; beyond it 400");
        var requests = Count("--max-requests", 1024, "Most requests at once; beyond it 429");
        var queue = Count("--queue", 16 * 1024, "Most replies waiting for one scorer; beyond it 429");
        var batch = Count("--batch", 512, "Replies that a scorer gets in one go");
        var batchDelay = new Option<double>("--batch-delay-ms") { HelpName = "ms", Description = "How long a batch that is not full waits for more; 0 by default" };
        var workers = Count("--workers", Environment.ProcessorCount, "Batches of one scorer at once; the number of processors by default");
        var timeout = new Option<double>("--timeout-seconds") { HelpName = "s", DefaultValueFactory = _ => 60, Description = "Longest wait for scores; then 503" };
        var drainDelay = new Option<double>("--drain-delay-seconds") { HelpName = "s", Description = "How long to go on after SIGTERM with /ready saying 503; 0 by default" };
        var logContent = new Option<bool>("--log-content") { Description = "Log what users send; never done otherwise" };
        var command = new Command("serve", """
            Serve scorers over HTTP: OpenRLHF, vLLM, SGLang, TEI and our own /v1/rewards (docs/server.md). Ends on SIGTERM or Ctrl+C, after the requests under way. Example:
              toolrm serve --scorer grounded --scorer schema --url http://127.0.0.1:5000
            """)
        {
            scorer, reward, seed, url, configuration, unscored, key, format, bodyBytes, candidates, depth, requests, queue, batch, batchDelay, workers, timeout, drainDelay, logContent,
        };
        command.SetAction(async (result, _) =>
        {
            ValueList<ServedScorer> scorers =
            [
                .. result.GetValue(scorer)!.Select(name => ServedScorer.Of(RewardModels.Require(name, services: console.Scorers), result.GetValue(seed))),
                .. (result.GetValue(reward) ?? []).Select(name => ServedScorer.Of(NamedReward.Require(console, name, where: "--reward").Reward)),
            ];
            if (ReplyFormats.Find(result.GetValue(format)!) is null) throw new DataFormatException($"--format: there is no format \"{result.GetValue(format)}\". 'toolrm formats' lists them");
            var defaults = new ScoringServerOptions { Scorers = scorers };
            var options = defaults with
            {
                UnscoredValue = UnscoredValue(result.GetValue(unscored)!),
                ApiKey = Key(result.GetValue(key)),
                ReplyFormat = result.GetValue(format)!,
                MaximumBodyBytes = result.GetValue(bodyBytes),
                MaximumBodyBytesAtOnce = Math.Max(defaults.MaximumBodyBytesAtOnce, result.GetValue(bodyBytes)),
                MaximumCandidates = result.GetValue(candidates),
                MaximumDepth = result.GetValue(depth),
                MaximumRequestsAtOnce = result.GetValue(requests),
                QueueCandidates = result.GetValue(queue),
                BatchCandidates = result.GetValue(batch),
                BatchDelay = TimeSpan.FromMilliseconds(result.GetValue(batchDelay)),
                Workers = result.GetValue(workers),
                ScoreTimeout = TimeSpan.FromSeconds(result.GetValue(timeout)),
                DrainDelay = TimeSpan.FromSeconds(result.GetValue(drainDelay)),
                LogContent = result.GetValue(logContent),
            };
            await new ServerRun(console, options, result.GetValue(configuration), result.GetValue(url) ?? []).RunAsync(DefaultUrl, cancellationToken);
            return 0;
        });
        return command;
    }

    private static Option<int> Count(string name, int standard, string description) =>
        new(name) { HelpName = "n", DefaultValueFactory = _ => standard, Description = description };

    private static double? UnscoredValue(string text) => text == "refuse" ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : throw new DataFormatException($"--unscored: expected 'refuse' or a finite number, found \"{text}\"");

    private static ApiKey? Key(string? variable)
    {
        var key = Environment.GetEnvironmentVariable(variable ?? DefaultKeyVariable);
        if (!string.IsNullOrWhiteSpace(key)) return new ApiKey(key);
        return variable is null ? null : throw new DataFormatException($"--api-key-variable: the environment variable {variable} is not set or empty. Set it, or leave the option out to serve without a key");
    }
}
